"""Both clients against the server of this library, in every format and by every authorization."""

from __future__ import annotations

import asyncio
import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx2
import pytest

import so_carriers as so
from so_carriers.client import (
    Authorization,
    Basic,
    Bearer,
    Client,
    Conflict,
    ContentTooLarge,
    Forbidden,
    NotFound,
    NotModified,
    PreconditionFailed,
    Refused,
    Session,
    SoTicket,
    Unauthorized,
    user_calls,
)
from so_carriers.server.application import application
from so_carriers.server.passwords import hash_password
from so_carriers.server.settings import ServerSettings
from so_carriers.server.store import Store
from so_carriers.server.ticket_kinds import TicketKind
from so_carriers.server.tickets import digest_of, issue
from tests.client_connections import KINDS, client_of

pytestmark = pytest.mark.usefixtures("quick_passwords")

FORMATS = [entry.media_type.essence for entry in so.default_registry().offers]
PASSWORD = "correct horse battery"
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


class WaitingTransport(httpx2.BaseTransport):
    """An ASGI application for clients that wait."""

    def __init__(self, inner: httpx2.ASGITransport) -> None:
        self._inner = inner

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        async def send() -> httpx2.Response:
            response = await self._inner.handle_async_request(request)
            return httpx2.Response(
                response.status_code, headers=response.headers, content=await response.aread()
            )

        return asyncio.run(send())


@dataclass
class Server:
    """A server over one store in memory, whose user 1 is `caller`."""

    store: Store = field(default_factory=lambda: Store("sqlite://"))
    caller: int = 0

    def __post_init__(self) -> None:
        self.caller = self.store.insert(so.User(name="caller"), hash_password(PASSWORD)).user.associate_id

    def ticket(self, kind: TicketKind) -> Any:
        return issue(self.store, self.caller, kind, timedelta(hours=1))

    def connect(
        self, kind: str, authorization: Authorization | None, settings: ServerSettings, **options: Any
    ) -> Client:
        transport: Any = httpx2.ASGITransport(app=application(settings, self.store))
        return client_of(
            kind,
            lambda _: httpx2.Response(500),
            authorization,
            base_url="http://crm.test",
            transport=transport if kind == "asynchronous" else WaitingTransport(transport),
            dialect=settings.dialect,
            **options,
        )


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    yield server
    server.store.close()


Connect = Callable[..., Client]


@pytest.fixture(params=KINDS)
def connect(request: pytest.FixtureRequest, server: Server) -> Connect:
    """A client with a bearer token; `settings` are those of the server."""

    def connected(settings: ServerSettings | None = None, **options: Any) -> Client:
        bearer = Bearer(server.ticket(TicketKind.BEARER).text)
        authorization = options.pop("authorization", bearer)
        return server.connect(request.param, authorization, settings or ServerSettings(), **options)

    return connected


@pytest.mark.parametrize("media_type", FORMATS)
@pytest.mark.parametrize("dialect", so.Dialect, ids=lambda dialect: dialect.value)
def test_a_user_lives(connect: Connect, media_type: str, dialect: so.Dialect) -> None:
    users = connect(ServerSettings(dialect=dialect), media_type=media_type).users
    new = users.create_default()
    assert new.associate_id == 0
    new.name, new.role = "Kari", so.Role(id=3)
    saved = users.save(new)
    assert saved.associate_id > 1

    got = users.get(saved.associate_id)
    assert got.links is not None
    assert (got.name, got.role) == ("Kari", saved.role)
    changed = copy.deepcopy(got)
    changed.rank, changed.role, changed.nick_name = 7, None, "K"
    assert so.identical(users.patch(old=got, new=changed), changed)
    assert so.identical(users.get(saved.associate_id), changed)

    changed.rank = 8
    assert so.identical(users.save(changed), changed)
    assert users.patch(got.associate_id, so.MergePatch({"Rank": 9})).rank == 9
    with pytest.raises(Conflict):
        users.patch(got.associate_id, so.JsonPatch([{"op": "test", "path": "/Rank", "value": 1}]))

    users.delete(saved.associate_id)
    with pytest.raises(NotFound) as caught:
        users.get(saved.associate_id)
    assert caught.value.error_message
    with pytest.raises(NotFound):
        users.delete(saved.associate_id)


@pytest.mark.parametrize("media_type", [*FORMATS, "application/x-www-form-urlencoded"])
def test_an_external_user_is_made(connect: Connect, media_type: str) -> None:
    users = connect(media_type=media_type).users
    made = users.create_external(
        person_id=926, user_name="Ola", password=PASSWORD, role_id=459, select="name,department,category/id"
    )
    assert type(made) is int
    assert users.is_user_name_valid("Ola") is False
    assert users.is_user_name_valid("Per") is True
    users.set_password(made, "another one entirely")
    with pytest.raises(Conflict):
        users.create_external(person_id=926, user_name="OLA", password=PASSWORD, role_id=459)


def test_every_authorization_is_known(server: Server, connect: Connect) -> None:
    session = server.ticket(TicketKind.SESSION)
    for authorization in (
        Basic("caller", PASSWORD),
        SoTicket(server.ticket(TicketKind.SOTICKET).text),
        Bearer(server.ticket(TicketKind.BEARER).text),
        Session({"SO-SESSION": session.text, "XSRF-TOKEN": session.xsrf}),
        Session({"SO-SESSION": session.text}, xsrf_token=session.xsrf),
    ):
        assert connect(authorization=authorization).users.get(1).name == "caller"


def test_strangers_are_told_how_to_say_who_they_are(server: Server, connect: Connect) -> None:
    session = server.ticket(TicketKind.SESSION)
    for authorization in (
        None,
        Basic("caller", "hunter2hunter2"),
        SoTicket("7T:hunter2"),
        Session({"SO-SESSION": session.text}, xsrf_token="hunter2"),
    ):
        with pytest.raises(Unauthorized) as caught:
            connect(authorization=authorization).users.get(1)
        assert caught.value.headers["www-authenticate"]
        assert "hunter2" not in str(caught.value)


def test_online_a_ticket_needs_the_token_of_the_app(server: Server, connect: Connect) -> None:
    settings = ServerSettings(online=True, app_tokens=frozenset({digest_of("the app's")}))
    ticket = SoTicket(server.ticket(TicketKind.SOTICKET).text)
    assert connect(settings, authorization=ticket, app_token="the app's").users.get(1).name == "caller"
    with pytest.raises(Refused):
        connect(settings, authorization=ticket).users.get(1)
    with pytest.raises(Forbidden):
        connect(ServerSettings(user_agent_available=False)).users.create_default()


def test_conditions_are_kept(connect: Connect) -> None:
    client = connect()
    answer = client.call(user_calls.get(1))
    user, stamp = answer.value, answer.last_modified
    assert stamp is not None
    with pytest.raises(NotModified):
        client.users.get(1, modified_since=stamp)
    user.rank = 4
    assert client.users.save(user, unmodified_since=stamp).rank == 4
    with pytest.raises(PreconditionFailed):
        client.users.patch(1, so.MergePatch({"Rank": 5}), unmodified_since=LONG_AGO)
    with pytest.raises(PreconditionFailed):
        client.users.delete(1, unmodified_since=LONG_AGO)


def test_languages_zones_and_selections_come_back(connect: Connect) -> None:
    client = connect(time_zone="UTC")
    user = client.users.get(1)
    user.tooltip = 'NO:"Bruker";US:"User"'
    user.lastlogin = so.DateTime(2026, 7, 1, 12)
    client.users.save(user)
    assert client.users.get(1).tooltip == user.tooltip
    assert client.users.get(1, language="NO").tooltip == "Bruker"
    assert client.users.get(1, language="US", accept="text/xml").tooltip == "User"
    assert client.users.get(1, include_offset=True).lastlogin.tzinfo is not None
    assert client.users.get(1, select="name").tooltip is None


def test_other_refusals_have_their_errors(connect: Connect) -> None:
    small = connect(ServerSettings(limits=so.Limits(body=1000)))
    with pytest.raises(ContentTooLarge):
        small.users.save(so.User(name="x" * 1000))
    with pytest.raises(so.LimitExceeded):
        connect(limits=so.Limits(body=50)).users.get(1)
    with pytest.raises(Refused) as caught:
        connect().users.get(1, accept="image/png")
    assert caught.value.status == 406
    with pytest.raises(Refused) as unprocessable:
        connect().users.patch(1, so.MergePatch({"AssociateId": 2}))
    assert unprocessable.value.status == 422

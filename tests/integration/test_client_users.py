"""Both clients, in every format, against a server that is made of the core alone."""

from __future__ import annotations

import copy

import pytest

import so_carriers as so
from so_carriers.client import Client, NotFound
from tests.client_connections import KINDS, SmallServer, client_of

FORMATS = [choice.media_type.essence for choice in so.default_registry().offers]


@pytest.fixture
def server(dialect: so.Dialect) -> SmallServer:
    return SmallServer(dialect)


@pytest.fixture(params=KINDS)
def client(
    request: pytest.FixtureRequest, server: SmallServer, media_type: str, dialect: so.Dialect
) -> Client:
    return client_of(request.param, server.handle, media_type=media_type, dialect=dialect)


pytestmark = [
    pytest.mark.parametrize("media_type", FORMATS),
    pytest.mark.parametrize("dialect", so.Dialect, ids=lambda dialect: dialect.value),
]


def test_a_user_lives(client: Client, server: SmallServer, media_type: str) -> None:
    user = client.users.create_default()
    assert (user.name, user.associate_id) == ("new", 0)

    user.name = "SAL1"
    user.role = so.Role(id=3)
    saved = client.users.save(user)
    assert (saved.associate_id, saved.name) == (1, "SAL1")

    got = client.users.get(1)
    assert type(got) is so.UserWithLinks
    assert (got.associate_id, got.name, got.role) == (1, "SAL1", saved.role)

    new = copy.deepcopy(got)
    new.name, new.role = "SAL2", None
    assert client.users.patch(old=got, new=new) == new
    assert server.users[1].role is None

    assert client.users.patch(1, so.MergePatch({"Name": "SAL3"})).name == "SAL3"
    assert client.users.patch(1, so.JsonPatch([{"op": "test", "path": "/Name", "value": "SAL3"}])).rank == 1

    new.rank = 9
    assert client.users.save(new).rank == 9
    sent = {request.headers.get("content-type", "").partition(";")[0] for request in server.requests}
    assert media_type in sent

    client.users.delete(1)
    with pytest.raises(NotFound, match="SoNotFoundException: There is no user 1"):
        client.users.get(1)


def test_an_external_user_is_made(client: Client) -> None:
    form = "application/x-www-form-urlencoded"
    first = client.users.create_external(person_id=926, user_name="kari", password="x", role_id=4)
    second = client.users.create_external(
        person_id=927,
        user_name="ola",
        password="x",
        role_id=4,
        is_active=False,
        media_type=form,
        select="name",
    )
    assert (first, second) == (1, 2)
    assert client.users.is_user_name_valid("kari") is False
    assert client.users.is_user_name_valid("per", media_type=form) is True
    client.users.set_password(first, "correct horse")


def test_what_is_not_selected_is_null(client: Client) -> None:
    client.users.save(so.User(name="SAL1", tooltip="x", rank=3))
    got = client.users.get(1, select="name,role/id")
    assert (got.name, got.tooltip, got.rank) == ("SAL1", None, 0)


def test_where_nothing_changed_nothing_is_sent(client: Client, server: SmallServer) -> None:
    user = so.User(associate_id=7, name="SAL1")
    assert client.users.patch(old=user, new=user) is user
    assert server.requests == []

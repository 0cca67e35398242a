"""Every endpoint takes every request type and answers in every response type, in both dialects."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import httpx2
import pytest

import so_carriers as so
from tests.served import (
    AGENT,
    FORM,
    JSON_PATCH,
    MERGE_PATCH,
    REQUEST_TYPES,
    RESPONSE_TYPES,
    Served,
    in_loop,
    served,
)

pytestmark = pytest.mark.usefixtures("quick_passwords")


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One endpoint, what is sent to it about the user Kari, and what it has to answer."""

    method: str
    path: str
    body: Callable[[int], Any] | None
    """What is sent, by Kari's id; None where there is no body."""
    gives: Any
    is_right: Callable[[Any, int], bool]
    status: int = 200

    def __str__(self) -> str:
        return f"{self.method} {self.path.rpartition('/')[2]}"


def is_kari(user: Any, kari: int) -> bool:
    return bool(user.associate_id == kari and user.name == "Kari" and user.rank == 7)


def kari_of_rank_8(kari: int) -> so.User:
    return so.decode(b'{"AssociateId":%d,"Name":"Kari","Rank":8}' % kari, so.User)


ENDPOINTS = [
    Endpoint(
        "POST",
        f"{AGENT}CreateDefaultUser",
        lambda _kari: None,
        so.User,
        lambda user, _: user.type is so.UserType.INTERNAL_ASSOCIATE and user.credentials == [],
    ),
    Endpoint(
        "POST",
        f"{AGENT}CreateExternalUser",
        lambda _: so.CreateExternalUserRequest(
            person_id=926, user_name="Ola", password="nostrum", role_id=459, is_active=True
        ),
        so.Int32,
        lambda answer, kari: answer == kari + 1,
    ),
    Endpoint("POST", f"{AGENT}GetUser?userId={{kari}}", lambda _: None, so.User, is_kari),
    Endpoint(
        "POST",
        f"{AGENT}SaveUser",
        kari_of_rank_8,
        so.User,
        lambda user, kari: (user.associate_id, user.rank) == (kari, 8) and so.is_absent(user, "role"),
    ),
    Endpoint("POST", f"{AGENT}DeleteUser?UserId={{kari}}", lambda _: None, None, lambda *_: True, 204),
    Endpoint(
        "POST",
        f"{AGENT}IsUserNameValid",
        lambda _: so.IsUserNameValidRequest(user_name="Kari"),
        bool,
        lambda answer, _: answer is False,
    ),
    Endpoint(
        "POST",
        f"{AGENT}SetPassword",
        lambda kari: so.SetPasswordRequest(associate_id=kari, password="nostrum"),
        bool,
        lambda answer, _: answer is True,
    ),
    Endpoint("GET", "/api/v1/User/{kari}", None, so.UserWithLinks, is_kari),
    Endpoint(
        "PUT",
        "/api/v1/User/{kari}",
        kari_of_rank_8,
        so.UserWithLinks,
        lambda user, kari: user.rank == 8 and user.links["Self"].endswith(f"/api/v1/User/{kari}"),
    ),
    Endpoint("DELETE", "/api/v1/User/{kari}", None, None, lambda *_: True, 204),
]


def exchanges() -> Iterator[Any]:
    for dialect in so.Dialect:
        for endpoint in ENDPOINTS:
            for sends in REQUEST_TYPES if endpoint.body else (None,):
                for accept in RESPONSE_TYPES:
                    name = f"{dialect.value}: {endpoint} from {sends} to {accept}"
                    yield pytest.param(dialect, endpoint, sends, accept, id=name)


def written(server: Served, value: Any, media_type: str) -> bytes:
    """A body; a form cannot say null, and says nothing then."""
    if value is None:
        return b"" if media_type == FORM else server.write(None, media_type, so.User | None)
    return server.write(value, media_type)


def assert_is_answered_as(response: httpx2.Response, status: int, media_type: str) -> None:
    assert response.status_code == status, response.text
    if status == 204:
        assert response.content == b""
        assert "Content-Type" not in response.headers
    else:
        assert response.headers["Content-Type"] == f"{media_type}; charset=utf-8"
    assert response.headers["Cache-Control"] == "no-store"
    assert "Accept" in response.headers["Vary"].split(", ")


@pytest.mark.parametrize(("dialect", "endpoint", "sends", "accept"), [*exchanges()])
@in_loop
async def test_an_endpoint_answers_each_request_type_in_each_response_type(
    dialect: so.Dialect, endpoint: Endpoint, sends: str | None, accept: str
) -> None:
    async with served(dialect=dialect) as server:
        kari = server.saved(name="Kari", rank=7)
        body = None
        if endpoint.body is not None and sends is not None:
            body = written(server, endpoint.body(kari), sends)
        response = await server.ask(
            endpoint.method, endpoint.path.format(kari=kari), body, sends=sends, accept=accept
        )
        assert_is_answered_as(response, endpoint.status, accept)
        if endpoint.gives is not None:
            assert endpoint.is_right(server.read(response, endpoint.gives), kari)


RANK_BY_PATCH = {
    JSON_PATCH: [b'[{"op":"test","path":"/Name","value":"Kari"},{"op":"replace","path":"/Rank","value":8}]'],
    MERGE_PATCH: [b'{"Rank":8}'],
}
RANK_BY_NETSERVER_PATCH = {
    "application/json": [b'[{"op":"replace","path":"rank","value":8}]', b'{"rank":8}'],
    "text/json": [b'[{"op":"replace","path":"rank","value":8}]', b'{"rank":8}'],
    **RANK_BY_PATCH,
}


def patches() -> Iterator[Any]:
    for dialect, by_type in (
        (so.Dialect.RFC, RANK_BY_PATCH),
        (so.Dialect.NETSERVER, RANK_BY_NETSERVER_PATCH),
    ):
        for sends, bodies in by_type.items():
            for body in bodies:
                for accept in RESPONSE_TYPES:
                    yield pytest.param(dialect, sends, body, accept)


@pytest.mark.parametrize(("dialect", "sends", "body", "accept"), [*patches()])
@in_loop
async def test_patch_takes_each_patch_type_and_answers_in_each_response_type(
    dialect: so.Dialect, sends: str, body: bytes, accept: str
) -> None:
    async with served(dialect=dialect) as server:
        kari = server.saved(name="Kari", rank=7)
        response = await server.ask("PATCH", f"/api/v1/User/{kari}", body, sends=sends, accept=accept)
        assert_is_answered_as(response, 200, accept)
        assert server.read(response, so.UserWithLinks).rank == 8
        stored = server.store.get(kari)
        assert stored is not None
        assert stored.user == so.User(associate_id=kari, name="Kari", rank=8)


@pytest.mark.parametrize("sends", REQUEST_TYPES)
@pytest.mark.parametrize("endpoint", ["GetUser", "DeleteUser"])
@in_loop
async def test_the_id_of_a_user_may_stand_in_the_body(endpoint: str, sends: str) -> None:
    @so.carrier
    class Named:
        user_entity_id: so.int32 = so.member("UserEntityId")

    async with served() as server:
        kari = server.saved(name="Kari")
        body = so.encode(Named(user_entity_id=kari), sends)
        response = await server.ask("POST", AGENT + endpoint, body, sends=sends)
        assert response.status_code == (200 if endpoint == "GetUser" else 204)
        assert (server.store.get(kari) is None) is (endpoint == "DeleteUser")


@in_loop
async def test_paths_and_names_in_queries_and_bodies_are_found_in_any_case() -> None:
    async with served() as server:
        kari = server.saved(name="Kari", rank=7)
        response = await server.ask("POST", f"/API/V1/agents/USER/getuser?USERID={kari}&$SELECT=rANK")
        assert response.status_code == 200
        assert server.read(response, so.User).rank == 7
        assert b'"Name":null' in response.content
        body = b'{"associateid":%d,"NAME":"Kari","rank":9}' % kari
        response = await server.ask("POST", "/api/v1/agents/user/SAVEUSER", body, sends="application/json")
        assert response.content == body
        assert (await server.ask("GET", f"/api/v1/USER/{kari}")).status_code == 200

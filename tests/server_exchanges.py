"""Every endpoint with every request type and every response type: what is sent, and what is right then."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import httpx2

import so_carriers as so
from tests.served import AGENT, FORM, JSON_PATCH, MERGE_PATCH, REQUEST_TYPES, RESPONSE_TYPES, Served


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


RANK_BY_PATCH = {
    JSON_PATCH: [b'[{"op":"test","path":"/Name","value":"Kari"},{"op":"replace","path":"/Rank","value":8}]'],
    MERGE_PATCH: [b'{"Rank":8}'],
}
RANK_BY_NETSERVER_PATCH = {
    "application/json": [b'[{"op":"replace","path":"rank","value":8}]', b'{"rank":8}'],
    "text/json": [b'[{"op":"replace","path":"rank","value":8}]', b'{"rank":8}'],
    **RANK_BY_PATCH,
}
PATCH = Endpoint("PATCH", "/api/v1/User/{kari}", None, so.UserWithLinks, lambda user, _: user.rank == 8)


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request to an endpoint in one type, and one type of its answer."""

    dialect: so.Dialect
    endpoint: Endpoint
    sends: str | None
    accept: str
    patch: bytes | None = None

    def __str__(self) -> str:
        return f"{self.dialect.value}: {self.endpoint} from {self.sends} to {self.accept}"

    async def check(self, server: Served) -> None:
        """Makes the exchange, and asserts what it answers; leaves no user but the caller behind."""
        kari = server.saved(name="Kari", rank=7)
        body = self.patch
        if self.endpoint.body is not None and self.sends is not None:
            body = written(server, self.endpoint.body(kari), self.sends)
        path = self.endpoint.path.format(kari=kari)
        response = await server.ask(self.endpoint.method, path, body, sends=self.sends, accept=self.accept)
        assert_is_answered_as(response, self.endpoint.status, self.accept)
        if self.endpoint.gives is not None:
            assert self.endpoint.is_right(server.read(response, self.endpoint.gives), kari)
        for user in server.store.users():
            if user.associate_id != 1:
                server.store.delete(user.associate_id)


def exchanges_in(dialect: so.Dialect) -> Iterator[Exchange]:
    """All exchanges with a server of that dialect."""
    for endpoint in ENDPOINTS:
        for sends in REQUEST_TYPES if endpoint.body else (None,):
            for accept in RESPONSE_TYPES:
                yield Exchange(dialect, endpoint, sends, accept)
    for sends, bodies in (RANK_BY_PATCH if dialect is so.Dialect.RFC else RANK_BY_NETSERVER_PATCH).items():
        for body in bodies:
            for accept in RESPONSE_TYPES:
                yield Exchange(dialect, PATCH, sends, accept, body)


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

"""Both clients send alike: every test runs with the one that waits and the one that does not."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import AsyncIterator, Iterator
from typing import Any

import anyio
import httpx2
import pytest

import so_carriers as so
from so_carriers.client import (
    AsyncClient,
    Bearer,
    Call,
    Client,
    NoAnswer,
    NotFound,
    Redirected,
    Retries,
    ServerError,
    Session,
    TimedOut,
    Timeouts,
)
from tests.client_connections import BASE_URL, KINDS, client_of, reply, script

USER = so.UserWithLinks(associate_id=7, name="SAL1")
pytestmark = pytest.mark.parametrize("kind", KINDS)


class Stream(httpx2.SyncByteStream, httpx2.AsyncByteStream):
    """A body that is sent in pieces; says whether it was closed."""

    def __init__(self, *pieces: bytes, then: Exception | None = None) -> None:
        self._pieces = pieces
        self._then = then
        self.sent = 0
        self.closed = False

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._pieces:
            self.sent += 1
            yield piece
        if self._then is not None:
            raise self._then

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self:
            yield piece

    def close(self) -> None:
        self.closed = True

    async def aclose(self) -> None:
        self.closed = True


def streamed(stream: Stream, status: int = 200, **headers: str) -> httpx2.Response:
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    return httpx2.Response(status, stream=stream, headers={"Content-Type": "application/json", **named})


def test_a_body_in_pieces_is_read_and_closed(kind: str) -> None:
    body = so.encode(USER)
    stream = Stream(body[:10], body[10:])
    handle, _ = script(streamed(stream))
    assert client_of(kind, handle).users.get(7) == USER
    assert stream.closed


def test_gzip_is_undone(kind: str) -> None:
    packed = gzip.compress(so.encode(USER))
    handle, got = script(streamed(Stream(packed[:7], packed[7:]), content_encoding="gzip"))
    assert client_of(kind, handle).users.get(7) == USER
    assert got[0].headers["accept-encoding"] == "gzip"


def test_gzip_that_a_transport_has_undone_is_taken_as_it_is(kind: str) -> None:
    packed = gzip.compress(so.encode(USER))
    handle, _ = script(
        httpx2.Response(
            200, content=packed, headers={"content-encoding": "gzip", "content-type": "text/json"}
        )
    )
    assert client_of(kind, handle).users.get(7) == USER


def test_nothing_is_read_beyond_the_limit(kind: str) -> None:
    stream = Stream(*[b" " * 100] * 100)
    handle, _ = script(streamed(stream))
    with pytest.raises(so.LimitExceeded, match="body=1000"):
        client_of(kind, handle, limits=so.Limits(body=1000)).users.get(7)
    assert stream.sent == 11
    assert stream.closed


def test_errors_are_bounded_too(kind: str) -> None:
    handle, _ = script(streamed(Stream(b" " * 1001), 400))
    with pytest.raises(so.LimitExceeded):
        client_of(kind, handle, limits=so.Limits(body=1000)).users.get(7)


def test_what_may_be_repeated_is_repeated_with_pauses(kind: str) -> None:
    pauses: list[float] = []
    busy = httpx2.Response(503, headers={"Retry-After": "2"})
    handle, got = script(busy, httpx2.ReadError("lost"), reply(USER))
    client = client_of(kind, handle, pauses=pauses, retries=Retries(chance=lambda: 1.0))
    assert client.users.get(7) == USER
    assert [str(request.url) for request in got] == [f"{BASE_URL}/v1/User/7"] * 3
    assert pauses == [2.0, 1.0]


def test_attempts_end_in_the_last_error(kind: str) -> None:
    handle, got = script(*[httpx2.Response(503, text="later") for _ in range(3)])
    with pytest.raises(ServerError, match="503 Service Unavailable: later"):
        client_of(kind, handle).users.get(7)
    assert len(got) == 3


def test_a_post_that_may_have_arrived_is_not_repeated(kind: str) -> None:
    handle, got = script(httpx2.ReadError("lost"))
    with pytest.raises(NoAnswer, match="POST v1/Agents/User/CreateDefaultUser: no answer: ReadError: lost"):
        client_of(kind, handle).users.create_default()
    assert len(got) == 1


@pytest.mark.parametrize(
    "error", [httpx2.ConnectError("refused"), httpx2.ConnectTimeout(""), httpx2.PoolTimeout("")]
)
def test_a_post_that_never_left_is_repeated(kind: str, error: Exception) -> None:
    handle, got = script(error, reply(851))
    client = client_of(kind, handle)
    assert client.users.create_external(person_id=1, user_name="x", password="y", role_id=1) == 851
    assert len(got) == 2


def test_a_connection_that_breaks_within_the_body_is_no_answer(kind: str) -> None:
    stream = Stream(b"{", then=httpx2.RemoteProtocolError("closed"))
    handle, _ = script(streamed(stream), reply(USER))
    assert client_of(kind, handle).users.get(7) == USER
    assert stream.closed


def test_a_user_that_an_earlier_attempt_deleted_is_deleted(kind: str) -> None:
    handle, _ = script(httpx2.ReadError("lost"), httpx2.Response(404))
    client_of(kind, handle).users.delete(7)
    for steps in ([httpx2.Response(404)], [httpx2.ConnectError("refused"), httpx2.Response(404)]):
        handle, _ = script(*steps)
        with pytest.raises(NotFound):
            client_of(kind, handle).users.delete(7)


def test_times_of_the_transport_are_bounded(kind: str) -> None:
    handle, got = script(reply(USER), reply(USER))
    client_of(kind, handle, clock=lambda: 0.0).users.get(7)
    assert got[0].extensions["timeout"] == {"connect": 5.0, "read": 60.0, "write": 60.0, "pool": 60.0}
    unbounded = client_of(kind, handle, timeouts=Timeouts(connect=None, whole=None))
    unbounded.users.get(7)
    assert set(got[1].extensions["timeout"].values()) == {None}


def test_a_timeout_of_the_transport_is_told(kind: str) -> None:
    handle, _ = script(httpx2.ReadTimeout("slow"))
    with pytest.raises(TimedOut, match="no answer: ReadTimeout: slow") as caught:
        client_of(kind, handle, retries=Retries(attempts=1)).users.get(7)
    assert caught.value.status == 504
    assert not caught.value.never_left


def test_repeating_ends_with_the_time_for_the_whole(kind: str) -> None:
    ticks = iter(range(0, 1000, 4))
    handle, got = script(*[httpx2.Response(503) for _ in range(9)])
    client = client_of(
        kind,
        handle,
        clock=lambda: float(next(ticks)),
        timeouts=Timeouts(whole=15.0),
        retries=Retries(attempts=9),
    )
    with pytest.raises(ServerError):
        client.users.get(7)
    assert len(got) == 2
    assert got[1].extensions["timeout"]["read"] < got[0].extensions["timeout"]["read"]


def test_a_pause_that_takes_all_the_time_ends_the_call(kind: str) -> None:
    times = iter([0.0, 0.0, 0.0, 99.0])
    handle, got = script(httpx2.Response(503))
    with pytest.raises(TimedOut, match="GET v1/User/7: no answer: not within 60 seconds"):
        client_of(kind, handle, clock=lambda: next(times, 99.0), retries=Retries(attempts=2)).users.get(7)
    assert len(got) == 1


def test_a_redirect_is_not_followed(kind: str) -> None:
    handle, got = script(httpx2.Response(302, headers={"Location": "https://elsewhere.example/"}))
    with pytest.raises(Redirected, match=r"302 Found: to https://elsewhere\.example/"):
        client_of(kind, handle, Bearer("hunter2")).users.get(7)
    assert len(got) == 1


def test_a_session_sends_what_the_server_last_set(kind: str) -> None:
    first = reply(USER)
    first.headers = httpx2.Headers(
        [*first.headers.multi_items(), ("Set-Cookie", "XSRF-TOKEN=x2; Path=/"), ("Set-Cookie", "session=s2")]
    )
    handle, got = script(first, reply(USER))
    client = client_of(kind, handle, Session({"session": "s1", "XSRF-TOKEN": "x1"}))
    client.users.get(7)
    client.users.get(7)
    assert [request.headers["cookie"] for request in got] == [
        "session=s1; XSRF-TOKEN=x1",
        "session=s2; XSRF-TOKEN=x2",
    ]
    assert [request.headers["x-xsrf-token"] for request in got] == ["x1", "x2"]


def test_others_than_sessions_keep_no_cookies(kind: str) -> None:
    handle, got = script(reply(USER, Set_Cookie="session=s1"), reply(USER))
    client = client_of(kind, handle, Bearer("t"))
    client.users.get(7)
    client.users.get(7)
    assert "cookie" not in got[1].headers


def test_any_endpoint_can_be_called(kind: str) -> None:
    handle, got = script(reply(USER, Last_Modified="Mon, 02 Nov 2026 07:15:30 GMT"))
    call = Call(
        "POST", "v1/Agents/User/GetUserFromName", so.User, so.GetUserFromNameRequest(user_name="SAL1")
    )
    answer = client_of(kind, handle).call(call)
    assert answer.value.name == "SAL1"
    assert answer.last_modified is not None
    assert got[0].content == b'{"UserName":"SAL1"}'


def test_what_patch_takes_is_an_id_and_a_patch_or_two_users(kind: str) -> None:
    handle, _ = script()
    users: Any = client_of(kind, handle).users
    patch = so.MergePatch({})
    for positional, named in [
        ((), {}),
        ((7,), {}),
        ((7, patch), {"old": USER}),
        ((7,), {"old": USER, "new": USER}),
        ((), {"old": USER}),
    ]:
        with pytest.raises(TypeError, match="patch: expected an id and a patch, or old= and new="):
            users.patch(*positional, **named)


def test_a_client_is_closed_by_its_context(kind: str) -> None:
    handle, _ = script(reply(USER))
    transport = httpx2.MockTransport(handle)
    if kind == "waiting":
        with Client(BASE_URL, transport=transport) as client:
            assert client.users.get(7) == USER
        with pytest.raises(RuntimeError, match="closed"):
            client.users.get(7)
        return

    async def use() -> None:
        async with AsyncClient(BASE_URL, transport=transport) as client:
            assert await client.users.get(7) == USER
        with pytest.raises(RuntimeError, match="closed"):
            await client.users.get(7)

    asyncio.run(use())


def test_an_answer_that_does_not_end_is_ended(kind: str) -> None:
    if kind == "waiting":
        times = iter([0.0, 0.0, 30.0])
        stream = Stream(*[b" "] * 1000)
        handle, _ = script(streamed(stream))
        client = client_of(kind, handle, clock=lambda: next(times, 61.0), retries=Retries(attempts=1))
        with pytest.raises(TimedOut):
            client.users.get(7)
        assert stream.sent < 5
        assert stream.closed
        return

    async def hang(_: httpx2.Request) -> httpx2.Response:
        await anyio.sleep_forever()
        raise AssertionError

    async def use() -> None:
        transport = httpx2.MockTransport(hang)
        async with AsyncClient(BASE_URL, transport=transport, timeouts=Timeouts(whole=0.01)) as client:
            with pytest.raises(TimedOut, match=r"not within 0\.01 seconds"):
                await client.users.get(7)

    asyncio.run(use())

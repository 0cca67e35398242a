"""Both clients over sockets of this machine: answers, and what becomes of a server that gives none."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

import so_carriers as so
from so_carriers.client import AsyncClient, Bearer, Client, ClientError, NoAnswer, Retries, TimedOut, Timeouts

BODY = so.encode(so.UserWithLinks(associate_id=7, name="SAL1"))
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(BODY)
Conversation = Callable[[socket.socket], None]


@contextmanager
def listening(*conversations: Conversation) -> Iterator[str]:
    """A server that has one conversation after the other, each on a connection of its own."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(20)

        def serve() -> None:
            for converse in conversations:
                connection, _ = server.accept()
                with connection:
                    connection.settimeout(20)
                    converse(connection)

        thread = threading.Thread(target=serve)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}"
        thread.join(20)
        assert not thread.is_alive()


def get_waiting(base_url: str, **options: object) -> so.UserWithLinks:
    with Client(base_url, Bearer("t"), sleep=lambda _: None, **options) as client:  # type: ignore[arg-type]  # of any type
        return client.users.get(7)


def get_meanwhile(base_url: str, **options: object) -> so.UserWithLinks:
    async def get() -> so.UserWithLinks:
        async with AsyncClient(
            base_url,
            Bearer("t"),
            sleep=lambda _: asyncio.sleep(0),
            **options,  # type: ignore[arg-type]  # of any type
        ) as client:
            return await client.users.get(7)

    return asyncio.run(get())


pytestmark = pytest.mark.parametrize("get", [get_waiting, get_meanwhile])
Get = Callable[..., so.UserWithLinks]


def answer(connection: socket.socket) -> None:
    assert connection.recv(65536).startswith(b"GET /api/v1/User/7 HTTP/1.1\r\n")
    connection.sendall(HEAD + BODY)


def hang_up(connection: socket.socket) -> None:
    connection.recv(65536)


def stop_within(connection: socket.socket) -> None:
    connection.recv(65536)
    connection.sendall(HEAD + BODY[:5])


def say_nothing(connection: socket.socket) -> None:
    connection.recv(65536)
    # Until the client hangs up.
    connection.recv(1)


def stop_talking(connection: socket.socket) -> None:
    stop_within(connection)
    connection.recv(1)


def talk_nonsense(connection: socket.socket) -> None:
    connection.recv(65536)
    connection.sendall(b"SSH-2.0-x\r\n\r\n")


def test_a_user_is_read(get: Get) -> None:
    with listening(answer) as base_url:
        assert get(base_url).name == "SAL1"


def test_broken_connections_are_tried_again(get: Get) -> None:
    with listening(hang_up, stop_within, answer) as base_url:
        assert get(base_url).name == "SAL1"


@pytest.mark.parametrize("converse", [hang_up, stop_within, talk_nonsense])
def test_what_breaks_in_the_end_is_no_answer(get: Get, converse: Conversation) -> None:
    with listening(converse) as base_url, pytest.raises(NoAnswer, match="GET v1/User/7: no answer: Remote"):
        get(base_url, retries=Retries(attempts=1))


@pytest.mark.parametrize("converse", [say_nothing, stop_talking])
def test_a_server_that_falls_silent_is_left(get: Get, converse: Conversation) -> None:
    with listening(converse) as base_url, pytest.raises(TimedOut):
        get(base_url, timeouts=Timeouts(whole=0.2))


def test_where_nothing_listens_the_request_never_left(get: Get) -> None:
    with listening() as base_url:
        pass
    with pytest.raises(ClientError) as caught:
        get(base_url)
    assert isinstance(caught.value, NoAnswer)
    assert caught.value.never_left

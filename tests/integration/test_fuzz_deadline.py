"""The time that one request of `so-carriers fuzz --url` may take bounds all of it."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from so_carriers.testing.fuzzing.addresses import Endpoint, endpoint_of
from so_carriers.testing.fuzzing.campaign import examined
from so_carriers.testing.fuzzing.cases import Case, Target
from so_carriers.testing.fuzzing.checks import SENT
from so_carriers.testing.fuzzing.exchange import NoConnection, exchange, require_connection
from so_carriers.testing.fuzzing.failures import Observed
from so_carriers.testing.fuzzing.server import Server

SECONDS = 0.4
SLOW = 3.0
"""How long what is sent takes, if nobody ends it; far from SECONDS, for machines that are busy."""

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"


@contextlib.contextmanager
def slowly(first: bytes, rest: bytes) -> Iterator[int]:
    """The port of a server that sends something at once, and the rest within SLOW seconds."""
    listening = socket.create_server(("127.0.0.1", 0))
    is_over = threading.Event()

    def serve() -> None:
        with contextlib.suppress(OSError), listening.accept()[0] as connection:
            connection.recv(65_536)
            connection.sendall(first)
            for octet in rest:
                if is_over.wait(SLOW / len(rest)):
                    return
                connection.sendall(bytes([octet]))

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield listening.getsockname()[1]
    finally:
        is_over.set()
        with contextlib.suppress(OSError):
            listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        thread.join()


def took(call: Callable[[], object], error: type[BaseException]) -> tuple[float, str]:
    """How long it took until that was raised, and what it said."""
    start = time.monotonic()
    with pytest.raises(error) as raised:
        call()
    return time.monotonic() - start, str(raised.value)


@pytest.mark.parametrize("said", [b"", b"Connection: close\r\n"], ids=["kept", "closed"])
@pytest.mark.parametrize(
    "pieces",
    [
        (b"Content-Length: 9\r\n\r\n", b"x" * 9),
        (b"", b"X-Slow: yes\r\n"),
        (b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n" * 4),
    ],
    ids=["body", "headers", "chunks"],
)
def test_an_answer_that_comes_byte_by_byte_ends_in_time(said: bytes, pieces: tuple[bytes, bytes]) -> None:
    headers = [("Connection", "close"), ("Content-Length", "2")]
    with slowly(HEAD + said + pieces[0], pieces[1]) as port:
        endpoint = endpoint_of(f"http://127.0.0.1:{port}/")
        seconds, problem = took(lambda: exchange(endpoint, "POST", headers, b"{}", SECONDS), Observed)
    assert problem == "no whole answer within 0.4 s"
    assert SECONDS - 0.1 < seconds < SLOW - 1


def test_an_answer_without_a_length_that_ends_late_is_a_failure() -> None:
    case = Case(target=Target.JSON, check=SENT, carrier="Role", body=b"{}")
    with slowly(HEAD + b"Connection: close\r\n\r\n", b"x" * 9) as port:
        server = Server(endpoint=endpoint_of(f"http://127.0.0.1:{port}/"), seconds=SECONDS)
        failure = examined(case, server.check, server.case_seconds)
    assert failure is not None
    assert failure.place == "timeout"


def test_a_handshake_that_comes_byte_by_byte_ends_in_time() -> None:
    record = b"\x16\x03\x03\x40\x00"
    with slowly(record, bytes(9)) as port:
        endpoint = endpoint_of(f"https://127.0.0.1:{port}/")
        seconds, problem = took(lambda: exchange(endpoint, "GET", [], None, SECONDS), NoConnection)
    assert "does not speak TLS with us" in problem
    assert seconds < SLOW - 1


def test_addresses_share_the_time_that_there_is_for_a_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[float] = []

    def silent(self: socket.socket, _address: object) -> None:
        seconds = self.gettimeout() or 0
        given.append(seconds)
        time.sleep(seconds)
        raise TimeoutError("timed out")

    monkeypatch.setattr(socket.socket, "connect", silent)
    addresses = tuple((int(socket.AF_INET), ("127.0.0.1", port)) for port in range(1, 5))
    endpoint = Endpoint(url="http://a/", scheme="http", host="a", port=1, path="/", addresses=addresses)
    seconds, _ = took(lambda: require_connection(endpoint, SECONDS), NoConnection)
    assert len(given) == 4
    # What is left is given out anew before each: a busy machine takes from the later ones.
    assert sum(given) <= SECONDS
    assert given[0] == pytest.approx(SECONDS / 4, rel=0.1)
    assert seconds < SLOW - 1

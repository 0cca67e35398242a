"""One request and its answer, over http.client: no redirect is followed and no proxy asked.

All of it is bounded: the time from the connection to the last byte, and the bytes.
"""

from __future__ import annotations

import contextlib
import http.client
import socket
import ssl
import threading
import time
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from so_carriers.testing.fuzzing.addresses import Endpoint
from so_carriers.testing.fuzzing.failures import Observed

LONGEST_ANSWER = 16 * 1024 * 1024

_SHORTEST_WAIT = 0.001


class NoConnection(Exception):
    """None of the addresses takes a connection."""


class Answer(NamedTuple):
    """What a server answered; `content_type` is None where it does not say."""

    status: int
    content_type: str | None
    is_encoded: bool
    """Whether there is a Content-Encoding, which was not asked for."""
    body: bytes


def exchange(
    endpoint: Endpoint, method: str, headers: Iterable[tuple[str, str]], body: bytes | None, seconds: float
) -> Answer:
    """Sends a request on a connection of its own and gives the answer.

    Raises NoConnection, and Observed where the answer does not come, in time and whole.
    """
    deadline = _Deadline(seconds)
    connection = _Connection(endpoint, deadline)
    try:
        # http.client lets go of it once an answer begins after which it is closed.
        sock = connection.connected()
        with deadline.ending(sock):
            answer = _answer(connection, method, endpoint.path, headers, body)
        if deadline.is_over:
            raise TimeoutError
    except (OSError, http.client.HTTPException, ValueError) as error:
        if deadline.is_over or isinstance(error, TimeoutError):
            raise Observed("timeout", f"no whole answer within {seconds:g} s") from error
        raise Observed("broken connection", type(error).__name__) from error
    finally:
        connection.close()
    return answer


def require_connection(endpoint: Endpoint, seconds: float) -> None:
    """Raises NoConnection where none of the addresses takes one."""
    connection = _Connection(endpoint, _Deadline(seconds))
    try:
        connection.connect()
    finally:
        connection.close()


class _Deadline:
    """When the time of one request is over, whatever it is spent on."""

    def __init__(self, seconds: float) -> None:
        self._until = time.monotonic() + seconds
        self._has_ended = threading.Event()

    @property
    def left(self) -> float:
        """The seconds that are left, never quite none: that would be a socket that does not wait."""
        return max(self._until - time.monotonic(), _SHORTEST_WAIT)

    @property
    def is_over(self) -> bool:
        return self._has_ended.is_set() or time.monotonic() >= self._until

    @contextlib.contextmanager
    def ending(self, sock: socket.socket) -> Iterator[None]:
        """Ends the connection when the time is over; a socket's own timeout is that of each byte."""

        def end() -> None:
            self._has_ended.set()
            with contextlib.suppress(OSError):
                # Beneath TLS, whose own way changes what the other thread reads with.
                socket.socket.shutdown(sock, socket.SHUT_RDWR)

        timer = threading.Timer(self.left, end)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()


class _Connection(http.client.HTTPConnection):
    """A connection to the very addresses that were checked."""

    def __init__(self, endpoint: Endpoint, deadline: _Deadline) -> None:
        super().__init__(endpoint.host, endpoint.port)
        self._endpoint = endpoint
        self._deadline = deadline
        if endpoint.scheme == "https":
            self.default_port = http.client.HTTPS_PORT

    def connect(self) -> None:
        self.connected()

    def connected(self) -> socket.socket:
        """Connects and gives the socket; raises NoConnection."""
        self.sock: socket.socket = _connected(self._endpoint, self._deadline)
        # TLS counts a timeout from the first byte of its handshake to the last.
        self.sock.settimeout(self._deadline.left)
        if self._endpoint.scheme == "https":
            host = self._endpoint.host
            try:
                self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=host)
            except OSError as error:
                raise NoConnection(f"{host} does not speak TLS with us: {error}") from error
        return self.sock


def _connected(endpoint: Endpoint, deadline: _Deadline) -> socket.socket:
    problem: OSError | None = None
    for index, (family, address) in enumerate(endpoint.addresses):
        plain = socket.socket(family, socket.SOCK_STREAM)
        # One that does not answer leaves the others their share of the time.
        plain.settimeout(deadline.left / (len(endpoint.addresses) - index))
        try:
            plain.connect(address)
        except OSError as error:
            plain.close()
            problem = error
        else:
            plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            return plain
    raise NoConnection(f"no connection to {endpoint.host}, port {endpoint.port}: {problem}") from problem


def _answer(
    connection: http.client.HTTPConnection,
    method: str,
    path: str,
    headers: Iterable[tuple[str, str]],
    body: bytes | None,
) -> Answer:
    connection.putrequest(method, path, skip_accept_encoding=True)
    for name, value in headers:
        connection.putheader(name, value)
    # A server may refuse a body before it has read it, and close: its answer is there all the same.
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        connection.endheaders(body)
    with contextlib.closing(connection.getresponse()) as response:
        content = response.read(LONGEST_ANSWER + 1)
    if len(content) > LONGEST_ANSWER:
        raise Observed("long answer", f"more than {LONGEST_ANSWER:,} bytes")
    if response.length:
        raise http.client.IncompleteRead(content, response.length)
    content_type, encoding = response.getheader("Content-Type"), response.getheader("Content-Encoding")
    return Answer(response.status, content_type, encoding not in (None, "identity"), content)

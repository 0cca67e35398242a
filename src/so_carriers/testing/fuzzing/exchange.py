"""One request and its answer, over http.client: no redirect is followed and no proxy asked.

All of it is bounded: the time from the connection to the last byte, and the bytes.
"""

from __future__ import annotations

import contextlib
import http.client
import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from so_carriers.testing.fuzzing.addresses import Endpoint
from so_carriers.testing.fuzzing.failures import Observed

LONGEST_ANSWER = 16 * 1024 * 1024


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
    endpoint: Endpoint, method: str, headers: Mapping[str, str], body: bytes | None, seconds: float
) -> Answer:
    """Sends a request on a connection of its own and gives the answer.

    Raises NoConnection, and Observed where the answer does not come, in time and whole.
    """
    connection = _Connection(endpoint, seconds)
    try:
        connection.connect()
        with _deadline(connection, seconds) as is_over:
            try:
                return _answer(connection, method, endpoint.path, headers, body)
            except (OSError, http.client.HTTPException, ValueError) as error:
                if is_over.is_set() or isinstance(error, TimeoutError):
                    raise Observed("timeout", f"no whole answer within {seconds:g} s") from error
                raise Observed("broken connection", type(error).__name__) from error
    finally:
        connection.close()


def require_connection(endpoint: Endpoint, seconds: float) -> None:
    """Raises NoConnection where none of the addresses takes one."""
    connection = _Connection(endpoint, seconds)
    try:
        connection.connect()
    finally:
        connection.close()


class _Connection(http.client.HTTPConnection):
    """A connection to the very addresses that were checked."""

    def __init__(self, endpoint: Endpoint, seconds: float) -> None:
        super().__init__(endpoint.host, endpoint.port, timeout=seconds)
        self._endpoint = endpoint
        if endpoint.scheme == "https":
            self.default_port = http.client.HTTPS_PORT

    def connect(self) -> None:
        plain = _connected(self._endpoint, self.timeout or 1.0)
        self.sock = plain
        if self._endpoint.scheme == "https":
            try:
                self.sock = ssl.create_default_context().wrap_socket(
                    plain, server_hostname=self._endpoint.host
                )
            except OSError as error:
                raise NoConnection(f"{self._endpoint.host} does not speak TLS with us: {error}") from error


def _connected(endpoint: Endpoint, seconds: float) -> socket.socket:
    problem: OSError | None = None
    for family, address in endpoint.addresses:
        plain = socket.socket(family, socket.SOCK_STREAM)
        plain.settimeout(seconds)
        try:
            plain.connect(address)
        except OSError as error:
            plain.close()
            problem = error
        else:
            plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            return plain
    raise NoConnection(f"no connection to {endpoint.host}, port {endpoint.port}: {problem}") from problem


@contextlib.contextmanager
def _deadline(connection: http.client.HTTPConnection, seconds: float) -> Iterator[threading.Event]:
    """Ends the connection when the time is over; a socket's own timeout is that of each byte."""
    is_over = threading.Event()

    def end() -> None:
        is_over.set()
        with contextlib.suppress(OSError):
            if connection.sock is not None:
                connection.sock.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        yield is_over
    finally:
        timer.cancel()
        timer.join()


def _answer(
    connection: http.client.HTTPConnection,
    method: str,
    path: str,
    headers: Mapping[str, str],
    body: bytes | None,
) -> Answer:
    connection.putrequest(method, path, skip_accept_encoding=True)
    for name, value in headers.items():
        connection.putheader(name, value)
    # A server may refuse a body before it has read it, and close: its answer is there all the same.
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        connection.endheaders(body)
    response = connection.getresponse()
    content = response.read(LONGEST_ANSWER + 1)
    if len(content) > LONGEST_ANSWER:
        raise Observed("long answer", f"more than {LONGEST_ANSWER:,} bytes")
    if response.length:
        raise http.client.IncompleteRead(content, response.length)
    content_type, encoding = response.getheader("Content-Type"), response.getheader("Content-Encoding")
    return Answer(response.status, content_type, encoding not in (None, "identity"), content)

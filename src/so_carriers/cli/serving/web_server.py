"""The web server: listens, serves an application until a signal says to end, and ends in order."""

from __future__ import annotations

import contextlib
import signal
import socket
import threading
from collections.abc import Iterator
from types import FrameType
from typing import Any

import uvicorn

from so_carriers.cli.conversion.errors import Failure

_SECONDS_TO_END = 20
_SECONDS_BETWEEN_LOOKS = 0.01
_ENDING = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]


def listen(host: str, port: int) -> socket.socket:
    """A socket that takes connections there, 0 for any free port; raises Failure."""
    try:
        family, _, _, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        return socket.create_server(address[:2], family=family)
    except OSError as error:
        raise Failure(f"cannot listen at {host}, port {port}: {error.strerror}") from error


def address_of(listener: socket.socket) -> str:
    """The URL of what listens there."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def serve(application: Any, listener: socket.socket) -> None:
    """Serves an ASGI application until SIGINT, SIGTERM or SIGHUP; raises Failure where it does not start.

    What has begun is answered first, for twenty seconds at most; a second SIGINT does not wait.
    """
    server = _server_of(application)
    with _ended_by_signals(server):
        try:
            server.run(sockets=[listener])
        except SystemExit as error:  # with which uvicorn tells that the application did not start
            raise Failure("the application did not start; the log says why") from error
    if not server.started:
        raise Failure("the application did not start; the log says why")


@contextlib.contextmanager
def serve_meanwhile(application: Any, listener: socket.socket) -> Iterator[None]:
    """Serves an ASGI application in a thread, as long as the block runs; raises Failure as `serve` does.

    Whoever connects before it has started is answered when it has.
    """
    server = _server_of(application)

    def run() -> None:
        with contextlib.suppress(SystemExit):  # as above; whoever waits sees that it ended
            server.run(sockets=[listener])

    running = threading.Thread(target=run, name="so-carriers-server")
    running.start()
    try:
        while not server.started:
            running.join(_SECONDS_BETWEEN_LOOKS)
            if not running.is_alive():
                raise Failure("the application did not start; the log says why")
        yield
    finally:
        server.should_exit = True
        running.join()


def _server_of(application: Any) -> uvicorn.Server:
    config = uvicorn.Config(
        application,
        log_config=None,  # logging is set up already
        access_log=False,  # the application tells more of each request
        lifespan="on",
        ws="none",
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=_SECONDS_TO_END,
    )
    return uvicorn.Server(config)


@contextlib.contextmanager
def _ended_by_signals(server: uvicorn.Server) -> Iterator[None]:
    """Has signals end the server: uvicorn raises those that it has handled once more when it is done."""

    def end(_number: int, _frame: FrameType | None) -> None:
        server.should_exit = True

    if threading.current_thread() is not threading.main_thread():  # only that one may change handlers
        yield
        return
    before = {number: signal.signal(number, end) for number in _ENDING}
    try:
        yield
    finally:
        for number, earlier in before.items():
            signal.signal(number, earlier)

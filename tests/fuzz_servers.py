"""Servers on loopback for `so-carriers fuzz --url`, and what is sent to them."""

from __future__ import annotations

import http.server
import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from typer.testing import Result

from so_carriers.testing.fuzzing.campaign import Subject
from so_carriers.testing.fuzzing.cases import Case, Target
from so_carriers.testing.fuzzing.checks import SENT
from tests.command_runs import run


class Handler(http.server.BaseHTTPRequestHandler):
    """Hands requests to the function of its server, and keeps what came."""

    def do_POST(self) -> None:
        """Of any method."""
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        received = self.server.received  # type: ignore[attr-defined]  # it is ours
        received.append((time.monotonic(), self.command, self.path, dict(self.headers), body))
        self.server.answer(self, body)  # type: ignore[attr-defined]  # as above

    do_PUT = do_DELETE = do_POST  # noqa: N815 -- http.server finds it by these names

    def log_message(self, format: str, *_arguments: Any) -> None:  # noqa: A002 -- as its base has it
        pass


Answering = Callable[[Handler, bytes], None]


@contextmanager
def serving(answer: Answering) -> Iterator[Any]:
    """A server on a free port of 127.0.0.1."""
    server: Any = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.answer, server.received = answer, []
    server.url = f"http://127.0.0.1:{server.server_port}/api?x=1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def answered(
    handler: Handler, status: int, content_type: str | None, body: bytes = b"", **headers: str
) -> None:
    handler.send_response(status)
    if content_type is not None:
        handler.send_header("Content-Type", content_type)
    for name, value in headers.items():
        handler.send_header(name, value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def always(status: int, content_type: str | None = None, body: bytes = b"", **headers: str) -> Answering:
    return lambda handler, _: answered(handler, status, content_type, body, **headers)


def plain_requests(target: Target, _carriers: Sequence[str]) -> list[Subject]:
    """Stand-ins for what is sent, made in no time."""
    header = "text/json, text/xml;q=0" if target is Target.NEGOTIATE else None
    cases = st.text(max_size=5).map(
        lambda text: Case(target=target, check=SENT, carrier="Role", body=text.encode(), header=header)
    )
    return [Subject(target=target, name="Role", cases=lambda: cases)]


def fuzzed(server: Any, *more: str, target: str = "json", examples: int = 30) -> Result:
    options = {"--target": target, "--carrier": "Role", "--seed": "3", "--rate": "1000", "--timeout": "2"}
    given = [word for pair in options.items() if pair[0] not in more for word in pair]
    return run("fuzz", *given, "--url", server.url, "--examples", str(examples), *more)


def failure_files(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(path.read_bytes()) for path in sorted((folder / "so-carriers-fuzz").glob("*.json"))]

"""The servers, each in a process of its own, over a database of its own, on a port of loopback."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from benchmarks.payloads import ROOT
from benchmarks.service.ours import DATABASE
from so_carriers.server.store import Store
from so_carriers.server.ticket_kinds import TicketKind
from so_carriers.server.tickets import issue
from so_carriers.server.user_rules import default_user

_LONGEST_START = 30.0


@dataclass(frozen=True, slots=True)
class Served:
    """Where a server listens, and a token that it knows."""

    port: int
    token: str


@contextmanager
def serving(module: str, folder: Path) -> Iterator[Served]:
    """Runs a module's `app` under uvicorn, with one process and no log of requests, until the end."""
    database = f"sqlite:///{folder / module}.db"
    token = _token(database)
    port = _free_port()
    command = [sys.executable, "-m", "uvicorn", f"benchmarks.service.{module}:app", "--port", str(port)]
    process = subprocess.Popen(  # noqa: S603 -- a module of this package
        [*command, "--log-level", "warning", "--no-access-log"],
        cwd=ROOT,
        env=os.environ | {DATABASE: database},
    )
    try:
        _wait_for(port, process)
        yield Served(port, token)
    finally:
        process.terminate()
        process.wait(_LONGEST_START)


def _token(database: str) -> str:
    store = Store(database)
    try:
        user = default_user()
        user.name = user.user_name = "benchmark"
        stored = store.insert(user)
        return issue(store, stored.user.associate_id, TicketKind.BEARER, timedelta(hours=2)).text
    finally:
        store.close()


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _LONGEST_START
    while time.monotonic() < until and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("the server did not start")

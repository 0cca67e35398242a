"""Running `so-carriers convert`, in this process and as one of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

from typer.testing import CliRunner, Result

from so_carriers.cli.app import app

BAD = '{"Name":"C","Rank":"many"}'
"""A record that is no User."""

PROGRAM = "from so_carriers.cli.main import main; main()"


def convert(*arguments: str | Path, carrier: str = "User", stdin: bytes | str | None = None) -> Result:
    """Runs the command in this process."""
    order = ["convert", *map(str, arguments), "--carrier", carrier]
    return CliRunner().invoke(app, order, input=stdin, env={"TERM": "dumb", "COLUMNS": "80"})


def start(
    *arguments: str, program: str = PROGRAM, before: Callable[[], None] | None = None
) -> subprocess.Popen[bytes]:
    """Starts the command as a process of its own, in a group of its own, with pipes to it and from it."""
    return subprocess.Popen(
        [sys.executable, "-c", program, "convert", *arguments, "--carrier", "User"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=before,  # noqa: PLW1509 -- the tests have no threads
        start_new_session=True,
    )


def names(folder: Path) -> set[str]:
    """What is in a folder."""
    return {path.name for path in folder.iterdir()}


def compact(value: Any) -> str:
    """The compact JSON of a value."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def end_at_once(_: object) -> NoReturn:
    """Ends the process, as the system does where memory runs out."""
    os._exit(1)

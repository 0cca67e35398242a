"""Calls the native engine again and again, and looks at what the process keeps of it.

    python -m tests.engines.endurance --calls 1000000

Good bodies and bad ones are read, values that can be written and others are written, with the extension
itself and with the public functions; some bodies are new each time. The exit code is 1 where memory,
objects or references have grown by more than a few.
"""

from __future__ import annotations

import contextlib
import gc
import itertools
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

import so_carriers as so
from tests.engines.asked_types import asked_type
from tests.engines.bodies import Body, bodies_of, unwritable_values
from tests.engines.formats import FORMATS, Format
from tests.engines.native_calls import Call, calls_of
from tests.engines.shared_objects import SharedObjects

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)

_ROUNDS_BEFORE, _NEW_BEFORE = 400, 5_000
"""In these caches are filled, of the reference engine too, which the public functions may be on, and what
the interpreter keeps to use again is made."""

LEAST_ROUNDS = 600
"""What each call of a kind leaves behind is more than caches and free lists hold after these."""

MOST_KILOBYTES = 4_096


def all_calls(form: Format) -> list[Call]:
    """All calls of a format."""
    return [
        *(call for _, call, _ in calls_of(form.name)),
        *(partial(_attempt, _decoded, form, body) for body in bodies_of(form.name).values()),
        *(partial(_attempt, _encoded, form, *each) for each in unwritable_values().values()),
        *ever_new_calls(form),
    ]


def _attempt(call: Callable[..., Any], *arguments: Any) -> None:
    # An error of the library, or of Python's for what is no value of any type.
    with contextlib.suppress(so.SoCarriersError, AttributeError):
        call(*arguments)


def _decoded(form: Format, body: Body) -> Any:
    return so.decode(body.octets, asked_type(body.asked), form.media_type)


def _encoded(form: Format, asked: str, value: Any) -> Any:
    return so.encode(value, form.media_type, type=asked_type(asked))


_EVER_NEW = {
    "json": [
        b'{"member %d":%d}',
        b'{"Value":"%d","TableRight":{"Mask":"Select %d"}}',
        b'{"Id":"%d","TableRight":{"Mask":"%d"}}',
        b'{"Id":%d,"Tooltip":%d}',
    ],
    "xml": [
        b"<Role><Value>%d</Value><Tooltip>%d</Tooltip></Role>",
        b"<Role><TableRight><Mask>Select %d</Mask><Reason>%d</Reason></TableRight></Role>",
        # Names that are new each time are kept by libxml2 where its tree is made, so these two are plain.
        b"<Role><Member%d>%d</Member%d></Role>",
        b'<Role xmlns:a%d="urn:%d"><Id>%d</Id></Role>',
    ],
}


def ever_new_calls(form: Format) -> Iterator[Call]:
    """Calls with names, texts and numbers that were not met before."""
    numbers = itertools.count(1_000_000)

    def decode(pattern: bytes) -> None:
        number = next(numbers)
        octets = pattern % ((number,) * pattern.count(b"%d"))
        _attempt(_decoded, form, Body("Role", octets))

    for pattern in _EVER_NEW[form.name]:
        yield partial(decode, pattern)


def resident_kilobytes() -> int:
    """How much memory the process has; 0 where the system does not tell in a file."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return 0
    return pages * 4


def growth(calls: list[Call], rounds: int, new: list[Call]) -> list[str]:
    """In words, what so many rounds of all calls have left behind; what is new each time comes first."""
    _repeat(new, _NEW_BEFORE)
    _repeat(calls, _ROUNDS_BEFORE)
    shared, kilobytes = SharedObjects(), resident_kilobytes()
    gc.collect()
    objects, blocks = len(gc.get_objects()), sys.getallocatedblocks()
    _repeat(calls, rounds)
    gc.collect()
    most = rounds * 9 // 10
    grown = {
        "blocks of memory": (sys.getallocatedblocks() - blocks, most),
        "objects": (len(gc.get_objects()) - objects, most),
        "kilobytes": (resident_kilobytes() - kilobytes, MOST_KILOBYTES),
    }
    complaints = [f"{more} {what} more" for what, (more, limit) in grown.items() if more > limit]
    return [*complaints, *shared.changes(most)]


def _repeat(calls: list[Call], rounds: int) -> None:
    for _ in range(rounds):
        for call in calls:
            call()


@app.command()
def endure(
    calls: Annotated[int, typer.Option(min=1, help="How many, at least, of each format.")] = 1_000_000,
    formats: Annotated[
        list[str] | None, typer.Option("--format", help="json or xml; all if left out.")
    ] = None,
) -> None:
    """Call the native engine again and again, and look at what is kept."""
    failed = False
    for name in formats or FORMATS:
        made = all_calls(FORMATS[name])
        rounds = max(LEAST_ROUNDS, -(-calls // len(made)))
        complaints = growth(made, rounds, [*ever_new_calls(FORMATS[name])])
        heading = f"{name}: {rounds * len(made)} calls, {len(complaints)} complaints"
        typer.echo("\n    ".join([heading, *complaints]))
        failed |= bool(complaints)
    raise SystemExit(int(failed))


if __name__ == "__main__":
    app()

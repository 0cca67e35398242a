"""How the time of large and deep bodies grows, by the clock: for people, no test.

    python -m tests.engines.growth --only attributes

Of each case a quarter, a half and the whole of its size are timed; a line whose time grows more than in
proportion is marked. `benchmarks.growth` has the exact figures of what is usual.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Annotated

import typer

from tests.engines.growth_cases import CASES, outcome

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)

_REPEATS, _SUSPICIOUS, _SHORTEST = 3, 3.0, 0.004


def seconds_of(call: Callable[[], object]) -> float:
    """The shortest of some times that a call takes."""
    return min(_seconds(call) for _ in range(_REPEATS))


def _seconds(call: Callable[[], object]) -> float:
    start = time.process_time()
    outcome(call)
    return time.process_time() - start


@app.command()
def grow(only: Annotated[str, typer.Option(help="Cases whose names hold that.")] = "") -> None:
    """Time the cases at three sizes."""
    for case in CASES:
        if only not in case.name:
            continue
        times = [seconds_of(case.prepared(case.size // part)) for part in (4, 2, 1)]
        is_suspicious = times[2] > _SHORTEST and times[2] > _SUSPICIOUS * times[1] and times[1] > 2 * times[0]
        shown = "  ".join(f"{1_000 * each:9.1f}" for each in times)
        mark = "  grows faster than the size" if is_suspicious else ""
        typer.echo(f"{case.media_type[12:]:5}{case.name:36}{case.size:>11,} {shown} ms{mark}")


if __name__ == "__main__":
    app()

"""Looks for bodies and values that the two engines do not agree on, by mutation.

    python -m tests.engines.fuzz --executions 10000000 --seed 1 --format json --out DIR

Each execution makes a case of its own from the seed and its number, whatever the number of
processes. The exit code is 1 where anything was found; each kind of failure is shrunk and
written to a file, which --replay runs again.
"""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from tests.engines.campaign import Campaign, Failure, Report
from tests.engines.comparison import Case, Disagreement, check
from tests.engines.failure_files import read_case, shrunk, write_failure
from tests.engines.formats import FORMATS, native
from tests.engines.seeds import seeds_of
from tests.engines.workers import run_in_processes

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)

_SECONDS_BETWEEN_NOTES = 30

_Executions = Annotated[int, typer.Option(min=0, help="How many mutated bodies of each format.")]
_Seed = Annotated[int, typer.Option(min=0, help="The same seed makes the same cases again.")]
_Formats = Annotated[list[str] | None, typer.Option("--format", help="json or xml; all if left out.")]
_Out = Annotated[Path, typer.Option(metavar="DIR", help="Where files of failures go; made when needed.")]
_Processes = Annotated[int, typer.Option(min=1, help="How many at once.")]
_Truncations = Annotated[
    int, typer.Option(min=0, metavar="SIZE", help="First cut seeds of up to so many bytes behind each byte.")
]
_Drawn = Annotated[int, typer.Option(min=1, help="How many seeds to draw of each strategy.")]
_Replay = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Run the case of this file, and no other.")
]


@app.command()
def fuzz(
    *,
    executions: _Executions = 100_000,
    seed: _Seed = 0,
    formats: _Formats = None,
    out: _Out = Path("build/engine-failures"),
    processes: _Processes = 1,
    truncations: _Truncations = 0,
    drawn: _Drawn = 4,
    replay: _Replay = None,
) -> None:
    """Look for inputs on which the native engine is not what the reference engine is."""
    if native is None:
        raise SystemExit("the native engine was not built")
    if replay is not None:
        raise SystemExit(_replayed(replay))
    if unknown := {*(formats or ())} - {*FORMATS}:
        raise SystemExit(f"no native engine for {', '.join(sorted(unknown))}, only for {', '.join(FORMATS)}")
    failed = False
    for name in formats or FORMATS:
        campaign = Campaign(FORMATS[name], seeds_of(FORMATS[name], drawn=drawn), seed=seed)
        started = time.monotonic()
        report = campaign.run(campaign.truncated(truncations)) if truncations else Report()
        report.add(run_in_processes(campaign, executions, processes, _Notes(name)))
        _write_failures(report, out)
        typer.echo(summary(name, report, time.monotonic() - started))
        failed |= bool(report.failures)
    raise SystemExit(int(failed))


def summary(name: str, report: Report, seconds: float) -> str:
    """One line on a campaign."""
    done = report.tally["executions"]
    counts = ", ".join(f"{key} {count}" for key, count in report.tally.most_common() if key != "executions")
    kinds = len(report.failures)
    return f"{name}: {done} executions, {done / seconds:.0f}/s; {counts}; kinds of failures {kinds}"


class _Notes:
    """Says now and then how far a campaign is."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._start = self._last = time.monotonic()

    def __call__(self, report: Report) -> None:
        now = time.monotonic()
        if now - self._last >= _SECONDS_BETWEEN_NOTES:
            self._last = now
            typer.echo(summary(self._name, report, now - self._start), err=True)


def failure_of(case: Case) -> Failure | None:
    """The failure of a case; None where the engines agree."""
    try:
        check(case, FORMATS[case.format], Counter())
    except Disagreement as found:
        return Failure(case, found.kind, found.shown)
    return None


def _write_failures(report: Report, out: Path) -> None:
    for failure in report.failures.values():
        is_death = failure.kind.startswith("a process")
        path = write_failure(failure if is_death else shrunk(failure, failure_of), out)
        typer.echo(f"{failure.kind}: {failure.shown}\n    {path}")


def _replayed(path: Path) -> int:
    failure = failure_of(read_case(path))
    typer.echo("the engines agree" if failure is None else f"{failure.kind}: {failure.shown}")
    return int(failure is not None)


if __name__ == "__main__":
    app()

"""A failure in words, on standard output."""

from __future__ import annotations

from rich.console import Console

from so_carriers.errors import printable
from so_carriers.testing.fuzzing.cases import Case
from so_carriers.testing.fuzzing.failures import Failure

_SHOWN_LINES = 6


def show(report: Console, failure: Failure) -> None:
    """Prints what happened, the first lines of it."""
    lines = failure.message.splitlines()
    report.print(f"{in_words(failure.case)}: {failure.error}, {failure.place}", style="red")
    for line in lines[:_SHOWN_LINES]:
        report.print(f"  {printable(line)}")
    if not failure.is_steady:
        report.print("  it did not happen again when it was run again")


def in_words(case: Case) -> str:
    """The target, the check and the carrier."""
    return printable(f"{case.target.value}, {case.check}{f' of {case.carrier}' if case.carrier else ''}")

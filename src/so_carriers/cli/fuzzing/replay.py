"""One file of a failure, run again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from rich.console import Console

from so_carriers.cli.conversion.errors import WrongUsage
from so_carriers.cli.fuzzing.order import ServerOptions
from so_carriers.cli.fuzzing.servers import server_of
from so_carriers.cli.fuzzing.showing import in_words, show
from so_carriers.errors import printable
from so_carriers.testing.fuzzing.campaign import CASE_SECONDS, examined
from so_carriers.testing.fuzzing.cases import UNDRAWN, Case
from so_carriers.testing.fuzzing.checks import CHECKS, check
from so_carriers.testing.fuzzing.failure_files import Recorded, UnreadableFailure, read_failure
from so_carriers.testing.fuzzing.failures import Failure
from so_carriers.testing.fuzzing.server import ServerGone


class _Check(NamedTuple):
    """What a case is put to, how long it may take, and what keeps headers out of messages."""

    check: Callable[[Case], None]
    seconds: float = CASE_SECONDS
    hidden: Callable[[str], str] = str


def replay(path: Path, options: ServerOptions, report: Console, console: Console) -> bool:
    """Runs the case of a file again and says whether it passes; raises WrongUsage where that cannot be."""
    try:
        found = read_failure(path)
    except UnreadableFailure as error:
        raise WrongUsage(f"{path}: {error}") from error
    failure = _failure(found.case, _check_of(path, found, options, console), options)
    if failure is not None:
        show(report, failure)
        return False
    report.print(f"{in_words(found.case)}: passes; it was {found.happened}", style="green")
    return True


def _failure(case: Case, again: _Check, options: ServerOptions) -> Failure | None:
    try:
        return examined(case, *again)
    except ServerGone as error:
        raise WrongUsage(f"{options.shown_url}: {error}") from error


def _check_of(path: Path, found: Recorded, options: ServerOptions, console: Console) -> _Check:
    if found.sent is not None:
        if options.url is None:
            said = printable(found.sent.url)
            raise WrongUsage(f"{path} was sent to a server; say with --url where to send it: {said}")
        server = server_of(options, found.sent)
        console.print(f"{server.method} {server.endpoint.url}")
        return _Check(server.check, server.case_seconds, server.hidden)
    if options.url is not None:
        raise WrongUsage(f"{path} was not sent to a server; --url is for those that were")
    if found.case.check == UNDRAWN:
        raise WrongUsage(f"{path}: this happened before there was an input; its --seed makes it again")
    if (found.case.target, found.case.check) not in CHECKS:
        raise WrongUsage(f"{path}: there is no such check: {printable(found.case.check)}")
    return _Check(check)

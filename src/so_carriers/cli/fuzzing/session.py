"""What `so-carriers fuzz` does: a campaign, or one file again. Needs Hypothesis."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from rich.console import Console

from so_carriers.cli.conversion.errors import Interrupted, WrongUsage
from so_carriers.cli.conversion.notation import carrier_said
from so_carriers.cli.fuzzing.ending import Ending
from so_carriers.cli.fuzzing.meter import Meter, counted, rate
from so_carriers.cli.fuzzing.order import DEFAULT_MINUTES, DEFAULT_REQUESTS, Order
from so_carriers.cli.fuzzing.replay import replay
from so_carriers.cli.fuzzing.servers import sent_of, server_of
from so_carriers.cli.fuzzing.showing import show
from so_carriers.testing.fuzzing.black_box import BlackBox
from so_carriers.testing.fuzzing.campaign import CASE_SECONDS, Budget, Campaign, Subject, Tally
from so_carriers.testing.fuzzing.cases import Case, Target, carriers_by_name
from so_carriers.testing.fuzzing.checks import check
from so_carriers.testing.fuzzing.failure_files import write_failure
from so_carriers.testing.fuzzing.failures import Failure
from so_carriers.testing.fuzzing.server import Server
from so_carriers.testing.fuzzing.subjects import requests, subjects
from so_carriers.testing.fuzzing.watchdog import Lifeline

NOTHING_FOUND, FAILURES_FOUND = 0, 1

_HANGS_AFTER = 60.0


def carry_out(order: Order, console: Console) -> int:
    """Carries out what was asked for and gives the exit code; raises ConversionError where that cannot be.

    What is found goes to standard output, how far it has come to the console.
    """
    order.check()
    report = Console(soft_wrap=True, highlight=False, markup=False)
    if order.replay is not None:
        passes = replay(order.replay, order.server, report, console)
        return NOTHING_FOUND if passes else FAILURES_FOUND
    return _Session(order, console, report).run()


class _Session:
    """One campaign, and what is said of it."""

    def __init__(self, order: Order, console: Console, report: Console) -> None:
        if order.target is None:
            raise WrongUsage("say with --target what to fuzz")
        self._order = order
        self._console = console
        self._report = report
        self._server = None if order.server.url is None else server_of(order.server)
        self._seed = secrets.randbits(32) if order.seed is None else order.seed
        self._budget = _budget(order, self._server)
        self._meter = Meter(console, self._budget)
        self._subjects = self._subjects_of(order.target)
        self._ending = Ending()
        self._lifeline = Lifeline(_HANGS_AFTER + self._budget.case_seconds)
        self._black_box = _black_box() if self._server is None else None

    def run(self) -> int:
        """Runs the campaign to its end and gives the exit code."""
        self._console.print(f"seed {self._seed}")
        if self._black_box is not None:
            place = self._black_box.path
            self._console.print(f"should the interpreter die, {place} holds the input", style="dim")
        campaign = Campaign(
            self._subjects,
            check if self._server is None else self._server.check,
            seed=self._seed,
            budget=self._budget,
            on_failure=self._found,
            on_example=self._example,
            hidden=str if self._server is None else self._server.hidden,
        )
        code, words = 0, ""
        try:
            with self._ending.watched():
                campaign.run()
        except (Interrupted, KeyboardInterrupt) as signal:
            code = signal.exit_code if isinstance(signal, Interrupted) else 130
            words = "interrupted; "
        finally:
            self._meter.stop()
            self._lifeline.release()
            if self._black_box is not None:
                self._black_box.remove()
        if self._server is not None and self._server.is_gone:
            self._gone(self._server)
        self._report.print(words + self._summary(campaign.tally))
        return code or (FAILURES_FOUND if self._meter.failures else NOTHING_FOUND)

    def _example(self, case: Case, tally: Tally) -> None:
        self._ending.check()
        self._lifeline.pull()
        if self._black_box is not None:
            self._black_box.keep(case)
        self._meter.show(case, tally)

    def _found(self, failure: Failure) -> None:
        self._meter.stop()
        self._meter.failures += 1
        show(self._report, failure)
        try:
            path = write_failure(
                self._order.out,
                failure,
                seed=self._seed,
                campaign=self._order.command(self._seed),
                sent=None if self._server is None else sent_of(self._server, self._order.server),
            )
        except OSError as error:
            self._report.print(f"  not written to {self._order.out}: {error.strerror}")
        else:
            self._report.print(f"  {path}")

    def _gone(self, server: Server) -> None:
        """A server that takes no connections any more: what it got last may have ended it."""
        if server.last is not None:
            message = "the server took no more connections after this"
            case = server.last
            self._found(
                Failure(case=case, error="ServerGone", message=message, place="gone", is_steady=False)
            )

    def _subjects_of(self, target: Target) -> Sequence[Subject]:
        names = [carrier_said(name)[0].__name__ for name in self._order.carriers] or [*carriers_by_name()]
        return (subjects if self._server is None else requests)(target, names)

    def _summary(self, tally: Tally) -> str:
        found = counted(self._meter.failures, "kind") + (" of failure" if self._meter.failures else "")
        return (
            f"{counted(tally.examples, 'example')} in {tally.seconds:,.1f} s ({rate(tally)}/s), "
            f"{found if self._meter.failures else 'nothing found'}; --seed {self._seed} makes them again"
        )


def _black_box() -> BlackBox | None:
    try:
        return BlackBox()
    except OSError:  # no place for it: then there is none
        return None


def _budget(order: Order, server: Server | None) -> Budget:
    examples, minutes = order.examples, order.minutes
    if examples is None and server is not None:
        examples = DEFAULT_REQUESTS
    if examples is None and minutes is None:
        minutes = DEFAULT_MINUTES
    return Budget(
        seconds=None if minutes is None else minutes * 60,
        examples=examples,
        case_seconds=CASE_SECONDS if server is None else server.case_seconds,
    )

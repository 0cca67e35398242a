"""The live count of a campaign: on a terminal as it goes, elsewhere a line now and then."""

from __future__ import annotations

import time

from rich.console import Console
from rich.live import Live
from rich.text import Text

from so_carriers.testing.fuzzing.campaign import Budget, Tally
from so_carriers.testing.fuzzing.cases import Case

_SECONDS_BETWEEN_REFRESHES = 0.1
_SECONDS_BETWEEN_LINES = 5.0


class Meter:
    """Shows on the console how far a campaign has come."""

    def __init__(self, console: Console, budget: Budget) -> None:
        self.failures = 0
        """The kinds of failures that were found."""
        self._console = console
        self._budget = budget
        self._between = _SECONDS_BETWEEN_REFRESHES if console.is_terminal else _SECONDS_BETWEEN_LINES
        self._next = time.monotonic() + self._between
        self._live: Live | None = None

    def show(self, case: Case, tally: Tally) -> None:
        """Takes note of an example; shows the count when it is time again."""
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + self._between
        line = self.line(case, tally)
        if self._console.is_terminal:
            self._live = self._live or self._begin()
            self._live.update(Text(line, overflow="ellipsis", no_wrap=True), refresh=True)
        else:
            self._console.print(line)

    def _begin(self) -> Live:
        live = Live(
            console=self._console,
            auto_refresh=False,  # that would be a thread, for which there is no need
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
        )
        live.start()
        return live

    def stop(self) -> None:
        """Takes the count away; it comes back with the next example that is shown."""
        if self._live is not None:
            self._live.stop()
            self._live = None

    def line(self, case: Case, tally: Tally) -> str:
        """The count in words."""
        at_hand = f"{case.check} {case.carrier}".rstrip()
        parts = [
            counted(tally.examples, "example"),
            f"{rate(tally)}/s",
            counted(self.failures, "failure"),
            *self._left(tally),
            f"shrinking {at_hand}" if tally.is_shrinking else at_hand,
        ]
        return ", ".join(parts)

    def _left(self, tally: Tally) -> list[str]:
        left = []
        if self._budget.examples is not None:
            left.append(f"{max(self._budget.examples - tally.examples, 0):,} left")
        if self._budget.seconds is not None:
            seconds = max(self._budget.seconds - tally.seconds, 0)
            left.append(f"{seconds // 60:.0f}:{seconds % 60:02.0f} left")
        return left


def counted(number: int, what: str) -> str:
    """That many of something, in words."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def rate(tally: Tally) -> str:
    """How many examples a second there were."""
    return f"{tally.examples / max(tally.seconds, 0.001):,.0f}"

"""How far the conversion has come: a bar on a terminal, and one line at the end."""

from __future__ import annotations

import time

from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    TaskID,
    TaskProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)

_SECONDS_BEFORE = 1.0
_SECONDS_BETWEEN = 0.1


class Meter:
    """Counts records and seconds; shows a bar where standard error is a terminal and it takes long."""

    def __init__(self, console: Console, size: int | None) -> None:
        self.records = 0
        self._console = console
        self._size = size
        self._start = time.monotonic()
        self._next = self._start + _SECONDS_BEFORE
        self._progress: Progress | None = None
        self._task = TaskID(0)

    def advance(self, records: int, taken: int) -> None:
        """Takes note of more records, and of the bytes that were read by now."""
        self.records += records
        now = time.monotonic()
        if not self._console.is_terminal or now < self._next:
            return
        self._next = now + _SECONDS_BETWEEN
        progress = self._progress or self._begin()
        progress.update(self._task, completed=taken, rate=self._rate(taken))
        progress.refresh()

    def _begin(self) -> Progress:
        self._progress = progress = Progress(
            BarColumn(),
            TaskProgressColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(),
            console=self._console,
            auto_refresh=False,  # that would be a thread, for which there is no need
            transient=True,
        )
        self._task = progress.add_task("", total=self._size, rate="")
        progress.start()
        return progress

    def stop(self) -> None:
        """Takes the bar away."""
        if self._progress is not None:
            self._progress.stop()
            self._progress = None

    def _rate(self, taken: int) -> str:
        seconds = self.seconds
        return f"{self.records / seconds:,.0f} records/s, {taken / seconds / 1e6:,.1f} MB/s"

    @property
    def seconds(self) -> float:
        """How long it has taken, at least a thousandth."""
        return max(time.monotonic() - self._start, 0.001)

    def summary(self, taken: int, written: int) -> str:
        """The line at the end: records, bytes read and written, seconds and rate."""
        sizes = f"{_size(taken)} read, {_size(written)} written"
        return f"{counted(self.records)}, {sizes}, {self.seconds:,.1f} s ({self._rate(taken)})"


def counted(records: int) -> str:
    """That many records, in words."""
    return "1 record" if records == 1 else f"{records:,} records"


def _size(count: int) -> str:
    return f"{count / 1e6:,.1f} MB" if count >= 100_000 else f"{count:,} bytes"

"""What tests of the server share: a clock, and databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

NOON = datetime(2024, 9, 4, 12, tzinfo=UTC)


class Clock:
    """A clock that stands still until it is set."""

    def __init__(self) -> None:
        self.time = NOON

    def __call__(self) -> datetime:
        return self.time

    def advance(self, **amount: float) -> None:
        """Moves it on by that many hours, seconds and so on."""
        self.time += timedelta(**amount)


def file_url(folder: Path) -> str:
    """The URL of a database in that folder."""
    return f"sqlite:///{folder / 'users.db'}"

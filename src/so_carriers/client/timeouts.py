"""How long a call may take."""

from __future__ import annotations

from dataclasses import dataclass, fields

from so_carriers.errors import InvalidValue


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeouts:
    """Seconds; None is no bound.

    `connect` is for making one connection, `whole` for a call with all that it repeats and
    with the pauses between. Raises InvalidValue for what is not positive.
    """

    connect: float | None = 5.0
    whole: float | None = 60.0

    def __post_init__(self) -> None:
        for each in fields(self):
            seconds = getattr(self, each.name)
            if seconds is not None and not seconds > 0:
                raise InvalidValue(f"Timeouts.{each.name}: expected seconds above 0, or None")

    def for_connecting(self, left: float | None) -> float | None:
        """The seconds for a connection, where that many are left for all."""
        bounds = [bound for bound in (self.connect, left) if bound is not None]
        return min(bounds, default=None)

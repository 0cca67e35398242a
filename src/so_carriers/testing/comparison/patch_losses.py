"""What a merge patch cannot say of a value: nulls, and to NetServer names that are alike."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from so_carriers.errors import format_path
from so_carriers.testing.comparison.losses import is_within
from so_carriers.testing.comparison.written_members import written_members
from so_carriers.values.ascii_case import fold

Steps = tuple[str | int, ...]


def first_untrue(old: Any, new: Any, losses: tuple[tuple[str, str], ...]) -> str | None:
    """The first path that is named as lost though all that stands there can be said."""
    unsayable = [fold(format_path(steps)) for value in (old, new) for steps in _unsayable(value, ())]
    whole = {fold(format_path(steps)) for value in (old, new) for steps in _unsayable(value, ()) if not steps}
    for path, _ in losses:
        lost = fold(path)
        # What stands at the root is all that there is: a null somewhere in it is no reason to lose it.
        if not (lost in whole if lost == "$" else any(is_within(each, lost) for each in unsayable)):
            return path
    return None


def _unsayable(value: Any, steps: Steps) -> Iterator[Steps]:
    """The places of nulls, and of objects some of whose names differ by case alone."""
    if value is None:
        yield steps
    members = [(name, item) for name, item, _ in written_members(value)]
    if len({fold(name) for name, _ in members}) < len(members):
        yield steps
    for name, item in members:
        yield from _unsayable(item, (*steps, name))
    for place, item in enumerate(value if isinstance(value, list) else ()):
        yield from _unsayable(item, (*steps, place))

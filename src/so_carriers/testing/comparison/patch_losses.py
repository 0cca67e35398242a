"""What a merge patch cannot say: nulls, and to NetServer names that are alike and objects for arrays."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from so_carriers.errors import format_path
from so_carriers.schema.types import is_carrier
from so_carriers.settings import Dialect
from so_carriers.testing.comparison.losses import is_within
from so_carriers.testing.comparison.written_members import written_members
from so_carriers.values.ascii_case import fold

Steps = tuple[str | int, ...]


def first_untrue(old: Any, new: Any, losses: tuple[tuple[str, str], ...], dialect: Dialect) -> str | None:
    """The first path that is named as lost though all that stands there can be said."""
    places = [*_unsayable(old, ()), *_unsayable(new, ())]
    if dialect is Dialect.NETSERVER:
        places += _objects_for_arrays(old, new, ())
    unsayable = [fold(format_path(steps)) for steps in places]
    whole = {fold(format_path(steps)) for steps in places if not steps}
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


def _objects_for_arrays(old: Any, new: Any, steps: Steps) -> Iterator[Steps]:
    """The places where an object takes that of an array: NetServer would append it."""
    members = {fold(name): item for name, item, _ in written_members(old)}
    if isinstance(old, list) and (isinstance(new, dict) or is_carrier(type(new))):
        yield steps
    for name, item, _ in written_members(new):
        if fold(name) in members:
            yield from _objects_for_arrays(members[fold(name)], item, (*steps, name))

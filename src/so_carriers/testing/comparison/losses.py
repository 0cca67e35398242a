"""What a format may lose: exactly what it names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import so_carriers as so
from so_carriers.errors import format_path
from so_carriers.testing.comparison.differences import Difference, all_differences, first_difference
from so_carriers.testing.comparison.documents import exact_document
from so_carriers.values.ascii_case import fold

_WRITTEN_PLAINLY = ("a spelling", "a number", "true or false")
"""The kinds of losses of a form whose value is written all the same, and read as something else."""

_NAME = "its name"
"""The kind of a loss whose member has another name instead."""

_LEFT_OUT = object()
_PLAIN = object()


_EMPTY: dict[str, Any] = {"null": None, "an empty object": {}, "an empty list": []}
"""What stands where a form loses something of these kinds."""


def first_unsaid_in_form(value: Any, found: Any, loss: so.LossyEncoding, type: Any) -> Difference | None:
    """Where what came back from a form differs from the value otherwise than the loss says.

    `found` is what was read from the body that was written with `allow_loss=True`, None for an
    empty body; `type` is what the body was read as.
    """
    document = exact_document(so.encode(value, type=type))
    false = next((each for each in loss.losses if not _is_true(each, document)), None)
    if false is not None:
        return Difference((), f"{false[1]} at {false[0]}", "something else stands there, or nothing does")
    expected = _without(document, dict(loss.losses), ())
    if found is None:
        return first_difference(None if expected is _LEFT_OUT else expected, None, type=type)
    actual = exact_document(so.encode(found, type=type))
    if expected is _LEFT_OUT:
        return first_difference(None, actual, type=type)
    return first_difference(_with_plain(expected, actual), actual, type=type)


def first_unsaid(value: Any, found: Any, loss: so.LossyEncoding, type: Any) -> Difference | None:
    """The same of any other format: it may differ at the places that are named, and does at each.

    An unknown member that lost its name stands beside its place under another one.
    """
    differences = [*all_differences(value, found, type=type)]
    for each in differences:
        if not any(_excuses(path, what, each) for path, what in loss.losses):
            return each
    paths = [fold(each.path) for each in differences]
    for path, what in loss.losses:
        lost = fold(path)
        if not any(is_within(lost, each) or is_within(each, lost) for each in paths):
            return Difference((), f"{what} at {path}", "the same as it was")
    return None


def is_within(path: str, outer: str) -> bool:
    """Whether a path leads to a place or into what stands there."""
    return path == outer or path.startswith((f"{outer}.", f"{outer}["))


def _excuses(path: str, what: str, difference: Difference) -> bool:
    """Whether a named loss accounts for a difference."""
    lost, place = fold(path), fold(difference.path)
    if is_within(place, lost):
        return True
    if what != _NAME:
        return False
    # Members that lose their names may be read as the items of an array.
    around = fold(format_path(difference.steps[:-1]))
    is_beside = difference.one == "absent" and is_within(lost, around)
    return is_beside or (difference.one == "an object" and is_within(lost, place))


def _without(found: Any, losses: dict[str, str], steps: tuple[str | int, ...]) -> Any:
    """What is left of a document where losses are allowed."""
    what = losses.get(format_path(steps))
    if what is not None:
        return _PLAIN if what.startswith(_WRITTEN_PLAINLY) else _LEFT_OUT
    if isinstance(found, list):
        items = [_without(item, losses, (*steps, place)) for place, item in enumerate(found)]
        return [item for item in items if item is not _LEFT_OUT] or _LEFT_OUT
    if isinstance(found, dict):
        members = {name: _without(item, losses, (*steps, name)) for name, item in found.items()}
        return {name: item for name, item in members.items() if item is not _LEFT_OUT} or _LEFT_OUT
    return found


def _with_plain(expected: Any, actual: Any) -> Any:
    """The same with what was written plainly taken over from what came back."""
    if expected is _PLAIN:
        return None if isinstance(actual, (dict, list)) else actual
    if isinstance(expected, list) and isinstance(actual, list):
        missing = [None] * (len(expected) - len(actual))
        return [_with_plain(*both) for both in zip(expected, [*actual, *missing], strict=False)]
    if isinstance(expected, dict) and isinstance(actual, dict):
        return {name: _with_plain(item, actual.get(name)) for name, item in expected.items()}
    return expected


def _is_true(loss: tuple[str, str], document: Any) -> bool:
    """Whether there is something to lose; what is called null or empty is so, or has such a thing in it.

    The whole must be so itself.
    """
    path, what = loss
    # The places inside of a secret member all have its path.
    found = [(format_path(steps), item) for steps, item in _places(document, ())]
    items = [item for place, item in found if (place == path if path == "$" else is_within(place, path))]
    if path != "$" and what not in _EMPTY:
        return bool(items)
    kinds = [what] if what in _EMPTY else [*_EMPTY]
    return any(item == _EMPTY[kind] for item in items for kind in kinds)


def _places(found: Any, steps: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Everything in a document, with the way to it."""
    yield steps, found
    items = found.items() if isinstance(found, dict) else enumerate(found) if isinstance(found, list) else ()
    for step, item in items:
        yield from _places(item, (*steps, step))

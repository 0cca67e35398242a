"""What a format may lose: exactly what it names."""

from __future__ import annotations

from typing import Any

import so_carriers as so
from so_carriers.errors import format_path
from so_carriers.testing.comparison.differences import Difference, first_difference
from so_carriers.testing.comparison.patch_forms import exact_document

_WRITTEN_PLAINLY = ("a spelling", "a number", "true or false")
"""The kinds of losses of a form whose value is written all the same, and read as something else."""

_LEFT_OUT = object()
_PLAIN = object()


def first_unsaid(value: Any, found: Any, loss: so.LossyEncoding, type: Any) -> Difference | None:
    """Where what came back from a form differs from the value otherwise than the loss says.

    `found` is what was read from the body that was written with `allow_loss=True`, None for an
    empty body; `type` is what the body was read as. Other formats say where an attribute of ours
    would stand, and so are asked for nothing but a body that can be read.
    """
    if loss.format != "a form":
        return None
    expected = _without(exact_document(so.encode(value, type=type)), dict(loss.losses), ())
    if found is None:
        return first_difference(None if expected is _LEFT_OUT else expected, None, type=type)
    actual = exact_document(so.encode(found, type=type))
    if expected is _LEFT_OUT:
        return first_difference(None, actual, type=type)
    return first_difference(_with_plain(expected, actual), actual, type=type)


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

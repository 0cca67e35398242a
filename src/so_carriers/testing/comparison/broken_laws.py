"""How a broken law is told: short, and with nothing of what is secret."""

from __future__ import annotations

from typing import Any

from so_carriers.errors import printable
from so_carriers.schema.layout import layout_of
from so_carriers.schema.types import is_carrier
from so_carriers.testing.comparison.differences import Difference
from so_carriers.values.ascii_case import fold

LONGEST = 1_000
"""The characters of a message at most."""

NOT_SHOWN = "not shown, for it holds secrets"
"""What stands in the place of a body with secrets."""

_SHOWN = 240
_BEFORE = 60


def broken(
    law: str, difference: Difference | None = None, *, sides: str = "", **facts: str
) -> AssertionError:
    """The error of a law that does not hold.

    `law` says what should have been; `sides` names the two values of the difference, with a
    slash between them; `facts` are what helps to see why, each on a line of its own.
    """
    lines = [cut(law, _SHOWN)]
    if difference is not None:
        one, other = sides.split("/")
        lines += [f"  at {cut(difference.path, _SHOWN)}"]
        lines += [f"  {one}: {difference.one}", f"  {other}: {difference.other}"]
    lines += [f"  {name.replace('_', ' ')}: {fact}" for name, fact in facts.items() if fact]
    return AssertionError(cut("\n".join(lines), LONGEST))


def cut(text: str, longest: int) -> str:
    """The text, with an ellipsis in the place of what is too long."""
    return text if len(text) <= longest else f"{text[: longest - 3]}..."


def body_excerpt(body: Any, difference: Difference | None, *values: Any) -> str:
    """A piece of a body, around the member that differs where it is found; none of one that holds secrets."""
    if any(map(holds_secrets, values)):
        return NOT_SHOWN
    text = bytes(body).decode("utf-8", "replace") if not isinstance(body, str) else body
    names = [step for step in difference.steps if isinstance(step, str)] if difference is not None else []
    start = max(0, text.find(names[-1]) - _BEFORE) if names and len(text) > _SHOWN else 0
    piece = printable(text[start : start + _SHOWN])
    return f"{'...' * (start > 0)}{piece}{'...' * (start + _SHOWN < len(text))}"


def holds_secrets(value: Any) -> bool:
    """Whether a carrier somewhere in a value has a secret member that holds anything."""
    if is_carrier(type(value)):
        return any(_is_secret(value, place) for place in layout_of(value)) or any(
            holds_secrets(getattr(value, member.attribute))
            for member in type(value).__carrier_schema__.members
        )
    if isinstance(value, dict):
        return any(map(holds_secrets, value.values()))
    return isinstance(value, list) and any(map(holds_secrets, value))


def _is_secret(carrier: Any, place: Any) -> bool:
    known = place.member or type(carrier).__carrier_schema__.by_folded_name.get(fold(place.name))
    if known is None or not known.secret or place.null:
        return False
    # An unknown member of nearly the name of a secret one holds what that would.
    return place.member is None or bool(getattr(carrier, known.attribute))

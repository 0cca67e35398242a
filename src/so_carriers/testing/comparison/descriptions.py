"""Two values in words, cut short, so that one sees in what they differ."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from typing import Any

from so_carriers.errors import EXCERPT_CHARACTERS, excerpt, printable
from so_carriers.schema.types import is_carrier
from so_carriers.schema.wire_state import Spelling
from so_carriers.values.date_time import DateTime

ABSENT = object()
"""What stands where there is nothing, which is not null."""

SECRET = "•••"
"""What is shown for a value of a secret member."""

_BEFORE = 12
"""How much of what two texts have in common is shown before the place where they differ."""


def told_apart(one: Any, other: Any) -> tuple[str, str]:
    """Both values in words; where texts are long, the part where they begin to differ."""
    # What excerpts of long texts have in common is all that they show.
    is_late = parting(_text_of(one), _text_of(other)) >= EXCERPT_CHARACTERS
    for describe in (_windows,) if is_late else (excerpts, _windows, _with_types):
        first, second = describe(one, other)
        if first != second:
            return first, second
    return excerpt_of(one), f"another {excerpt_of(other)}"


def told_apart_in_secret(one: Any, other: Any) -> tuple[str, str]:
    """The same of what is secret: whether something is there, and nothing more."""
    first, second = [SECRET if _is_something(value) else excerpt_of(value) for value in (one, other)]
    return first, second if second != first else f"another {second}"


def excerpts(one: Any, other: Any) -> tuple[str, str]:
    """Each value in words, whatever the other is."""
    return excerpt_of(one), excerpt_of(other)


def excerpt_of(value: Any) -> str:
    """A value in a few words: `text "ab"`, `date 2024-09-04T00:00:00`, `an array of 3`, `absent`."""
    if value is ABSENT:
        return "absent"
    if isinstance(value, Spelling):
        return f"{excerpt_of(value.value)}, written as {excerpt(value.written)}"
    if isinstance(value, enum.Enum):
        return f"{type(value).__name__} {value.name or value.value}"
    if isinstance(value, DateTime):
        return f"date {value.isoformat()}"
    if is_carrier(type(value)):
        return f"a {type(value).__name__}"
    if isinstance(value, list):
        return f"an array of {len(value)}"
    if isinstance(value, dict):
        return "an object" if type(value) is dict else f"a {type(value).__name__}"
    if isinstance(value, bytes):
        return f"{len(value)} bytes"
    return excerpt(value)


def _is_something(value: Any) -> bool:
    return value is not ABSENT and value is not None


def _windows(one: Any, other: Any) -> tuple[str, str]:
    """Texts, bytes and numbers from shortly before the place where they part."""
    texts = [_text_of(value) for value in (one, other)]
    start = parting(*texts)
    first, second = [window(text, start) for text in texts]
    return first, second


def parting(one: Sequence[Any], other: Sequence[Any]) -> int:
    """The first index at which two sequences differ."""
    pairs = zip(one, other, strict=False)
    return next((index for index, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def window(text: str, start: int) -> str:
    """A piece of a long text that has the character at `start` in it."""
    begin = max(0, start - _BEFORE)
    piece = printable(text[begin : begin + EXCERPT_CHARACTERS])
    before, after = "..." * (begin > 0), "..." * (begin + EXCERPT_CHARACTERS < len(text))
    return f'"{before}{piece}{after}" (at character {start} of {len(text)})'


def _text_of(value: Any) -> str:
    value = value.written if isinstance(value, Spelling) else value
    return value if isinstance(value, str) else repr(value) if isinstance(value, (int, float)) else ""


def _with_types(one: Any, other: Any) -> tuple[str, str]:
    first, second = [f"{excerpt_of(value)} ({type(value).__qualname__})" for value in (one, other)]
    return first, second

"""Headers that no cache can know, since no two calls get the same text.

Each gets another pattern of blanks and tabs at a place where the grammar allows them and no rule
gives them a meaning (RFC 9110, section 5.6.3).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, islice

PLACE = "{}"
"""Marks in a header where the white space may stand."""

_SERIAL_NUMBERS = count()
_BLANKS_AND_TABS = str.maketrans("01", " \t")


def distinct_texts(header: str, number: int) -> list[str]:
    """The header so many times, each time with white space that it never had before."""
    before, _, after = header.partition(PLACE)
    return [before + pattern + after for pattern in islice(_patterns(), number)]


def _patterns() -> Iterator[str]:
    return (f"{serial:024b}".translate(_BLANKS_AND_TABS) for serial in _SERIAL_NUMBERS)


def equal_texts(header: str, number: int) -> list[str]:
    """Equal texts that are no one object, as each request brings a text of its own, with no hash yet."""
    return [header.replace(PLACE, "").encode().decode() for _ in range(number)]

"""Numbers that are kept as they were written."""

from __future__ import annotations

import re
from typing import Self

from so_carriers.errors import InvalidValue, excerpt

_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
"""A number of RFC 8259, section 6."""

_LONGEST_EXPONENT = 640
"""The digits that the interpreter converts whatever its settings."""


class NumberToken(float):
    """A number that is kept as its JSON token: `1.10`, `1e400`, thirty fraction digits.

    It computes, compares and hashes as the float nearest to it (infinity for `1e400`), so that two
    tokens of one value are equal; `str`, `repr` and encoding give the token. Raises InvalidValue for
    a text that is no JSON number.
    """

    __slots__ = ("token",)

    token: str

    def __new__(cls, token: str) -> Self:
        """Makes one of a JSON number's text."""
        if not _NUMBER.fullmatch(token):
            raise InvalidValue(f"expected a JSON number, found {excerpt(token)}")
        self = super().__new__(cls, token)
        self.token = token
        return self

    def __str__(self) -> str:
        return self.token

    __repr__ = __str__

    def __reduce__(self) -> tuple[type[Self], tuple[str]]:
        return type(self), (self.token,)


def same_number(one: float, other: float) -> bool:
    """Whether two JSON numbers are numerically equal, to the last digit of their tokens."""
    if type(one) is type(other) is int:
        return one == other
    return _significance(one) == _significance(other)


def _significance(number: float) -> tuple[bool, str, int | str]:
    """Sign, digits without zeros at either end, and the power of ten of the last of them.

    Worked out from the token: no arithmetic holds `1e999999999`.
    """
    mantissa, _, exponent = str(number).lower().partition("e")
    whole, _, fraction = mantissa.removeprefix("-").partition(".")
    digits = f"{whole}{fraction}".lstrip("0")
    significant = digits.rstrip("0")
    if not significant:
        return False, "", 0
    shift = len(digits) - len(significant) - len(fraction)
    sign, exponent = exponent[: exponent.startswith("-")], exponent.lstrip("+-0")
    if len(exponent) > _LONGEST_EXPONENT:
        return number < 0, significant, f"{sign}{exponent} and {shift}"
    return number < 0, significant, int(f"{sign}0{exponent}") + shift

"""JSON scalars to values, beyond the canonical spelling too.

    integers   any token whose fraction is zero, plain digits in a text
    booleans   "true" and "false" in any case
    enums      names in any case, numbers, numbers in a text; unknown names stay texts
    flags      names separated by commas or blanks, numbers
    dates      0 to 7 fraction digits, Z, +hh:mm, +hhmm or no zone, the date alone

What came in another spelling is read with it beside, so that it can be written back.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any

from so_carriers.engines.python.json_depth import nests_deeper, too_deep
from so_carriers.engines.python.json_reader import InexactNumber
from so_carriers.errors import DecodeError, InvalidValue, excerpt
from so_carriers.schema.enum_names import EnumNames
from so_carriers.schema.nesting import declared_depth
from so_carriers.schema.types import (
    BooleanType,
    DateTimeType,
    EnumType,
    IntegerType,
    TextType,
    ValueType,
)
from so_carriers.schema.wire_state import Spelling
from so_carriers.settings import Limits
from so_carriers.values.date_time import DateTime, read_date_time
from so_carriers.values.numbers import NumberToken

_DIGITS = re.compile(r"-?[0-9]{1,20}")
_ZERO = re.compile(r"-?0(?:\.0+)?(?:[eE][+-]?[0-9]+)?")
_LONGEST_EXPONENT = 30
_LONGEST_ENUM_NUMBER = 64


class Reading:
    """How one body is being read.

    `root` is its JSON value. `exact` says that numbers that are no int came as
    `NumberToken`s, `strict` that spellings other than the canonical one are refused.
    """

    __slots__ = ("_is_depth_checked", "exact", "limits", "room", "root", "strict")

    def __init__(self, root: Any, declared: ValueType, limits: Limits, strict: bool, exact: bool) -> None:
        self.root = root
        self.limits = limits
        self.strict = strict
        self.exact = exact
        self.room = limits.depth - declared_depth(declared)
        """How many more containers can stand within each other before the depth must be measured."""
        self._is_depth_checked = False
        if self.room < 0:
            self.enter(0)

    def enter(self, containers: int) -> None:
        """Takes room for containers that nest further than their type says by itself; `leave` gives it back.

        Raises LimitExceeded if the body turns out to be too deep.
        """
        self.room -= containers
        if self.room < 0 and not self._is_depth_checked:
            if nests_deeper(self.root, self.limits.depth):
                raise too_deep(self.limits)
            self._is_depth_checked = True

    def leave(self, containers: int) -> None:
        """Gives room back."""
        self.room += containers

    def check_unknown(self, members: dict[str, Any]) -> None:
        """Raises LimitExceeded if what stands in unknown members makes the body too deep."""
        # The object that has them is counted by its type; here it stands for the first container.
        if nests_deeper(members, self.room + 1):
            self.enter(self.limits.depth)
            self.leave(self.limits.depth)


Read = tuple[Any, Spelling | None]


def read_scalar(declared: ValueType, found: Any, reading: Reading) -> Read:
    """The value of a JSON scalar, and its spelling where that is not the canonical one.

    Raises DecodeError for what the type does not have, and InexactNumber for a number
    whose token is needed and was not kept.
    """
    if found is None and declared.nullable:
        return None, None
    if type(found) is float and not isinstance(declared, TextType):
        raise InexactNumber
    value, spelling = _READERS[type(declared)](declared, found)
    if reading.strict and (spelling is not None or _is_loose(declared, value)):
        raise DecodeError(f"{expectation(declared)} in its canonical spelling", excerpt(found))
    return value, spelling


def _is_loose(declared: ValueType, value: Any) -> bool:
    """Whether a value that keeps its own spelling is not the canonical one: `.500`, an unknown enum name."""
    if isinstance(value, DateTime):
        return value.fraction.endswith("0")
    return isinstance(declared, EnumType) and isinstance(value, str)


def expectation(declared: ValueType) -> str:
    """What a value of this type is called in an error."""
    if isinstance(declared, IntegerType):
        name = f"an integer from {declared.lowest} to {declared.highest}"
    elif isinstance(declared, EnumType):
        name = f"a name of {declared.names.enum_class.__name__}"
    else:
        name = _NAMES.get(type(declared), "an object")
    return f"{name} or null" if declared.nullable else name


_NAMES: dict[type[ValueType], str] = {
    BooleanType: "true or false",
    TextType: "a text",
    DateTimeType: "a date and time (YYYY-MM-DDTHH:MM:SS)",
}


def _refuse(declared: ValueType, found: Any) -> DecodeError:
    return DecodeError(expectation(declared), excerpt(found))


def _read_integer(declared: IntegerType, found: Any) -> Read:
    number = found if type(found) is int else _integral(found)
    if number is None or not declared.lowest <= number <= declared.highest:
        raise _refuse(declared, found)
    return number, None if type(found) is int else Spelling(number, found)


def _integral(found: Any) -> int | None:
    if isinstance(found, str):
        return int(found) if _DIGITS.fullmatch(found) else None
    if isinstance(found, NumberToken):
        return _integral_token(found.token)
    return None


def _integral_token(token: str) -> int | None:
    if _ZERO.fullmatch(token):
        return 0
    try:
        number = Decimal(token)
    except InvalidOperation:  # an exponent beyond what Decimal knows
        return None
    small = number.adjusted() < _LONGEST_EXPONENT
    return int(number) if small and number == number.to_integral_value() else None


def _read_boolean(declared: BooleanType, found: Any) -> Read:
    if type(found) is bool:
        return found, None
    if isinstance(found, str) and found.isascii() and found.lower() in ("true", "false"):
        value = found.lower() == "true"
        return value, Spelling(value, found)
    raise _refuse(declared, found)


def _read_text(declared: TextType, found: Any) -> Read:
    if type(found) is str:
        return found, None
    raise _refuse(declared, found)


def _read_date_time(declared: DateTimeType, found: Any) -> Read:
    if type(found) is not str:
        raise _refuse(declared, found)
    try:
        value, canonical = read_date_time(found)
    except InvalidValue:
        # Raised without the cause, which quotes the text: the member may be secret.
        failure = _refuse(declared, found)
    else:
        return value, None if canonical else Spelling(value, found)
    raise failure


def _read_enum(declared: EnumType, found: Any) -> Read:
    names = declared.names
    if type(found) is str:
        return read_enum_text(names, found)
    if type(found) is int and found.bit_length() < _LONGEST_ENUM_NUMBER:
        value = names.read_number(found)
        value = str(found) if value is None else value
        return value, Spelling(value, found)
    raise _refuse(declared, found)


def read_enum_text(names: EnumNames, text: str) -> Read:
    """The value of an enum's text, the text itself where no member is called so, and its spelling."""
    if text in names.canonical:
        return names.canonical[text], None
    spelling = names.read_spelling(text)
    if spelling is None:
        return text, None
    return spelling.value, None if names.text(spelling.value) == text else spelling


_READERS: dict[type[ValueType], Callable[[Any, Any], Read]] = {
    IntegerType: _read_integer,
    BooleanType: _read_boolean,
    TextType: _read_text,
    DateTimeType: _read_date_time,
    EnumType: _read_enum,
}

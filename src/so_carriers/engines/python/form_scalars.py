"""Single values in a form, and what a form can be at all.

    integers   plain digits: 3, -7
    booleans   true, false
    all else   its text, as JSON has it: dates, enums, flags, and spellings such as 03 or TRUE

An empty value is empty text, and nothing else.
"""

from __future__ import annotations

import re
from typing import Any, Final, TypeGuard

from so_carriers.engines.python.form_pairs import Malformed, Text
from so_carriers.engines.python.json_scalars import Reading, expectation, read_scalar
from so_carriers.errors import DecodeError
from so_carriers.schema.types import (
    BooleanType,
    CarrierType,
    DictionaryType,
    EnumType,
    IntegerType,
    ListType,
    TextType,
    ValueType,
)
from so_carriers.settings import DEFAULT_LIMITS

CONTAINERS: Final = (CarrierType, ListType, DictionaryType)

_INTEGER: Final = re.compile(r"0|-?[1-9][0-9]{0,18}")
_BOOLEANS: Final = {"true": True, "false": False}


def is_root(declared: ValueType | None) -> TypeGuard[CarrierType | DictionaryType]:
    """Whether a form can be a value of this type: its names are those of members, or keys."""
    if isinstance(declared, DictionaryType):
        return not isinstance(declared.value, CONTAINERS)
    return isinstance(declared, CarrierType)


ROOTS: Final = "a carrier, or a dictionary of scalars, which are all that a form can be"
"""The same for errors."""


def read_text(declared: ValueType | None, text: Text) -> Any:
    """The JSON value that one value is read as; `declared` is None where no type says what it is.

    What only JSON's reader can judge stays a text. Raises DecodeError for an empty value
    of another type than text, and for bytes that are no text.
    """
    if isinstance(text, Malformed):
        raise DecodeError(f"text in {text.charset}", "bytes that it does not have")
    if declared is None or isinstance(declared, TextType):
        return text
    if not text:
        raise DecodeError(expected_of(declared), "an empty value")
    if isinstance(declared, IntegerType):
        return int(text) if _INTEGER.fullmatch(text) else text
    if isinstance(declared, BooleanType):
        return _BOOLEANS.get(text, text)
    return text


def expected_of(declared: ValueType) -> str:
    """What a value of this type is called in an error; there is no null in a form."""
    return _EXPECTED.get(type(declared)) or expectation(declared).removesuffix(" or null")


_EXPECTED: dict[type[ValueType], str] = {
    CarrierType: "members (name.member=value)",
    ListType: "items (name[0]=value)",
    DictionaryType: "entries (name[0].Key=key and name[0].Value=value)",
}


def plain_text(found: Any) -> str:
    """The text of a JSON value that is no container and not null."""
    if isinstance(found, bool):
        return "true" if found else "false"
    return str(found)


def is_read_back(declared: ValueType | None, found: Any, text: str) -> bool:
    """Whether the text is read as this very JSON value."""
    if not text and declared is not None and not isinstance(declared, TextType):
        return False
    back = read_text(declared, text)
    return type(back) is type(found) and bool(back == found)


def canonical_text(declared: ValueType | None, found: Any) -> str:
    """The text for a JSON value whose own spelling a form cannot say; empty where there is none."""
    if not isinstance(declared, (BooleanType, EnumType, IntegerType)):
        return plain_text(found)
    value, _ = read_scalar(declared, found, Reading(found, declared, DEFAULT_LIMITS, False, True))
    if isinstance(declared, EnumType) and not isinstance(value, str):
        return declared.names.text(value)
    return plain_text(value)

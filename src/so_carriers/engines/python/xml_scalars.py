"""Scalars of documents as the texts of elements, and back.

    integers    3                 dates    as in JSON
    booleans    true, false       enums    the name
    texts       as they are       flags    names separated by single blanks (xs:list)

White space around anything but a text means nothing (XML Schema 1.0, part 2, section 4.3.6).
The element always has the canonical text; where JSON spelled it otherwise, `token` says how.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any, NamedTuple

from so_carriers.engines.python.json_reader import read_integer, refuse_constant
from so_carriers.engines.python.json_scalars import Reading, read_scalar
from so_carriers.engines.python.json_values import write_value
from so_carriers.errors import DecodeError
from so_carriers.schema.types import (
    BooleanType,
    DateTimeType,
    EnumType,
    IntegerType,
    TextType,
    ValueType,
)
from so_carriers.settings import DEFAULT_LIMITS
from so_carriers.values.numbers import NumberToken

BLANKS = " \t\r\n"
"""White space of XML (production 3)."""

_BLANK_RUN = re.compile(f"[{BLANKS}]+")
_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,19}", re.ASCII)
_DATE_TIME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,7})?(?:Z|[+-][0-9]{2}:[0-9]{2})?"
)
_BOOLEANS = {"true": True, "false": False}


class WrittenScalar(NamedTuple):
    """A scalar in XML."""

    text: str
    """The text of the element, not yet escaped."""

    token: str | None
    """The JSON token that the text does not give by itself, if any."""


def written_scalar(declared: ValueType, node: Any) -> WrittenScalar:
    """How a scalar of a document, other than null, is written."""
    return _WRITERS[type(declared)](declared, node)


def scalar_node(declared: ValueType, text: str) -> Any:
    """The scalar of a document that a text stands for; judging it is left to who reads the document."""
    return _READERS[type(declared)](declared, text)


def spelled_node(declared: ValueType, text: str, token: str) -> Any:
    """The same where the element says how JSON spelled it.

    The text is what counts: a token that does not belong to it, since somebody changed
    the one without the other, says nothing.
    """
    node = json_scalar(token)
    if type(node) in _JSON_TYPES[type(declared)] and _belongs(declared, node, text):
        return node
    return scalar_node(declared, text)


_JSON_TYPES: dict[type[ValueType], tuple[type, ...]] = {
    BooleanType: (str,),
    DateTimeType: (str,),
    EnumType: (str, int),
    IntegerType: (str, NumberToken),
    TextType: (),
}


def _belongs(declared: ValueType, node: Any, text: str) -> bool:
    try:
        return written_scalar(declared, node).text.strip(BLANKS) == text.strip(BLANKS)
    except DecodeError:
        return False


def json_scalar(token: str) -> Any:
    """The scalar of a JSON token, numbers that are no int as `NumberToken`; None for what is none."""
    if token[:1] in ("[", "{"):
        return None
    try:
        return json.loads(
            token, parse_float=NumberToken, parse_int=read_integer, parse_constant=refuse_constant
        )
    except ValueError:
        return None


def json_token(node: Any) -> str:
    """The JSON token of a text or number."""
    return json.dumps(node, ensure_ascii=False) if isinstance(node, str) else str(node)


def _written_text(_declared: TextType, node: Any) -> WrittenScalar:
    return WrittenScalar(node, None)


def _written_integer(declared: IntegerType, node: Any) -> WrittenScalar:
    if type(node) is int:
        return WrittenScalar(str(node), None)
    return WrittenScalar(str(_value(declared, node)), json_token(node))


def _written_boolean(declared: BooleanType, node: Any) -> WrittenScalar:
    if type(node) is bool:
        return WrittenScalar("true" if node else "false", None)
    return WrittenScalar("true" if _value(declared, node) else "false", json_token(node))


def _written_date_time(declared: DateTimeType, node: Any) -> WrittenScalar:
    if _DATE_TIME.fullmatch(node):
        return WrittenScalar(node, None)
    return WrittenScalar(_value(declared, node).wire_text(), json_token(node))


def _written_enum(declared: EnumType, node: Any) -> WrittenScalar:
    if isinstance(node, str):
        text = _names_text(declared, node)
        # Of flags, XML has blanks between the names and JSON a comma and a blank.
        if scalar_node(declared, text) == node and not (declared.names.is_flags and "," in text):
            return WrittenScalar(text, None)
    canonical = write_value(declared, _value(declared, node), None)
    return WrittenScalar(_names_text(declared, canonical), json_token(node))


def _names_text(declared: EnumType, names: str) -> str:
    return names.replace(", ", " ") if declared.names.is_flags else names


def _value(declared: ValueType, node: Any) -> Any:
    reading = Reading(node, declared, DEFAULT_LIMITS, strict=False, exact=True)
    return read_scalar(declared, node, reading)[0]


def _read_text(_declared: TextType, text: str) -> str:
    return text


def _read_integer(_declared: IntegerType, text: str) -> int | str:
    text = text.strip(BLANKS)
    return int(text) if _INTEGER.fullmatch(text) else text


def _read_boolean(_declared: BooleanType, text: str) -> bool | str:
    text = text.strip(BLANKS)
    return _BOOLEANS.get(text, text)


def _read_date_time(_declared: DateTimeType, text: str) -> str:
    return text.strip(BLANKS)


def _read_enum(declared: EnumType, text: str) -> str:
    text = text.strip(BLANKS)
    if declared.names.is_flags:
        text = _BLANK_RUN.sub(" ", text)
        return text if "," in text else text.replace(" ", ", ")
    return text


_WRITERS: dict[type[ValueType], Callable[[Any, Any], WrittenScalar]] = {
    BooleanType: _written_boolean,
    DateTimeType: _written_date_time,
    EnumType: _written_enum,
    IntegerType: _written_integer,
    TextType: _written_text,
}
_READERS: dict[type[ValueType], Callable[[Any, str], Any]] = {
    BooleanType: _read_boolean,
    DateTimeType: _read_date_time,
    EnumType: _read_enum,
    IntegerType: _read_integer,
    TextType: _read_text,
}

"""Carriers as a JSON Schema (2020-12): the canonical spelling, which `encode` writes.

    carrier         object, in $defs; every member may be null and may be missing, others may be there
    int32, int64    integer with minimum, maximum and format
    DateTime        string with a pattern: RFC 3339, the keyword `date-time`, asks for a zone
    enum            one of the names, or another text, as servers of other versions may know more names
    flags           names joined by a comma and a blank, or another text
    list            array
    dictionary      object; in $defs where it is a class of its own

What decoding reads beyond this (numbers in texts, names in another case) is left out, although `encode`
writes back what was read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from urllib.parse import quote

from so_carriers.schema.carrier_schema import schema_of
from so_carriers.schema.enum_names import EnumNames
from so_carriers.schema.types import (
    BooleanType,
    CarrierType,
    DateTimeType,
    DictionaryType,
    EnumType,
    IntegerType,
    ListType,
    TextType,
    ValueType,
    value_type,
)
from so_carriers.schema_documents.described_types import by_name, first_sentence, reachable_types

DIALECT = "https://json-schema.org/draft/2020-12/schema"

# Without look-ahead and shorthands, which not every engine has (JSON Schema 2020-12, core, section 6.4).
_YEAR = "([0-9]{3}[1-9]|[0-9]{2}[1-9]0|[0-9][1-9]00|[1-9]000)"
_DATE_TIME = (
    f"^{_YEAR}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
    r"T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,7})?"
    "(Z|[+-]((0[0-9]|1[0-3]):[0-5][0-9]|14:00))?$"
)
_SYNTAX = re.compile(r"[\^$\\.*+?()\[\]{}|]")
"""The syntax characters of ECMA-262's regular expressions."""

_NULL = {"type": "null"}


def json_schema(root: Any) -> dict[str, Any]:
    """The schema of documents whose root is `root`, any type that `decode` takes.

    Raises InvalidDefinition for what is no such type, and where two types that are reached
    have the same name.
    """
    declared = value_type(root)
    schema = {"$schema": DIALECT, **_use(declared)}
    definitions = _definitions([declared])
    return {**schema, "$defs": definitions} if definitions else schema


def json_schema_of_all(carriers: Iterable[Any]) -> dict[str, Any]:
    """A schema that asks for nothing itself, with all of `carriers` and what they reach in its `$defs`.

    Another schema refers to one of them, as in `#/$defs/User`. Raises as `json_schema` does.
    """
    return {"$schema": DIALECT, "$defs": _definitions([value_type(carrier) for carrier in carriers])}


def _definitions(roots: list[ValueType]) -> dict[str, Any]:
    named = by_name([found for found in reachable_types(roots) if _name(found)], _name)
    return {name: _definition(name, declared) for name, declared in named.items()}


def _name(declared: ValueType) -> str:
    """What a type is called in `$defs`; the empty text where it is written out in its place."""
    match declared:
        case CarrierType():
            return schema_of(declared.carrier).name
        case EnumType():
            return declared.names.enum_class.__name__
        case DictionaryType() if declared.factory is not dict:
            return declared.factory.__name__
        case DateTimeType():
            return "DateTime"
    return ""


def _use(declared: ValueType) -> dict[str, Any]:
    """The schema of a value where it stands: of a type with a name, the reference to it."""
    name = _name(declared)
    if not name:
        schema = _plain(declared)
        return {**schema, "type": [schema["type"], "null"]} if declared.nullable else schema
    # A JSON Pointer in a fragment of a URI (RFC 6901, sections 3 and 6).
    reference = {"$ref": f"#/$defs/{quote(name.replace('~', '~0').replace('/', '~1'), safe='')}"}
    return {"anyOf": [reference, _NULL]} if declared.nullable else reference


def _plain(declared: ValueType) -> dict[str, Any]:
    match declared:
        case IntegerType():
            limits = {"minimum": declared.lowest, "maximum": declared.highest}
            return {"type": "integer", "format": declared.name, **limits}
        case BooleanType():
            return {"type": "boolean"}
        case ListType():
            return {"type": "array", "items": _use(declared.item)}
        case DictionaryType():
            return {"type": "object", "additionalProperties": _use(declared.value)}
        case TextType():
            return {"type": "string"}
    raise TypeError(f"{declared!r} has a name")  # pragma: no cover -- every other type has


def _definition(name: str, declared: ValueType) -> dict[str, Any]:
    match declared:
        case CarrierType():
            return {**_described(name, declared.carrier), **_carrier(declared.carrier)}
        case EnumType():
            return {**_described(name, declared.names.enum_class), **_enum(declared.names)}
        case DictionaryType():
            return {**_described(name, declared.factory), **_plain(declared)}
    description = (
        "A date and time of day with up to seven fraction digits and, often, no zone, "
        "so that it is no date-time of RFC 3339; 0001-01-01T00:00:00 says that there is none."
    )
    return {"title": name, "description": description, "type": "string", "pattern": _DATE_TIME}


def _described(name: str, documented: type[Any]) -> dict[str, Any]:
    sentence = first_sentence(documented)
    return {"title": name, "description": sentence} if sentence else {"title": name}


def _carrier(carrier: type[Any]) -> dict[str, Any]:
    # `$select` nulls every member that it does not name, whatever its type.
    properties = {
        member.name: _use(replace(member.type, nullable=True)) for member in schema_of(carrier).members
    }
    return {"type": "object", "properties": properties, "additionalProperties": True}


def _enum(names: EnumNames) -> dict[str, Any]:
    if names.is_flags:
        one = "|".join(_SYNTAX.sub(r"\\\g<0>", name) for name in names.by_name)
        pattern = f"^({one})(, ({one}))*$"
        known: dict[str, Any] = {"pattern": pattern, "description": "Names, joined by a comma and a blank."}
    else:
        known = {"enum": [*names.by_name]}
    other = {"description": "A text that names none of these, as other versions of the server may write."}
    return {"type": "string", "anyOf": [known, other]}

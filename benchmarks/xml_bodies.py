"""XML bodies, made of JSON ones by what the schemas say, without the codec that is measured."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import so_carriers as so
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

SCHEMA_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """How a server writes XML: the prefix of nil, the namespace of the elements, whether each has a line."""

    nil_prefix: str
    namespace: str = ""
    indent: bool = False


PLAIN = Form(nil_prefix="xsi")
"""As NetServer documents it: nothing is declared but what null needs."""

DATA_CONTRACT = Form(
    nil_prefix="i",
    namespace="http://schemas.datacontract.org/2004/07/SuperOffice.CRM.Services",
    indent=True,
)
"""As .NET's DataContractSerializer writes it for a reader among people."""


def xml_body(body: bytes, carrier: type, form: Form = PLAIN) -> bytes:
    """The document of a carrier whose body in JSON this is, its members in the same order.

    Members that no schema declares have the attributes that keep their types.
    """
    name = so.schema_of(carrier).name
    lines = _Writer(form).element(name, json.loads(body), CarrierType(carrier))
    opening, text = f"<{name}", "".join(lines).lstrip()
    return "".join([opening, *_declarations(text, form), text.removeprefix(opening)]).encode()


def _declarations(text: str, form: Form) -> Iterator[str]:
    """The namespaces that the root of this text declares."""
    if form.namespace or f" {form.nil_prefix}:nil" in text:
        yield f' xmlns:{form.nil_prefix}="{SCHEMA_INSTANCE}"'
    if form.namespace:
        yield f' xmlns="{form.namespace}"'
    if " json:type" in text:
        yield ' xmlns:json="urn:so-carriers:json"'


def item_name(type: ValueType) -> str:
    """The element of an item of a list."""
    return type.carrier.__name__ if isinstance(type, CarrierType) else _SCALARS[type.__class__]


def entry_name(type: ValueType) -> str:
    """The element of an entry of a dictionary with values of this type."""
    return "StringKeyValuePair" if isinstance(type, TextType) else f"{item_name(type)}DictionaryKeyValuePair"


_SCALARS: dict[type[ValueType], str] = {BooleanType: "boolean", IntegerType: "int", TextType: "string"}
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})


class _Writer:
    """Writes values of JSON as elements, a line each where the form indents."""

    def __init__(self, form: Form) -> None:
        self._form = form

    def element(self, tag: str, value: Any, type: ValueType | None, depth: int = 0) -> Iterator[str]:
        """The lines of an element and of all that is in it."""
        line_break = self._line_break(depth)
        if value is None:
            yield f'{line_break}<{tag} {self._form.nil_prefix}:nil="true"/>'
        elif isinstance(value, dict | list) and not value:
            yield f"{line_break}<{tag}/>"
        elif isinstance(value, dict | list):
            yield f"{line_break}<{tag}>"
            yield from self._children(value, type, depth + 1)
            yield f"{line_break}</{tag}>"
        else:
            attribute = _unknown_type(value) if type is None else ""
            yield f"{line_break}<{tag}{attribute}>{_text(value, type)}</{tag}>"

    def _children(self, value: Any, type: ValueType | None, depth: int) -> Iterator[str]:
        match type:
            case CarrierType():
                types = {member.name: member.type for member in so.schema_of(type.carrier).members}
                for name, item in value.items():
                    yield from self.element(name, item, types.get(name), depth)
            case ListType():
                for item in value:
                    yield from self.element(item_name(type.item), item, type.item, depth)
            case DictionaryType():
                for key, item in value.items():
                    yield from self._entry(key, item, type.value, depth)
            case _:
                raise NotImplementedError("an unknown member that is no scalar")

    def _entry(self, key: str, value: Any, type: ValueType, depth: int) -> Iterator[str]:
        tag, line_break = entry_name(type), self._line_break(depth)
        yield f"{line_break}<{tag}>"
        yield from self.element("Key", key, TextType(), depth + 1)
        yield from self.element("Value", value, type, depth + 1)
        yield f"{line_break}</{tag}>"

    def _line_break(self, depth: int) -> str:
        return "\n" + "  " * depth if self._form.indent else ""


def _unknown_type(value: bool | int | str) -> str:
    """The attribute that tells the type of a value that is not text."""
    if isinstance(value, str):
        return ""
    return f' json:type="{"boolean" if isinstance(value, bool) else "number"}"'


def _text(value: bool | int | str, type: ValueType | None) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(type, EnumType):
        return str(value).replace(", ", " ")
    return str(value).translate(_ESCAPES)

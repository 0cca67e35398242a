"""What classes for XML declare: as for JSON, and lists of entries for dictionaries, which XML has not."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from benchmarks.peers.declarations import Declaration, Field, as_published, declare
from benchmarks.xml_bodies import entry_name, item_name
from so_carriers.schema.types import DictionaryType, ListType, TextType


@dataclass(frozen=True, slots=True, kw_only=True)
class XmlField:
    """One member: the attribute, its element, the annotation as text, the value when absent.

    Where it is a list, `item` is the element of each item, and `annotation` that of an item.
    """

    attribute: str
    name: str
    annotation: str
    default: Any
    item: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class XmlDeclaration:
    """One class to declare, and its element at the root."""

    name: str
    fields: tuple[XmlField, ...]


def declare_for_xml(root: type, module_name: str, make: Callable[[XmlDeclaration], type[Any]]) -> ModuleType:
    """A module of the classes that `make` makes of a carrier, of all that it can hold, and of entries."""

    def make_with_entries(declaration: Declaration) -> type[Any]:
        for field in declaration.fields:
            if isinstance(field.type, DictionaryType):
                declare_entry(field.type)
        return make(XmlDeclaration(name=declaration.name, fields=tuple(map(_field, declaration.fields))))

    def declare_entry(type: DictionaryType) -> None:
        # The class of the values was declared before that of the dictionary's holder.
        name, module = entry_name(type.value), sys.modules[module_name]
        if name not in vars(module):
            setattr(module, name, make(XmlDeclaration(name=name, fields=_entry_fields(type))))

    return declare(root, as_published, module_name, make_with_entries)


def _field(field: Field) -> XmlField:
    item = None
    match field.type:
        case ListType():
            item = item_name(field.type.item)
        case DictionaryType():
            item = entry_name(field.type.value)
    return XmlField(
        attribute=field.attribute,
        name=field.name,
        annotation=f"{item} | None" if item else field.annotation,
        default=field.default,
        item=item,
    )


def _entry_fields(type: DictionaryType) -> tuple[XmlField, ...]:
    value = "str" if isinstance(type.value, TextType) else item_name(type.value)
    return (
        XmlField(attribute="key", name="Key", annotation="str", default=""),
        XmlField(attribute="value", name="Value", annotation=f"{value} | None", default=None),
    )

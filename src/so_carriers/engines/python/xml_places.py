"""Where in a document an error is: the XPath of an element, and its line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from so_carriers.engines.python.xml_reader import children_by_name, element_name, entry_parts, local_name
from so_carriers.errors import printable
from so_carriers.schema.carrier_schema import CarrierSchema
from so_carriers.schema.member import Member
from so_carriers.schema.types import AnyType, CarrierType, DictionaryType, ListType, ValueType
from so_carriers.values.ascii_case import fold

if TYPE_CHECKING:
    from lxml.etree import _Element


_SHOWN_CHARACTERS = 100
"""How much of a name a path shows at most."""


def element_at(root: _Element, declared: ValueType, steps: Sequence[str | int]) -> _Element:
    """The element that the steps of an error lead to, or the last one on the way that is there."""
    element = root
    for step in steps:
        below, declared = _step(element, declared, step)
        if below is None:
            break
        element = below
    return element


def visible_element(element: _Element, declared: ValueType) -> _Element:
    """The element itself, or that of the outermost secret member that it is in; the root is as declared."""
    ancestors = [element, *element.iterancestors()]
    for child in reversed(ancestors[:-1]):
        member = _member(declared, element_name(child))
        if member is not None and member.secret:
            return child
        declared = _type_below(declared, member)
    return element


def _type_below(declared: ValueType, member: Member | None) -> ValueType:
    match declared:
        case ListType():
            return declared.item
        case DictionaryType():
            # Below the dictionary is an entry, and below that the value.
            return ListType(declared.value)
    return AnyType() if member is None else member.type


def _member(declared: ValueType, name: str) -> Member | None:
    """The member of a name in any case; None where the type has none of it."""
    if isinstance(declared, CarrierType):
        schema: CarrierSchema = declared.carrier.__carrier_schema__
        return schema.by_folded_name.get(fold(name))
    return None


def _step(element: _Element, declared: ValueType, step: str | int) -> tuple[_Element | None, ValueType]:
    if isinstance(step, int):
        item_type = declared.item if isinstance(declared, ListType) else AnyType()
        return (element[step] if step < len(element) else None), item_type
    if isinstance(declared, DictionaryType):
        return _value_of_key(element, step), declared.value
    children = {fold(name): same[-1] for name, same in children_by_name(element).items()}
    exact = {name: same[-1] for name, same in children_by_name(element).items()}
    return exact.get(step, children.get(fold(step))), _type_below(declared, _member(declared, step))


def _value_of_key(element: _Element, key: str) -> _Element | None:
    for entry in reversed(element):
        key_element, value = entry_parts(entry)
        if key_element is not None and (key_element.text or "") == key:
            return value
    return None


def xpath(element: _Element) -> str:
    """The path of an element from the root, by local names: `/User/Credentials/Credential[2]`."""
    steps = [_xpath_step(element), *map(_xpath_step, element.iterancestors())]
    return "".join(f"/{step}" for step in reversed(steps))


def _xpath_step(element: _Element) -> str:
    name = local_name(element)
    shown = printable(name[:_SHOWN_CHARACTERS]) + ("..." if len(name) > _SHOWN_CHARACTERS else "")
    parent = element.getparent()
    same = [] if parent is None else [child for child in parent if local_name(child) == name]
    return f"{shown}[{same.index(element) + 1}]" if len(same) > 1 else shown

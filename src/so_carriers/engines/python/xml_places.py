"""Where in a document an error is: the XPath of an element, and its line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from so_carriers.engines.python.xml_reader import children_by_name, entry_parts, local_name
from so_carriers.schema.types import AnyType, CarrierType, DictionaryType, ListType, ValueType
from so_carriers.values.ascii_case import fold

if TYPE_CHECKING:
    from lxml.etree import _Element


def element_at(root: _Element, declared: ValueType, steps: Sequence[str | int]) -> _Element:
    """The element that the steps of an error lead to, or the last one on the way that is there."""
    element = root
    for step in steps:
        below, declared = _step(element, declared, step)
        if below is None:
            break
        element = below
    return element


def _step(element: _Element, declared: ValueType, step: str | int) -> tuple[_Element | None, ValueType]:
    if isinstance(step, int):
        item_type = declared.item if isinstance(declared, ListType) else AnyType()
        return (element[step] if step < len(element) else None), item_type
    if isinstance(declared, DictionaryType):
        return _value_of_key(element, step), declared.value
    children = {fold(name): same[-1] for name, same in children_by_name(element).items()}
    exact = {name: same[-1] for name, same in children_by_name(element).items()}
    return exact.get(step, children.get(fold(step))), _member_type(declared, step)


def _value_of_key(element: _Element, key: str) -> _Element | None:
    for entry in reversed(element):
        key_element, value = entry_parts(entry)
        if key_element is not None and (key_element.text or "") == key:
            return value
    return None


def _member_type(declared: ValueType, name: str) -> ValueType:
    if isinstance(declared, CarrierType):
        member = declared.carrier.__carrier_schema__.by_name.get(name)
        return AnyType() if member is None else member.type
    return AnyType()


def xpath(element: _Element) -> str:
    """The path of an element from the root, by local names: `/User/Credentials/Credential[2]`."""
    steps = [_xpath_step(element), *map(_xpath_step, element.iterancestors())]
    return "".join(f"/{step}" for step in reversed(steps))


def _xpath_step(element: _Element) -> str:
    name = local_name(element)
    parent = element.getparent()
    same = [] if parent is None else [child for child in parent if local_name(child) == name]
    return f"{name}[{same.index(element) + 1}]" if len(same) > 1 else name

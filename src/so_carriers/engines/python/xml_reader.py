"""Trees of elements to documents, guided by the declared types.

Namespaces, prefixes, `xsi:type` and attributes that are not named here mean nothing; names
of roots, items and entries may be any.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sized
from typing import TYPE_CHECKING, Any

from so_carriers.engines.python.json_depth import too_deep
from so_carriers.engines.python.json_scalars import expectation
from so_carriers.engines.python.xml_names import JSON, KEY, SCHEMA_INSTANCE, VALUE
from so_carriers.engines.python.xml_scalars import BLANKS, json_scalar, scalar_node, spelled_node
from so_carriers.errors import DecodeError, LimitExceeded
from so_carriers.schema.carrier_schema import schema_of
from so_carriers.schema.member import Member
from so_carriers.schema.types import (
    AnyType,
    CarrierType,
    DictionaryType,
    ListType,
    TextType,
    ValueType,
)
from so_carriers.settings import Limits
from so_carriers.values.ascii_case import fold
from so_carriers.values.numbers import NumberToken

if TYPE_CHECKING:
    from lxml.etree import _Element

_NIL = f"{{{SCHEMA_INSTANCE}}}nil"
_NAME, _TOKEN, _TYPE = (f"{{{JSON}}}{name}" for name in ("name", "token", "type"))
_TRUTH = {"true": True, "1": True, "false": False, "0": False}
_ANY = AnyType()


def element_name(element: _Element) -> str:
    """The name of the member that an element is for."""
    name = element.get(_NAME)
    return local_name(element) if name is None else name


def local_name(element: _Element) -> str:
    """The name without its namespace."""
    tag: str = element.tag
    return tag.rpartition("}")[2] if tag[0] == "{" else tag


def children_by_name(element: _Element, most: int = sys.maxsize) -> dict[str, list[_Element]]:
    """The elements of members by name, in the order in which each first occurs; `most` names and one."""
    children: dict[str, list[_Element]] = {}
    for child in element:
        children.setdefault(element_name(child), []).append(child)
        if len(children) > most:
            break
    return children


def entry_parts(entry: _Element) -> tuple[_Element | None, _Element | None]:
    """The key and the value of a dictionary's entry, by their names in any case."""
    parts = {fold(local_name(child)): child for child in entry}
    return parts.get(fold(KEY)), parts.get(fold(VALUE))


_KEY = TextType()


class UnreadableElement(Exception):
    """An element that cannot be what it should; `reason` says why."""

    def __init__(self, element: _Element, reason: DecodeError) -> None:
        super().__init__()
        self.element = element
        self.reason = reason


class XmlReader:
    """Reads the elements of one document; raises UnreadableElement, and LimitExceeded over a limit.

    `text` is the document, which tells what need not be looked for.
    """

    def __init__(self, text: str, limits: Limits) -> None:
        self._limits = limits
        self._has_extensions = JSON in text
        self._has_nulls = SCHEMA_INSTANCE in text
        if "&" in text:
            # A reference may stand in the name of a namespace too.
            self._has_extensions = self._has_nulls = True

    def read(self, element: _Element, declared: ValueType, depth: int = 0) -> Any:
        """The node of an element as that type, `depth` containers from the root."""
        if self._has_nulls and self._is_null(element):
            return None
        if isinstance(declared, AnyType):
            looks = self._looks(element)
            if looks in _LITERALS:
                return self._read_literal(element, looks)
            declared = _TYPES[looks]
        read = _CONTAINERS.get(type(declared))
        if read is not None:
            if depth >= self._limits.depth:
                raise too_deep(self._limits)
            self._check_stray_text(element)
            return read(self, element, declared, depth + 1)
        text = self._text(element, declared)
        token = element.get(_TOKEN) if self._has_extensions else None
        return scalar_node(declared, text) if token is None else spelled_node(declared, text, token)

    def _read_members(self, element: _Element, declared: ValueType, depth: int) -> dict[str, Any]:
        """The members of a carrier or an object."""
        members = schema_of(declared.carrier).by_name if isinstance(declared, CarrierType) else {}
        # All names before any value: what is read twice at each depth would take for ever.
        children: dict[str, _Element] = {}
        for child in element:
            name = self._name(child)
            if name in children or (name not in members and isinstance(declared, CarrierType)):
                return self._read_odd_members(element, declared, depth)
            children[name] = child
            self._check_members(children)
        return {
            name: self.read(child, members[name].type if name in members else _ANY, depth)
            for name, child in children.items()
        }

    def _read_odd_members(self, element: _Element, declared: ValueType, depth: int) -> dict[str, Any]:
        """The same where some are unknown, respelled or repeated."""
        children = children_by_name(element, self._limits.members)
        self._check_members(children)
        members: dict[str, Member] = {}
        if isinstance(declared, CarrierType):
            schema = schema_of(declared.carrier)
            members = {spelled: schema.by_attribute[a] for a, spelled in schema.spelled(children).items()}
        found: dict[str, Any] = {}
        for name, same in children.items():
            member = members.get(name)
            if member is not None:
                found[name] = self.read(same[-1], member.type, depth)
            elif len(same) == 1:
                found[name] = self.read(same[0], _ANY, depth)
            elif depth >= self._limits.depth:
                raise too_deep(self._limits)
            else:
                found[name] = [self.read(child, _ANY, depth + 1) for child in same]
        return found

    def _read_items(self, element: _Element, declared: ListType, depth: int) -> list[Any]:
        return [self.read(child, declared.item, depth) for child in element]

    def _read_entries(self, element: _Element, declared: DictionaryType, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for entry in element:
            self._check_stray_text(entry)
            key, value = entry_parts(entry)
            if key is None or len(entry) > 1 + (value is not None):
                what = f"no {KEY}" if key is None else "more"
                raise UnreadableElement(entry, DecodeError(f"an entry with {KEY} and {VALUE}", what))
            if self._is_null(key):
                raise UnreadableElement(key, DecodeError("a text as key", "null"))
            name = self._text(key, _KEY)
            found[name] = None if value is None else self.read(value, declared.value, depth)
            self._check_members(found)
        return found

    def _name(self, element: _Element) -> str:
        return element_name(element) if self._has_extensions else local_name(element)

    def _is_null(self, element: _Element) -> bool:
        nil = element.get(_NIL)
        if nil is None:
            return False
        is_null = _TRUTH.get(nil.strip(BLANKS))
        if is_null is None:
            raise UnreadableElement(element, DecodeError("xsi:nil to be true or false", "another text"))
        if is_null and (len(element) or (element.text or "").strip(BLANKS)):
            raise UnreadableElement(element, DecodeError("nothing in an element with xsi:nil", "content"))
        return is_null

    def _read_literal(self, element: _Element, name: str) -> Any:
        text = self._text(element, _KEY).strip(BLANKS)
        node = json_scalar(text)
        if type(node) not in _LITERALS[name]:
            raise UnreadableElement(element, DecodeError(f"a JSON {name}", "another text"))
        return node

    def _text(self, element: _Element, declared: ValueType) -> str:
        if len(element):
            raise UnreadableElement(element, DecodeError(expectation(declared), "elements"))
        text = element.text or ""
        if len(text) > self._limits.text:
            raise LimitExceeded("text", self._limits.text, f"a text has {len(text)} characters")
        return text

    def _check_stray_text(self, element: _Element) -> None:
        text = element.text
        stray = text is not None and text.strip(BLANKS)
        for child in element:
            tail = child.tail
            stray = stray or (tail is not None and tail.strip(BLANKS))
        if stray:
            raise UnreadableElement(element, DecodeError("elements", "text beside or instead of them"))

    def _check_members(self, members: Sized) -> None:
        if len(members) > self._limits.members:
            message = f"an object has more than {self._limits.members} members"
            raise LimitExceeded("members", self._limits.members, message)

    def _looks(self, element: _Element) -> str:
        """The JSON type of an element that no type declares."""
        name = element.get(_TYPE) if self._has_extensions else None
        if name is None:
            if not len(element):
                return "string"
            is_array = len(element) > 1 and len({self._name(child) for child in element}) == 1
            return "array" if is_array else "object"
        if name not in _TYPES and name not in _LITERALS:
            known = ", ".join([*_TYPES, *_LITERALS])
            raise UnreadableElement(element, DecodeError(f"json:type to be one of {known}", "another text"))
        return name


_TYPES: dict[str, ValueType] = {"array": ListType(_ANY), "object": _ANY, "string": TextType()}
_LITERALS: dict[str, tuple[type, ...]] = {"boolean": (bool,), "number": (int, NumberToken)}
_CONTAINERS: dict[type[ValueType], Callable[[XmlReader, Any, Any, int], Any]] = {
    AnyType: XmlReader._read_members,
    CarrierType: XmlReader._read_members,
    DictionaryType: XmlReader._read_entries,
    ListType: XmlReader._read_items,
}

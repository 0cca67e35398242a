"""Documents to XML, one node at a time, with the place of each in hand.

It writes everything; compiled code (`xml_plain_writer`) writes what is plain, three times as
fast. What plain XML cannot say gets an attribute, or is noted as a loss.
"""

from __future__ import annotations

from typing import Any

from so_carriers.engines.python.xml_names import (
    ITEM,
    KEY,
    NIL,
    UNNAMEABLE,
    VALUE,
    entry_name,
    is_element_name,
    value_name,
)
from so_carriers.engines.python.xml_scalars import written_scalar
from so_carriers.engines.python.xml_text import FORBIDDEN, escaped_attribute, escaped_text
from so_carriers.errors import EncodeError, LimitExceeded, format_path
from so_carriers.schema.carrier_schema import schema_of
from so_carriers.schema.member import Member
from so_carriers.schema.types import AnyType, CarrierType, DictionaryType, ListType, ValueType
from so_carriers.settings import Limits

_ANY = AnyType()


class XmlWriter:
    """Writes one document; `pieces` is the XML so far, `losses` what it does not say.

    `extensions` says whether attributes of ours may stand in it, `extended` whether any
    do, or would.
    """

    def __init__(self, limits: Limits, *, extensions: bool) -> None:
        self.pieces: list[str] = []
        self.losses: list[tuple[str, str]] = []
        self.extended = False
        self._limits = limits
        self._extensions = extensions
        self._steps: list[tuple[str | int, bool]] = []

    def write(self, name: str, declared: ValueType, node: Any, attributes: str = "") -> None:
        """Writes an element with a node of that type, or of any type (`AnyType`)."""
        if node is None:
            self.pieces.append(f"<{name}{attributes}{NIL}/>")
            return
        if isinstance(declared, AnyType):
            attributes += self._undeclared_type(node)
        if not isinstance(node, (dict, list)):
            self._write_scalar(name, attributes, declared, node)
        elif not node:
            self.pieces.append(f"<{name}{attributes}/>")
        else:
            self.pieces.append(f"<{name}{attributes}>")
            if isinstance(node, list):
                self._write_items(declared, node)
            elif isinstance(declared, DictionaryType):
                self._write_entries(declared.value, node)
            else:
                self._write_members(declared, node)
            self.pieces.append(f"</{name}>")

    def _write_members(self, declared: ValueType, found: dict[str, Any]) -> None:
        self._check_members(found)
        members: dict[str, Member] = {}
        if isinstance(declared, CarrierType):
            schema = schema_of(declared.carrier)
            members = {spelled: schema.by_attribute[a] for a, spelled in schema.spelled(found).items()}
        for name, node in found.items():
            member = members.get(name)
            self._steps.append((name, False) if member is None else (member.name, member.secret))
            element = name if member is None else member.name
            element = element if is_element_name(element) else UNNAMEABLE
            attributes = "" if element == name else self._extension("name", name, "its name")
            self.write(element, _ANY if member is None else member.type, node, attributes)
            self._steps.pop()

    def _write_items(self, declared: ValueType, items: list[Any]) -> None:
        item_type = declared.item if isinstance(declared, ListType) else _ANY
        name = value_name(item_type) if isinstance(declared, ListType) else ITEM
        for index, item in enumerate(items):
            self._steps.append((index, False))
            self.write(name, item_type, item)
            self._steps.pop()

    def _write_entries(self, declared: ValueType, found: dict[str, Any]) -> None:
        self._check_members(found)
        name = entry_name(declared)
        for key, node in found.items():
            self._steps.append((key, False))
            self.pieces.append(f"<{name}>")
            self._write_leaf(KEY, "", key)
            self.write(VALUE, declared, node)
            self.pieces.append(f"</{name}>")
            self._steps.pop()

    def _undeclared_type(self, node: Any) -> str:
        """The attribute that tells the type of a value where the looks of its element do not."""
        if isinstance(node, dict):
            return "" if node else self._extension("type", "object", "an empty object")
        if isinstance(node, list):
            few = "an array of fewer than two items"
            return self._extension("type", "array", few) if len(node) < 2 else ""
        if isinstance(node, str):
            return ""
        name = "boolean" if isinstance(node, bool) else "number"
        return self._extension("type", name, f"a {name} that no type declares")

    def _write_scalar(self, name: str, attributes: str, declared: ValueType, node: Any) -> None:
        if isinstance(declared, AnyType):
            text = str(node).lower() if isinstance(node, bool) else str(node)
        else:
            text, token = written_scalar(declared, node)
            if token is not None:
                attributes += self._extension("token", token, "its spelling")
        self._write_leaf(name, attributes, text)

    def _write_leaf(self, name: str, attributes: str, text: str) -> None:
        if len(text) > self._limits.text:
            message = f"a text has {len(text)} characters"
            raise LimitExceeded("text", self._limits.text, message, self._path())
        self._check_characters(text)
        self.pieces.append(f"<{name}{attributes}>{escaped_text(text)}</{name}>")

    def _extension(self, name: str, text: str, what: str) -> str:
        """An attribute of ours; nothing but a loss where there may be none."""
        self.extended = True
        if not self._extensions:
            self.losses.append((self._path(), what))
            return ""
        self._check_characters(text)
        return f' json:{name}="{escaped_attribute(text)}"'

    def _check_members(self, found: dict[str, Any]) -> None:
        if len(found) > self._limits.members:
            message = f"an object has {len(found)} members"
            raise LimitExceeded("members", self._limits.members, message, self._path())

    def _check_characters(self, text: str) -> None:
        forbidden = FORBIDDEN.search(text)
        if forbidden is None:
            return
        found = f"U+{ord(forbidden.group()):04X}"
        error = EncodeError("a text of characters that XML 1.0 has", found)
        for step, secret in reversed(self._steps):
            error.within(step, secret=secret)
        raise error

    def _path(self) -> str:
        shown: list[str | int] = []
        for step, secret in self._steps:
            shown.append(step)
            if secret:
                break
        return format_path(shown)

"""Changing a value without changing what was given: containers on the path are copied, the rest is shared."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from typing import Any

from so_carriers.engines.python.copies import copier_of
from so_carriers.engines.python.documents import document_of
from so_carriers.engines.python.json_decoder import read_value
from so_carriers.engines.python.json_depth import nests_deeper, too_deep
from so_carriers.engines.python.json_scalars import Reading
from so_carriers.engines.python.json_values import write_value
from so_carriers.errors import EncodeError
from so_carriers.patches.containers import CARRIERS, kind_of
from so_carriers.patches.documents import copied, json_document, plain, same_json
from so_carriers.patches.nodes import PLAIN, Kind, Node
from so_carriers.patches.spellings import close_spellings
from so_carriers.patches.workspace import Workspace
from so_carriers.schema.member import Member
from so_carriers.schema.types import AnyType, CarrierType, DictionaryType, ListType, TextType, ValueType
from so_carriers.schema.wire_state import Spellings
from so_carriers.settings import Dialect, Limits


class Editing(Workspace):
    """One value while a patch is applied to it.

    `root` is what has become of it so far. Each container is copied when something in it is
    changed for the first time.
    """

    __slots__ = ("root", "strict")

    def __init__(self, root: Node, dialect: Dialect, limits: Limits, *, strict: bool) -> None:
        super().__init__(dialect, limits)
        self.root = root
        self.strict = strict

    def own_root(self) -> Node:
        """The whole, to be changed; raises PatchConflict for what is no container."""
        root = self.root
        if id(root.value) not in self.own:
            self.root = root = Node(self.own_copy(root.value), root.type)
        return root

    def container_at(self, tokens: Iterable[str]) -> Node:
        """What stands somewhere, to be changed; raises PatchConflict where nothing does."""
        node = self.own_root()
        for token in tokens:
            kind = kind_of(node.value)
            node = self.own_child(kind, node, kind.find(node, token, self))
        return node

    def own_child(self, kind: Kind, node: Node, key: Any) -> Node:
        """What stands in a container that may be changed, to be changed itself."""
        child = kind.child(node, key)
        if id(child.value) in self.own:
            return child
        own = self.own_copy(child.value)
        kind.put_copy(node, key, own, self)
        return child._replace(value=own)

    def finish(self) -> Any:
        """What has become of the whole, once all is done."""
        close_spellings(self)
        return self.root.value

    def own_copy(self, value: Any) -> Any:
        """A copy of a container that may be changed; raises PatchConflict for what is none."""
        if kind_of(value) is CARRIERS:
            own = copier_of(value.__carrier_schema__)(value)
        else:
            own = copied_dictionary(value) if isinstance(value, dict) else copy.copy(value)
        self.own[id(own)] = own
        return own

    def read(self, declared: ValueType, document: Any, key: Any = None) -> tuple[Any, Spellings | None]:
        """The value of a document as that type, and its spelling; `key` is where it will stand.

        Raises DecodeError for what the type does not have.
        """
        if isinstance(declared, AnyType):
            return (plain if declared is PLAIN else copied)(document), None
        if document.__class__ is str and declared.__class__ is TextType:
            return document, None
        if document is None and isinstance(key, Member):
            # Null may stand against the type of a member, as in any body.
            return None, None
        return read_value(
            declared, document, Reading(document, declared, self.limits, self.strict, exact=True)
        )

    def check_depth(self, document: Any, depth: int) -> None:
        """Raises LimitExceeded for a document that nests too deep behind `depth` containers."""
        if document.__class__ in (dict, list) and nests_deeper(document, self.limits.depth - depth):
            raise too_deep(self.limits)


def document_at(node: Node, limits: Limits) -> Any:
    """What encoding would write for a node; raises EncodeError for what cannot be written."""
    value, declared = node.value, node.type
    if value is None:
        return None
    if declared.__class__ is TextType and value.__class__ is str:
        return value
    if isinstance(declared, AnyType):
        return json_document(value, limits)
    if isinstance(declared, (CarrierType, ListType, DictionaryType)):
        return document_of(value, declared, limits, node.spelling)
    try:
        return write_value(declared, value, node.spelling)
    except EncodeError as error:
        if node.secret:
            error.found = None
        raise


def is_written(node: Node, document: Any, limits: Limits) -> bool:
    """Whether encoding a node would write this document, by JSON's rules."""
    written = document_at(node, limits)
    if written.__class__ is document.__class__ is str:
        return bool(written == document)
    return same_json(written, document)


def copied_dictionary(value: dict[str, Any]) -> dict[str, Any]:
    """A copy of a dictionary, of its own class."""
    kind = value.__class__
    if kind is not dict and kind.__init__ is dict.__init__ and kind.__dictoffset__ == 0:
        # A fraction of the time of copy.copy, which has nothing more to do for it.
        return kind(value)
    return copy.copy(value)

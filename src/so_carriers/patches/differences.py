"""What differs between two values, as the operations of a JSON Patch.

Shared parts are skipped by identity. Values are compared as encoding would write them: absent
is not null, `1.10` is not `1.1`. What no patch can say is left out: the order of members and
the spelling of declared names.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from operator import attrgetter
from typing import Any

from so_carriers.engines.python.changes import changes_of
from so_carriers.patches.alignment import Alignment, align, list_steps, paired_by_place
from so_carriers.patches.containers import CARRIERS, LISTS, Node, kind_of
from so_carriers.patches.documents import exact_key
from so_carriers.patches.editing import document_at
from so_carriers.patches.objects import are_ambiguous, members_there
from so_carriers.patches.operations import Operation, OperationName
from so_carriers.patches.pointer import JsonPointer
from so_carriers.schema.types import CarrierType, ListType
from so_carriers.settings import Dialect, Limits

Tokens = tuple[str, ...]


def differences(
    old: Node, new: Node, *, test: bool, dialect: Dialect, limits: Limits
) -> Sequence[Operation]:
    """The operations that make one root of the other.

    Where there are more of them than a patch may have, it is one that replaces the whole.
    """
    found = _Differences(dialect, limits, test=test)
    found.compare(old, new, ())
    if len(found.operations) > limits.operations:
        found.operations.clear()
        found.replace(old, new, ())
    return found.operations


class _Differences:
    """The operations that were found so far."""

    def __init__(self, dialect: Dialect, limits: Limits, *, test: bool) -> None:
        self.dialect = dialect
        self.limits = limits
        self.test = test
        self.operations: list[Operation] = []

    def compare(self, old: Node, new: Node, tokens: Tokens) -> None:
        """Adds what makes the new of the old, which stands at `tokens`."""
        one, other = old.value, new.value
        if one is other and old.spelling is new.spelling:
            return
        kind = one.__class__
        if "__carrier_schema__" in kind.__dict__:
            if kind is other.__class__:
                self._compare_carriers(old, new, tokens)
                return
        elif isinstance(one, dict):
            if isinstance(other, dict):
                self._compare_objects(old, new, tokens)
                return
        elif isinstance(one, list):
            if isinstance(other, list):
                self._compare_lists(old, new, tokens)
                return
        elif self._are_written_alike(old, new):
            return
        self.replace(old, new, tokens)

    def replace(self, old: Node, new: Node, tokens: Tokens) -> None:
        """Puts the new in the place of the old."""
        self._test(old, tokens)
        self._append("replace", tokens, document_at(new, self.limits))

    def _are_written_alike(self, old: Node, new: Node) -> bool:
        return bool(exact_key(document_at(old, self.limits)) == exact_key(document_at(new, self.limits)))

    def _compare_carriers(self, old: Node, new: Node, tokens: Tokens) -> None:
        one, other = old.value, new.value
        state = one._wire_state
        if state is not other._wire_state:
            self._compare_objects(old, new, tokens)
            return
        for member in changes_of(one.__class__).call(one, other):
            if state is None or member.attribute not in state.absent:
                here = (*tokens, member.name)
                self.compare(CARRIERS.child(old, member), CARRIERS.child(new, member), here)

    def _compare_objects(self, old: Node, new: Node, tokens: Tokens) -> None:
        """Takes out the members that are gone, and goes through those that are there."""
        members, new_members = members_there(old.value), members_there(new.value)
        kind = kind_of(old.value)
        if are_ambiguous(old.value, new.value, members, new_members, self.dialect):
            if not self._are_written_alike(old, new):
                self.replace(old, new, tokens)
            return
        for name, key in members.items():
            if name not in new_members:
                self._test(kind.child(old, key), (*tokens, name))
                self._append("remove", (*tokens, name))
        for name, key in new_members.items():
            child = kind.child(new, key)
            if name in members:
                self.compare(kind.child(old, members[name]), child, (*tokens, name))
            else:
                self._append("add", (*tokens, name), document_at(child, self.limits))

    def _compare_lists(self, old: Node, new: Node, tokens: Tokens) -> None:
        """Matches items by their key members or by their contents, and compares those that match."""
        keys, new_keys = _item_keys(old), _item_keys(new)
        by_contents = keys is None or new_keys is None
        if keys is None or new_keys is None:
            keys, new_keys = self._contents(old, new)
        alignment = align(keys, new_keys)
        if alignment is None:
            by_contents, alignment = True, Alignment([], [])
        if self.dialect is Dialect.NETSERVER:
            alignment = alignment._replace(moved=[])
        if by_contents:
            alignment = paired_by_place(alignment, len(keys), len(new_keys))
        self._arrange(old, new, alignment, tokens)
        for i, j in (*alignment.kept, *alignment.moved):
            if not by_contents or keys[i] != new_keys[j]:
                self.compare(LISTS.child(old, i), LISTS.child(new, j), (*tokens, str(j)))

    def _arrange(self, old: Node, new: Node, alignment: Alignment, tokens: Tokens) -> None:
        """Takes out, adds and moves items, so that those that match stand in the same places."""
        for step in list_steps(len(old.value), len(new.value), alignment):
            here = (*tokens, str(step.index))
            if step.name == "add":
                self._append("add", here, document_at(LISTS.child(new, step.item), self.limits))
                continue
            source = (*tokens, str(step.source)) if step.name == "move" else here
            self._test(LISTS.child(old, step.item), source)
            self._append(step.name, here, source=source if step.name == "move" else None)

    def _contents(self, old: Node, new: Node) -> tuple[list[Hashable], list[Hashable]]:
        """What tells the items of two lists apart by all that would be written of them."""
        shared = {*map(id, old.value)} & {*map(id, new.value)}
        return self._contents_of(old, shared), self._contents_of(new, shared)

    def _contents_of(self, node: Node, shared: set[int]) -> list[Hashable]:
        keys: list[Hashable] = []
        for index, item in enumerate(node.value):
            if item.__class__ is str:
                keys.append(item)
            elif id(item) in shared and node.spelling is None:
                keys.append((id, id(item)))
            else:
                keys.append(exact_key(document_at(LISTS.child(node, index), self.limits)))
        return keys

    def _test(self, old: Node, tokens: Tokens) -> None:
        if self.test:
            self._append("test", tokens, document_at(old, self.limits))

    def _append(
        self, name: OperationName, tokens: Tokens, document: Any = None, *, source: Tokens | None = None
    ) -> None:
        pointer = None if source is None else JsonPointer(source)
        self.operations.append(Operation(name, JsonPointer(tokens), pointer, document))


def _item_keys(node: Node) -> list[Hashable] | None:
    """The values of the key members of all items; None where they do not tell the items apart."""
    if not isinstance(node.type, ListType) or not isinstance(node.type.item, CarrierType):
        return None
    carrier = node.type.item.carrier
    attributes = [member.attribute for member in carrier.__carrier_schema__.members if member.key]
    if not attributes or {*map(type, node.value)} - {carrier}:
        return None
    keys: list[Hashable] = [*map(attrgetter(*attributes), node.value)]
    parts = keys if len(attributes) == 1 else [part for key in keys if isinstance(key, tuple) for part in key]
    return keys if all(parts) and len({*keys}) == len(keys) else None

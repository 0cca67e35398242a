"""What differs between two values, as the operations of a JSON Patch.

Shared parts are skipped by identity. Values are compared as encoding would write them: absent
is not null, `1.10` is not `1.1`. What no patch can say is left out: the order of members and
the spelling of declared names.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence, Set as AbstractSet
from functools import partial
from typing import Any

from so_carriers.engines.python.changes import changes_of
from so_carriers.engines.python.json_depth import too_deep
from so_carriers.engines.python.json_values import write_value
from so_carriers.errors import EncodeError
from so_carriers.patches.alignment import (
    Alignment,
    Pair,
    Section,
    align,
    list_steps,
    paired_by_place,
    section_of,
)
from so_carriers.patches.containers import CARRIERS, LISTS, kind_of
from so_carriers.patches.documents import exact_key
from so_carriers.patches.editing import document_at
from so_carriers.patches.item_keys import item_keys, stand_in_place
from so_carriers.patches.likeness import are_alike
from so_carriers.patches.nodes import PLAIN, Node
from so_carriers.patches.objects import are_ambiguous, members_there
from so_carriers.patches.operations import OperationName, PatchOperation
from so_carriers.patches.placing import place
from so_carriers.patches.pointer import JsonPointer
from so_carriers.patches.workspace import Workspace
from so_carriers.schema.member import Member
from so_carriers.schema.types import (
    BooleanType,
    CarrierType,
    DateTimeType,
    DictionaryType,
    IntegerType,
    ListType,
    TextType,
)
from so_carriers.settings import Dialect, Limits
from so_carriers.values.date_time import DateTime

Tokens = tuple[str, ...]
Changes = Sequence[tuple[Member, Any]]
"""What compiled code finds, see `changes_of`."""

_WRITTEN_OTHERWISE = (BooleanType, IntegerType, TextType)
"""The types of which values that differ are written otherwise, unless a spelling is kept."""


def differences(
    old: Node, new: Node, *, test: bool, dialect: Dialect, limits: Limits
) -> Sequence[PatchOperation]:
    """The operations that make one root of the other.

    Where there are more of them than a patch may have, it is one that replaces the whole.
    """
    found = _Differences((old, new), dialect, limits, test=test)
    found.compare(old, new, ())
    if len(found.operations) > limits.operations:
        found.operations.clear()
        found.replace(old, new, ())
    return found.operations


class _Differences:
    """The operations that were found so far."""

    def __init__(self, roots: tuple[Node, Node], dialect: Dialect, limits: Limits, *, test: bool) -> None:
        self._roots = roots
        self.dialect = dialect
        self.limits = limits
        self.test = test
        self.operations: list[PatchOperation] = []
        self._seen: dict[tuple[int, int], Changes] = {}

    def compare(self, old: Node, new: Node, tokens: Tokens) -> None:
        """Adds what makes the new of the old, which stands at `tokens`."""
        if len(tokens) > self.limits.depth:
            raise too_deep(self.limits)
        one, other = old.value, new.value
        if one is other and old.spelling is new.spelling:
            return
        kind = one.__class__
        if "__carrier_schema__" in kind.__dict__:
            if kind is other.__class__:
                self._compare_carriers(one, other, tokens)
                return
        elif isinstance(one, dict):
            if isinstance(other, dict):
                self._compare_objects(old, new, tokens)
                return
        elif isinstance(one, list):
            if isinstance(other, list):
                self._compare_lists(old, new, tokens)
                return
        elif self._are_alike(old, new, tokens):
            return
        self.replace(old, new, tokens)

    def replace(self, old: Node, new: Node, tokens: Tokens) -> None:
        """Puts the new in the place of the old."""
        self._test(old, tokens)
        self._append("replace", tokens, self._document(new, tokens))

    def _place(self, error: EncodeError, tokens: Tokens) -> None:
        place(error, tokens, self._roots, Workspace(self.dialect))

    def _document(self, node: Node, tokens: Tokens) -> Any:
        try:
            return document_at(node, self.limits)
        except EncodeError as error:
            self._place(error, tokens)
            raise

    def _are_alike(self, old: Node, new: Node, tokens: Tokens) -> bool:
        try:
            return are_alike(old, new, self.limits)
        except EncodeError as error:
            self._place(error, tokens)
            raise

    def _compare_carriers(self, one: Any, other: Any, tokens: Tokens) -> None:
        """Compares carriers of one class, by what compiled code finds where their wire states are one."""
        if one._wire_state is other._wire_state:
            self._go_through(self._changes(one, other), one, other, tokens)
            return
        declared = one.__carrier_schema__.as_type
        self._compare_objects(Node(one, declared), Node(other, declared), tokens)

    def _go_through(self, changes: Changes, one: Any, other: Any, tokens: Tokens) -> None:
        """Adds what makes one carrier of another, which differ at most by these changes."""
        state = one._wire_state
        for member, detail in changes:
            if state is not None and (member.attribute in state.absent or member.attribute in state.null):
                # Written alike in both, whatever the attributes hold.
                continue
            here = (*tokens, member.name)
            value, new_value = getattr(one, member.attribute), getattr(other, member.attribute)
            if detail is not None:
                self._go_into(member, detail, value, new_value, here)
            elif state is None and not self.test and _differ_for_certain(member, value, new_value):
                self._append("replace", here, self._scalar(member, new_value, here))
            else:
                old, new = Node(one, PLAIN), Node(other, PLAIN)
                self.compare(CARRIERS.child(old, member), CARRIERS.child(new, member), here)

    def _scalar(self, member: Member, value: Any, tokens: Tokens) -> Any:
        try:
            return write_value(member.type, value, None)
        except EncodeError as error:
            self._place(error, tokens)
            raise

    def _go_into(self, member: Member, detail: Any, old: Any, new: Any, tokens: Tokens) -> None:
        """The same for a carrier, or a list or dictionary of carriers, within another."""
        if isinstance(member.type, CarrierType):
            self._go_through(detail, old, new, tokens)
        elif isinstance(member.type, DictionaryType):
            if self.dialect is Dialect.RFC and all(isinstance(key, str) for key in new):
                for key in filter(detail.__contains__, new):
                    self._go_through(detail[key], old[key], new[key], (*tokens, key))
            else:
                # Elsewhere keys may differ in case alone, and then no pointer tells them apart.
                self._compare_objects(Node(old, member.type), Node(new, member.type), tokens)
        elif isinstance(member.type, ListType) and isinstance(member.type.item, CarrierType):
            read_key = member.type.item.carrier.__carrier_schema__.read_key
            if stand_in_place(read_key, old, new, detail):
                for index, within in detail:
                    self._go_through(within, old[index], new[index], (*tokens, str(index)))
            else:
                self._compare_lists(Node(old, member.type), Node(new, member.type), tokens)

    def _changes(self, one: Any, other: Any) -> Changes:
        """What may differ between two carriers with one wire state; each pair is looked at once."""
        pair = id(one), id(other)
        found = self._seen.get(pair)
        if found is None:
            found = self._seen[pair] = changes_of(one.__class__).call(one, other)
        return found

    def _compare_objects(self, old: Node, new: Node, tokens: Tokens) -> None:
        """Takes out the members that are gone, and goes through those that are there."""
        members, new_members = members_there(old.value), members_there(new.value)
        kind = kind_of(old.value)
        if are_ambiguous(old.value, new.value, members, new_members, self.dialect):
            if not self._are_alike(old, new, tokens):
                self.replace(old, new, tokens)
            return
        for name, key in members.items():
            if name not in new_members:
                self._test(kind.child(old, key), (*tokens, name))
                self._append("remove", (*tokens, name))
        texts = _texts_alike(old, new)
        for name, key in new_members.items():
            if name in texts:
                continue
            child = kind.child(new, key)
            if name not in members:
                self._append("add", (*tokens, name), self._document(child, (*tokens, name)))
                continue
            self.compare(kind.child(old, members[name]), child, (*tokens, name))

    def _compare_lists(self, old: Node, new: Node, tokens: Tokens) -> None:
        """Matches items by their key members or by their contents, and compares those that match."""
        keys, new_keys = item_keys(old), item_keys(new)
        if keys is None or new_keys is None:
            section = section_of(
                len(old.value), len(new.value), partial(self._are_items_alike, old, new, tokens)
            )
            alignment, pairs = self._align_by_contents(old, new, section, tokens)
        else:
            section = Section(0, len(keys), len(new_keys))
            alignment = self._aligned(keys, new_keys, section)
            pairs = [*alignment.kept, *alignment.moved]
        self._arrange(old, new, alignment, section, tokens)
        for i, j in pairs:
            self.compare(LISTS.child(old, i), LISTS.child(new, j), (*tokens, str(j)))

    def _are_items_alike(self, old: Node, new: Node, tokens: Tokens, i: int, j: int) -> bool:
        one, other = old.value[i], new.value[j]
        if old.spelling is None and new.spelling is None:
            if one is other:
                return True
            kind = one.__class__
            is_pair = kind is other.__class__ and "__carrier_schema__" in kind.__dict__
            if is_pair and one._wire_state is other._wire_state:
                return not self._changes(one, other)
        return self._are_alike(LISTS.child(old, i), LISTS.child(new, j), (*tokens, str(j)))

    def _align_by_contents(
        self, old: Node, new: Node, section: Section, tokens: Tokens
    ) -> tuple[Alignment, list[Pair]]:
        """Matches what is written alike, and of the rest what stands in the same place between."""
        indices, new_indices = range(section.start, section.old_end), range(section.start, section.new_end)
        alignment = Alignment()
        # What was added or taken out in one place, and a single item that was changed, need no search.
        if indices and new_indices and len(indices) + len(new_indices) > 2:
            contents = [self._content(LISTS.child(old, i), (*tokens, str(i))) for i in indices]
            new_contents = [self._content(LISTS.child(new, j), (*tokens, str(j))) for j in new_indices]
            alignment = self._aligned(contents, new_contents, section)
        pairs = paired_by_place(alignment, section)
        return alignment._replace(kept=sorted([*alignment.kept, *pairs])), pairs

    def _aligned(self, keys: Sequence[Hashable], new_keys: Sequence[Hashable], section: Section) -> Alignment:
        alignment = align(keys, new_keys, section) or Alignment()
        return alignment._replace(moved=()) if self.dialect is Dialect.NETSERVER else alignment

    def _content(self, node: Node, tokens: Tokens) -> Hashable:
        if node.value.__class__ is str and node.spelling is None:
            return str(node.value)
        content: Hashable = exact_key(self._document(node, tokens))
        return content

    def _arrange(self, old: Node, new: Node, alignment: Alignment, section: Section, tokens: Tokens) -> None:
        """Takes out, adds and moves items, so that those that match stand in the same places."""
        if len(alignment.kept) == section.old_end - section.start == section.new_end - section.start:
            return
        for step in list_steps(alignment, section):
            here = (*tokens, str(step.place))
            if step.name == "add":
                place = (*tokens, str(step.item))
                self._append("add", here, self._document(LISTS.child(new, step.item), place))
                continue
            source = (*tokens, str(step.source)) if step.name == "move" else here
            self._test(LISTS.child(old, step.item), source)
            self._append(step.name, here, source=source if step.name == "move" else None)

    def _test(self, old: Node, tokens: Tokens) -> None:
        if self.test:
            self._append("test", tokens, self._document(old, tokens))

    def _append(
        self, name: OperationName, tokens: Tokens, document: Any = None, *, source: Tokens | None = None
    ) -> None:
        pointer = None if source is None else JsonPointer(source)
        self.operations.append(PatchOperation(name, JsonPointer(tokens), pointer, document))


def _differ_for_certain(member: Member, value: Any, new_value: Any) -> bool:
    """Whether values that compiled code takes for different ones are written otherwise."""
    kind = member.type.__class__
    return kind in _WRITTEN_OTHERWISE or (
        kind is DateTimeType and value.__class__ is new_value.__class__ is DateTime
    )


def _texts_alike(old: Node, new: Node) -> AbstractSet[str]:
    """The keys of two dictionaries under which the same texts stand: most of most dictionaries."""
    one, other = old.value, new.value
    if not isinstance(one, dict) or not isinstance(other, dict) or old.spelling or new.spelling:
        return frozenset()
    return {key for key, text in one.items() if text.__class__ is str and other.get(key) == text}

"""What differs between two values, as the document of a merge patch (RFC 7396)."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any, Final

from so_carriers.engines.python.changes import changes_of
from so_carriers.engines.python.json_depth import too_deep
from so_carriers.errors import EncodeError, format_path
from so_carriers.patches.containers import CARRIERS, kind_of
from so_carriers.patches.editing import document_at
from so_carriers.patches.likeness import are_alike
from so_carriers.patches.nodes import Node, is_object
from so_carriers.patches.objects import are_ambiguous, members_there
from so_carriers.patches.placing import place
from so_carriers.patches.workspace import Workspace
from so_carriers.settings import Dialect, Limits

Steps = tuple[str | int, ...]
Loss = tuple[str, str]
"""The path of what a merge patch cannot say, and what it is."""


_NO_STATE: Final = object()
"""What stands for the wire state of what is no carrier."""


class _Unchanged:
    """What stands for no change, since null is one."""


_UNCHANGED: Final = _Unchanged()


def merge_difference(old: Node, new: Node, *, dialect: Dialect, limits: Limits) -> tuple[Any, list[Loss]]:
    """The document that, merged into one root, gives the other, and what it cannot say."""
    comparison = _Comparison((old, new), dialect, limits)
    document = comparison.root_change(old, new)
    return document, comparison.losses


class _Comparison:
    """What was found so far."""

    def __init__(self, roots: tuple[Node, Node], dialect: Dialect, limits: Limits) -> None:
        self._roots = roots
        self.dialect = dialect
        self.limits = limits
        self.losses: list[Loss] = []

    def root_change(self, old: Node, new: Node) -> Any:
        """The whole document: null may stand there, and an empty one changes no object."""
        if new.value is None:
            return None
        change = self._change(old, new, ())
        if change is not _UNCHANGED:
            return change
        return {} if is_object(old.value) or self.losses else document_at(new, self.limits)

    def _change(self, old: Node, new: Node, steps: Steps) -> Any:
        if len(steps) > self.limits.depth:
            raise too_deep(self.limits)
        if old.value is new.value and old.spelling is new.spelling:
            return _UNCHANGED
        if is_object(old.value) and is_object(new.value):
            state = getattr(old.value, "_wire_state", _NO_STATE)
            if type(old.value) is type(new.value) and state is getattr(new.value, "_wire_state", None):
                return self._change_of_carrier(old, new, steps)
            return self._change_of_members(old, new, steps)
        if self._are_alike(old, new, steps):
            return _UNCHANGED
        if self.dialect is Dialect.NETSERVER and isinstance(old.value, list) and is_object(new.value):
            return self._lose(steps, "an object in the place of an array")
        return self._said(self._document(new, steps), steps)

    def _change_of_carrier(self, old: Node, new: Node, steps: Steps) -> Any:
        """The same for two carriers with one wire state, of which compiled code tells what may differ."""
        state = old.value._wire_state
        change = {}
        for member, _ in changes_of(type(old.value)).call(old.value, new.value):
            if state is None or not (member.attribute in state.absent or member.attribute in state.null):
                here = (*steps, member.name)
                said = self._change(CARRIERS.child(old, member), CARRIERS.child(new, member), here)
                if said is not _UNCHANGED:
                    change[member.name] = said
        return change or _UNCHANGED

    def _change_of_members(self, old: Node, new: Node, steps: Steps) -> Any:
        members, new_members = members_there(old.value), members_there(new.value)
        if are_ambiguous(old.value, new.value, members, new_members, self.dialect):
            if self._are_alike(old, new, steps):
                return _UNCHANGED
            return self._lose(steps, "names that differ by case alone")
        kind, new_kind = kind_of(old.value), kind_of(new.value)
        change: dict[str, Any] = {name: None for name in members if name not in new_members}
        for name, key in new_members.items():
            child, here = new_kind.child(new, key), (*steps, name)
            if name in members:
                said = self._change(kind.child(old, members[name]), child, here)
            else:
                said = self._said(self._document(child, here), here)
            if said is not _UNCHANGED:
                change[name] = said
        return change or _UNCHANGED

    def _said(self, document: Any, steps: Steps) -> Any:
        """A new value without the nulls in its objects, which would be left out of it."""
        if document is None:
            return self._lose(steps, "null")
        if type(document) is not dict:
            return document
        said = {name: self._said(item, (*steps, name)) for name, item in document.items()}
        return {name: item for name, item in said.items() if item is not _UNCHANGED}

    def _document(self, node: Node, steps: Steps) -> Any:
        with self._placed(steps):
            return document_at(node, self.limits)

    def _are_alike(self, old: Node, new: Node, steps: Steps) -> bool:
        with self._placed(steps):
            return are_alike(old, new, self.limits)

    @contextlib.contextmanager
    def _placed(self, steps: Steps) -> Iterator[None]:
        try:
            yield
        except EncodeError as error:
            place(error, [*map(str, steps)], self._roots, Workspace(self.dialect))
            raise

    def _lose(self, steps: Steps, what: str) -> Any:
        self.losses.append((format_path(steps), what))
        return _UNCHANGED

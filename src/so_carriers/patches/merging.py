"""Merging a document into a value, as RFC 7396, section 2, has it."""

from __future__ import annotations

from typing import Any

from so_carriers.errors import DecodeError, InvalidPatch
from so_carriers.patches.containers import LISTS, kind_of
from so_carriers.patches.documents import without_nulls
from so_carriers.patches.editing import Editing
from so_carriers.patches.nodes import Node, is_object
from so_carriers.patches.pointer import pointer_text
from so_carriers.settings import Dialect, Limits


def merge(document: Any, root: Node, *, dialect: Dialect, limits: Limits, strict: bool) -> Any:
    """What becomes of a value when a merge patch with this document is applied to it.

    Raises InvalidPatch for a value that its member cannot hold, LimitExceeded for depth.
    """
    merging = _Merging(root, dialect, limits, strict=strict)
    merging.check_depth(document, 0)
    try:
        return merging.merged_root(document)
    except DecodeError as error:
        failure = InvalidPatch.of(error, None, pointer_text(map(str, error.steps)))
    # Raised out here: the context of an error could quote what is secret.
    raise failure


class _Merging(Editing):
    """A value while a merge patch is applied to it."""

    __slots__ = ()

    def merged_root(self, document: Any) -> Any:
        """What becomes of the whole; what was given is left as it is."""
        if not self._is_merged_into(self.root.value, document):
            return self.read(self.root.type, without_nulls(document))[0]
        own = self.root._replace(value=self.own_copy(self.root.value))
        self.root = own
        self._merge(own, document)
        return self.finish()

    def _is_merged_into(self, there: Any, change: Any) -> bool:
        """Whether a change leaves what is there in its place: objects do, in objects."""
        if type(change) is not dict:
            return False
        return is_object(there) or (self.dialect is Dialect.NETSERVER and isinstance(there, list))

    def _merge(self, node: Node, change: dict[str, Any]) -> None:
        """Merges an object into a container that is nobody else's."""
        if isinstance(node.value, list):
            # NetServer makes an `add` at the end of it.
            size = len(node.value)
            LISTS.add(node, size, *self.read(LISTS.type_at(node, size)[0], without_nulls(change)), self)
            return
        kind = kind_of(node.value)
        for name, value in change.items():
            key = kind.place(node, name, self)
            is_there = kind.holds(node, key)
            if value is None:
                if is_there:
                    kind.remove(node, key, self)
                continue
            declared, secret = kind.type_at(node, key)
            try:
                if is_there and self._is_merged_into(kind.child(node, key).value, value):
                    self._merge(self.own_child(kind, node, key), value)
                else:
                    kind.add(node, key, *self.read(declared, without_nulls(value), key), self)
            except DecodeError as error:
                error.within(name, secret=secret)
                raise

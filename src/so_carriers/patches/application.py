"""Applying the operations of a JSON Patch (RFC 6902, section 4), all or none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from so_carriers.errors import (
    DecodeError,
    EncodeError,
    InvalidPatch,
    LimitExceeded,
    PatchConflict,
    PatchTestFailed,
    excerpt,
    format_path,
)
from so_carriers.patches.containers import LISTS, kind_of, node_at
from so_carriers.patches.documents import cost_of
from so_carriers.patches.editing import Editing, document_at, is_written
from so_carriers.patches.nodes import PLAIN, Kind, Node, is_object
from so_carriers.patches.operations import PatchOperation
from so_carriers.patches.placing import place
from so_carriers.schema.member import Member
from so_carriers.schema.types import AnyType, ValueType
from so_carriers.settings import Dialect, Limits


def apply_operations(
    operations: Sequence[PatchOperation], root: Node, *, dialect: Dialect, limits: Limits, strict: bool
) -> Any:
    """What becomes of a value; what was given is left as it is.

    Raises InvalidPatch for a value that its place cannot hold, PatchConflict and
    PatchTestFailed with the operation's index and pointer, LimitExceeded over a limit, and
    EncodeError where an operation looks at a value that cannot be written.
    """
    if len(operations) > limits.operations:
        raise LimitExceeded("operations", limits.operations, f"the patch has {len(operations)} operations")
    application = _Application(root, dialect, limits, strict=strict)
    for index, operation in enumerate(operations):
        failure: Exception
        try:
            _OPERATIONS[operation.name](application, operation)
            continue
        except DecodeError as error:
            error.within(index)
            failure = InvalidPatch.of(error, index, str(operation.path))
        except PatchConflict as conflict:
            failure = _located(conflict, application, index, operation)
        except EncodeError as error:
            # What stands in the value itself is none that can be written, to be compared or copied.
            place(error, (operation.source or operation.path).tokens, [application.root], application)
            raise
        # Raised out here: the context of an error could quote what is secret.
        raise failure
    return application.finish()


class _Application(Editing):
    """A value while the operations of one patch are applied to it."""

    __slots__ = ()

    def add(self, operation: PatchOperation) -> None:
        """Section 4.1."""
        self._add(operation.path.tokens, operation.document)

    def remove(self, operation: PatchOperation) -> None:
        """Section 4.2."""
        self._remove(operation.path.tokens)

    def replace(self, operation: PatchOperation) -> None:
        """Section 4.3."""
        tokens, document = operation.path.tokens, operation.document
        self.check_depth(document, len(tokens))
        if not tokens:
            self._replace_root(document)
            return
        node = self.container_at(tokens[:-1])
        kind = kind_of(node.value)
        key = kind.find(node, tokens[-1], self)
        declared, secret = kind.type_at(node, key)
        if declared is PLAIN:
            declared = kind.child(node, key).type
        kind.replace(node, key, *self._read(declared, document, key, secret=secret), self)

    def move(self, operation: PatchOperation) -> None:
        """Section 4.4."""
        source, target = _source(operation), operation.path.tokens
        there = self._source_node(operation)
        if source == target:
            return
        if len(target) > len(source):
            self.check_depth(self._document_elsewhere(there), len(target))
        self._remove(source)
        self._transfer(there, target)

    def copy(self, operation: PatchOperation) -> None:
        """Section 4.5."""
        there = self._source_node(operation)
        self._add(operation.path.tokens, self._document_elsewhere(there), there)

    def test(self, operation: PatchOperation) -> None:
        """Section 4.6."""
        try:
            there = node_at(self.root, operation.path.tokens, self)
        except PatchConflict as conflict:
            problem = conflict.problem
        else:
            if is_written(there, operation.document, self.limits):
                return
            problem = _difference(there, operation.document)
        raise PatchTestFailed(problem)

    def _document_elsewhere(self, there: Node) -> Any:
        """The document of what is moved or copied, which is counted: it may be made many times."""
        document = document_at(there, self.limits)
        self.charge(cost_of(document, self.limits))
        return document

    def _source_node(self, operation: PatchOperation) -> Node:
        try:
            return node_at(self.root, _source(operation), self)
        except PatchConflict as conflict:
            conflict.pointer = str(operation.source)
            raise

    def _add(self, tokens: tuple[str, ...], document: Any, like: Node | None = None) -> None:
        """Adds a document, which is that of a node elsewhere or the operation's value."""
        self.check_depth(document, len(tokens))
        if not tokens:
            self._replace_root(document, like)
            return
        node = self.container_at(tokens[:-1])
        kind = kind_of(node.value)
        key = kind.place(node, tokens[-1], self)
        declared, secret = kind.type_at(node, key)
        if declared is PLAIN and kind is not LISTS and kind.holds(node, key):
            declared = kind.child(node, key).type
        value = self._read(_type_beside(declared, like), document, key, secret=secret, like=like)
        try:
            kind.add(node, key, *value, self)
        except DecodeError as error:
            # Only a name that is a declared one in another case is read as late as this.
            raise _located_value(error, like, secret=secret) from None

    def _remove(self, tokens: tuple[str, ...]) -> None:
        node = self.container_at(tokens[:-1])
        kind = kind_of(node.value)
        kind.remove(node, kind.find(node, tokens[-1], self), self)

    def _transfer(self, there: Node, target: tuple[str, ...]) -> None:
        """Adds what has been removed elsewhere: as it is where the types are the same."""
        if target and there.value is not None and there.spelling is None:
            node = self.container_at(target[:-1])
            kind = kind_of(node.value)
            key = kind.place(node, target[-1], self)
            if _are_one(_type_beside(kind.type_at(node, key)[0], there), there.type):
                kind.add(node, key, there.value, None, self)
                return
        self._add(target, self._document_elsewhere(there), there)

    def _replace_root(self, document: Any, like: Node | None = None) -> None:
        value, _ = self._read(self.root.type, document, None, secret=False, like=like)
        self.root = self.root._replace(value=value)

    def _read(
        self, declared: ValueType, document: Any, key: Any, *, secret: bool, like: Node | None = None
    ) -> tuple[Any, Any]:
        try:
            return self.read(declared, document, key)
        except DecodeError as error:
            raise _located_value(error, like, secret=secret) from None


def _located_value(error: DecodeError, like: Node | None, *, secret: bool) -> DecodeError:
    """The error of a value, at its place in the operation.

    What was moved or copied is not quoted: who may patch a secret need not know it.
    """
    if like is None:
        error.within("value", secret=secret)
    else:
        error.within("from", secret=True)
    return error


_OPERATIONS: dict[str, Callable[[_Application, PatchOperation], None]] = {
    "add": _Application.add,
    "remove": _Application.remove,
    "replace": _Application.replace,
    "move": _Application.move,
    "copy": _Application.copy,
    "test": _Application.test,
}


def _source(operation: PatchOperation) -> tuple[str, ...]:
    return () if operation.source is None else operation.source.tokens


def _type_beside(declared: ValueType, there: Node | None) -> ValueType:
    """The type to read something as that stood elsewhere: carriers stay carriers in plain documents."""
    if there is None or declared is not PLAIN or not is_object(there.value):
        return declared
    return there.type


def _are_one(declared: ValueType, other: ValueType) -> bool:
    """Whether a value of one type is one of the other as it is: numbers in plain documents differ."""
    return declared is other or (declared == other and not isinstance(declared, AnyType))


def _difference(there: Node, expected: Any) -> str:
    """What is wrong where a test failed; values show where a declared member that is not secret has them."""
    if there.secret or isinstance(there.type, AnyType):
        return "another value is there"
    found = there.value
    if isinstance(expected, (dict, list)) and found is not None:
        return f"another {'object' if is_object(found) else 'value'} is there"
    what = excerpt(document_at(there, Limits())) if not is_object(found) else "an object"
    return f"expected {excerpt(expected)}, found {what}"


def _located(
    conflict: PatchConflict, application: _Application, index: int, operation: PatchOperation
) -> PatchConflict:
    """The conflict with the operation that it belongs to, and how far its pointer leads."""
    at_source = operation.source is not None and conflict.pointer is not None
    pointer = operation.source if operation.source is not None and at_source else operation.path
    steps = _steps_that_are_there(application, pointer.tokens)
    return type(conflict)(conflict.problem, index, operation.name, str(pointer), format_path(steps))


def _steps_that_are_there(application: _Application, tokens: tuple[str, ...]) -> list[str | int]:
    node = application.root
    steps: list[str | int] = []
    for token in tokens:
        try:
            kind: Kind = kind_of(node.value)
            key = kind.find(node, token, application)
        except PatchConflict:
            break
        steps.append(key.name if isinstance(key, Member) else key)
        node = kind.child(node, key)
    return steps

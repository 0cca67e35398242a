"""The operations of a JSON Patch (RFC 6902, section 4) as values, and how they are read and written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias, cast, get_args

from so_carriers.errors import DecodeError, EncodeError, InvalidPatch, InvalidValue, LimitExceeded, excerpt
from so_carriers.patches.documents import copied, json_document
from so_carriers.patches.pointer import JsonPointer
from so_carriers.settings import Dialect, Limits

OperationName: TypeAlias = Literal["add", "remove", "replace", "move", "copy", "test"]

NAMES: tuple[str, ...] = get_args(OperationName)
NETSERVER_NAMES = ("add", "remove", "replace", "test")
"""What NetServer knows of them."""

_WITH_VALUE = frozenset({"add", "replace", "test"})
_WITH_SOURCE = frozenset({"move", "copy"})


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class PatchOperation:
    """One operation of a JSON Patch.

    `name` is what stands under `op`; `source` is the pointer under `from`, which move and
    copy have; add, replace and test have a value.
    """

    name: OperationName
    path: JsonPointer
    source: JsonPointer | None
    document: Any
    """The value as the patch holds it; not to be changed."""

    @property
    def has_value(self) -> bool:
        """Whether the operation has a value, which may be null."""
        return self.name in _WITH_VALUE

    @property
    def value(self) -> Any:
        """A copy of the value as dict, list, str, int, float, bool or None; None where there is none."""
        return copied(self.document)

    def to_dict(self) -> dict[str, Any]:
        """The operation as the object that stands in a patch document; its value is a copy."""
        members = _members(self)
        if self.has_value:
            members["value"] = self.value
        return members

    def __repr__(self) -> str:
        source = "" if self.source is None else f"{str(self.source)!r} -> "
        return f"{self.name} {source}{str(self.path)!r}"


def _members(operation: PatchOperation) -> dict[str, Any]:
    """The members of an operation, with the very document that it holds."""
    members: dict[str, Any] = {"op": operation.name}
    if operation.source is not None:
        members["from"] = str(operation.source)
    members["path"] = str(operation.path)
    if operation.has_value:
        members["value"] = operation.document
    return members


def read_operations(found: Any, dialect: Dialect, limits: Limits) -> tuple[PatchOperation, ...]:
    """The operations of a patch document (RFC 6902, sections 3 and 4).

    Raises InvalidPatch with the place of what is none, LimitExceeded for too many.
    """
    if not isinstance(found, list):
        raise InvalidPatch("a JSON Patch, which is an array of operations", excerpt(found))
    if len(found) > limits.operations:
        raise LimitExceeded("operations", limits.operations, f"the patch has {len(found)} operations")
    return tuple([_read_at(index, each, dialect, limits) for index, each in enumerate(found)])


def _read_at(index: int, found: Any, dialect: Dialect, limits: Limits) -> PatchOperation:
    if isinstance(found, PatchOperation):
        found = _members(found)
    try:
        return _read(found, dialect, limits)
    except (DecodeError, EncodeError) as error:
        path = found.get("path") if isinstance(found, Mapping) else None
        failure = error if isinstance(error, DecodeError) else _as_decode_error(error)
    failure.within(index)
    raise InvalidPatch.of(failure, index, path if isinstance(path, str) else None)


def _read(found: Any, dialect: Dialect, limits: Limits) -> PatchOperation:
    if not isinstance(found, Mapping):
        raise DecodeError("an operation, which is an object", excerpt(found))
    name = _member(found, "op", "the name of an operation")
    names = NAMES if dialect is Dialect.RFC else NETSERVER_NAMES
    if name not in names:
        whose = "" if dialect is Dialect.RFC else ", which is what NetServer knows"
        raise _refuse("op", f"{', '.join(names[:-1])} or {names[-1]}{whose}", excerpt(name))
    path = _pointer(found, "path", dialect, limits)
    source = _pointer(found, "from", dialect, limits) if name in _WITH_SOURCE else None
    if name == "move" and source is not None and path.is_within(source):
        raise _refuse("from", "a place that path is not within: nothing moves into itself", None)
    if name == "remove" and not path.tokens:
        raise _refuse("path", "a place within the document, which cannot be removed as a whole", None)
    document = None
    if name in _WITH_VALUE:
        if "value" not in found:
            raise DecodeError(f"a value to {name}, null at least", "no member called value")
        document = _document(found["value"], limits)
    return PatchOperation(cast("OperationName", name), path, source, document)


def _member(found: Mapping[Any, Any], name: str, what: str) -> str:
    if name not in found:
        raise DecodeError(f"{what} under {name}", f"no member called {name}")
    text = found[name]
    if not isinstance(text, str):
        raise _refuse(name, what, excerpt(text))
    return str(text)


def _pointer(found: Mapping[Any, Any], name: str, dialect: Dialect, limits: Limits) -> JsonPointer:
    value = found.get(name)
    text = str(value.child()) if isinstance(value, JsonPointer) else _member(found, name, "a JSON Pointer")
    try:
        pointer = JsonPointer.parse(text, dialect=dialect)
    except InvalidValue as error:
        problem = str(error).removeprefix("expected ")
    else:
        if len(pointer.tokens) > limits.depth:
            message = f"a pointer leads through {len(pointer.tokens)} containers"
            raise LimitExceeded("depth", limits.depth, message)
        return pointer
    raise _refuse(name, problem, None)


def _document(value: Any, limits: Limits) -> Any:
    try:
        return json_document(value, limits)
    except EncodeError as error:
        error.within("value")
        raise


def _refuse(name: str, expected: str, found: str | None) -> DecodeError:
    error = DecodeError(expected, found)
    error.within(name)
    return error


def _as_decode_error(error: EncodeError) -> DecodeError:
    """What no JSON value is, in a patch that was made in Python."""
    failure = DecodeError(error.expected, error.found)
    failure._steps = list(error._steps)
    return failure

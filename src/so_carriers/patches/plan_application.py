"""Carrying out a plan: each container on the way to a change is copied once.

`carry_out` gives what the operations give one after the other, or it declines: whatever is not
there by its own name, not canonical, or wrong is for the general way to do, or to refuse with its
place.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final

from so_carriers.engines.python.copies import copier_of
from so_carriers.engines.python.json_decoder import read_value
from so_carriers.engines.python.json_scalars import Reading
from so_carriers.errors import DecodeError, EncodeError, InvalidValue, PatchConflict
from so_carriers.patches.carrier_kind import absent_alone
from so_carriers.patches.collection_kinds import INDEX
from so_carriers.patches.containers import kind_of
from so_carriers.patches.documents import plain, without_nulls
from so_carriers.patches.editing import copied_dictionary, is_written
from so_carriers.patches.nodes import PLAIN, Node, is_object
from so_carriers.patches.plan import Branch, Plan
from so_carriers.patches.workspace import Workspace
from so_carriers.schema.carrier_schema import CarrierSchema
from so_carriers.schema.member import Member
from so_carriers.schema.types import (
    BooleanType,
    DateTimeType,
    DictionaryType,
    EnumType,
    IntegerType,
    ListType,
    TextType,
    ValueType,
)
from so_carriers.schema.wire_state import WireState
from so_carriers.settings import Limits
from so_carriers.values.date_time import read_date_time

_set = object.__setattr__

DECLINED: Final = object()
"""What is given where the plan does not say what becomes of a value."""


class _Declined(Exception):
    """The same from further in."""


def carry_out(plan: Plan, root: Node, limits: Limits) -> Any:
    """What becomes of a value; DECLINED where the general way has to be taken."""
    if plan.depth > limits.depth:
        return DECLINED
    for tokens, document in plan.tests:
        if not _is_there(root, tokens, document, limits):
            return DECLINED
    if not plan.changes and (plan.changes.merged is None or is_object(root.value)):
        return root.value
    try:
        return _changed(root.value, root.type, plan.changes, limits)
    except _Declined:
        return DECLINED


def _is_there(root: Node, tokens: tuple[str, ...], document: Any, limits: Limits) -> bool:
    """Whether a test holds; False also where names are spelled otherwise, which may be those of changes."""
    work, node = Workspace(), root
    try:
        for token in tokens:
            state = getattr(node.value, "_wire_state", None)
            if state is not None and state.names:
                return False
            kind = kind_of(node.value)
            node = kind.child(node, kind.find(node, token, work))
        return is_written(node, document, limits)
    except (PatchConflict, EncodeError):
        return False


def _changed(value: Any, declared: ValueType, changes: Branch, limits: Limits) -> Any:
    """A copy of a container with these changes."""
    schema = value.__class__.__dict__.get("__carrier_schema__")
    if schema is None:
        if isinstance(value, dict):
            return _changed_dictionary(value, declared, changes, limits)
        if changes.merged is not None:
            return _read(declared, without_nulls(changes.merged), limits)
        return _changed_list(value, declared, changes, limits)
    twin = copier_of(schema)(value)
    by_name, state = schema.by_name, value._wire_state
    for token, change in changes.items():
        member = by_name.get(token)
        if member is None or (state is not None and _is_kept(member, state)):
            raise _Declined
        if change.__class__ is Branch:
            inner = _changed(getattr(value, member.attribute), member.type, change, limits)
            _set(twin, member.attribute, inner)
            continue
        name, document = change
        if name in _TAKING:
            _make_absent(twin, schema, member)
        elif document.__class__ is str and member.type.__class__ is TextType:
            _set(twin, member.attribute, document)
        else:
            _set(twin, member.attribute, _read(member.type, document, limits))
    return twin


_TAKING = ("remove", "drop")


def _make_absent(twin: Any, schema: CarrierSchema, member: Member) -> None:
    if twin._wire_state is not None:
        raise _Declined
    _set(twin, member.attribute, member.absent_value())
    _set(twin, "_wire_state", absent_alone(schema, member.attribute))


def _is_kept(member: Member, state: WireState) -> bool:
    """Whether the wire state says something of the member that its attribute does not."""
    attribute = member.attribute
    return attribute in state.absent or attribute in state.null or attribute in state.spellings


def _changed_list(value: list[Any], declared: ValueType, changes: Branch, limits: Limits) -> list[Any]:
    inner = _inner_type(declared, ListType)
    if value.__class__ is not list:
        raise _Declined
    twin = value.copy()
    size = len(value)
    for token, change in changes.items():
        name, document = _ON_THE_WAY if change.__class__ is Branch else change
        index = size if token == "-" and name == "add" else _index(token)
        if index > size or (index == size and name != "add"):
            raise _Declined
        if not name:
            twin[index] = _changed(value[index], inner, change, limits)
        elif name == "remove":
            del twin[index]
        elif name == "add":
            twin.insert(index, _read(inner, document, limits))
        else:
            twin[index] = _read_instead(value[index], inner, document, limits)
    return twin


_ON_THE_WAY = ("", None)
"""What stands in for a leaf where the changes are further in."""


@lru_cache(256)
def _index(token: str) -> int:
    if not INDEX.fullmatch(token):
        raise _Declined
    return int(token)


def _changed_dictionary(value: Any, declared: ValueType, changes: Branch, limits: Limits) -> dict[str, Any]:
    inner = _inner_type(declared, DictionaryType)
    twin = copied_dictionary(value)
    for key, change in changes.items():
        if key not in value:
            if change.__class__ is Branch:
                twin[key] = _changed(None, inner, change, limits)
            elif change.name in _MAKING:
                twin[key] = _read(inner, change.document, limits)
            elif change.name != "drop":
                raise _Declined
        elif change.__class__ is Branch:
            twin[key] = _changed(value[key], inner, change, limits)
        elif change.name in _TAKING:
            del twin[key]
        else:
            twin[key] = _read_instead(value[key], inner, change.document, limits)
    return twin


_MAKING = ("add", "set")
"""What makes something where nothing is as yet."""


def _inner_type(declared: ValueType, container: type[ListType | DictionaryType]) -> ValueType:
    """The type of what is in a container that is declared as one of that kind, or stands in a document."""
    if declared is PLAIN:
        return declared
    if container is ListType and isinstance(declared, ListType):
        return declared.item
    if container is DictionaryType and isinstance(declared, DictionaryType):
        return declared.value
    raise _Declined


def _read_instead(there: Any, declared: ValueType, document: Any, limits: Limits) -> Any:
    """The value of a document that comes in the place of another value."""
    if declared is PLAIN and "__carrier_schema__" in there.__class__.__dict__:
        # It is read as such a carrier.
        raise _Declined
    return _read(declared, document, limits)


def _read(declared: ValueType, document: Any, limits: Limits) -> Any:
    """The value of a document in canonical spelling."""
    kind = document.__class__
    read_scalar = _SCALARS.get((kind, declared.__class__))
    if read_scalar is not None:
        value = read_scalar(declared, document)
        if value is _REFUSED:
            raise _Declined
        return value
    if declared is PLAIN:
        return plain(document)
    if document is None:
        if declared.nullable:
            return None
        raise _Declined
    return _read_any(declared, document, limits)


def _read_any(declared: ValueType, document: Any, limits: Limits) -> Any:
    read: tuple[Any, Any] = None, _REFUSED
    with contextlib.suppress(DecodeError):
        read = read_value(declared, document, Reading(document, declared, limits, False, True))
    if read[1] is not None:
        raise _Declined
    return read[0]


def _read_same(_declared: ValueType, document: Any) -> Any:
    return document


def _read_integer(declared: IntegerType, document: int) -> Any:
    return document if declared.lowest <= document <= declared.highest else _REFUSED


def _read_enum(declared: EnumType, document: str) -> Any:
    return declared.names.canonical.get(document, _REFUSED)


def _read_date_time(_declared: DateTimeType, document: str) -> Any:
    try:
        value, is_canonical = read_date_time(document)
    except InvalidValue:
        return _REFUSED
    return value if is_canonical else _REFUSED


_REFUSED = object()

_SCALARS: dict[tuple[type, type[ValueType]], Callable[[Any, Any], Any]] = {
    (bool, BooleanType): _read_same,
    (int, IntegerType): _read_integer,
    (str, DateTimeType): _read_date_time,
    (str, EnumType): _read_enum,
    (str, TextType): _read_same,
}
"""How the canonical documents of scalars are read."""

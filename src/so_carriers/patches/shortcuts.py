"""The change that patches make most often, done at once: a member of a carrier gets a plain value.

It is what the general way does, where each step leads to a declared member that is there by its own
name, or to an item by its index, and the value is canonical. For all else it declines.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

from so_carriers.engines.python.copies import copier_of
from so_carriers.errors import InvalidValue
from so_carriers.schema.member import Member
from so_carriers.schema.types import (
    BooleanType,
    DateTimeType,
    EnumType,
    IntegerType,
    TextType,
    ValueType,
)
from so_carriers.values.date_time import read_date_time

_set = object.__setattr__
_INDICES = {str(index): index for index in range(1000)}
_DECLINED = object()


def set_member(root: Any, own: dict[int, Any], tokens: tuple[str, ...], document: Any) -> bool:
    """Gives the member that a pointer names a value, or declines.

    `root` and all that is in `own` may be changed; what had to be copied on the way joins it,
    whatever comes of it.
    """
    container = root
    for token in tokens[:-1]:
        container = _own_child(container, token, own)
    return set_own_member(container, tokens[-1], document)


def set_own_member(container: Any, name: str, document: Any) -> bool:
    """Gives a member of a carrier that may be changed a value, or declines."""
    schema = container.__class__.__dict__.get("__carrier_schema__")
    member = None if schema is None else schema.by_name.get(name)
    if member is None or (container._wire_state is not None and _is_kept(container, member)):
        return False
    value = document
    if document.__class__ is not str or member.type.__class__ is not TextType:
        value = _read(member.type, document)
        if value is _DECLINED:
            return False
    _set(container, member.attribute, value)
    return True


def _own_child(container: Any, token: str, own: dict[int, Any]) -> Any:
    """What stands in a container, to be changed, or what is none itself."""
    if container.__class__ is list:
        index = _INDICES.get(token, -1)
        if not 0 <= index < len(container):
            return None
        child = container[index]
        if id(child) not in own:
            child = container[index] = own_copy(child, own)
        return child
    schema = container.__class__.__dict__.get("__carrier_schema__")
    member = None if schema is None else schema.by_name.get(token)
    if member is None or (container._wire_state is not None and _is_kept(container, member)):
        return None
    child = getattr(container, member.attribute)
    if id(child) not in own:
        child = own_copy(child, own)
        _set(container, member.attribute, child)
    return child


def own_copy(value: Any, own: dict[int, Any]) -> Any:
    """A copy of a container, which joins `own`; what is none is given back."""
    kind = value.__class__
    if "__carrier_schema__" in kind.__dict__:
        twin = copier_of(kind).call(value)
    elif kind is list or kind is dict:
        twin = value.copy()
    elif isinstance(value, (list, dict)):
        twin = copy.copy(value)
    else:
        return value
    own[id(twin)] = twin
    return twin


def _is_kept(carrier: Any, member: Member) -> bool:
    """Whether the wire state says something of the member that its attribute does not."""
    attribute, state = member.attribute, carrier._wire_state
    return attribute in state.absent or attribute in state.null or attribute in state.spellings


def _read(declared: ValueType, document: Any) -> Any:
    if document is None:
        return None if declared.nullable else _DECLINED
    read = _READERS.get(declared.__class__)
    return _DECLINED if read is None else read(declared, document)


def _text(_declared: TextType, document: Any) -> Any:
    return document if document.__class__ is str else _DECLINED


def _boolean(_declared: BooleanType, document: Any) -> Any:
    return document if document.__class__ is bool else _DECLINED


def _integer(declared: IntegerType, document: Any) -> Any:
    fits = document.__class__ is int and declared.lowest <= document <= declared.highest
    return document if fits else _DECLINED


def _enum(declared: EnumType, document: Any) -> Any:
    return declared.names.canonical.get(document, _DECLINED) if document.__class__ is str else _DECLINED


def _date_time(_declared: DateTimeType, document: Any) -> Any:
    if document.__class__ is not str:
        return _DECLINED
    try:
        value, is_canonical = read_date_time(document)
    except InvalidValue:
        return _DECLINED
    return value if is_canonical else _DECLINED


_READERS: dict[type[ValueType], Callable[[Any, Any], Any]] = {
    BooleanType: _boolean,
    DateTimeType: _date_time,
    EnumType: _enum,
    IntegerType: _integer,
    TextType: _text,
}

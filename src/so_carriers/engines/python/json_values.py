"""Values to JSON values, one at a time, with every check; compiled code comes here for what is unusual.

A carrier stays as it is: orjson asks for its members when it gets there.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import Any

from so_carriers.engines.python.json_depth import nests_deeper, too_deep
from so_carriers.engines.python.json_scalars import expectation
from so_carriers.errors import EncodeError, InvalidValue, excerpt
from so_carriers.schema.identity import inner, written
from so_carriers.schema.layout import layout_of
from so_carriers.schema.member import Member
from so_carriers.schema.nesting import carrier_depth, declared_depth, unwrap
from so_carriers.schema.stated_type import scalar_type
from so_carriers.schema.types import (
    BooleanType,
    CarrierType,
    DateTimeType,
    DictionaryType,
    EnumType,
    IntegerType,
    ListType,
    TextType,
    ValueType,
    is_carrier,
)
from so_carriers.schema.wire_state import WireState
from so_carriers.settings import Limits
from so_carriers.values.date_time import DateTime
from so_carriers.values.numbers import NumberToken


class Writing:
    """How one body is being written.

    `room` is how many more containers can stand within each other before the depth must
    be measured; `is_deep` says that it must. `left` counts the carriers at the root that
    orjson has yet to ask for: there is room for those, and only for those.
    """

    __slots__ = ("is_deep", "left", "limits", "room")

    def __init__(self, limits: Limits, declared: ValueType | None) -> None:
        self.limits = limits
        self.left = 0
        self.room = limits.depth
        self.is_deep = False
        if declared is not None:
            self.room -= declared_depth(declared)
            self.is_deep = self.room < 0 or isinstance(unwrap(declared)[0], CarrierType)

    def enter(self, containers: int) -> bool:
        """Takes room for containers that nest further than their type says; False if there is none."""
        self.room -= containers
        self.is_deep |= self.room < 0
        return not self.is_deep

    def leave(self, containers: int) -> None:
        """Gives room back."""
        self.room += containers

    def check_unknown(self, members: Mapping[str, Any]) -> None:
        """Has the depth measured if what stands in unknown members may make the body too deep."""
        self.is_deep |= nests_deeper(members, self.room + 1)


def write_root(value: Any, writing: Writing, depth: int = 0) -> Any:
    """The JSON value of a value whose type was not given, `depth` containers from the root."""
    cls = type(value)
    schema = cls.__dict__.get("__carrier_schema__")
    if schema is not None:
        writing.left += 1
        room = writing.limits.depth - depth - carrier_depth(schema)
        if room < writing.room:
            writing.room = room
            writing.is_deep |= room < 0
        return value
    if isinstance(value, (list, dict)):
        return _write_container(value, writing, depth)
    declared = scalar_type(value)
    if declared is not None:
        return write_value(declared, value, None)
    if value is None or isinstance(value, NumberToken):
        return value
    raise EncodeError(
        "a carrier, a text, an integer, a DateTime, true, false, null, or a list or dict of these",
        excerpt(value),
    )


def _write_container(value: list[Any] | dict[str, Any], writing: Writing, depth: int) -> Any:
    if depth == writing.limits.depth:
        raise too_deep(writing.limits)
    if isinstance(value, list):
        return [_write_item(step, item, writing, depth) for step, item in enumerate(value)]
    for key in value:
        if not isinstance(key, str):
            raise EncodeError("a text as key", excerpt(key))
    return {key: _write_item(key, item, writing, depth) for key, item in value.items()}


def _write_item(step: int | str, item: Any, writing: Writing, depth: int) -> Any:
    try:
        return write_root(item, writing, depth + 1)
    except EncodeError as error:
        error.within(step)
        raise


def write_member(member: Member, value: Any, spelling: Any = None) -> Any:
    """The JSON value of a member; an error names it."""
    try:
        return write_value(member.type, value, spelling)
    except EncodeError as error:
        error.within(member.name, secret=member.secret)
        raise


def write_members(carrier: Any) -> dict[str, Any]:
    """The JSON values of a carrier's members by name, in order, with the carriers among them as they are."""
    state: WireState = carrier._wire_state or WireState()
    return {
        name: None
        if null
        else state.unknown[name]
        if member is None
        else write_member(member, getattr(carrier, member.attribute), state.spellings.get(member.attribute))
        for name, member, null in layout_of(carrier)
    }


def write_value(declared: ValueType, value: Any, spelling: Any) -> Any:
    """The JSON value of a value of that type, in the spelling it came in; raises EncodeError otherwise."""
    if value is None and declared.nullable:
        return None
    if spelling is not None:
        kept = written(value, spelling)
        if kept is not value:
            return kept
    return _WRITERS[type(declared)](declared, value, spelling)


def _refuse(declared: ValueType, value: Any) -> EncodeError:
    return EncodeError(expectation(declared), excerpt(value))


def _write_integer(declared: IntegerType, value: Any, _spelling: Any) -> int:
    if (
        not isinstance(value, int)
        or isinstance(value, bool)
        or not declared.lowest <= value <= declared.highest
    ):
        raise _refuse(declared, value)
    return int(value)


def _write_boolean(declared: BooleanType, value: Any, _spelling: Any) -> bool:
    if not isinstance(value, bool):
        raise _refuse(declared, value)
    return value


def _write_text(declared: TextType, value: Any, _spelling: Any) -> str:
    if not isinstance(value, str):
        raise _refuse(declared, value)
    return str.__str__(value)


def _write_date_time(declared: DateTimeType, value: Any, _spelling: Any) -> str:
    if not isinstance(value, datetime.datetime):
        raise _refuse(declared, value)
    try:
        return DateTime.from_datetime(value).wire_text()
    except InvalidValue:
        # Raised without the cause, which quotes the value: the member may be secret.
        local = datetime.datetime.isoformat(value.replace(tzinfo=None))
        failure = EncodeError(f"{expectation(declared)} with an offset of whole minutes up to 14:00", local)
    raise failure


def _write_enum(declared: EnumType, value: Any, _spelling: Any) -> str:
    if isinstance(value, declared.names.enum_class):
        return declared.names.text(value)
    if isinstance(value, str):
        return str.__str__(value)
    raise _refuse(declared, value)


def _write_carrier(declared: CarrierType, value: Any, _spelling: Any) -> Any:
    if not is_carrier(type(value)) or not isinstance(value, declared.carrier):
        raise EncodeError(f"a {declared.carrier.__name__}", excerpt(value))
    return value


def _write_list(declared: ListType, value: Any, spelling: Any) -> list[Any]:
    if not isinstance(value, list):
        raise EncodeError("a list", excerpt(value))
    items: list[Any] = []
    try:
        for item in value:
            items.append(write_value(declared.item, item, inner(spelling, len(items))))
    except EncodeError as error:
        error.within(len(items))
        raise
    return items


def _write_dictionary(declared: DictionaryType, value: Any, spelling: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise EncodeError("a dict", excerpt(value))
    items: dict[str, Any] = {}
    for key, item in value.items():
        try:
            if not isinstance(key, str):
                raise EncodeError("a text as key", excerpt(key))
            items[key] = write_value(declared.value, item, inner(spelling, key))
        except EncodeError as error:
            error.within(str(key))
            raise
    return items


_WRITERS: dict[type[ValueType], Callable[[Any, Any, Any], Any]] = {
    IntegerType: _write_integer,
    BooleanType: _write_boolean,
    TextType: _write_text,
    DateTimeType: _write_date_time,
    EnumType: _write_enum,
    CarrierType: _write_carrier,
    ListType: _write_list,
    DictionaryType: _write_dictionary,
}

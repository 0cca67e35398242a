"""Plans: what the native engine knows of a type, one for each type and carrier class.

They are made on first use, a class with all those that it may contain. A class that the
engine cannot serve (an attribute that is no slot, say) has a plan that declines.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable
from dataclasses import MISSING
from datetime import UTC
from functools import lru_cache, partial
from typing import Any

from so_carriers.engines.native import _native
from so_carriers.engines.python.json_decoder import read_value
from so_carriers.engines.python.json_scalars import Reading, read_enum_text
from so_carriers.engines.python.xml_names import entry_name, value_name
from so_carriers.engines.python.xml_scalars import spelled_node, written_scalar
from so_carriers.errors import DecodeError, InvalidDefinition
from so_carriers.schema.carrier_schema import CarrierSchema
from so_carriers.schema.layout import layout_of
from so_carriers.schema.member import Member
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
from so_carriers.schema.wire_state import Spelling, Spellings, WireState
from so_carriers.settings import DEFAULT_LIMITS, Limits
from so_carriers.values.date_time import DateTime
from so_carriers.values.date_time_text import OFFSET_TEXTS, OFFSET_ZONES, offset_zone
from so_carriers.values.numbers import NumberToken

# As in plans.h.
_KINDS: dict[type[ValueType], int] = {
    kind: number
    for number, kind in enumerate(
        [IntegerType, BooleanType, TextType, DateTimeType, EnumType, CarrierType, ListType, DictionaryType]
    )
}
_OTHER = len(_KINDS)
_CONSTANT, _NEW_LIST, _NEW_DICTIONARY, _NEW_CARRIER, _PYTHON = range(5)

_PLANNING = threading.RLock()


@lru_cache(512)
def value_plan(declared: ValueType) -> Any:
    """The plan of a type."""
    kind = _KINDS.get(type(declared), _OTHER)
    integer = declared if isinstance(declared, IntegerType) else None
    names = declared.names if isinstance(declared, EnumType) else None
    item: Any = None
    carrier: Any = None
    cls: Any = None
    if isinstance(declared, ListType):
        item = value_plan(declared.item)
    elif isinstance(declared, DictionaryType):
        item, cls = value_plan(declared.value), declared.factory
        kind = kind if _is_plain_dictionary(cls) else _OTHER
    elif isinstance(declared, CarrierType):
        carrier = carrier_plan(declared.carrier.__carrier_schema__)
    elif names is not None:
        cls = names.enum_class
    return _native.ValuePlan(
        kind=kind,
        nullable=declared.nullable,
        lowest=integer.lowest if integer else 0,
        highest=integer.highest if integer else 0,
        type=cls,
        canonical=names.canonical if names else None,
        texts=names.texts if names else None,
        is_flags=names is not None and names.is_flags,
        read_text=partial(read_enum_text, names) if names else None,
        write_value=names.text if names else None,
        item=item,
        carrier=carrier,
        read_spelled=partial(_read_spelled, declared),
        write_node=partial(written_scalar, declared),
        root_element=_element(value_name(declared)),
        item_element=_element(_item_name(declared)),
    )


def _element(name: str) -> bytes:
    return f"<{name}></{name}>".encode()


def _item_name(declared: ValueType) -> str:
    if isinstance(declared, ListType):
        return value_name(declared.item)
    return entry_name(declared.value) if isinstance(declared, DictionaryType) else ""


def _read_spelled(
    declared: ValueType, text: str, token: str, strict: bool
) -> tuple[Any, Spellings | None] | None:
    """The value of a scalar in XML that `token` says how JSON spelled; None for what is not of its type."""
    node = spelled_node(declared, text, token)
    try:
        return read_value(declared, node, Reading(node, declared, DEFAULT_LIMITS, strict=strict, exact=True))
    except DecodeError:
        return None


_OF_DICTIONARIES = ("__new__", "__init__", "__setitem__", "__iter__", "__len__", "keys", "values", "items")


def _is_plain_dictionary(cls: type[Any]) -> bool:
    """Whether dictionaries of a class are made, filled and gone through as any dict is."""
    return _has_from(dict, cls, _OF_DICTIONARIES)


def _has_from(base: type[Any], cls: type[Any], names: Iterable[str]) -> bool:
    """Whether a class has methods of those names from `base`, and none of its own."""
    return all(getattr(cls, name) is getattr(base, name) for name in names)


def carrier_plan(schema: CarrierSchema) -> Any:
    """The plan of a carrier class, which is filled once all classes that it may contain have one."""
    plan = schema.compiled.get(carrier_plan)
    if plan is None:
        with _PLANNING:
            plan = schema.compiled.get(carrier_plan)
            if plan is None:
                plan = _filled_plan(schema)
    return plan


def _filled_plan(schema: CarrierSchema) -> Any:
    schema.check()
    # One for good, since plans of other classes have it, even where it could not be filled at first.
    plan = schema.compiled.get(_filled_plan)
    if plan is None:
        plan = schema.compiled[_filled_plan] = _native.CarrierPlan(schema.carrier)
    # Found before it is filled, as carriers may contain each other.
    schema.compiled[carrier_plan] = plan
    try:
        _fill(plan, schema)
    except BaseException:  # such as InvalidDefinition of a class within, which may be declared further down
        del schema.compiled[carrier_plan]
        raise
    return plan


def _fill(plan: Any, schema: CarrierSchema) -> None:
    members = [_described(member) for member in schema.members]
    if not _has_plain_slots(schema.carrier) or not all(map(_is_json_as_it_is, schema.by_name)):
        return
    try:
        plan.fill(members, schema.all_absent_state, _element(value_name(schema.as_type)))
    except TypeError:  # an attribute that is no slot
        return


def _has_plain_slots(cls: type[Any]) -> bool:
    """Whether what the slots hold is what the attributes read."""
    return not cls.__dictoffset__ and _has_from(object, cls, ["__getattribute__"])


def _is_json_as_it_is(name: str) -> bool:
    return json.dumps(name, ensure_ascii=False) == f'"{name}"'


def _described(member: Member) -> tuple[Any, ...]:
    return member.attribute, member.name, member, value_plan(member.type), *_default(member)


def _default(member: Member) -> tuple[int, Any]:
    """How the native engine makes what a member reads while it is absent."""
    if member.default is not MISSING:
        return _CONSTANT, member.default
    if member.default_factory is not MISSING:
        return _made_by(member.default_factory)
    declared = member.type
    if declared.nullable:
        return _CONSTANT, None
    if isinstance(declared, ListType):
        return _made_by(list)
    if isinstance(declared, DictionaryType):
        return _made_by(declared.factory)
    if isinstance(declared, CarrierType):
        return _NEW_CARRIER, carrier_plan(declared.carrier.__carrier_schema__)
    return _CONSTANT, declared.zero()


def _made_by(factory: Any) -> tuple[int, Any]:
    if factory is list:
        return _NEW_LIST, None
    is_dictionary = isinstance(factory, type) and issubclass(factory, dict) and _is_plain_dictionary(factory)
    return (_NEW_DICTIONARY, factory) if is_dictionary else (_PYTHON, None)


def _plan_of_class(cls: type[Any]) -> Any:
    """The plan of a class of carriers; None for any other class, and for one that is not defined rightly."""
    try:
        return carrier_plan(cls.__dict__["__carrier_schema__"]) if is_carrier(cls) else None
    except InvalidDefinition:
        return None


def _plan_of_type(declared: ValueType) -> Any:
    """The plan of a type; None where the reference engine has to say what is wrong with it."""
    try:
        return value_plan(declared)
    except InvalidDefinition:
        return None


def introduce() -> None:
    """Tells the extension the classes, tables and functions that it works with."""
    _native.introduce(
        WireState=WireState,
        Spelling=Spelling,
        DateTime=DateTime,
        NumberToken=NumberToken,
        Limits=Limits,
        offset_zones=OFFSET_ZONES,
        offset_zone=offset_zone,
        offset_texts=OFFSET_TEXTS,
        layout_of=layout_of,
        plan_of_type=_plan_of_type,
        plan_of_class=_plan_of_class,
        utc=UTC,
    )

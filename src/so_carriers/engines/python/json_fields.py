"""The JSON values of a carrier, by a function compiled for each carrier class.

The function checks each attribute and gives a dict by wire name, with the carriers
inside already turned to dicts. Only a carrier that stands within one of its own class
is left for orjson to ask for, which bounds how deep the function can go.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from so_carriers.engines.python.compiled import CompiledFunction, compile_function, compiled_function
from so_carriers.engines.python.json_decoder_source import canonical_test
from so_carriers.engines.python.json_values import write_member, write_with_state
from so_carriers.errors import InvalidValue
from so_carriers.schema.carrier_schema import CarrierSchema
from so_carriers.schema.member import Member
from so_carriers.schema.nesting import is_recursive
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
from so_carriers.values.date_time import DateTime


def fields_of(carrier: type[Any]) -> CompiledFunction:
    """The function that gives the JSON values of such a carrier, by name and in order."""
    return compiled_function(carrier.__carrier_schema__, _compile_fields)


def _compile_fields(schema: CarrierSchema) -> Callable[..., Any]:
    names: dict[str, Any] = {
        "ALL_ABSENT": schema.all_absent_state,
        "DateTime": DateTime,
        "InvalidValue": InvalidValue,
        "are_all": _are_all,
        "may_nest": _may_nest,
        "write_member": write_member,
        "write_with_state": write_with_state,
    }
    source = "\n".join(_FieldsSource(schema, names).lines())
    return compile_function("fields", source, names, f"json fields of {schema.name}")


class _FieldsSource:
    """Writes the source of `fields(carrier, writing)` for a carrier; what it refers to goes to `names`."""

    def __init__(self, schema: CarrierSchema, names: dict[str, Any]) -> None:
        self._schema = schema
        self._names = names

    def lines(self) -> Iterator[str]:
        """The lines of the source."""
        members = self._schema.members
        yield "def fields(carrier, writing):"
        yield "    if carrier._wire_state is not None:"
        yield "        return {} if carrier._wire_state is ALL_ABSENT else write_with_state(carrier, writing)"
        for i, member in enumerate(members):
            yield f"    v{i} = carrier.{member.attribute}"
            yield from self._member_lines(i, member)
        yield "    return {" + ", ".join(f"{member.name!r}: v{i}" for i, member in enumerate(members)) + "}"

    def _member_lines(self, i: int, member: Member) -> Iterator[str]:
        """The code that turns an attribute into its JSON value: all that is unusual by `write_member`."""
        self._names[f"M{i}"] = member
        if is_recursive(self._schema, member):
            yield f"    if may_nest(v{i}):"
            yield "        writing.may_nest = True"
        yield f"    if {f'v{i} is None' if member.type.nullable else 'False'}:"
        yield "        pass"
        yield from _BRANCHES[type(member.type)](self, i, member, member.type)
        yield "    else:"
        yield f"        v{i} = write_member(M{i}, v{i})"

    def _scalar(self, i: int, _member: Member, declared: ValueType) -> Iterator[str]:
        yield f"    elif {canonical_test(declared, f'v{i}')}:"
        yield "        pass"

    def _enum(self, i: int, _member: Member, declared: EnumType) -> Iterator[str]:
        self._names[f"E{i}"], self._names[f"T{i}"] = declared.names.enum_class, declared.names.texts
        yield f"    elif v{i}.__class__ is E{i} and v{i} in T{i}:"
        yield f"        v{i} = T{i}[v{i}]"

    def _date_time(self, i: int, _member: Member, _declared: DateTimeType) -> Iterator[str]:
        yield f"    elif v{i}.__class__ is DateTime:"
        yield "        try:"
        yield f"            v{i} = v{i}.wire_text()"
        yield "        except InvalidValue:"
        yield f"            v{i} = write_member(M{i}, v{i})"

    def _carrier(self, i: int, member: Member, declared: CarrierType) -> Iterator[str]:
        value = self._value(i, member, declared, f"v{i}")
        yield f"    elif v{i}.__class__ is C{i}:"
        yield f"        v{i} = {value}"

    def _list(self, i: int, member: Member, declared: ListType) -> Iterator[str]:
        if isinstance(declared.item, CarrierType):
            value = self._item(i, member, declared.item)
            yield f"    elif v{i}.__class__ is list and are_all(v{i}, C{i}, {declared.item.nullable}):"
            yield f"        v{i} = [{value} for item in v{i}]"

    def _dictionary(self, i: int, member: Member, declared: DictionaryType) -> Iterator[str]:
        item = declared.value
        self._names[f"F{i}"] = declared.factory
        if isinstance(item, TextType):
            yield f"    elif v{i}.__class__ is F{i} and are_all(v{i}.values(), str, {item.nullable}):"
            yield "        pass"
        if isinstance(item, CarrierType):
            value = self._item(i, member, item)
            yield f"    elif v{i}.__class__ is F{i} and are_all(v{i}.values(), C{i}, {item.nullable}):"
            yield f"        v{i} = {{key: {value} for key, item in v{i}.items()}}"

    def _item(self, i: int, member: Member, declared: CarrierType) -> str:
        value = self._value(i, member, declared, "item")
        return f"None if item is None else {value}" if declared.nullable else value

    def _value(self, i: int, member: Member, declared: CarrierType, carrier: str) -> str:
        """The expression for the JSON value of a carrier that is known to be of its declared class."""
        self._names[f"C{i}"] = declared.carrier
        if is_recursive(self._schema, member):
            return carrier
        fields_of(declared.carrier).bind(self._names, f"W{i}")
        return f"W{i}({carrier}, writing)"


# The branches by type. Each may yield nothing; `write_member` then writes every value of that type.
_BRANCHES: dict[type[ValueType], Callable[[_FieldsSource, int, Member, Any], Iterator[str]]] = {
    IntegerType: _FieldsSource._scalar,
    BooleanType: _FieldsSource._scalar,
    TextType: _FieldsSource._scalar,
    EnumType: _FieldsSource._enum,
    DateTimeType: _FieldsSource._date_time,
    CarrierType: _FieldsSource._carrier,
    ListType: _FieldsSource._list,
    DictionaryType: _FieldsSource._dictionary,
}


def _are_all(values: Iterable[Any], cls: type[Any], nullable: bool) -> bool:
    for value in values:  # noqa: SIM110 -- all() with a generator takes twice the time
        if value.__class__ is not cls and not (nullable and value is None):
            return False
    return True


def _may_nest(value: Any) -> bool:
    """Whether a value holds more than carriers without a member, which are all that most servers send."""
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else [value]
    return any(item is not None and not _is_empty(item) for item in items)


def _is_empty(item: Any) -> bool:
    return is_carrier(type(item)) and item._wire_state is type(item).__carrier_schema__.all_absent_state

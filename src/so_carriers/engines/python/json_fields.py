"""The JSON values of a carrier, by a function compiled for each carrier class.

The function checks each attribute and gives a dict by wire name, with the carriers
inside already turned to dicts. Only a carrier that stands within one of its own class
is left for orjson to ask for, which bounds how deep the function can go.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from so_carriers.engines.python.json_decoder import canonical_test
from so_carriers.engines.python.json_values import Writing, write_member, write_with_state
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

Fields = Callable[[Any, Writing], dict[str, Any]]

_KEY = "json fields"


class CarrierFields:
    """Gives the JSON values of carriers of one class; `fields` is compiled when it is first called."""

    def __init__(self, schema: CarrierSchema) -> None:
        self._schema = schema
        self._callers: list[tuple[dict[str, Any], str]] = []
        self.fields: Fields = self._compile_and_call

    def bind(self, names: dict[str, Any], name: str) -> None:
        """Gives compiled code the function under this name, and the compiled one once there is one."""
        self._callers.append((names, name))
        names[name] = self.fields

    def _compile_and_call(self, carrier: Any, writing: Writing) -> dict[str, Any]:
        self.fields = compile_fields(self._schema)
        for names, name in self._callers:
            names[name] = self.fields
        return self.fields(carrier, writing)


def fields_of(schema: CarrierSchema) -> CarrierFields:
    """The one giver of fields of a carrier."""
    fields = schema.compiled.get(_KEY)
    if fields is None:
        # setdefault is atomic: of two threads that come here at once both use the same one.
        fields = schema.compiled.setdefault(_KEY, CarrierFields(schema))
    assert isinstance(fields, CarrierFields)
    return fields


def compile_fields(schema: CarrierSchema) -> Fields:
    """The function that gives the JSON values of one such carrier, by name and in order."""
    names: dict[str, Any] = {
        "ALL_ABSENT": schema.all_absent_state,
        "DateTime": DateTime,
        "InvalidValue": InvalidValue,
        "SCHEMA": schema,
        "write_member": write_member,
        "write_with_state": write_with_state,
    }
    source = "\n".join(_source(schema, names))
    exec(compile(source, f"<json fields of {schema.name}>", "exec"), names)
    fields: Fields = names["fields"]
    return fields


def _source(schema: CarrierSchema, names: dict[str, Any]) -> Iterator[str]:
    yield "def fields(carrier, writing):"
    yield "    if carrier._wire_state is not None:"
    yield "        return {} if carrier._wire_state is ALL_ABSENT else write_with_state(carrier, writing)"
    for i, member in enumerate(schema.members):
        names[f"M{i}"] = member
        yield f"    v{i} = carrier.{member.attribute}"
        yield from _member_lines(i, member, names)
    yield "    return {" + ", ".join(f"{m.name!r}: v{i}" for i, m in enumerate(schema.members)) + "}"


def _member_lines(i: int, member: Member, names: dict[str, Any]) -> Iterator[str]:
    """The code that turns one attribute into its JSON value: what it may be at once, all else by `write_member`."""
    if is_recursive(names["SCHEMA"], member):
        names["may_nest"] = _may_nest
        yield f"    if may_nest(v{i}):"
        yield "        writing.may_nest = True"
    if member.type.nullable:
        yield f"    if v{i} is None:"
        yield "        pass"
    else:
        yield "    if False:"
        yield "        pass"
    yield from _BRANCHES[type(member.type)](i, member, names)
    yield "    else:"
    yield f"        v{i} = write_member(M{i}, v{i})"


def _scalar_branch(i: int, member: Member, _names: dict[str, Any]) -> Iterator[str]:
    yield f"    elif {canonical_test(member.type, f'v{i}')}:"
    yield "        pass"


def _date_time_branch(i: int, _member: Member, _names: dict[str, Any]) -> Iterator[str]:
    yield f"    elif v{i}.__class__ is DateTime:"
    yield "        try:"
    yield f"            v{i} = v{i}.wire_text()"
    yield "        except InvalidValue:"
    yield f"            v{i} = write_member(M{i}, v{i})"


def _enum_branch(i: int, member: Member, names: dict[str, Any]) -> Iterator[str]:
    assert isinstance(member.type, EnumType)
    names[f"E{i}"], names[f"T{i}"] = member.type.names.enum_class, member.type.names.texts
    yield f"    elif v{i}.__class__ is E{i} and v{i} in T{i}:"
    yield f"        v{i} = T{i}[v{i}]"


def _carrier_branch(i: int, member: Member, names: dict[str, Any]) -> Iterator[str]:
    assert isinstance(member.type, CarrierType)
    item = _item(i, member, member.type, names, f"v{i}")
    yield f"    elif v{i}.__class__ is C{i}:"
    yield f"        v{i} = {item}"


def _list_branch(i: int, member: Member, names: dict[str, Any]) -> Iterator[str]:
    assert isinstance(member.type, ListType)
    if isinstance(member.type.item, CarrierType):
        item = _item(i, member, member.type.item, names, "item")
        yield f"    elif v{i}.__class__ is list and are_all(v{i}, C{i}, {member.type.item.nullable}):"
        yield f"        v{i} = [{item} for item in v{i}]"


def _dictionary_branch(i: int, member: Member, names: dict[str, Any]) -> Iterator[str]:
    assert isinstance(member.type, DictionaryType)
    declared = member.type.value
    names[f"F{i}"], names["are_all"], names["str"] = member.type.factory, _are_all, str
    if isinstance(declared, TextType):
        yield f"    elif v{i}.__class__ is F{i} and are_all(v{i}.values(), str, {declared.nullable}):"
        yield "        pass"
    if isinstance(declared, CarrierType):
        item = _item(i, member, declared, names, "item")
        yield f"    elif v{i}.__class__ is F{i} and are_all(v{i}.values(), C{i}, {declared.nullable}):"
        yield f"        v{i} = {{key: {item} for key, item in v{i}.items()}}"


def _item(i: int, member: Member, declared: CarrierType, names: dict[str, Any], item: str) -> str:
    """The expression for the JSON value of a carrier that is known to be of its declared class."""
    names[f"C{i}"], names["are_all"] = declared.carrier, _are_all
    if is_recursive(names["SCHEMA"], member):
        return item
    fields_of(declared.carrier.__carrier_schema__).bind(names, f"W{i}")
    written = f"W{i}({item}, writing)"
    return f"None if {item} is None else {written}" if declared.nullable and item == "item" else written


def _may_nest(value: Any) -> bool:
    """Whether anything but carriers without a member stands in a value; those are what most servers send there."""
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else [value]
    return any(item is not None and not _is_empty(item) for item in items)


def _is_empty(item: Any) -> bool:
    return is_carrier(type(item)) and item._wire_state is type(item).__carrier_schema__.all_absent_state


def _are_all(values: Iterable[Any], cls: type[Any], nullable: bool) -> bool:
    for value in values:
        if value.__class__ is not cls and not (nullable and value is None):
            return False
    return True


_BRANCHES: dict[type[ValueType], Callable[[int, Member, dict[str, Any]], Iterator[str]]] = {
    IntegerType: _scalar_branch,
    BooleanType: _scalar_branch,
    TextType: _scalar_branch,
    EnumType: _enum_branch,
    DateTimeType: _date_time_branch,
    CarrierType: _carrier_branch,
    ListType: _list_branch,
    DictionaryType: _dictionary_branch,
}

"""Carriers to JSON text, by a function compiled for each carrier class.

orjson writes. For each carrier that it meets it asks for a dict of JSON values, and the
function gives one with the carriers inside already turned to dicts; only a carrier that
stands within one of its own class is left for orjson to ask again, which bounds how deep
it goes. Values are checked on the way: one that its member cannot have is an error, not
a wrong body.
"""

from __future__ import annotations

import datetime
import enum
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import orjson

from so_carriers.engines.python.json_decoder import canonical_test
from so_carriers.engines.python.json_reader import check_depth
from so_carriers.engines.python.json_scalars import expectation
from so_carriers.errors import EncodeError, InvalidValue, LimitExceeded, excerpt
from so_carriers.schema.carrier_schema import CarrierSchema
from so_carriers.schema.enum_names import names_of
from so_carriers.schema.identity import inner, written
from so_carriers.schema.layout import layout_of
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
    value_type,
)
from so_carriers.settings import Limits
from so_carriers.values.date_time import DateTime
from so_carriers.values.numbers import NumberToken

Fields = Callable[[Any], dict[str, Any]]

_KEY = "json fields"
_OPTIONS = orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_PASSTHROUGH_DATETIME
_LOWEST, _HIGHEST = -(2**63), 2**64 - 1


def encode_json(value: Any, declared: ValueType | None, limits: Limits) -> bytes:
    """The compact JSON text of a value; `declared` is its type where the value does not say it.

    Raises EncodeError with the path of what cannot be written, LimitExceeded over a limit.
    """
    root = _write_root(value) if declared is None else write_value(declared, value, None)
    try:
        body = orjson.dumps(root, default=_write_other, option=_OPTIONS)
    except TypeError:
        # orjson does not say where it stopped.
        body = orjson.dumps(_expand(root, limits.depth, limits), option=_OPTIONS)
    if len(body) > limits.body:
        raise LimitExceeded("body", limits.body, f"the body has {len(body)} bytes")
    check_depth(body, limits)
    return body


def _write_other(value: Any) -> Any:
    """What orjson writes for a value that it does not know."""
    if value.__class__ is NumberToken:
        return orjson.Fragment(value.token)
    return fields_of(value.__class__.__carrier_schema__).fields(value)


def _write_root(value: Any) -> Any:
    """The JSON value of a root whose type was not given."""
    cls = type(value)
    if value is None or is_carrier(cls) or cls in (str, bool, NumberToken):
        return value
    if cls is list:
        return [_write_item(item, step) for step, item in enumerate(value)]
    if isinstance(value, dict):
        return {key: _write_item(item, key) for key, item in value.items()}
    if isinstance(value, enum.Enum):
        return names_of(cls).text(value)
    if isinstance(value, (datetime.datetime, int, str)):
        kind = DateTime if isinstance(value, datetime.datetime) else (int if isinstance(value, int) else str)
        return write_value(value_type(kind), value, None)
    raise EncodeError("a carrier, a text, an integer, a DateTime, true, false, null, or a list or dict of these", excerpt(value))


def _write_item(value: Any, step: int | str) -> Any:
    try:
        return _write_root(value)
    except EncodeError as error:
        error.within(step)
        raise


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
    if not isinstance(value, int) or isinstance(value, bool) or not declared.lowest <= value <= declared.highest:
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
        return (value if isinstance(value, DateTime) else DateTime.from_datetime(value)).wire_text()
    except InvalidValue as reason:
        raise EncodeError(expectation(declared), excerpt(str(value))) from reason


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


def write_member(member: Member, value: Any, spelling: Any = None) -> Any:
    """The JSON value of a member; an error names it."""
    try:
        return write_value(member.type, value, spelling)
    except EncodeError as error:
        error.within(member.name, secret=member.secret)
        raise


def write_with_state(carrier: Any) -> dict[str, Any]:
    """The JSON values of a carrier that has a wire state."""
    state = carrier._wire_state
    return {
        name: None
        if null
        else state.unknown[name]
        if member is None
        else write_member(member, getattr(carrier, member.attribute), state.spellings.get(member.attribute))
        for name, member, null in layout_of(carrier)
    }


def _expand(value: Any, depth: int, limits: Limits) -> Any:
    """The JSON value of anything, all the way down; raises the error of what cannot be written."""
    if is_carrier(type(value)):
        value = fields_of(type(value).__carrier_schema__).fields(value)
    if isinstance(value, (dict, list)):
        if not depth:
            raise LimitExceeded("depth", limits.depth, f"the value nests deeper than {limits.depth} containers")
        items = value.items() if isinstance(value, dict) else enumerate(value)
        expanded = [_expand_item(key, item, depth - 1, limits) for key, item in items]
        return dict(expanded) if isinstance(value, dict) else [item for _, item in expanded]
    if isinstance(value, str):
        return _writable(value)
    if isinstance(value, NumberToken):
        return orjson.Fragment(value.token)
    if isinstance(value, int) and not _LOWEST <= value <= _HIGHEST:
        return orjson.Fragment(str(value))
    return value


def _expand_item(step: int | str, item: Any, depth: int, limits: Limits) -> tuple[int | str, Any]:
    try:
        return _writable(step) if isinstance(step, str) else step, _expand(item, depth, limits)
    except EncodeError as error:
        error.within(step)
        raise


def _writable(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise EncodeError("a text that UTF-8 can write", "a lone surrogate") from None
    return text


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

    def _compile_and_call(self, carrier: Any) -> dict[str, Any]:
        self.fields = compile_fields(self._schema)
        for names, name in self._callers:
            names[name] = self.fields
        return self.fields(carrier)


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
    yield "def fields(carrier):"
    yield "    if carrier._wire_state is not None:"
    yield "        return {} if carrier._wire_state is ALL_ABSENT else write_with_state(carrier)"
    for i, member in enumerate(schema.members):
        names[f"M{i}"] = member
        yield f"    v{i} = carrier.{member.attribute}"
        yield from _member_lines(i, member, names)
    yield "    return {" + ", ".join(f"{m.name!r}: v{i}" for i, m in enumerate(schema.members)) + "}"


def _member_lines(i: int, member: Member, names: dict[str, Any]) -> Iterator[str]:
    """The code that turns one attribute into its JSON value: what it may be at once, all else by `write_member`."""
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
    return f"W{i}({item})" if not declared.nullable or item == f"v{i}" else f"None if {item} is None else W{i}({item})"


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

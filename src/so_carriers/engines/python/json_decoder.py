"""JSON values to carriers, by a function compiled for each carrier class.

The function is straight code over the members: each canonical value is stored at once,
anything else goes through `read_member`. An object whose names are the declared ones,
in order, needs nothing more; any other is arranged by its shape first, so that the
same code reads it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from so_carriers.engines.python.json_reader import InexactNumber, read_json, read_json_exactly
from so_carriers.engines.python.json_scalars import Reading, expectation, read_scalar
from so_carriers.engines.python.json_shapes import ABSENT, Shapes
from so_carriers.engines.python.key_cache import cached_keys
from so_carriers.errors import DecodeError, InvalidValue, excerpt
from so_carriers.schema.carrier_schema import CarrierSchema
from so_carriers.schema.member import Member
from so_carriers.schema.nesting import declared_depth, is_recursive
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
)
from so_carriers.schema.wire_state import Spellings, WireState
from so_carriers.settings import Limits
from so_carriers.values.date_time import read_date_time

Reader = Callable[[Any, Reading], Any]

_KEY = "json decoder"


def decode_json(body: bytes, declared: ValueType, limits: Limits, *, strict: bool) -> Any:
    """The value of a JSON text as that type.

    Raises DecodeError with the path of the member for anything else, LimitExceeded over
    a limit.
    """
    try:
        return _decode(body, declared, limits, strict=strict, exact=False)
    except InexactNumber:
        return _decode(body, declared, limits, strict=strict, exact=True)


def _decode(body: bytes, declared: ValueType, limits: Limits, *, strict: bool, exact: bool) -> Any:
    found = read_json_exactly(body, limits) if exact else read_json(body, limits)
    reading = Reading(body, limits, strict, exact)
    if declared_depth(declared) > limits.depth:
        reading.check_depth()
    return read_value(declared, found, reading)[0]


def read_value(declared: ValueType, found: Any, reading: Reading) -> tuple[Any, Spellings | None]:
    """The value of any JSON value, and the spellings of the scalars in it that are not canonical."""
    if found is None and declared.nullable:
        return None, None
    if isinstance(declared, CarrierType):
        return decoder_of(declared.carrier.__carrier_schema__).decode(found, reading), None
    if isinstance(declared, ListType):
        return _read_list(declared, found, reading)
    if isinstance(declared, DictionaryType):
        return _read_dictionary(declared, found, reading)
    return read_scalar(declared, found, reading)


def _read_list(declared: ListType, found: Any, reading: Reading) -> tuple[list[Any], Spellings | None]:
    if type(found) is not list:
        raise DecodeError("an array or null" if declared.nullable else "an array", excerpt(found))
    items: list[Any] = []
    spellings: dict[int | str, Spellings] = {}
    try:
        for item in found:
            value, spelling = read_value(declared.item, item, reading)
            if spelling is not None:
                spellings[len(items)] = spelling
            items.append(value)
    except DecodeError as error:
        error.within(len(items))
        raise
    return items, spellings or None


def _read_dictionary(
    declared: DictionaryType, found: Any, reading: Reading
) -> tuple[dict[str, Any], Spellings | None]:
    if type(found) is not dict:
        raise DecodeError("an object or null" if declared.nullable else "an object", excerpt(found))
    values = declared.factory()
    spellings: dict[int | str, Spellings] = {}
    for key, item in found.items():
        try:
            value, spelling = read_value(declared.value, item, reading)
        except DecodeError as error:
            error.within(key)
            raise
        if spelling is not None:
            spellings[key] = spelling
        values[key] = value
    return values, spellings or None


class Oddities:
    """What one object had that is not canonical: nulls against the type, and spellings."""

    __slots__ = ("null", "spellings")

    def __init__(self) -> None:
        self.null: set[str] = set()
        self.spellings: dict[str, Spellings] = {}

    def join(self, state: WireState | None) -> WireState | None:
        """The wire state with these beside what the shape gave."""
        return (state or WireState()).changed(null=frozenset(self.null), spellings=self.spellings)


def read_member(
    member: Member, found: Any, reading: Reading, oddities: Oddities | None
) -> tuple[Any, Oddities | None]:
    """The value of a member that is not canonical, is null against its type, or is absent."""
    if found is ABSENT:
        return member.absent_value(), oddities
    if found is None and not member.type.nullable:
        oddities = oddities or Oddities()
        oddities.null.add(member.attribute)
        return member.absent_value(), oddities
    try:
        value, spelling = read_value(member.type, found, reading)
    except DecodeError as error:
        error.within(member.name, secret=member.secret)
        raise
    if spelling is not None:
        oddities = oddities or Oddities()
        oddities.spellings[member.attribute] = spelling
    return value, oddities


class CarrierDecoder:
    """Reads JSON objects as one carrier; `decode` is compiled when it is first called."""

    def __init__(self, schema: CarrierSchema) -> None:
        self._schema = schema
        self._callers: list[tuple[dict[str, Any], str]] = []
        self.decode: Reader = self._compile_and_decode

    def bind(self, names: dict[str, Any], name: str) -> None:
        """Gives compiled code the function under this name, and the compiled one once there is one."""
        self._callers.append((names, name))
        names[name] = self.decode

    def _compile_and_decode(self, found: Any, reading: Reading) -> Any:
        self.decode = compile_decoder(self._schema)
        for names, name in self._callers:
            names[name] = self.decode
        return self.decode(found, reading)


def decoder_of(schema: CarrierSchema) -> CarrierDecoder:
    """The one decoder of a carrier."""
    decoder = schema.compiled.get(_KEY)
    if decoder is None:
        # setdefault is atomic: of two threads that come here at once both use the same one.
        decoder = schema.compiled.setdefault(_KEY, CarrierDecoder(schema))
    assert isinstance(decoder, CarrierDecoder)
    return decoder


def compile_decoder(schema: CarrierSchema) -> Reader:
    """The function that reads a JSON object as this carrier."""
    names: dict[str, Any] = {
        "ABSENT": ABSENT,
        "ALL_ABSENT": schema.all_absent_state,
        "Blank": schema.blank,
        "Carrier": schema.carrier,
        "DecodeError": DecodeError,
        "InvalidValue": InvalidValue,
        "SCHEMA": schema,
        "NAMES": cached_keys(member.name for member in schema.members),
        "arrange": Shapes(schema).arrange,
        "new": object.__new__,
        "read_date_time": read_date_time,
        "read_member": read_member,
        "refuse": _refuse_other_than_object,
    }
    source = "\n".join(_source(schema, names))
    exec(compile(source, f"<json decoder of {schema.name}>", "exec"), names)
    reader: Reader = names["decode"]
    return reader


def _refuse_other_than_object(found: Any) -> DecodeError:
    return DecodeError("an object", excerpt(found))


def _source(schema: CarrierSchema, names: dict[str, Any]) -> Iterator[str]:
    members = schema.members
    values = "".join(f"v{i}, " for i in range(len(members)))
    yield "def decode(found, reading):"
    yield "    if found.__class__ is not dict:"
    yield "        raise refuse(found)"
    yield "    carrier = new(Blank)"
    if members:
        yield "    if not found:"
        yield from _absent_lines(members, names)
        yield "    if [*found] == NAMES:"
        yield "        state = None"
        yield f"        {values}= found.values()"
        yield "    else:"
        yield f"        state, ({values}) = arrange(found, reading)"
    else:
        yield "    state, _ = arrange(found, reading)"
    yield "    oddities = None"
    for i, member in enumerate(members):
        names[f"M{i}"] = member
        yield from _member_lines(i, member, names)
    yield "    carrier._wire_state = state if oddities is None else oddities.join(state)"
    yield "    carrier.__class__ = Carrier"
    yield "    return carrier"


def _absent_lines(members: tuple[Member, ...], names: dict[str, Any]) -> Iterator[str]:
    for i, member in enumerate(members):
        names[f"D{i}"] = member.absent_value
        fixed = type(member.absent_value()) in (int, bool, str, type(None))
        yield f"        carrier.{member.attribute} = {repr(member.absent_value()) if fixed else f'D{i}()'}"
    yield "        carrier._wire_state = ALL_ABSENT"
    yield "        carrier.__class__ = Carrier"
    yield "        return carrier"


def _member_lines(i: int, member: Member, names: dict[str, Any]) -> Iterator[str]:
    """The code that stores one member: canonical values at once, all others by `read_member`."""
    value, target = f"v{i}", f"carrier.{member.attribute}"
    if is_recursive(names["SCHEMA"], member):
        names["nests"] = nests
        yield f"    if nests({value}):"
        yield "        reading.check_depth()"
    if member.type.nullable:
        yield f"    if {value} is None:"
        yield f"        {target} = None"
    else:
        yield "    if False:"
        yield "        pass"
    yield from _BRANCHES[type(member.type)](i, member, names)
    yield "    else:"
    yield f"        {target}, oddities = read_member(M{i}, {value}, reading, oddities)"


def _scalar_branch(i: int, member: Member, _names: dict[str, Any]) -> Iterator[str]:
    yield f"    elif {canonical_test(member.type, f'v{i}')}:"
    yield f"        carrier.{member.attribute} = v{i}"


def _enum_branch(i: int, member: Member, names: dict[str, Any]) -> Iterator[str]:
    assert isinstance(member.type, EnumType)
    names[f"E{i}"] = member.type.names.canonical
    yield f"    elif v{i}.__class__ is str and v{i} in E{i}:"
    yield f"        carrier.{member.attribute} = E{i}[v{i}]"


def _date_time_branch(i: int, member: Member, _names: dict[str, Any]) -> Iterator[str]:
    yield f"    elif v{i}.__class__ is str:"
    yield "        try:"
    yield f"            carrier.{member.attribute}, canonical = read_date_time(v{i})"
    yield "        except InvalidValue:"
    yield "            canonical = False"
    yield "        if reading.strict or not canonical:"
    yield f"            carrier.{member.attribute}, oddities = read_member(M{i}, v{i}, reading, oddities)"


def _carrier_branch(i: int, member: Member, names: dict[str, Any]) -> Iterator[str]:
    assert isinstance(member.type, CarrierType)
    decoder_of(member.type.carrier.__carrier_schema__).bind(names, f"R{i}")
    yield f"    elif v{i}.__class__ is dict:"
    yield "        try:"
    yield f"            carrier.{member.attribute} = R{i}(v{i}, reading)"
    yield from _on_error(member)


def _list_branch(i: int, member: Member, names: dict[str, Any]) -> Iterator[str]:
    assert isinstance(member.type, ListType)
    item = member.type.item
    if not isinstance(item, CarrierType):
        return
    decoder_of(item.carrier.__carrier_schema__).bind(names, f"R{i}")
    yield f"    elif v{i}.__class__ is list:"
    yield "        items = []"
    yield "        try:"
    yield f"            for item in v{i}:"
    yield f"                items.append({_item(item, f'R{i}')})"
    yield f"            carrier.{member.attribute} = items"
    yield from _on_error(member, "len(items)")


def _dictionary_branch(i: int, member: Member, names: dict[str, Any]) -> Iterator[str]:
    assert isinstance(member.type, DictionaryType)
    item = member.type.value
    names[f"F{i}"] = member.type.factory
    if isinstance(item, CarrierType):
        decoder_of(item.carrier.__carrier_schema__).bind(names, f"R{i}")
        yield f"    elif v{i}.__class__ is dict:"
        yield f"        items = F{i}()"
        yield "        try:"
        yield f"            for key, item in v{i}.items():"
        yield f"                items[key] = {_item(item, f'R{i}')}"
        yield f"            carrier.{member.attribute} = items"
        yield from _on_error(member, "key")
    if isinstance(item, TextType):
        names["are_texts"] = _are_texts
        yield f"    elif v{i}.__class__ is dict and are_texts(v{i}, {item.nullable}):"
        yield f"        carrier.{member.attribute} = " + (f"v{i}" if member.type.factory is dict else f"F{i}(v{i})")


def nests(found: Any) -> bool:
    """Whether anything stands in a container; empty objects are all that most servers send there."""
    if type(found) is dict:
        return any(found.values())
    return type(found) is list and any(found)


def _item(declared: CarrierType, reader: str) -> str:
    return f"None if item is None else {reader}(item, reading)" if declared.nullable else f"{reader}(item, reading)"


def _on_error(member: Member, *steps: str) -> Iterator[str]:
    yield "        except DecodeError as error:"
    for step in steps:
        yield f"            error.within({step})"
    yield f"            error.within({member.name!r}, secret={member.secret})"
    yield "            raise"


def _are_texts(found: dict[str, Any], nullable: bool) -> bool:
    for value in found.values():
        if value.__class__ is not str and not (nullable and value is None):
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


def canonical_test(declared: ValueType, value: str) -> str | None:
    """The expression that is true where a JSON scalar is the value itself; None where no scalar is."""
    if isinstance(declared, IntegerType):
        test = f"{value}.__class__ is int and {declared.lowest} <= {value} <= {declared.highest}"
    elif isinstance(declared, BooleanType):
        test = f"{value} is True or {value} is False"
    elif isinstance(declared, TextType):
        test = f"{value}.__class__ is str"
    else:
        return None
    return test

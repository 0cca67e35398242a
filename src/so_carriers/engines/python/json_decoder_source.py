"""The source of the function that reads a JSON object as a carrier.

It is straight code over the members: each canonical value is stored at once, anything
else goes through `read_member`. An object whose names are the declared ones, in order,
needs nothing more; any other is arranged by its shape first, so that the same code
reads it.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterator
from typing import Any

from so_carriers.schema.carrier_schema import CarrierSchema
from so_carriers.schema.member import Member
from so_carriers.schema.nesting import carrier_depth, is_recursive
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
from so_carriers.values.date_time import DateTime

SCALARS = (IntegerType, BooleanType, TextType)
"""The types whose JSON values are their values."""

_LARGEST_DIGIT = 2**30 - 1
"""The interpreter compares integers up to this one, which it keeps in one piece, in half the time."""

_LITERALS = (int, str, bool, type(None))
"""The types of defaults that stand in the code itself."""

_CONSTANTS = (int, str, DateTime, enum.Enum)
"""What a default may be to be stored as it is; others, such as lists, are made anew."""


# Whether carriers with members of their own stand in a value. Empty ones nest no deeper, and they are
# all that most servers send there.
_NESTS: dict[type[ValueType], str] = {
    CarrierType: "{0}",
    ListType: "{0}.__class__ is list and any({0})",
    DictionaryType: "{0}.__class__ is dict and any({0}.values())",
}

_SHAPE_LINES = (
    "        shape = recent[0]",
    "        if shape.names != names:",
    "            shape = shapes.get((*names,))",
    "            if shape is None:",
    "                shape = learn(names)",
    "            else:",
    "                recent[0] = shape",
    "        state = shape.state_with_unknown(found, reading) if shape.unknown else shape.state",
)


class DecoderSource:
    """Writes the source of `decode(found, reading)` for one carrier.

    What the code refers to is added to `names`; `bind` puts the decoder of another
    carrier there.
    """

    def __init__(
        self, schema: CarrierSchema, names: dict[str, Any], bind: Callable[[type[Any], str], None]
    ) -> None:
        self._schema = schema
        self._names = names
        self._bind = bind

    def lines(self) -> Iterator[str]:
        """The lines of the source."""
        members = self._schema.members
        values = "".join(f"v{i}, " for i in range(len(members)))
        yield "def decode(found, reading):"
        yield "    if found.__class__ is not dict:"
        yield "        raise refuse(found)"
        yield "    carrier = new(Blank)"
        if members:
            yield "    if not found:"
            yield from self._absent_lines()
            yield "    names = [*found]"
            yield "    if names == NAMES:"
            yield "        state = None"
            yield f"        {values}= found.values()"
            yield "    else:"
            yield from _SHAPE_LINES
            yield f"        {values}= shape.take(found)"
        else:
            yield "    names = [*found]"
            yield "    if True:"
            yield from _SHAPE_LINES
        yield "    oddities = None"
        for i, member in enumerate(members):
            yield from self._member_lines(i, member)
        yield "    carrier._wire_state = state if oddities is None else oddities.join(state, usual)"
        yield "    carrier.__class__ = Carrier"
        yield "    return carrier"

    def _absent_lines(self) -> Iterator[str]:
        for i, member in enumerate(self._schema.members):
            value = member.absent_value()
            if type(value) in _LITERALS:
                default = repr(value)
            else:
                is_constant = isinstance(value, _CONSTANTS)
                self._names[f"D{i}"] = value if is_constant else member.absent_value
                default = f"D{i}" if is_constant else f"D{i}()"
            yield f"        carrier.{member.attribute} = {default}"
        yield "        carrier._wire_state = ALL_ABSENT"
        yield "        carrier.__class__ = Carrier"
        yield "        return carrier"

    def _member_lines(self, i: int, member: Member) -> Iterator[str]:
        """The code that stores one member: canonical values at once, all others by `read_member`."""
        self._names[f"M{i}"] = member
        nested = is_recursive(self._schema, member)
        if nested:
            nests = _NESTS[type(member.type)].format(f"v{i}")
            yield f"    room = {carrier_depth(self._schema)} if {nests} else 0"
            yield "    if room:"
            yield "        reading.enter(room)"
        if isinstance(member.type, SCALARS):
            yield from self._scalar_lines(i, member)
        else:
            yield f"    if {f'v{i} is None' if member.type.nullable else 'False'}:"
            yield f"        carrier.{member.attribute} = None"
            yield from _BRANCHES[type(member.type)](self, i, member, member.type)
        yield "    else:"
        yield f"        {_general(i, member)}"
        if nested:
            yield "    if room:"
            yield "        reading.leave(room)"

    def _scalar_lines(self, i: int, member: Member) -> Iterator[str]:
        null = f" or v{i} is None" if member.type.nullable else ""
        yield f"    if {canonical_test(member.type, f'v{i}')}{null}:"
        yield f"        carrier.{member.attribute} = v{i}"

    def _enum(self, i: int, member: Member, declared: EnumType) -> Iterator[str]:
        self._names[f"E{i}"] = declared.names.canonical
        yield f"    elif v{i}.__class__ is str and v{i} in E{i}:"
        yield f"        carrier.{member.attribute} = E{i}[v{i}]"
        self._names[f"S{i}"] = declared.names.spellings
        yield f"    elif v{i}.__class__ is str and v{i} in S{i} and not reading.strict:"
        yield f"        carrier.{member.attribute} = S{i}[v{i}].value"
        yield f"        oddities = note_spelling({member.attribute!r}, S{i}[v{i}], oddities, usual)"

    def _date_time(self, i: int, member: Member, _declared: DateTimeType) -> Iterator[str]:
        yield f"    elif v{i}.__class__ is str:"
        yield "        try:"
        yield f"            carrier.{member.attribute}, canonical = read_date_time(v{i})"
        yield "        except InvalidValue:"
        yield "            canonical = False"
        yield "        if not canonical or reading.strict:"
        yield f"            {_general(i, member)}"

    def _carrier(self, i: int, member: Member, declared: CarrierType) -> Iterator[str]:
        self._bind(declared.carrier, f"R{i}")
        yield f"    elif v{i}.__class__ is dict:"
        yield "        try:"
        yield f"            carrier.{member.attribute} = R{i}(v{i}, reading)"
        yield from _error_lines(member)

    def _list(self, i: int, member: Member, declared: ListType) -> Iterator[str]:
        if isinstance(declared.item, CarrierType):
            yield f"    elif v{i}.__class__ is list:"
            yield "        items = []"
            yield "        try:"
            yield f"            for item in v{i}:"
            yield f"                items.append({self._item(i, declared.item)})"
            yield f"            carrier.{member.attribute} = items"
            yield from _error_lines(member, "len(items)")

    def _dictionary(self, i: int, member: Member, declared: DictionaryType) -> Iterator[str]:
        self._names[f"F{i}"] = declared.factory
        if isinstance(declared.value, CarrierType):
            yield f"    elif v{i}.__class__ is dict:"
            yield f"        items = F{i}()"
            yield "        try:"
            yield f"            for key, item in v{i}.items():"
            yield f"                items[key] = {self._item(i, declared.value)}"
            yield f"            carrier.{member.attribute} = items"
            yield from _error_lines(member, "key")
        if isinstance(declared.value, TextType):
            null = " and item is not None" if declared.value.nullable else ""
            yield f"    elif v{i}.__class__ is dict:"
            yield f"        for item in v{i}.values():"
            yield f"            if item.__class__ is not str{null}:"
            yield f"                {_general(i, member)}"
            yield "                break"
            yield "        else:"
            yield f"            carrier.{member.attribute} = F{i}(v{i})"

    def _item(self, i: int, declared: CarrierType) -> str:
        self._bind(declared.carrier, f"R{i}")
        read = f"R{i}(item, reading)"
        return f"None if item is None else {read}" if declared.nullable else read


def _general(i: int, member: Member) -> str:
    """The statement that reads a member in the general way."""
    return f"carrier.{member.attribute}, oddities = read_member(M{i}, v{i}, reading, oddities)"


def _error_lines(member: Member, *steps: str) -> Iterator[str]:
    yield "        except DecodeError as error:"
    for step in steps:
        yield f"            error.within({step})"
    yield f"            error.within({member.name!r}, secret={member.secret})"
    yield "            raise"


# The branches by type. Each may yield nothing; `read_member` then reads every value of that type.
_BRANCHES: dict[type[ValueType], Callable[[DecoderSource, int, Member, Any], Iterator[str]]] = {
    EnumType: DecoderSource._enum,
    DateTimeType: DecoderSource._date_time,
    CarrierType: DecoderSource._carrier,
    ListType: DecoderSource._list,
    DictionaryType: DecoderSource._dictionary,
}


def canonical_test(declared: ValueType, value: str) -> str:
    """The expression that is true where a JSON scalar other than null is the value itself."""
    if isinstance(declared, IntegerType):
        fits = f"{declared.lowest} <= {value} <= {declared.highest}"
        if declared.lowest <= -_LARGEST_DIGIT and declared.highest >= _LARGEST_DIGIT:
            fits = f"(-{_LARGEST_DIGIT} <= {value} <= {_LARGEST_DIGIT} or {fits})"
        return f"{value}.__class__ is int and {fits}"
    if isinstance(declared, BooleanType):
        return f"{value} is True or {value} is False"
    return f"{value}.__class__ is str"

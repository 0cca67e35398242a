"""The JSON values of a carrier, by a function compiled for each carrier class.

The function checks each attribute and gives a dict by wire name, with the carriers
inside already turned to dicts. Where carriers stand within others of their class too
deep to be sure of the limit, they are left for orjson to ask for: it stops in time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from so_carriers.engines.python.compiled import CompiledFunction, compile_function, compiled_function
from so_carriers.engines.python.json_decoder_source import SCALARS, canonical_test
from so_carriers.engines.python.json_values import Writing, write_member, write_members
from so_carriers.errors import EncodeError, InvalidValue
from so_carriers.schema.carrier_schema import CarrierSchema
from so_carriers.schema.layout import layout_of
from so_carriers.schema.member import Member
from so_carriers.schema.nesting import carrier_depth, is_recursive
from so_carriers.schema.types import (
    CarrierType,
    DateTimeType,
    DictionaryType,
    EnumType,
    ListType,
    TextType,
    ValueType,
)
from so_carriers.schema.wire_state import Spelling, Spellings, WireState
from so_carriers.values.date_time import DateTime

_MOST_IN_DISPLAY = 16
"""A longer display of a dict is put together from several, which takes longer than to fill a copy."""


def fields_of(carrier: type[Any]) -> CompiledFunction:
    """The function that gives the JSON values of such a carrier, by name and in order."""
    return compiled_function(carrier.__carrier_schema__, _compile_fields)


def _compile_fields(schema: CarrierSchema) -> Callable[..., Any]:
    names: dict[str, Any] = {
        "ALL_ABSENT": schema.all_absent_state,
        "DateTime": DateTime,
        "InvalidValue": InvalidValue,
        "nests": _nests,
        "with_state": _with_state,
        "write_member": write_member,
        "write_members": write_members,
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
        yield "    state = carrier._wire_state"
        yield "    if state is not None and state is ALL_ABSENT:"
        yield "        return {}"
        if not all(map(_can_be_written, members)):
            yield "    if state is not None and state.absent:"
            yield "        writing.check_unknown(state.unknown)"
            yield "        return write_members(carrier)"
        for i, member in enumerate(members):
            yield f"    v{i} = carrier.{member.attribute}"
            yield from self._member_lines(i, member)
        yield from self._values_lines()
        yield "    return values if state is None else with_state(carrier, state, values, writing)"

    def _values_lines(self) -> Iterator[str]:
        """The code that puts all JSON values into one dict."""
        names = [member.name for member in self._schema.members]
        if len(names) <= _MOST_IN_DISPLAY:
            yield "    values = {" + ", ".join(f"{name!r}: v{i}" for i, name in enumerate(names)) + "}"
            return
        self._names["ALL_NULL"] = dict.fromkeys(names)
        yield "    values = ALL_NULL.copy()"
        for i, name in enumerate(names):
            yield f"    values[{name!r}] = v{i}"

    def _member_lines(self, i: int, member: Member) -> Iterator[str]:
        """The code that turns an attribute into its JSON value: all that is unusual by `write_member`."""
        self._names[f"M{i}"] = member
        if isinstance(member.type, SCALARS):
            null = f" or v{i} is None" if member.type.nullable else ""
            yield f"    if not ({canonical_test(member.type, f'v{i}')}{null}):"
            yield f"        v{i} = write_member(M{i}, v{i})"
            return
        nested = is_recursive(self._schema, member)
        if nested:
            yield f"    room = {carrier_depth(self._schema)} if nests(v{i}) else 0"
            if not _is_written_here(member.type):
                yield "    writing.is_deep |= room > 0"
        yield f"    if {f'v{i} is None' if member.type.nullable else 'False'}:"
        yield "        pass"
        if nested:
            yield "    elif room and not writing.enter(room):"
            yield f"        v{i} = write_member(M{i}, v{i})"
        yield from _BRANCHES[type(member.type)](self, i, member.type)
        yield "    else:"
        yield f"        v{i} = write_member(M{i}, v{i})"
        if nested:
            yield "    if room:"
            yield "        writing.leave(room)"

    def _enum(self, i: int, declared: EnumType) -> Iterator[str]:
        self._names[f"E{i}"], self._names[f"T{i}"] = declared.names.enum_class, declared.names.texts
        yield f"    elif v{i}.__class__ is E{i}:"
        yield "        try:"
        yield f"            v{i} = T{i}[v{i}]"
        yield "        except KeyError:"
        yield f"            v{i} = write_member(M{i}, v{i})"

    def _date_time(self, i: int, _declared: DateTimeType) -> Iterator[str]:
        yield f"    elif v{i}.__class__ is DateTime:"
        yield "        try:"
        yield f"            v{i} = v{i}.wire_text()"
        yield "        except InvalidValue:"
        yield f"            v{i} = write_member(M{i}, v{i})"

    def _carrier(self, i: int, declared: CarrierType) -> Iterator[str]:
        self._bind(i, declared)
        yield f"    elif v{i}.__class__ is C{i}:"
        yield f"        v{i} = W{i}(v{i}, writing)"

    def _list(self, i: int, declared: ListType) -> Iterator[str]:
        if isinstance(declared.item, CarrierType):
            self._bind(i, declared.item)
            yield f"    elif v{i}.__class__ is list:"
            yield "        items = []"
            yield f"        for item in v{i}:"
            yield f"            if item.__class__ is C{i}:"
            yield f"                items.append(W{i}(item, writing))"
            yield from self._other_item_lines(i, declared.item, "items.append(None)")

    def _dictionary(self, i: int, declared: DictionaryType) -> Iterator[str]:
        self._names[f"F{i}"] = declared.factory
        if isinstance(declared.value, TextType):
            null = " and item is not None" if declared.value.nullable else ""
            yield f"    elif v{i}.__class__ is F{i}:"
            yield f"        for item in v{i}.values():"
            yield f"            if item.__class__ is not str{null}:"
            yield f"                v{i} = write_member(M{i}, v{i})"
            yield "                break"
        if isinstance(declared.value, CarrierType):
            self._bind(i, declared.value)
            yield f"    elif v{i}.__class__ is F{i}:"
            yield "        items = {}"
            yield f"        for key, item in v{i}.items():"
            yield f"            if item.__class__ is C{i}:"
            yield f"                items[key] = W{i}(item, writing)"
            yield from self._other_item_lines(i, declared.value, "items[key] = None")

    def _other_item_lines(self, i: int, declared: CarrierType, keep_null: str) -> Iterator[str]:
        if declared.nullable:
            yield "            elif item is None:"
            yield f"                {keep_null}"
        yield "            else:"
        yield f"                items = write_member(M{i}, v{i})"
        yield "                break"
        yield f"        v{i} = items"

    def _bind(self, i: int, declared: CarrierType) -> None:
        self._names[f"C{i}"] = declared.carrier
        fields_of(declared.carrier).bind(self._names, f"W{i}")


# The branches by type. Each may yield nothing; `write_member` then writes every value of that type.
_BRANCHES: dict[type[ValueType], Callable[[_FieldsSource, int, Any], Iterator[str]]] = {
    EnumType: _FieldsSource._enum,
    DateTimeType: _FieldsSource._date_time,
    CarrierType: _FieldsSource._carrier,
    ListType: _FieldsSource._list,
    DictionaryType: _FieldsSource._dictionary,
}


def _is_written_here(declared: ValueType) -> bool:
    """Whether the compiled code writes the carriers in it; others are left for orjson to ask for."""
    if isinstance(declared, (ListType, DictionaryType)):
        return isinstance(declared.item if isinstance(declared, ListType) else declared.value, CarrierType)
    return True


def _can_be_written(member: Member) -> bool:
    """Whether the value that the attribute reads while the member is absent could stand in a body."""
    try:
        write_member(member, member.absent_value())
    except EncodeError:
        return False
    return True


def _nests(value: Any) -> bool:
    """Whether a value holds more than carriers without a member, which are all that most servers send."""
    for item in value if type(value) is list else value.values() if isinstance(value, dict) else [value]:
        if item is not None:
            schema = getattr(item, "__carrier_schema__", None)
            if schema is None or item._wire_state is not schema.all_absent_state:
                return True
    return False


def _with_state(carrier: Any, state: WireState, values: dict[str, Any], writing: Writing) -> dict[str, Any]:
    """The JSON values of a carrier as its wire state says: which of them, in which order and spelling."""
    if state.unknown:
        writing.check_unknown(state.unknown)
    if state.order is not None or state.names:
        values = {
            name: None if null else state.unknown[name] if member is None else values[member.name]
            for name, member, null in layout_of(carrier)
        }
    elif state.absent or state.null or state.unknown:
        _arrange(values, state, carrier.__carrier_schema__.by_attribute)
    if state.spellings:
        for name, member, spelling in state.respelled or _respelled(carrier, state):
            value = getattr(carrier, member.attribute)
            # Mostly it is the very object that was read.
            if isinstance(spelling, Spelling) and value is spelling.value:
                values[name] = spelling.written
            else:
                values[name] = write_member(member, value, spelling)
    return values


def _arrange(values: dict[str, Any], state: WireState, by_attribute: dict[str, Member]) -> None:
    """Makes the values of all members those that are written, where names and order are the declared ones."""
    for attribute in state.absent:
        del values[by_attribute[attribute].name]
    for attribute in state.null:
        values[by_attribute[attribute].name] = None
    values.update(state.unknown)


def _respelled(carrier: Any, state: WireState) -> tuple[tuple[str, Member, Spellings], ...]:
    """The members whose spelling is kept, each by its written name; worked out once for a state."""
    respelled = tuple(
        (place.name, place.member, state.spellings[place.member.attribute])
        for place in layout_of(carrier)
        if place.member is not None and place.member.attribute in state.spellings and not place.null
    )
    object.__setattr__(state, "respelled", respelled)
    return respelled

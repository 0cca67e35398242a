"""JSON text to values: carriers by functions compiled for their classes, all else by the general reader."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from so_carriers.engines.python.compiled import CompiledFunction, compile_function, compiled_function
from so_carriers.engines.python.json_decoder_source import DecoderSource
from so_carriers.engines.python.json_reader import InexactNumber, read_json, read_json_exactly
from so_carriers.engines.python.json_scalars import Reading, read_scalar
from so_carriers.engines.python.json_shapes import ABSENT, Shapes
from so_carriers.engines.python.key_cache import cached_keys
from so_carriers.errors import DecodeError, InvalidValue, excerpt
from so_carriers.schema.carrier_schema import CarrierSchema
from so_carriers.schema.member import Member
from so_carriers.schema.types import CarrierType, DictionaryType, ListType, ValueType
from so_carriers.schema.wire_state import Spelling, Spellings, WireState
from so_carriers.settings import Limits
from so_carriers.values.date_time import read_date_time

_MOST_USUAL_SPELLINGS = 256
_LONGEST_USUAL_TEXT = 200


Find = Callable[[Any], tuple[Any, tuple[str | int, ...]]]
"""Finds the JSON value to read in that of the whole text, and tells the steps that lead there."""


def decode_json(
    body: bytes, declared: ValueType, limits: Limits, *, strict: bool, find: Find | None = None
) -> Any:
    """The value of a JSON text, or of what `find` finds in it, as that type.

    Raises DecodeError with the path of the member for anything else, LimitExceeded over
    a limit.
    """
    try:
        root = read_json(body, limits)
        if find is not None:
            return _decode_found(root, declared, limits, find, strict=strict, exact=False)
        return read_value(declared, root, Reading(root, declared, limits, strict, exact=False))[0]
    except InexactNumber:
        root = read_json_exactly(body, limits)
    if find is not None:
        return _decode_found(root, declared, limits, find, strict=strict, exact=True)
    return read_value(declared, root, Reading(root, declared, limits, strict, exact=True))[0]


def _decode_found(
    root: Any, declared: ValueType, limits: Limits, find: Find, *, strict: bool, exact: bool
) -> Any:
    found, steps = find(root)
    try:
        return read_value(declared, found, Reading(root, declared, limits, strict, exact))[0]
    except DecodeError as error:
        for step in reversed(steps):
            error.within(step)
        raise


def read_value(declared: ValueType, found: Any, reading: Reading) -> tuple[Any, Spellings | None]:
    """The value of any JSON value, and the spellings of the scalars in it that are not canonical."""
    if found is None and declared.nullable:
        return None, None
    if isinstance(declared, CarrierType):
        return decoder_of(declared.carrier).call(found, reading), None
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

    def join(self, state: WireState | None, usual: dict[Any, LoneSpelling]) -> WireState | None:
        """The wire state with these beside what the shape gave."""
        null, spellings = frozenset(self.null), self.spellings
        if state is not None:
            return state.changed(null=null, spellings=spellings)
        if not null and len(spellings) == 1:
            ((attribute, spelling),) = spellings.items()
            if isinstance(spelling, Spelling) and isinstance(spelling.written, str):
                return note_spelling(attribute, spelling, None, usual).join(None, usual)
        return WireState(null=null, spellings=spellings) or None


class LoneSpelling:
    """One spelling and nothing else, as most odd objects have, of a mask say: they share its state."""

    __slots__ = ("_attribute", "_spelling", "_state")

    def __init__(self, attribute: str, spelling: Spelling) -> None:
        self._attribute = attribute
        self._spelling = spelling
        self._state = WireState(spellings={attribute: spelling})

    def join(self, state: WireState | None, usual: dict[Any, LoneSpelling]) -> WireState | None:
        """The wire state with the spelling beside what the shape gave."""
        return self._state if state is None else self.with_others().join(state, usual)

    def with_others(self) -> Oddities:
        """The same where more may be added."""
        oddities = Oddities()
        oddities.spellings[self._attribute] = self._spelling
        return oddities


AnyOddities = Oddities | LoneSpelling | None


def note_spelling(
    attribute: str, spelling: Spelling, oddities: AnyOddities, usual: dict[Any, LoneSpelling]
) -> Oddities | LoneSpelling:
    """Keeps the spelling of a member beside the other oddities of its object; `usual` holds lone ones."""
    if oddities is not None:
        oddities = _open(oddities)
        oddities.spellings[attribute] = spelling
        return oddities
    lone = usual.get((attribute, spelling.written))
    if lone is None:
        lone = LoneSpelling(attribute, spelling)
        if len(usual) < _MOST_USUAL_SPELLINGS and len(str(spelling.written)) <= _LONGEST_USUAL_TEXT:
            usual[attribute, spelling.written] = lone
    return lone


def _open(oddities: AnyOddities) -> Oddities:
    if oddities is None:
        return Oddities()
    return oddities if isinstance(oddities, Oddities) else oddities.with_others()


def read_member(
    member: Member, found: Any, reading: Reading, oddities: AnyOddities
) -> tuple[Any, AnyOddities]:
    """The value of a member that is not canonical, is null against its type, or is absent."""
    if found is ABSENT:
        return member.absent_value(), oddities
    if found is None and not member.type.nullable:
        oddities = _open(oddities)
        oddities.null.add(member.attribute)
        return member.absent_value(), oddities
    try:
        value, spelling = read_value(member.type, found, reading)
    except DecodeError as error:
        error.within(member.name, secret=member.secret)
        raise
    if spelling is not None:
        oddities = _open(oddities)
        oddities.spellings[member.attribute] = spelling
    return value, oddities


def decoder_of(carrier: type[Any]) -> CompiledFunction:
    """The function that reads a JSON object as this carrier."""
    return compiled_function(carrier.__carrier_schema__, _compile_decoder)


def _compile_decoder(schema: CarrierSchema) -> Callable[..., Any]:
    shapes = Shapes(schema)
    names: dict[str, Any] = {
        "ABSENT": ABSENT,
        "ALL_ABSENT": schema.all_absent_state,
        "Blank": schema.blank,
        "Carrier": schema.carrier,
        "DecodeError": DecodeError,
        "InvalidValue": InvalidValue,
        "NAMES": cached_keys(member.name for member in schema.members),
        "learn": shapes.learn,
        "new": object.__new__,
        "recent": shapes.recent,
        "note_spelling": note_spelling,
        "shapes": shapes.known,
        "usual": {},
        "read_date_time": read_date_time,
        "read_member": read_member,
        "refuse": _refuse_other_than_object,
    }
    source = DecoderSource(schema, names, lambda carrier, name: decoder_of(carrier).bind(names, name))
    return compile_function("decode", "\n".join(source.lines()), names, f"json decoder of {schema.name}")


def _refuse_other_than_object(found: Any) -> DecodeError:
    return DecodeError("an object", excerpt(found))

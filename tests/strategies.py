"""What generated tests draw from: texts that hurt, JSON values, bodies and carriers of any class.

Bodies are wire texts, made token by token, so that nothing is lost on the way into them:
white space, escapes, spellings, repeated names and number tokens are all drawn.
"""

from __future__ import annotations

import dataclasses
import datetime
import json
from collections.abc import Callable
from dataclasses import MISSING
from functools import cache
from typing import Any

from hypothesis import strategies as st

import so_carriers as so
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

Draw = Callable[[st.SearchStrategy[Any]], Any]

WAYS = (0, 0, 0, 1, 2)
"""The ways in which strings are written (see `string_token`), the usual one most often."""

DEEPEST = 3
"""How many carriers stand in each other at most."""

SPECIAL_TEXTS = [
    "",
    " ",
    '"',
    "\\",
    "\\u0041",
    "\x00",
    "\x1f\x7f\x80\x85",
    "\r\n\t",
    "\u2028\u2029\ufeff\ufffe\uffff",
    "\U0001f600\U0010ffff",
    "e\u0301\u202e\u200b",
    "\u212a\u0130\u017f",
    "]}[{",
    "null",
    "true",
    "3",
    "1e400",
    "-0",
    "2024-09-04T00:00:00",
    'NO:"Gutt";US:"Boy";',
    "[SR_LABEL]",
    "[I:3]",
    "x" * 300,
]

TOKENS = [
    "0",
    "-0",
    "-0.0",
    "1.10",
    "1e400",
    "1E5",
    "0.1e1",
    "5e-324",
    "18446744073709551615",
    "18446744073709551616",
    "-9223372036854775809",
    "123456789012345678901234567890",
    "0." + "3" * 30,
    "7" * 700,
]


@cache
def hurting_texts() -> st.SearchStrategy[str]:
    """Any text that UTF-8 can write, and often one that breaks careless code."""
    return st.sampled_from(SPECIAL_TEXTS) | st.text(max_size=8)


@cache
def number_tokens() -> st.SearchStrategy[str]:
    """Numbers as JSON writes them."""
    return (
        st.sampled_from(TOKENS)
        | st.integers().map(str)
        | st.floats(allow_nan=False, allow_infinity=False).map(repr)
    )


def string_token(text: str, way: int) -> str:
    """A JSON string: as short as can be, in ASCII, or with every character escaped."""
    if way == 2:
        units = text.encode("utf-16-be").hex()
        return '"' + "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4)) + '"'
    return json.dumps(text, ensure_ascii=way == 1)


@cache
def string_tokens() -> st.SearchStrategy[str]:
    """JSON strings in any escaping."""
    return st.builds(string_token, hurting_texts(), st.sampled_from(WAYS))


@cache
def scalar_tokens() -> st.SearchStrategy[str]:
    """JSON scalars."""
    return st.sampled_from(["null", "true", "false"]) | number_tokens() | string_tokens()


@cache
def json_texts() -> st.SearchStrategy[str]:
    """JSON of every shape, names repeated now and then."""
    return st.recursive(scalar_tokens(), lambda inner: _arrays(inner) | _objects(inner), max_leaves=6)


@cache
def json_values() -> st.SearchStrategy[Any]:
    """JSON values as the library gives and takes them: dict, list, str, int, number token, bool, None."""
    numbers = st.integers(-(2**63), 2**63 - 1) | st.sampled_from(["1.10", "1e400", "-0.0"]).map(
        so.NumberToken
    )
    scalars = st.none() | st.booleans() | numbers | hurting_texts()
    return st.recursive(
        scalars,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(hurting_texts(), inner, max_size=3),
        max_leaves=6,
    )


def _arrays(items: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.lists(items, max_size=3).map(lambda tokens: f"[{','.join(tokens)}]")


def _objects(items: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    pairs = st.lists(st.tuples(string_tokens(), items), max_size=3)
    return pairs.map(lambda members: _object([f"{name}:{item}" for name, item in members]))


def _object(members: list[str], blank: str = "") -> str:
    return f"{{{blank}{f'{blank},{blank}'.join(members)}{blank}}}"


@cache
def bodies_of(cls: Any) -> st.SearchStrategy[str]:
    """Bodies of a carrier class: any members in any order and spelling, unknown ones among them."""
    return _bodies(cls, 0)


@st.composite
def _bodies(draw: Draw, cls: Any, depth: int) -> str:
    members = so.schema_of(cls).members
    chosen: list[Any] = []
    if members:
        shuffled = st.lists(st.sampled_from(members), max_size=5 if depth else 8)
        chosen = draw(st.one_of(shuffled, st.just([*members])) if depth == 0 else shuffled)
    tokens = [
        f"{_name_token(draw, member.name)}:{_value_token(draw, member.type, depth)}" for member in chosen
    ]
    for _ in range(draw(st.sampled_from([0, 0, 1, 2]))):
        unknown = f"{draw(_unknown_names(cls))}:{draw(json_texts())}"
        tokens.insert(draw(st.integers(0, len(tokens))), unknown)
    return _object(tokens, draw(st.sampled_from(["", "", "", " ", "\r\n\t"])))


@cache
def _unknown_names(cls: Any) -> st.SearchStrategy[str]:
    known = {member.name.encode().lower() for member in so.schema_of(cls).members}
    names = hurting_texts().filter(lambda text: text.encode().lower() not in known)
    return st.builds(string_token, names, st.sampled_from(WAYS))


def _name_token(draw: Draw, name: str) -> str:
    change = draw(st.sampled_from([str, str, str, _camel_case, str.lower, str.upper, str.swapcase]))
    return string_token(change(name), 2 if change is str.swapcase else 0)


def _camel_case(name: str) -> str:
    return name[:1].lower() + name[1:]


def _value_token(draw: Draw, declared: ValueType, depth: int) -> Any:
    if draw(st.integers(0, 7)) == 0:
        return "null"  # against the type too, as $select does
    if isinstance(declared, CarrierType):
        return "{}" if depth >= DEEPEST else draw(_bodies(declared.carrier, depth + 1))
    if isinstance(declared, ListType):
        items = range(0 if depth >= DEEPEST else draw(st.integers(0, 2)))
        return f"[{','.join(_item_token(draw, declared.item, depth) for _ in items)}]"
    if isinstance(declared, DictionaryType):
        keys = range(0 if depth >= DEEPEST else draw(st.integers(0, 2)))
        return _object([f"{draw(string_tokens())}:{_item_token(draw, declared.value, depth)}" for _ in keys])
    return draw(_scalar_tokens_of(declared))


def _item_token(draw: Draw, declared: ValueType, depth: int) -> Any:
    """The same for an item: null stands only where it is allowed."""
    while True:
        token = _value_token(draw, declared, depth + 1)
        if token != "null" or declared.nullable:
            return token


@cache
def _scalar_tokens_of(declared: ValueType) -> st.SearchStrategy[str]:
    if isinstance(declared, IntegerType):
        numbers = st.integers(declared.lowest, declared.highest) | st.integers(0, 9)
        return st.tuples(numbers, st.sampled_from(["{}", "{}", "{}.0", "{}.00", "{}e0", '"{}"'])).map(_filled)
    if isinstance(declared, BooleanType):
        return st.sampled_from(["true", "false", '"true"', '"FALSE"', '"tRue"'])
    if isinstance(declared, DateTimeType):
        return date_texts().map(json.dumps)
    if isinstance(declared, EnumType):
        return _enum_tokens(declared)
    assert isinstance(declared, TextType)
    return string_tokens()


def _filled(number_and_form: tuple[int, str]) -> str:
    number, form = number_and_form
    return form.format(number)


def _enum_tokens(declared: EnumType) -> st.SearchStrategy[str]:
    names = st.sampled_from(sorted(declared.names.by_name))
    numbers = st.integers(0, 300)
    spelled = st.one_of(names, names.map(str.lower), numbers.map(str), hurting_texts())
    if declared.names.is_flags:
        joined = st.tuples(st.sampled_from([", ", ",", " "]), st.lists(names, max_size=3))
        spelled |= joined.map(lambda parts: parts[0].join(parts[1]))
    return spelled.map(json.dumps) | numbers.map(str)


@cache
def date_texts() -> st.SearchStrategy[str]:
    """Dates in every shape that is read."""
    zones = st.sampled_from(["", "Z", "+00:00", "-00:00", "+02:00", "-0530", "+14:00"])
    fractions = st.sampled_from(["", ".5", ".50", ".587837", ".5878372", ".0000000"])
    days = st.dates().map(datetime.date.isoformat)
    times = st.times().map(lambda time: time.replace(microsecond=0).isoformat())
    return days | st.tuples(days, times, fractions, zones).map(lambda parts: "{}T{}{}{}".format(*parts))


@cache
def carriers_of(cls: Any) -> st.SearchStrategy[Any]:
    """Carriers of a class: made in Python, or read from a body and then changed here and there."""
    return _made(cls, 0) | _changed(cls)


@st.composite
def _made(draw: Draw, cls: Any, depth: int) -> Any:
    members = so.schema_of(cls).members
    chosen = draw(st.lists(st.sampled_from(members), max_size=6, unique_by=id)) if members else []
    values = {member.attribute: _value(draw, member.type, depth) for member in chosen}
    for field in dataclasses.fields(cls):
        if field.default is MISSING and field.default_factory is MISSING and field.name not in values:
            values[field.name] = _value(draw, so.schema_of(cls).by_attribute[field.name].type, depth)
    return cls(**values)


@st.composite
def _changed(draw: Draw, cls: Any) -> Any:
    carrier = so.decode(draw(bodies_of(cls)), cls)
    members = so.schema_of(cls).members
    for member in draw(st.lists(st.sampled_from(members), max_size=3)) if members else []:
        if draw(st.booleans()):
            so.set_absent(carrier, member.attribute)
        else:
            setattr(carrier, member.attribute, _value(draw, member.type, 1))
    return carrier


def _value(draw: Draw, declared: ValueType, depth: int) -> Any:
    """A value that a member of this type may hold."""
    if declared.nullable and draw(st.integers(0, 4)) == 0:
        return None
    if isinstance(declared, CarrierType):
        if depth >= DEEPEST:
            return so.decode("{}", declared.carrier)
        return draw(_made(declared.carrier, depth + 1))
    if isinstance(declared, ListType):
        count = 0 if depth >= DEEPEST else draw(st.integers(0, 2))
        return [_value(draw, declared.item, depth + 1) for _ in range(count)]
    if isinstance(declared, DictionaryType):
        keys = [] if depth >= DEEPEST else draw(st.lists(hurting_texts(), max_size=2))
        return declared.factory({key: _value(draw, declared.value, depth + 1) for key in keys})
    return draw(_scalars_of(declared))


@cache
def _scalars_of(declared: ValueType) -> st.SearchStrategy[Any]:
    if isinstance(declared, IntegerType):
        return st.integers(declared.lowest, declared.highest)
    if isinstance(declared, BooleanType):
        return st.booleans()
    if isinstance(declared, DateTimeType):
        return date_times()
    if isinstance(declared, EnumType):
        names = declared.names
        # A text that names a member is read as that member.
        texts = hurting_texts().filter(lambda text: names.read(text) is None)
        members = st.sampled_from([*names.enum_class])
        flags = st.integers(0, 300).map(names.enum_class) if names.is_flags else members
        return members | flags | texts
    assert isinstance(declared, TextType)
    return hurting_texts()


@cache
def date_times() -> st.SearchStrategy[so.DateTime]:
    """Dates with the last digit, in every zone that can be written."""
    offsets = st.integers(-14 * 60, 14 * 60).map(
        lambda minutes: datetime.timezone(datetime.timedelta(minutes=minutes))
    )
    zones = st.none() | st.just(datetime.UTC) | offsets
    moments = st.datetimes()
    parts = st.tuples(moments, zones, st.integers(0, 9))
    return parts.map(
        lambda part: so.DateTime.combine(part[0].date(), part[0].time(), part[1], nanosecond=100 * part[2])
    )

"""The source of the functions that read plain XML.

Each is `read(text, at, room, has_references)`: `at` is where the content of its element
begins, `room` how many carriers may still stand within each other. It gives the node and
where the content ends. Scalars that follow each other are taken by one regular expression;
whether the name after the last of them is right, the caller sees by what stands there.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from typing import Any

from so_carriers.engines.python.key_cache import cached_keys
from so_carriers.engines.python.xml_names import KEY, NIL, VALUE, entry_name, is_element_name, value_name
from so_carriers.schema.carrier_schema import CarrierSchema
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
)

_MOST_ENTRIES = 1000
_PAD = "    "

# What is in the element of a scalar. The last two have nothing around them that would be stripped.
_PATTERNS: dict[type[ValueType], str] = {
    BooleanType: "(true|false)",
    DateTimeType: "([0-9T:.Z+-]*+)",
    EnumType: "([A-Za-z0-9_]*+(?:,? [A-Za-z0-9_]++)*+)",
    IntegerType: "(0|-?[1-9][0-9]{0,18})",
    TextType: "([^<>]*+)",
}
_CONVERSIONS: dict[type[ValueType], str] = {
    BooleanType: "t{0} == 'true'",
    DateTimeType: "t{0}",
    EnumType: "E{0}.get(t{0}) or scalar_node(T{0}, t{0})",
    IntegerType: "int(t{0})",
    TextType: "unescaped(t{0}) if has_references and '&' in t{0} else t{0}",
}


class PlainReaderSource:
    """Writes the source of one function; what it refers to is added to `names`.

    `bind(names, carrier, name)` puts the function of another carrier there.
    """

    def __init__(self, names: dict[str, Any], bind: Callable[[dict[str, Any], type[Any], str], None]) -> None:
        self._names = names
        self._bind = bind
        self._count = itertools.count()

    def root_lines(self, declared: ValueType) -> Iterator[str]:
        """The lines of the function for a root of that type."""
        yield "def read(text, at, room, has_references):"
        yield from self._content_lines(declared, "value", _PAD)
        yield "    return value, at"

    def lines(self, schema: CarrierSchema) -> Iterator[str]:
        """The lines of the function for a carrier."""
        yield "def read(text, at, room, has_references):"
        yield "    if room <= 0:"
        yield "        raise NotPlain"
        yield "    found = {}"
        # Literally matched, any other name would pass for that of an element.
        members = [member for member in schema.members if is_element_name(member.name)]
        numbered = zip(members, cached_keys(member.name for member in members), strict=True)
        for are_scalars, group in itertools.groupby(numbered, lambda pair: type(pair[0].type) in _PATTERNS):
            run = [(next(self._count), member, key) for member, key in group]
            self._names.update({f"K{i}": key for i, _, key in run})
            if are_scalars:
                yield from self._scalar_lines([(i, member) for i, member, _ in run])
            else:
                for i, member, _ in run:
                    yield from self._element_lines(member.name, member.type, f"found[K{i}]", _PAD, "pass")
        yield "    return found, at"

    def _scalar_lines(self, run: list[tuple[int, Member]]) -> Iterator[str]:
        """The code that takes scalars that follow each other, some of which may be absent or null."""
        pattern = "".join(_member_pattern(member) for _, member in run)
        match = f"match{next(self._count)}"
        self._names[match] = re.compile(pattern).match
        groups = "".join(f"t{i}, n{i}, " if member.type.nullable else f"t{i}, " for i, member in run)
        yield f"    match = {match}(text, at)"
        yield "    at = match.end()"
        yield f"    {groups or '()'} = match.groups()"
        for i, member in run:
            self._name_enum(i, member.type)
            yield f"    if t{i} is not None:"
            yield f"        found[K{i}] = {_CONVERSIONS[type(member.type)].format(i)}"
            if member.type.nullable:
                yield f"    elif n{i} is not None:"
                yield f"        found[K{i}] = None"

    def _element_lines(
        self, name: str, declared: ValueType, target: str, pad: str, otherwise: str
    ) -> Iterator[str]:
        """The code that takes one element of that name into `target`, or does `otherwise`."""
        opening, closing, empty, nil = f"<{name}>", f"</{name}>", f"<{name}/>", f"<{name}{NIL}/>"
        yield f"{pad}if text.startswith({opening!r}, at):"
        yield f"{pad}    at += {len(opening)}"
        yield from self._content_lines(declared, target, pad + _PAD)
        yield f"{pad}    if not text.startswith({closing!r}, at):"
        yield f"{pad}        raise NotPlain"
        yield f"{pad}    at += {len(closing)}"
        yield f"{pad}elif text.startswith({empty!r}, at):"
        yield f"{pad}    at += {len(empty)}"
        yield f"{pad}    {target} = {_EMPTY.get(type(declared), repr(''))}"
        yield f"{pad}elif text.startswith({nil!r}, at):"
        yield f"{pad}    at += {len(nil)}"
        yield f"{pad}    {target} = None"
        yield f"{pad}else:"
        yield f"{pad}    {otherwise}"

    def _content_lines(self, declared: ValueType, target: str, pad: str) -> Iterator[str]:
        """The code that takes the content of an element into `target`."""
        match declared:
            case CarrierType():
                function = f"read{next(self._count)}"
                self._bind(self._names, declared.carrier, function)
                yield f"{pad}{target}, at = {function}(text, at, room - 1, has_references)"
            case ListType():
                yield from self._list_lines(declared, target, pad)
            case DictionaryType():
                yield from self._dictionary_lines(declared, target, pad)
            case _:
                i = next(self._count)
                self._names[f"T{i}"] = declared
                yield from self._text_lines(f"t{i}", pad)
                yield f"{pad}{target} = scalar_node(T{i}, t{i})"

    def _list_lines(self, declared: ListType, target: str, pad: str) -> Iterator[str]:
        if type(declared.item) in _PATTERNS:
            yield from self._scalar_list_lines(declared.item, target, pad)
            return
        items, item = f"items{next(self._count)}", f"item{next(self._count)}"
        yield f"{pad}{items} = []"
        yield f"{pad}while True:"
        yield from self._element_lines(value_name(declared.item), declared.item, item, pad + _PAD, "break")
        yield f"{pad}    {items}.append({item})"
        yield f"{pad}{target} = {items}"

    def _scalar_list_lines(self, declared: ValueType, target: str, pad: str) -> Iterator[str]:
        """The code that takes all items at once; a null among them is left to the tree."""
        i, name = next(self._count), re.escape(value_name(declared))
        item = f"<{name}>{_PATTERNS[type(declared)]}</{name}>"
        self._names |= {f"run{i}": re.compile(f"(?:{item})*+").match, f"items{i}": re.compile(item).findall}
        self._name_enum(i, declared)
        yield f"{pad}end = run{i}(text, at).end()"
        node = _CONVERSIONS[type(declared)].format(i)
        yield f"{pad}{target} = [{node} for t{i} in items{i}(text, at, end)]"
        yield f"{pad}at = end"

    def _name_enum(self, i: int, declared: ValueType) -> None:
        if isinstance(declared, EnumType):
            self._names |= {f"T{i}": declared, f"E{i}": {name: name for name in declared.names.by_name}}

    def _dictionary_lines(self, declared: DictionaryType, target: str, pad: str) -> Iterator[str]:
        entries, key, value = (f"{name}{next(self._count)}" for name in ("entries", "key", "value"))
        before, between = f"<{entry_name(declared.value)}><{KEY}>", f"</{KEY}>"
        after = f"</{entry_name(declared.value)}>"
        yield f"{pad}{entries} = {{}}"
        yield f"{pad}while text.startswith({before!r}, at):"
        yield f"{pad}    at += {len(before)}"
        yield from self._text_lines(key, pad + _PAD)
        yield f"{pad}    if not text.startswith({between!r}, at):"
        yield f"{pad}        raise NotPlain"
        yield f"{pad}    at += {len(between)}"
        yield from self._element_lines(VALUE, declared.value, value, pad + _PAD, "raise NotPlain")
        yield f"{pad}    if not text.startswith({after!r}, at) or len({entries}) >= {_MOST_ENTRIES}:"
        yield f"{pad}        raise NotPlain"
        yield f"{pad}    at += {len(after)}"
        yield f"{pad}    {entries}[{key}] = {value}"
        yield f"{pad}{target} = {entries}"

    def _text_lines(self, target: str, pad: str) -> Iterator[str]:
        yield f"{pad}end = text.find('<', at)"
        yield f"{pad}{target} = text[at:end]"
        yield f"{pad}if end < 0 or '>' in {target}:"
        yield f"{pad}    raise NotPlain"
        yield f"{pad}at = end"
        yield f"{pad}if has_references:"
        yield f"{pad}    {target} = unescaped({target})"


_EMPTY: dict[type[ValueType], str] = {CarrierType: "{}", DictionaryType: "{}", ListType: "[]"}


def _member_pattern(member: Member) -> str:
    text = f">{_PATTERNS[type(member.type)]}</{re.escape(member.name)}>"
    nil = f"|({re.escape(NIL)}/>)" if member.type.nullable else ""
    return f"(?:<{re.escape(member.name)}(?:{text}{nil}))?+"

"""The source of the function that writes a carrier without a wire state as XML.

It is straight code over the attributes: each canonical value becomes an element at once.
At the first that is not, the whole carrier is left to `write_odd`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from so_carriers.engines.python.json_decoder_source import canonical_test
from so_carriers.engines.python.xml_names import KEY, NIL, VALUE, entry_name, value_name
from so_carriers.engines.python.xml_scalars import written_scalar
from so_carriers.engines.python.xml_text import SPECIAL
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


class PlainWriterSource:
    """Writes the source of `write(carrier, writing)` for one carrier.

    What the code refers to is added to `names`; `bind` puts the function of another
    carrier there. `by_document` lists the members that it leaves to functions `W0`, `W1`
    ... over their documents, which the caller adds.
    """

    def __init__(
        self, schema: CarrierSchema, names: dict[str, Any], bind: Callable[[type[Any], str], None]
    ) -> None:
        self._schema = schema
        self._names = names
        self._bind = bind
        self._members = [*enumerate(schema.members)]
        self.by_document = [
            (i, member)
            for i, member in self._members
            if not _is_written_here(member.type) or isinstance(member.type, EnumType)
        ]
        names.update({f"M{i}": member for i, member in self.by_document})
        names["is_special"] = SPECIAL.search

    def lines(self) -> Iterator[str]:
        """The lines of the source."""
        yield "def write(carrier, writing):"
        yield "    state = carrier._wire_state"
        yield "    if state is not None:"
        yield "        return '' if state is ALL_ABSENT else write_odd(carrier, writing)"
        for i, member in self._members:
            yield f"    v{i} = carrier.{member.attribute}"
            if isinstance(member.type, (IntegerType, BooleanType, TextType)):
                null = f" or v{i} is None" if member.type.nullable else ""
                yield f"    if not ({canonical_test(member.type, f'v{i}')}{null}):"
                yield "        return write_odd(carrier, writing)"
        yield from self._escaping_lines()
        for i, member in self._members:
            yield from self._element_lines(i, member)
        elements = "".join(_element(i, member) for i, member in self._members)
        yield f"    return f'{elements}'"

    def _escaping_lines(self) -> Iterator[str]:
        """The code that looks at all texts at once, since hardly any has something to escape."""
        texts = [f"v{i}" for i, member in self._members if isinstance(member.type, TextType)]
        if texts:
            joined = "".join(f"{{{text}}}" for text in texts)
            yield f"    texts = f'{joined}'"
            yield "    if not texts.isprintable() or '<' in texts or '&' in texts or '>' in texts:"
            for text in texts:
                yield f"        {text} = {text} and escaped({text})"

    def _element_lines(self, i: int, member: Member) -> Iterator[str]:
        """The code that turns an attribute into its element, where the last line does not do so."""
        if _is_written_last(member.type):
            return
        nested = is_recursive(self._schema, member)
        if nested:
            yield f"    if v{i} and not writing.enter({carrier_depth(self._schema)}):"
            yield "        raise NotPlain"
            yield f"    nested = {carrier_depth(self._schema)} if v{i} else 0"
        yield f"    if {f'v{i} is None' if member.type.nullable else 'False'}:"
        yield f"        v{i} = '<{member.name}{NIL}/>'"
        if _is_written_here(member.type):
            yield from _BRANCHES[type(member.type)](self, i, member.name, member.type)
        else:
            yield from self._document_lines(i)
        if nested:
            yield "    writing.leave(nested)"

    def _document_lines(self, i: int) -> Iterator[str]:
        yield "    else:"
        yield f"        v{i} = W{i}(write_member(M{i}, v{i}), writing)"

    def _text(self, i: int, name: str, _declared: ValueType) -> Iterator[str]:
        yield "    else:"
        yield f"        v{i} = f'<{name}>{{v{i}}}</{name}>'"

    def _boolean(self, i: int, name: str, _declared: BooleanType) -> Iterator[str]:
        yield "    else:"
        yield f"        v{i} = '<{name}>true</{name}>' if v{i} else '<{name}>false</{name}>'"

    def _enum(self, i: int, name: str, declared: EnumType) -> Iterator[str]:
        self._names[f"E{i}"], self._names[f"K{i}"] = declared.names.enum_class, _enum_elements(declared, name)
        yield f"    elif v{i}.__class__ is E{i} and v{i} in K{i}:"
        yield f"        v{i} = K{i}[v{i}]"
        yield from self._document_lines(i)

    def _date_time(self, i: int, name: str, _declared: DateTimeType) -> Iterator[str]:
        yield f"    elif v{i}.__class__ is DateTime:"
        yield "        try:"
        yield f"            v{i} = f'<{name}>{{v{i}.wire_text()}}</{name}>'"
        yield "        except InvalidValue:"
        yield "            raise NotPlain from None"
        yield from _OTHERWISE

    def _carrier(self, i: int, name: str, declared: CarrierType) -> Iterator[str]:
        self._bind_carrier(i, declared)
        yield f"    elif v{i}.__class__ is C{i}:"
        yield f"        content = R{i}(v{i}, writing)"
        yield f"        v{i} = f'<{name}>{{content}}</{name}>' if content else '<{name}/>'"
        yield from _OTHERWISE

    def _list(self, i: int, name: str, declared: ListType) -> Iterator[str]:
        yield f"    elif v{i}.__class__ is list:"
        yield "        items = ''"
        yield f"        for item in v{i}:"
        yield from self._item_lines(i, value_name(declared.item), declared.item)
        yield "            items += item"
        yield from _container_lines(i, name)

    def _dictionary(self, i: int, name: str, declared: DictionaryType) -> Iterator[str]:
        entry = entry_name(declared.value)
        self._names[f"F{i}"] = declared.factory
        yield f"    elif v{i}.__class__ is F{i} and len(v{i}) <= writing.limits.members:"
        yield "        items = ''"
        yield f"        for key, item in v{i}.items():"
        yield "            if key.__class__ is not str:"
        yield "                return write_odd(carrier, writing)"
        yield "            if is_special(key):"
        yield "                key = escaped(key)"
        yield from self._item_lines(i, VALUE, declared.value)
        yield f"            items += f'<{entry}><{KEY}>{{key}}</{KEY}>{{item}}</{entry}>'"
        yield from _container_lines(i, name)

    def _item_lines(self, i: int, name: str, declared: ValueType) -> Iterator[str]:
        """The code that turns an item into its element."""
        if isinstance(declared, CarrierType):
            self._bind_carrier(i, declared)
            yield f"            if item.__class__ is C{i}:"
            yield f"                content = R{i}(item, writing)"
            yield f"                item = f'<{name}>{{content}}</{name}>' if content else '<{name}/>'"
        else:
            yield "            if item.__class__ is str:"
            yield "                content = escaped(item) if is_special(item) else item"
            yield f"                item = f'<{name}>{{content}}</{name}>'"
        yield f"            elif {'item is None' if declared.nullable else 'False'}:"
        yield f"                item = '<{name}{NIL}/>'"
        yield "            else:"
        yield "                return write_odd(carrier, writing)"

    def _bind_carrier(self, i: int, declared: CarrierType) -> None:
        self._names[f"C{i}"] = declared.carrier
        self._bind(declared.carrier, f"R{i}")


_OTHERWISE = ("    else:", "        return write_odd(carrier, writing)")


def _container_lines(i: int, name: str) -> Iterator[str]:
    yield f"        v{i} = f'<{name}>{{items}}</{name}>' if items else '<{name}/>'"
    yield from _OTHERWISE


_BRANCHES: dict[type[ValueType], Callable[[PlainWriterSource, int, str, Any], Iterator[str]]] = {
    BooleanType: PlainWriterSource._boolean,
    CarrierType: PlainWriterSource._carrier,
    DateTimeType: PlainWriterSource._date_time,
    DictionaryType: PlainWriterSource._dictionary,
    EnumType: PlainWriterSource._enum,
    IntegerType: PlainWriterSource._text,
    ListType: PlainWriterSource._list,
    TextType: PlainWriterSource._text,
}


def _is_written_last(declared: ValueType) -> bool:
    """Whether a checked value can stand between its tags as it is."""
    return isinstance(declared, (IntegerType, TextType)) and not declared.nullable


def _element(i: int, member: Member) -> str:
    """What stands for a member in the text that is returned."""
    return f"<{member.name}>{{v{i}}}</{member.name}>" if _is_written_last(member.type) else f"{{v{i}}}"


def _is_written_here(declared: ValueType) -> bool:
    """Whether it is no container, or one of carriers or texts; few carriers have others."""
    if isinstance(declared, (ListType, DictionaryType)):
        item = declared.item if isinstance(declared, ListType) else declared.value
        return isinstance(item, (CarrierType, TextType))
    return True


def _enum_elements(declared: EnumType, name: str) -> dict[Any, str]:
    """The elements of an enum's members; sums of flags and odd names are left to the documents."""
    # Of a copy, since another thread may add a sum of flags meanwhile.
    texts = declared.names.texts.copy()
    written = {member: written_scalar(declared, text) for member, text in texts.items()}
    return {
        member: f"<{name}>{text}</{name}>"
        for member, (text, token) in written.items()
        if token is None and SPECIAL.search(text) is None
    }

"""Carriers as an XSD (XML Schema 1.0) of the XML that is written without extensions.

    carrier         a type of its name; its members in any order, as `xs:all`, for another order is kept
    member          may be missing, and may be null (`xsi:nil`), as `$select` nulls what it does not name
    int32, int64    xs:int, xs:long
    enum            one of the names, or another text, as servers of other versions may know more names
    flags           a list of such names, separated by blanks
    list            ArrayOfUser: items that may be null
    dictionary      StringDictionary: entries with Key and Value, which may be null

There is no target namespace. Elements for the root are those of every type that is reached, of every scalar
and of dictionaries and lists of scalars, and of the list of every carrier and enum. A number at the root
is 64 bits wide, since `<int>` does not say more. `anyType` is what holds a value of no declared type.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from so_carriers.engines.python.xml_names import KEY, VALUE, entry_name, is_element_name, value_name
from so_carriers.engines.python.xml_text import FORBIDDEN, escaped_attribute, escaped_text
from so_carriers.errors import InvalidDefinition, excerpt
from so_carriers.schema.carrier_schema import schema_of
from so_carriers.schema.enum_names import EnumNames
from so_carriers.schema.types import (
    AnyType,
    BooleanType,
    CarrierType,
    DateTimeType,
    DictionaryType,
    EnumType,
    IntegerType,
    ListType,
    TextType,
    ValueType,
    value_type,
)
from so_carriers.schema_documents.described_types import by_name, first_sentence, reachable_types

_SCALARS: dict[type[ValueType], str] = {
    AnyType: "xs:anyType",
    BooleanType: "xs:boolean",
    DateTimeType: "xs:dateTime",
    IntegerType: "",  # by its width
    TextType: "xs:string",
}
_LEAVES = (AnyType(), BooleanType(), DateTimeType(), IntegerType(), TextType())
_ALWAYS = (*_LEAVES, *map(DictionaryType, _LEAVES))
"""What may be a root whatever the carriers are."""

_OPENING = '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">'
_OPTIONAL = ' minOccurs="0"'
_ANY_NUMBER = ' minOccurs="0" maxOccurs="unbounded"'


def xsd(carriers: Iterable[Any]) -> str:
    """The XSD of `carriers`, classes or other types that `decode` takes, and of all that they reach.

    It is text without an XML declaration, to be written as UTF-8. Raises InvalidDefinition for a
    carrier or an enum whose name no element can have, and where two types have the same name.
    """
    found = reachable_types([*map(value_type, carriers), *_ALWAYS])
    items = [declared for declared in found if not isinstance(declared, (ListType, DictionaryType))]
    _check_names(items)
    roots = by_name((_plain(root, wide=True) for root in [*found, *map(ListType, items)]), value_name)
    every_type = reachable_types([*found, *roots.values()])
    named = [_plain(declared) for declared in every_type if type(declared) not in _SCALARS]
    lines = [f"  {_element(name, declared)}" for name, declared in sorted(roots.items())]
    for name, declared in by_name(named, _type_name).items():
        lines += [f"  {line}" for line in _definition(name, declared)]
    return "\n".join([_OPENING, *lines, "</xs:schema>", ""])


def _check_names(types: Iterable[ValueType]) -> None:
    for declared in types:
        name = _bare_type_name(declared)
        if not is_element_name(name):
            raise InvalidDefinition(f"{excerpt(name)} is no name of an XML element, so that it has no XSD")


def _plain(declared: ValueType, *, wide: bool = False) -> ValueType:
    """The same without what XML does not tell: null, a dictionary's class and a root's width (`wide`)."""
    match declared:
        case IntegerType() if wide:
            return IntegerType()
        case ListType():
            return ListType(_plain(declared.item, wide=wide))
        case DictionaryType():
            return DictionaryType(_plain(declared.value, wide=wide))
    return replace(declared, nullable=False)


def _type_name(declared: ValueType) -> str:
    match declared:
        case IntegerType():
            return "xs:int" if declared.name == "int32" else "xs:long"
        case CarrierType():
            return schema_of(declared.carrier).name
        case EnumType():
            return declared.names.enum_class.__name__
        case ListType():
            return f"ArrayOf{_bare_type_name(declared.item)}"
        case DictionaryType():
            value = _bare_type_name(declared.value)
            return f"{value[:1].upper()}{value[1:]}Dictionary"
    return _SCALARS[type(declared)]


def _bare_type_name(declared: ValueType) -> str:
    return _type_name(declared).removeprefix("xs:")


def _element(name: str, declared: ValueType, occurs: str = "") -> str:
    """An element whose content may be null, as that of every root, member, item and value may."""
    return f'<xs:element name="{name}" type="{_type_name(declared)}"{occurs} nillable="true"/>'


def _definition(name: str, declared: ValueType) -> Iterator[str]:
    match declared:
        case CarrierType():
            return _carrier(name, declared.carrier)
        case EnumType():
            return _enum(name, declared.names)
        case ListType():
            return _list(name, declared.item)
        case DictionaryType():
            return _dictionary(name, declared.value)
    raise TypeError(f"{declared!r} is XML Schema's own")  # pragma: no cover -- none of these comes here


def _carrier(name: str, carrier: type[Any]) -> Iterator[str]:
    members = schema_of(carrier).members
    named = [member for member in members if is_element_name(member.name)]
    unnamed = [ascii(member.name) for member in members if not is_element_name(member.name)]
    yield f'<xs:complexType name="{name}">'
    left_out = f"Left out, as no element can have their name: {', '.join(unnamed)}." if unnamed else ""
    yield from _documentation(first_sentence(carrier), left_out)
    yield "  <xs:all>"
    for member in named:
        yield f"    {_element(member.name, member.type, _OPTIONAL)}"
    yield "  </xs:all>"
    yield "</xs:complexType>"


def _enum(name: str, names: EnumNames) -> Iterator[str]:
    yield f'<xs:simpleType name="{name}">'
    yield from _documentation(first_sentence(names.enum_class))
    if names.is_flags:
        yield "  <xs:list><xs:simpleType>"
    yield '  <xs:union memberTypes="xs:string"><xs:simpleType><xs:restriction base="xs:string">'
    for known in names.by_name:
        if not FORBIDDEN.search(known):
            yield f'    <xs:enumeration value="{escaped_attribute(known)}"/>'
    yield "  </xs:restriction></xs:simpleType></xs:union>"
    if names.is_flags:
        yield "  </xs:simpleType></xs:list>"
    yield "</xs:simpleType>"


def _list(name: str, item: ValueType) -> Iterator[str]:
    yield f'<xs:complexType name="{name}">'
    yield "  <xs:sequence>"
    yield f"    {_element(value_name(item), item, _ANY_NUMBER)}"
    yield "  </xs:sequence>"
    yield "</xs:complexType>"


def _dictionary(name: str, value: ValueType) -> Iterator[str]:
    yield f'<xs:complexType name="{name}">'
    yield "  <xs:sequence>"
    yield f'    <xs:element name="{entry_name(value)}"{_ANY_NUMBER}>'
    yield "      <xs:complexType><xs:sequence>"
    yield f'        <xs:element name="{KEY}" type="xs:string"/>'
    yield f"        {_element(VALUE, value)}"
    yield "      </xs:sequence></xs:complexType>"
    yield "    </xs:element>"
    yield "  </xs:sequence>"
    yield "</xs:complexType>"


def _documentation(*texts: str) -> Iterator[str]:
    said = [escaped_text(FORBIDDEN.sub("\ufffd", text)) for text in texts if text]
    if said:
        elements = "".join(f"<xs:documentation>{text}</xs:documentation>" for text in said)
        yield f"  <xs:annotation>{elements}</xs:annotation>"

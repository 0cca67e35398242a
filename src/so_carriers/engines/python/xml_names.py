"""What elements are called, and the namespaces.

    carrier      its name on the wire             <User>, <LicenseOwner>
    scalars      int, string, boolean, dateTime   <int>851</int>
    enum         the name of its class            <ETableRight>
    list         ArrayOf and the name of an item  <ArrayOfUser>, <ArrayOfArrayOfint>
    dictionary   by the type of its values        <StringDictionary>, <FieldPropertyDictionary>

Items of a list bear the name of their type, entries of a dictionary that of the dictionary
with KeyValuePair after it. Decoding takes any name in these places.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from so_carriers.schema.carrier_schema import schema_of
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
)

SCHEMA_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
"""The namespace of `nil`, whose prefix we write as `xsi` (XML Schema 1.0, part 1, section 2.6.2)."""

JSON = "urn:so-carriers:json"
"""The namespace of the attributes that keep what plain XML cannot say, whose prefix we write as `json`."""

NIL = ' xsi:nil="true"'
"""What an element says that stands for null."""

KEY = "Key"
VALUE = "Value"

UNNAMEABLE = "Member"
"""The element of a member whose name no element can have; its attribute `json:name` has the name."""

ITEM = "item"
"""The items of an array that no type declares."""

_SCALARS: dict[type[ValueType], str] = {
    AnyType: "anyType",
    BooleanType: "boolean",
    DateTimeType: "dateTime",
    IntegerType: "int",
    TextType: "string",
}

# Names without a colon (Namespaces in XML 1.0, production 4) of letters that the fourth edition of
# XML 1.0 (appendix B) has as well as the fifth: expat, .NET and the schemas of libxml2 know no others.
_LETTERS = (
    "A-Z_a-z\xc0-\xd6\xd8-\xf6\xf8-\u0131\u0134-\u013e\u0141-\u0148\u014a-\u017e\u0388-\u038a"
    "\u038e-\u03a1\u03a3-\u03ce\u0401-\u040c\u040e-\u044f\u0451-\u045c\u05d0-\u05ea\u0621-\u063a"
    "\u0641-\u064a\u3041-\u3094\u30a1-\u30fa\u4e00-\u9fa5\uac00-\ud7a3"
)


def value_name(declared: ValueType) -> str:
    """The element of a value where no member names it: at the root, and as an item."""
    match declared:
        case CarrierType():
            return _name_or_any(schema_of(declared.carrier).name)
        case EnumType():
            return _name_or_any(declared.names.enum_class.__name__)
        case ListType():
            return f"ArrayOf{value_name(declared.item)}"
        case DictionaryType():
            return dictionary_name(declared.value)
    return _SCALARS[type(declared)]


def _name_or_any(name: str) -> str:
    return name if is_element_name(name) else _SCALARS[AnyType]


def dictionary_name(value: ValueType) -> str:
    """The element of a dictionary with values of that type, where no member names it."""
    return f"{_capitalised(value_name(value))}Dictionary"


def entry_name(value: ValueType) -> str:
    """The element of one entry of such a dictionary."""
    if isinstance(value, TextType):
        return "StringKeyValuePair"
    return f"{dictionary_name(value)}KeyValuePair"


def _capitalised(name: str) -> str:
    return name[:1].upper() + name[1:]


def is_element_name(name: str) -> bool:
    """Whether an element can bear this name without a prefix."""
    # What is kept is bounded in length too, as the names are the peer's.
    return (_is_kept_name if len(name) <= _LONGEST_KEPT else _is_name)(name)


def _is_name(name: str) -> bool:
    return _names().fullmatch(name) is not None


@cache
def _names() -> re.Pattern[str]:
    # Not before it is asked for, as compiling it takes a tenth of the time to import the codecs.
    return re.compile(f"[{_LETTERS}][{_LETTERS}.0-9-]*")


_LONGEST_KEPT = 100
_is_kept_name = lru_cache(4096)(_is_name)

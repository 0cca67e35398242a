"""XML bodies that decoding must take, written element by element without the library's writer.

Members are left out, null, in any order and case, and repeated; unknown ones stand among
them; dictionaries come in both forms, documents in every way of writing that XML has and
the library reads.
"""

from __future__ import annotations

import itertools
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from so_carriers.engines.python.xml_names import UNNAMEABLE, entry_name, is_element_name, value_name
from so_carriers.engines.python.xml_text import FORBIDDEN
from so_carriers.schema.carrier_schema import schema_of
from so_carriers.schema.types import (
    CONTAINERS,
    CarrierType,
    DictionaryType,
    ListType,
    TextType,
    ValueType,
)
from so_carriers.testing.strategies.extent import DEPTH, ITEMS
from so_carriers.testing.strategies.json_bodies import declared_as
from so_carriers.testing.strategies.json_tokens import number_tokens
from so_carriers.testing.strategies.member_choices import Manner, chosen_members, free_name
from so_carriers.testing.strategies.texts import xml_texts
from so_carriers.testing.strategies.xml_extent import XmlExtent, styles, ways
from so_carriers.testing.strategies.xml_markup import ARRAYS, EXTENSIONS, INSTANCE, Element, written_body
from so_carriers.testing.strategies.xml_scalar_texts import ScalarText, scalar_texts
from so_carriers.values.ascii_case import fold

if TYPE_CHECKING:
    from typing_extensions import TypeForm


def xml_bodies(
    type: TypeForm[Any],
    *,
    depth: int = DEPTH,
    items: int = ITEMS,
    texts: st.SearchStrategy[str] | None = None,
    unknown: bool = True,
    nulls: bool = True,
    spellings: bool = True,
    white_space: bool = True,
    namespaces: bool = True,
    comments: bool = True,
    references: bool = True,
    declarations: bool = True,
    extensions: bool = True,
) -> st.SearchStrategy[bytes]:
    """XML documents that `so.decode(body, type, "application/xml")` takes.

    `type` is whatever decoding takes: a carrier class, `list[T]`, `dict[str, T]`, a scalar,
    `T | None`. `depth` bounds the containers that stand in each other, `items` those of one
    list or dictionary, and texts are drawn from `texts`, characters that XML has not left
    out. The others say what bodies may have: `unknown` members, `nulls` against the type,
    odd `spellings` of names and values, odd orders and both forms of dictionaries,
    `white_space` between elements, around values and in tags, `namespaces` with prefixes and
    `xsi:type`, `comments` and processing instructions, character `references` and CDATA,
    `declarations` of XML with every charset and byte-order mark, and this library's own
    `extensions`. Raises InvalidArgument for a type that decoding does not take.
    """
    extent = XmlExtent(
        depth=depth,
        items=items,
        texts=xml_texts() if texts is None else texts.map(_without_forbidden),
        unknown=unknown,
        nulls=nulls,
        spellings=spellings,
        white_space=white_space,
        namespaces=namespaces,
        comments=comments,
        references=references,
        declarations=declarations,
        extensions=extensions,
    )
    return xml_bodies_of(declared_as(type), extent)


def _without_forbidden(text: str) -> str:
    return FORBIDDEN.sub("", text)


@lru_cache(512)
def xml_bodies_of(declared: ValueType, extent: XmlExtent) -> st.SearchStrategy[bytes]:
    """XML bodies of a declared type."""
    return _bodies(declared, extent)


@st.composite
def _bodies(draw: st.DrawFn, declared: ValueType, extent: XmlExtent) -> bytes:
    # Some are plain throughout, as they are read in another way than the others.
    chosen = draw(st.sampled_from([extent.plain, extent, extent]))
    root = _Elements(draw, chosen).root(declared)
    return written_body(root, draw(styles(chosen)))


_ONE_IN_THREE = st.sampled_from([False, False, True])
_SELDOM = st.sampled_from([*([False] * 7), True])
_NIL_TEXTS = ("true", "true", "1", " true\n")
_MOST_ELEMENTS = 40
_ITEM_NAMES = ("item", "Item", "string", "Value", "a.b-c", "\xe9")


class _Elements:
    """Draws the elements of one body; `room` is how many more there are to be, more or less."""

    def __init__(self, draw: st.DrawFn, extent: XmlExtent) -> None:
        self._draw = draw
        self._extent = extent
        self._ways = itertools.cycle(draw(ways(extent)))
        self._room = _MOST_ELEMENTS

    def root(self, declared: ValueType) -> Element:
        """The root of a body of that type."""
        names = (value_name(declared), value_name(declared), *_ITEM_NAMES)
        return self._value(self._one_of(names), declared, self._extent.depth)

    def _one_of(self, choices: tuple[str, ...]) -> str:
        """One of these where spellings may be odd, else the first."""
        return self._draw(st.sampled_from(choices)) if self._extent.spellings else choices[0]

    def _element(self, name: str, content: str | list[Element], **options: Any) -> Element:
        self._room -= 1
        return Element(name=name, content=content, way=next(self._ways), **options)

    def _nil(self, name: str) -> Element:
        attributes = {(INSTANCE, "nil"): self._one_of(_NIL_TEXTS)}
        return self._element(name, "", attributes=attributes, may_be_padded=True)

    def _value(self, name: str, declared: ValueType, depth: int, **options: Any) -> Element:
        """A value; null where its type allows it."""
        if declared.nullable and self._draw(_SELDOM):
            return self._nil(name)
        return self._present(name, declared, depth, **options)

    def _present(self, name: str, declared: ValueType, depth: int, **options: Any) -> Element:
        if isinstance(declared, CONTAINERS):
            return self._element(name, self._content(declared, depth), **options)
        scalar: ScalarText = self._draw(scalar_texts(declared, self._extent))
        if scalar.token is not None:
            options["attributes"] = {(EXTENSIONS, "token"): scalar.token}
        return self._element(name, scalar.text, may_be_padded=not isinstance(declared, TextType), **options)

    def _content(self, declared: CarrierType | DictionaryType | ListType, depth: int) -> list[Element]:
        if depth <= 0 or self._room <= 0:
            return []
        if isinstance(declared, CarrierType):
            return self._members(declared.carrier, depth - 1)
        if isinstance(declared, DictionaryType):
            keys = [self._draw(self._extent.text) for _ in self._some()]
            # Only an odd body names a key twice.
            once = keys if self._extent.spellings else dict.fromkeys(keys)
            return [self._entry(key, declared.value, depth - 1) for key in once]
        return self._items(declared.item, depth - 1)

    def _items(self, declared: ValueType, depth: int) -> list[Element]:
        name = self._one_of((value_name(declared), value_name(declared), *_ITEM_NAMES))
        namespace = {} if isinstance(declared, CONTAINERS) else {"namespace": ARRAYS}
        return [self._value(name, declared, depth, **namespace) for _ in self._some()]

    def _some(self) -> range:
        return range(self._draw(st.integers(0, self._extent.items)))

    def _entry(self, key: str, declared: ValueType, depth: int) -> Element:
        """An entry of a dictionary, as NetServer writes it or as DataContractSerializer does."""
        name, key_name, value_name = self._draw(
            st.sampled_from(_entry_names(declared) if self._extent.spellings else _entry_names(declared)[:1])
        )
        namespace = {"namespace": ARRAYS} if name.startswith(_KEY_VALUE_OF) else {}
        parts = [self._element(key_name, key, **namespace)]
        if not (declared.nullable and self._extent.spellings and self._draw(_SELDOM)):
            parts.append(self._value(value_name, declared, depth, **namespace))
        if self._extent.spellings and self._draw(_SELDOM):
            parts.reverse()
        return self._element(name, parts, **namespace)

    def _members(self, carrier: Any, depth: int) -> list[Element]:
        is_root = depth == self._extent.depth - 1
        manners = self._draw(chosen_members(carrier, self._extent, is_root))
        known = {*schema_of(carrier).by_folded_name}
        return [element for manner in manners for element in self._member(manner, known, depth)]

    def _member(self, manner: Manner, known: set[str], depth: int) -> list[Element]:
        """The element of a member, or of an unknown one; none where its name can stand in none."""
        member, name, is_null = manner
        if member is None:
            unknown = free_name(self._draw(_unknown_names(self._extent)), known)
            if depth <= 0:
                known.add(fold(unknown))  # as a second one of its name would make an array
            return self._unknown(unknown, depth)
        element = self._nil("") if is_null else self._present("", member.type, depth)
        # An odd name may also stand beside the declared one, as the library writes it.
        is_declared = name != member.name and self._extent.extensions and self._draw(_ONE_IN_THREE)
        return self._named(name, member.name if is_declared else name, element)

    def _named(self, name: str, element_name: str, element: Element) -> list[Element]:
        """The element under a name: its own one, or one that an attribute tells."""
        if not is_element_name(element_name):
            element_name = UNNAMEABLE
        if name != element_name:
            if not self._extent.extensions:
                return []
            element.attributes = {**element.attributes, (EXTENSIONS, "name"): name}
        element.name = element_name
        return [element]

    def _unknown(self, name: str, depth: int) -> list[Element]:
        """Elements that no type declares, of any content; two of one name make an array."""
        kinds = _KINDS if self._extent.extensions else _KINDS_WITHOUT_EXTENSIONS
        kind, is_said = self._draw(st.sampled_from(kinds))
        if kind == "nil":
            return self._named(name, name, self._nil(""))
        attributes = {(EXTENSIONS, "type"): kind} if is_said else {}
        content = self._unknown_content(kind, depth - 1)
        is_literal = kind in ("number", "boolean")
        element = self._element("", content, attributes=attributes, may_be_padded=is_literal)
        others = self._unknown(name, depth) if kind == "text" and depth > 0 and self._draw(_SELDOM) else []
        return self._named(name, name, element) + others

    def _unknown_content(self, kind: str, depth: int) -> str | list[Element]:
        if kind == "text":
            return self._draw(self._extent.text)
        if kind == "number":
            return self._draw(number_tokens())
        if kind == "boolean":
            return self._draw(st.sampled_from(["false", "true"]))
        if depth <= 0 or self._room <= 0:
            return []
        names = [self._draw(_unknown_names(self._extent))]
        if kind == "object":
            names += [self._draw(_unknown_names(self._extent))]
        return [part for name in names for _ in self._some() for part in self._unknown(name, depth - 1)]


_KEY_VALUE_OF = "KeyValueOf"
_KINDS_WITHOUT_EXTENSIONS = (
    ("text", False),
    ("text", False),
    ("nil", False),
    ("array", False),
    ("object", False),
)
_KINDS = (
    *_KINDS_WITHOUT_EXTENSIONS,
    ("number", True),
    ("boolean", True),
    ("array", True),
    ("object", True),
)
"""What an unknown element may be, and whether an attribute says so."""


@lru_cache(256)
def _entry_names(value: ValueType) -> tuple[tuple[str, str, str], ...]:
    """What entries of a dictionary with such values are called, and their keys and values."""
    usual = (entry_name(value), "Key", "Value")
    contract = (f"{_KEY_VALUE_OF}string{value_name(value)}", "Key", "Value")
    return usual, usual, contract, contract, ("entry", "key", "VALUE"), (usual[0], "kEY", "value")


@lru_cache(256)
def _unknown_names(extent: XmlExtent) -> st.SearchStrategy[str]:
    names = st.sampled_from(["Extra", "extra", "X", "item", "Key", "a.b-c", "_1", "\xe9"])
    return names | extent.text if extent.extensions else names

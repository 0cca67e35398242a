"""Elements as XML texts, in any of the ways that mean the same.

What is written here is worked out without the library's own writer of XML, so that a
mistake of the one is no mistake of the other.
"""

from __future__ import annotations

import codecs
import enum
import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

INSTANCE: Final = "http://www.w3.org/2001/XMLSchema-instance"
"""The namespace of `nil` and `type` (XML Schema 1.0, part 1, section 2.6)."""

EXTENSIONS: Final = "urn:so-carriers:json"
"""The namespace of this library's attributes."""

MEMBERS: Final = "http://schemas.datacontract.org/2004/07/Example"
ARRAYS: Final = "http://schemas.microsoft.com/2003/10/Serialization/Arrays"
"""The namespaces of what DataContractSerializer writes: of members, and of items of plain types."""

FOREIGN: Final = "urn:example:other"
"""The namespace of an attribute that means nothing here."""

_SCHEMA: Final = "http://www.w3.org/2001/XMLSchema"


class Way(enum.Enum):
    """One way of writing an element that means the same as every other."""

    PLAIN = "plain"
    TWO_TAGS = "two tags though it is empty"
    BLANKS = "blanks in its tags"
    QUOTES = "apostrophes around attributes"
    PADDED = "white space around a value that is no text"
    CHARACTER_DATA = "CDATA"
    REFERENCES = "each character as a reference"
    ENTITIES = "quotes as entities"
    COMMENT = "a comment inside"
    COMMENT_BEFORE = "a comment before it"
    INSTRUCTION = "a processing instruction inside"
    ATTRIBUTE = "an attribute of somebody else's"
    TYPE = "its type as xsi:type"
    NOT_NIL = "xsi:nil, which is false"


@dataclass(slots=True, kw_only=True)
class Element:
    """An element: its name without a prefix, and a text or other elements."""

    name: str
    content: str | list[Element] = ""
    attributes: dict[tuple[str, str], str] = field(default_factory=dict)
    """Values by namespace and name."""
    namespace: str = MEMBERS
    may_be_padded: bool = False
    """Whether white space around its text means nothing."""
    way: Way = Way.PLAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Namespaces:
    """The prefix of each namespace: none at all where it is None, the default one where it is empty."""

    members: str | None = None
    arrays: str | None = None
    instance: str = "xsi"
    extensions: str = "json"
    are_declared_late: bool = False
    """Whether each is declared where it is needed, and not on the root."""
    with_schema: bool = False
    """Whether the namespace of XML Schema is declared too, as XmlSerializer does."""

    def prefix(self, namespace: str) -> str | None:
        """The prefix of one of the namespaces above."""
        return {
            MEMBERS: self.members,
            ARRAYS: self.arrays,
            INSTANCE: self.instance,
            EXTENSIONS: self.extensions,
            FOREIGN: "o",
        }[namespace]


@dataclass(frozen=True, slots=True, kw_only=True)
class Charset:
    """How a document becomes bytes: the XML declaration, the byte-order mark, and Python's codec."""

    declaration: str = ""
    mark: bytes = b""
    codec: str = "utf-8"


CHARSETS: Final = (
    Charset(),
    Charset(declaration='<?xml version="1.0"?>'),
    Charset(declaration='<?xml version="1.0" encoding="utf-8"?>\n'),
    Charset(declaration="<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>"),
    Charset(mark=codecs.BOM_UTF8),
    Charset(declaration='<?xml version="1.0" encoding="utf-8"?>', mark=codecs.BOM_UTF8),
    Charset(mark=codecs.BOM_UTF16_LE, codec="utf-16-le"),
    Charset(
        declaration='<?xml version="1.0" encoding="utf-16"?>', mark=codecs.BOM_UTF16_BE, codec="utf-16-be"
    ),
    Charset(declaration='<?xml version="1.0" encoding="UTF-16"?>', codec="utf-16-be"),
    Charset(codec="utf-16-le"),
    Charset(mark=codecs.BOM_UTF32_LE, codec="utf-32-le"),
    Charset(declaration='<?xml version="1.0" encoding="iso-8859-1"?>', codec="iso-8859-1"),
    Charset(declaration="<?xml version='1.0' encoding='Windows-1252'?>\n", codec="cp1252"),
    Charset(declaration='<?xml version="1.0" encoding="us-ascii"?>', codec="ascii"),
)
"""Every charset that is read, the usual one first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """What is the same all over one document."""

    namespaces: Namespaces = Namespaces()
    charset: Charset = CHARSETS[0]
    indent: str | None = None
    """What stands before an element for each element around it; None for no white space at all."""
    line_end: str = "\n"
    before: str = ""
    after: str = ""
    """What stands around the root."""


def written_body(root: Element, style: Style) -> bytes:
    """The document as bytes, in UTF-8 without a mark where its charset lacks one of the characters."""
    text = f"{style.before}{''.join(_Writer(style).document(root))}{style.after}"
    charset = style.charset
    try:
        return charset.mark + _with_line_ends(charset.declaration + text, style).encode(charset.codec)
    except UnicodeEncodeError:
        return _with_line_ends(text, style).encode()


def _with_line_ends(text: str, style: Style) -> str:
    return text.replace("\n", style.line_end)


class _Writer:
    """Writes the elements of one document piece by piece."""

    def __init__(self, style: Style) -> None:
        self._namespaces = style.namespaces
        self._indent = style.indent

    def document(self, root: Element) -> Iterator[str]:
        """The pieces of the root."""
        declared = {} if self._namespaces.are_declared_late else self._needed_anywhere(root)
        extra = {"xsd": _SCHEMA} if self._namespaces.with_schema else {}
        yield from self._element(root, {}, "\n", extra | declared)

    def _needed_anywhere(self, element: Element) -> dict[str, str]:
        inner = [] if isinstance(element.content, str) else element.content
        return {
            prefix: namespace
            for needed in [*map(self._needed_anywhere, inner), self._needed(element)]
            for prefix, namespace in needed.items()
        }

    def _needed(self, element: Element) -> dict[str, str]:
        """The namespaces of an element and its attributes, by prefix."""
        used = [element.namespace, *(namespace for namespace, _ in _attributes(element))]
        prefixes = [(self._namespaces.prefix(namespace), namespace) for namespace in used]
        return {prefix: namespace for prefix, namespace in prefixes if prefix is not None}

    def _element(
        self, element: Element, scope: Mapping[str, str], line: str, extra: Mapping[str, str] = {}
    ) -> Iterator[str]:
        declared = {**extra, **{p: n for p, n in self._needed(element).items() if scope.get(p) != n}}
        name = self._name(element.namespace, element.name)
        blank = " " if element.way is Way.BLANKS else ""
        if element.way is Way.COMMENT_BEFORE:
            yield "<!-- before -->"
        yield f"<{name}{''.join(self._attributes(element, declared))}{blank}"
        inner = "".join(self._content(element, {**scope, **declared}, line))
        if inner or element.way is Way.TWO_TAGS:
            yield f">{inner}</{name}{blank}>"
        else:
            yield "/>"

    def _attributes(self, element: Element, declared: Mapping[str, str]) -> Iterator[str]:
        quote = "'" if element.way is Way.QUOTES else '"'
        equals = " = " if element.way is Way.BLANKS else "="
        for prefix, namespace in declared.items():
            yield f" xmlns{prefix and ':'}{prefix}{equals}{quote}{namespace}{quote}"
        for (namespace, name), value in _attributes(element).items():
            yield f" {self._name(namespace, name)}{equals}{quote}{_attribute_text(value)}{quote}"

    def _name(self, namespace: str, name: str) -> str:
        prefix = self._namespaces.prefix(namespace)
        return f"{prefix}:{name}" if prefix else name

    def _content(self, element: Element, scope: Mapping[str, str], line: str) -> Iterator[str]:
        if isinstance(element.content, str):
            yield _content_text(element, element.content)
            return
        inner_line = None if self._indent is None else line + self._indent
        for child in element.content:
            yield inner_line or ""
            yield from self._element(child, scope, inner_line or line)
        yield _NOTHINGS.get(element.way, "")
        if inner_line is not None and element.content:
            yield line


_NOTHINGS: Final = {Way.COMMENT: "<!-- <Id>&&]]> -->", Way.INSTRUCTION: "<?page break='1'?>"}


def _attributes(element: Element) -> dict[tuple[str, str], str]:
    """The attributes that an element has by the way that it is written, too."""
    if element.way is Way.ATTRIBUTE:
        return {**element.attributes, (FOREIGN, "nil"): "true"}
    if element.way is Way.TYPE:
        return {(INSTANCE, "type"): element.name, **element.attributes}
    if element.way is Way.NOT_NIL:
        return {(INSTANCE, "nil"): "false", **element.attributes}
    return element.attributes


def _content_text(element: Element, text: str) -> str:
    way = element.way
    if way is Way.REFERENCES:
        forms = itertools.cycle(("&#{};", "&#x{:X};"))
        return "".join(form.format(ord(character)) for form, character in zip(forms, text, strict=False))
    if way is Way.CHARACTER_DATA:
        return _character_data(text)
    if way is Way.ENTITIES:
        return _escaped(text).replace('"', "&quot;").replace("'", "&apos;")
    if way is Way.PADDED and element.may_be_padded:
        return f" \t\n{_escaped(text)}\n "
    nothing = _NOTHINGS.get(way, "")
    middle = len(text) // 2
    return f"{_escaped(text[:middle])}{nothing}{_escaped(text[middle:])}"


def _character_data(text: str) -> str:
    # A carriage return in it would be read as a line feed (XML 1.0, section 2.11).
    inner = text.replace("]]>", "]]]]><![CDATA[>").replace("\r", "]]>&#13;<![CDATA[")
    return f"<![CDATA[{inner}]]>"


def _escaped(text: str) -> str:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return escaped.replace("\r", "&#xD;")


def _attribute_text(text: str) -> str:
    # White space but the blank would be read as a blank (section 3.3.3).
    escaped = _escaped(text).replace('"', "&quot;").replace("'", "&#39;")
    return escaped.replace("\t", "&#9;").replace("\n", "&#10;")

"""Texts that hurt: those that careless readers and writers of JSON, XML and forms get wrong."""

from __future__ import annotations

from functools import cache

from hypothesis import strategies as st

SPECIAL_TEXTS = (
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
    "<&>",
    "]]>",
    "a=b&c+%20",
    "+47 815 93 000",
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
)
"""Texts at the edges of the formats, and texts that look like something else."""

_NAMES = (
    "Name",
    "name",
    "associate_id",
    "Item[0]",
    "Address.Zipcode",
    "SuperOffice:1",
    "@odata.type",
    "$type",
)


@cache
def texts() -> st.SearchStrategy[str]:
    """Any text that UTF-8 can write, and often one that breaks careless code.

    Lone surrogates are not among them: no format of NetServer's can say one. Shrinks to the
    empty text and to zeros.
    """
    return _texts()


def plain_texts() -> st.SearchStrategy[str]:
    """The same with less around it, for strategies that draw many."""
    return _ANY


@cache
def xml_texts() -> st.SearchStrategy[str]:
    """The same, of the characters that XML 1.0 has (section 2.2): no U+FFFE, U+FFFF and most controls."""
    return _xml_texts()


# Composite strategies are shown by the name of their function, others with all their parts.


def _named_texts(draw: st.DrawFn) -> str:
    return draw(_ANY)


def _named_xml_texts(draw: st.DrawFn) -> str:
    return draw(_ANY_OF_XML)


_named_texts.__name__ = "texts"
_named_xml_texts.__name__ = "xml_texts"
_texts = st.composite(_named_texts)
_xml_texts = st.composite(_named_xml_texts)


@cache
def names() -> st.SearchStrategy[str]:
    """Names of members that no carrier declares: most look like names, some are any text."""
    return st.from_regex(r"[A-Z][a-z]{0,6}[A-Z0-9]?", fullmatch=True) | st.sampled_from(_NAMES) | texts()


def is_xml_character(character: str) -> bool:
    """Whether XML 1.0 has this character (section 2.2, production 2)."""
    code = ord(character)
    return character in "\t\r\n" or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or code >= 0x10000


_CONTROLS = "".join(character for character in map(chr, range(0x20)) if not is_xml_character(character))
_XML_CHARACTERS = st.characters(exclude_categories=["Cs"], exclude_characters=f"{_CONTROLS}\ufffe\uffff")
_ANY = st.text(max_size=8) | st.sampled_from(SPECIAL_TEXTS)
_ANY_OF_XML = st.text(_XML_CHARACTERS, max_size=8) | st.sampled_from(
    [text for text in SPECIAL_TEXTS if all(map(is_xml_character, text))]
)

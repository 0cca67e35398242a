"""One long text in one member."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import partial
from urllib.parse import parse_qs

from lxml import etree

import so_carriers as so
from benchmarks import payloads
from benchmarks.growth.bodies import Growing, codec_cases
from benchmarks.growth.case import Case
from benchmarks.growth.codecs import (
    FORM,
    JSON,
    XML,
    MakeCodec,
    lxml_codec,
    orjson_codec,
    our_codec,
    pydantic_codec,
    struct_codec,
    xsdata_codec,
)
from benchmarks.growth.form_codecs import form_codec
from benchmarks.line import SUBJECT
from benchmarks.peers.form_peers import URLLIB
from benchmarks.peers.lxml_trees import LXML
from benchmarks.peers.msgspec_models import STRUCT_UNSET
from benchmarks.peers.orjson_documents import ORJSON
from benchmarks.peers.pydantic_models import PYDANTIC_UNSET
from benchmarks.peers.xsdata_models import XSDATA
from benchmarks.xml_bodies import xml_body

SIZES = (10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000)
"""All multiples of the length of a unit."""

UNITS = {
    "ASCII": "abcde 0123",
    "escapes": 'a"b\\c\nd<e&',
    "non-ASCII": "Åse 北京 é😀x",
}
"""Ten characters each, which a text is made of; those of `escapes` are escaped in every format."""

_MARK = "0"
_NAME = "UserName"


def text_cases() -> list[Case]:
    """Each kind of text in each format."""
    return [case for kind in UNITS for form in _FORMATS for case in codec_cases(_growing(kind, form))]


def _growing(kind: str, format_: str) -> Growing:
    body, size_of, codecs = _FORMATS[format_]
    return Growing(
        title=f"one text, {kind}",
        format=format_,
        axis="characters",
        sizes=SIZES,
        body=partial(body, UNITS[kind]),
        size_of=size_of,
        codecs=codecs,
        carrier=_CARRIER,
    )


def json_text(unit: str, size: int) -> bytes:
    """An object with one member."""
    return _repeated(_json, unit, size)


def xml_text(unit: str, size: int) -> bytes:
    """An element with one child."""
    return _repeated(_xml, unit, size)


def form_text(unit: str, size: int) -> bytes:
    """One name with its value."""
    return _repeated(_form, unit, size)


def _repeated(written: Callable[[str], bytes], unit: str, size: int) -> bytes:
    """Only one unit is written: the formats write each character by itself."""
    before, _, after = written(_MARK).partition(_MARK.encode())
    inside = written(unit).removeprefix(before).removesuffix(after)
    return b"".join([before, inside * (size // len(unit)), after])


def _json(text: str) -> bytes:
    return json.dumps({_NAME: text}, ensure_ascii=False, separators=(",", ":")).encode()


def _xml(text: str) -> bytes:
    return xml_body(_json(text), _CARRIER)


def _form(text: str) -> bytes:
    return payloads.form_body(_json(text))


def json_size(body: bytes) -> int:
    """How long the text is."""
    return len(json.loads(body)[_NAME])


def xml_size(body: bytes) -> int:
    """How long the text is."""
    root = etree.fromstring(body, etree.XMLParser(huge_tree=True))
    return len(root.findtext(_NAME) or "")


def form_size(body: bytes) -> int:
    """How long the text is."""
    return len(parse_qs(body.decode())[_NAME][0])


_CARRIER = so.CreateExternalUserRequest
_FORMATS: Mapping[
    str, tuple[Callable[[str, int], bytes], Callable[[bytes], int], Mapping[str, MakeCodec]]
] = {
    "JSON": (
        json_text,
        json_size,
        {
            SUBJECT: partial(our_codec, _CARRIER, JSON),
            STRUCT_UNSET: partial(struct_codec, _CARRIER),
            PYDANTIC_UNSET: partial(pydantic_codec, _CARRIER),
            ORJSON: orjson_codec,
        },
    ),
    "XML": (
        xml_text,
        xml_size,
        {
            SUBJECT: partial(our_codec, _CARRIER, XML),
            XSDATA: partial(xsdata_codec, _CARRIER),
            LXML: lxml_codec,
        },
    ),
    "form": (
        form_text,
        form_size,
        {SUBJECT: partial(our_codec, _CARRIER, FORM), URLLIB: partial(form_codec, _CARRIER, URLLIB)},
    ),
}
"""How a text is written and its length read off, and who reads it."""

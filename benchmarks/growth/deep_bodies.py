"""Carriers in each other, and arrays and objects in an unknown member, up to the deepest that is read.

Limits may go to 200 containers and no further, whatever the body.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import partial
from typing import Any

from lxml import etree

import so_carriers as so
from benchmarks.growth.bodies import Growing, codec_cases
from benchmarks.growth.case import Case
from benchmarks.growth.codecs import (
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
from benchmarks.line import SUBJECT
from benchmarks.peers.lxml_trees import LXML
from benchmarks.peers.msgspec_models import STRUCT_UNSET
from benchmarks.peers.orjson_documents import ORJSON
from benchmarks.peers.pydantic_models import PYDANTIC_UNSET
from benchmarks.peers.xsdata_models import XSDATA
from benchmarks.xml_bodies import xml_body
from so_carriers.settings import DEEPEST

CARRIER_SIZES = (1, 3, 10, 30, DEEPEST // 2)
"""Two containers for each carrier: itself, and the array that it stands in."""

UNKNOWN_SIZES = (1, 3, 10, 30, 100, DEEPEST - 1)
"""The carrier that has the unknown member is a container too."""

_CARRIER = so.MDOListItem


def depth_cases() -> list[Case]:
    """Carriers that hold each other, and unknown arrays and objects."""
    return [
        case
        for growing in (_CARRIERS_IN_JSON, _CARRIERS_IN_XML, _ARRAYS_IN_JSON, _OBJECTS_IN_JSON, _IN_XML)
        for case in codec_cases(growing)
    ]


def json_carriers(size: int) -> bytes:
    """So many list items, each but the innermost with one child."""
    opening = "".join(f'{{"Id":{level},"Name":"level {level}","ChildItems":[' for level in range(1, size))
    return f'{opening}{{"Id":{size},"Name":"level {size}"}}{"]}" * (size - 1)}'.encode()


def json_carriers_size(body: bytes) -> int:
    """How many there are."""
    return body.count(b'"level ')


def xml_carriers(size: int) -> bytes:
    """The same in XML."""
    return xml_body(json_carriers(size), _CARRIER)


def xml_carriers_size(body: bytes) -> int:
    """How many there are."""
    return body.count(b">level ")


def json_arrays(size: int) -> bytes:
    """So many arrays in an unknown member."""
    return b'{"Name":"A","Unknown":%b1%b}' % (b"[" * size, b"]" * size)


def json_objects(size: int) -> bytes:
    """So many objects in an unknown member."""
    return b'{"Name":"A","Unknown":%b1%b}' % (b'{"x":' * size, b"}" * size)


def json_unknown_size(body: bytes) -> int:
    """How deep the unknown member is."""
    depth, value = 0, json.loads(body).get("Unknown")
    while isinstance(value, (list, dict)):
        (value,) = value.values() if isinstance(value, dict) else value
        depth += 1
    return depth


def xml_objects(size: int) -> bytes:
    """So many elements in an unknown element."""
    inside = b"<x>" * size + b"1" + b"</x>" * size
    return b"<MDOListItem><Name>A</Name><Unknown>%b</Unknown></MDOListItem>" % inside


def xml_objects_size(body: bytes) -> int:
    """How many elements there are in the unknown element."""
    unknown = etree.fromstring(body).find("Unknown")
    return 0 if unknown is None else len([*unknown.iter()]) - 1


_JSON_CODECS: Mapping[str, MakeCodec] = {
    SUBJECT: partial(our_codec, _CARRIER, JSON),
    STRUCT_UNSET: partial(struct_codec, _CARRIER),
    PYDANTIC_UNSET: partial(pydantic_codec, _CARRIER),
    ORJSON: orjson_codec,
}
_XML_CODECS: Mapping[str, MakeCodec] = {
    SUBJECT: partial(our_codec, _CARRIER, XML),
    XSDATA: partial(xsdata_codec, _CARRIER),
    LXML: lxml_codec,
}
_UNKNOWN: Mapping[str, Any] = {
    "format": "JSON",
    "axis": "levels",
    "sizes": UNKNOWN_SIZES,
    "size_of": json_unknown_size,
    "codecs": _JSON_CODECS,
    "drops": (STRUCT_UNSET, PYDANTIC_UNSET),
    "carrier": _CARRIER,
}

_CARRIERS_IN_JSON = Growing(
    title="carriers in each other",
    format="JSON",
    axis="levels",
    sizes=CARRIER_SIZES,
    body=json_carriers,
    size_of=json_carriers_size,
    codecs=_JSON_CODECS,
    carrier=_CARRIER,
)
_CARRIERS_IN_XML = Growing(
    title="carriers in each other",
    format="XML",
    axis="levels",
    sizes=CARRIER_SIZES,
    body=xml_carriers,
    size_of=xml_carriers_size,
    codecs=_XML_CODECS,
    carrier=_CARRIER,
)
_ARRAYS_IN_JSON = Growing(title="unknown arrays in each other", body=json_arrays, **_UNKNOWN)
_OBJECTS_IN_JSON = Growing(title="unknown objects in each other", body=json_objects, **_UNKNOWN)
_IN_XML = Growing(
    title="unknown elements in each other",
    format="XML",
    axis="levels",
    sizes=UNKNOWN_SIZES,
    body=xml_objects,
    size_of=xml_objects_size,
    codecs=_XML_CODECS,
    drops=(XSDATA,),
    carrier=_CARRIER,
)

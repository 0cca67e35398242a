"""Arrays of carriers."""

from __future__ import annotations

import json
from functools import cache, partial
from itertools import cycle, islice

from lxml import etree

import so_carriers as so
from benchmarks.growth.bodies import Growing, WrongBodyError, codec_cases
from benchmarks.growth.case import Case
from benchmarks.growth.codecs import (
    JSON,
    XML,
    lxml_codec,
    orjson_codec,
    our_codec,
    pydantic_codec,
    struct_codec,
    xsdata_array_codec,
)
from benchmarks.line import SUBJECT
from benchmarks.peers.lxml_trees import LXML
from benchmarks.peers.msgspec_models import STRUCT_UNSET
from benchmarks.peers.orjson_documents import ORJSON
from benchmarks.peers.pydantic_models import PYDANTIC_UNSET
from benchmarks.peers.xsdata_models import XSDATA
from benchmarks.xml_bodies import SCHEMA_INSTANCE, xml_body
from so_carriers.testing import samples

SIZES = (1, 10, 100, 1_000, 10_000)
_DECLARATION = f' xmlns:xsi="{SCHEMA_INSTANCE}"'.encode()


DISTINCT = 100
"""How many users there are; a longer array has them again, one after the other."""


def array_cases() -> list[Case]:
    """Users of `so_carriers.testing.samples` in an array."""
    return [*codec_cases(_IN_JSON), *codec_cases(_IN_XML)]


def json_array(size: int) -> bytes:
    """So many users."""
    return b"".join([b"[", b",".join(islice(cycle(_json_users()), size)), b"]"])


@cache
def _json_users() -> tuple[bytes, ...]:
    """Written by this library, and found to be what the standard library writes of the same."""
    bodies = tuple(map(so.encode, samples.users(DISTINCT)))
    for body in bodies:
        if json.dumps(json.loads(body), separators=(",", ":"), ensure_ascii=False).encode() != body:
            raise WrongBodyError("the standard library writes it otherwise")
    return bodies


def json_array_size(body: bytes) -> int:
    """How many users there are."""
    return len(json.loads(body))


def xml_array(size: int) -> bytes:
    """So many users in an element that declares what they need."""
    users = islice(cycle(_xml_users()), size)
    return b"".join([b"<ArrayOfUser%b>" % _DECLARATION, *users, b"</ArrayOfUser>"])


@cache
def _xml_users() -> tuple[bytes, ...]:
    return tuple(xml_body(body, so.User).replace(_DECLARATION, b"", 1) for body in _json_users())


def xml_array_size(body: bytes) -> int:
    """How many users there are."""
    return len(etree.fromstring(body))


_IN_JSON = Growing(
    title="array of carriers",
    format="JSON",
    axis="carriers",
    sizes=SIZES,
    body=json_array,
    size_of=json_array_size,
    codecs={
        SUBJECT: partial(our_codec, list[so.User], JSON),
        STRUCT_UNSET: partial(struct_codec, so.User, many=True),
        PYDANTIC_UNSET: partial(pydantic_codec, so.User, many=True),
        ORJSON: orjson_codec,
    },
)

_IN_XML = Growing(
    title="array of carriers",
    format="XML",
    axis="carriers",
    sizes=SIZES,
    body=xml_array,
    size_of=xml_array_size,
    codecs={
        SUBJECT: partial(our_codec, list[so.User], XML),
        XSDATA: partial(xsdata_array_codec, so.User),
        LXML: lxml_codec,
    },
)

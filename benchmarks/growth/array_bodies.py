"""Arrays of carriers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial

from lxml import etree

import so_carriers as so
from benchmarks import payloads
from benchmarks.growth.bodies import Growing, codec_cases
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
from benchmarks.peers.msgspec_models import STRUCT
from benchmarks.peers.orjson_documents import ORJSON
from benchmarks.peers.pydantic_models import PYDANTIC
from benchmarks.peers.xsdata_models import XSDATA
from benchmarks.xml_bodies import SCHEMA_INSTANCE, xml_body

SIZES = (1, 10, 100, 1_000, 10_000)


def array_cases() -> list[Case]:
    """Users in an array, all members filled in as a server does."""
    return [*codec_cases(_IN_JSON), *codec_cases(_IN_XML)]


def json_array(size: int) -> bytes:
    """So many users, each with names and a last login of its own."""
    return b"".join([b"[", b",".join(_numbered(_json_user(), size)), b"]"])


def _json_user() -> bytes:
    return payloads.array_of_users(payloads.created_user(), 1)[1:-1]


def _numbered(user: bytes, size: int) -> Iterator[bytes]:
    """So many copies of the first user of an array, in any format, which differ as those of an array do."""
    for number in range(size):
        hours, minutes, fraction = number // 60 % 24, number % 60, number * 7919 % 10**6
        yield (
            user.replace(b"USER0", b"USER%d" % number)
            .replace(b"user.0@", b"user.%d@" % number)
            .replace(b"T00:00:28.0000003", b"T%02d:%02d:28.%06d3" % (hours, minutes, fraction))
        )


def json_array_size(body: bytes) -> int:
    """How many users there are."""
    return len(json.loads(body))


def xml_array(size: int) -> bytes:
    """So many users in an element that declares what they need."""
    declaration = f' xmlns:xsi="{SCHEMA_INSTANCE}"'.encode()
    user = xml_body(_json_user(), so.User).replace(declaration, b"", 1)
    return b"".join([b"<ArrayOfUser%b>" % declaration, *_numbered(user, size), b"</ArrayOfUser>"])


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
        STRUCT: partial(struct_codec, so.User, many=True),
        PYDANTIC: partial(pydantic_codec, so.User, many=True),
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

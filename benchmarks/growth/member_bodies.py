"""Members that no schema declares, in one carrier."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import partial
from itertools import chain
from urllib.parse import parse_qsl

from lxml import etree

import so_carriers as so
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

SIZES = (1, 10, 100, 1_000, 10_000)

_PREFIX = "Unknown"
_TOKENS = ("{}", '"text {}"', "true", "null", '"æøå {}"')


def member_cases() -> list[Case]:
    """Unknown scalars in all formats, and numbers that are no whole ones, whose tokens are kept."""
    return [case for growing in (_IN_JSON, _AS_TOKENS, _IN_XML, _IN_FORMS) for case in codec_cases(growing)]


def json_members(size: int) -> bytes:
    """A user with so many unknown numbers, texts, booleans and nulls."""
    return _json_user(_TOKENS[number % len(_TOKENS)].format(number) for number in range(size))


def json_tokens(size: int) -> bytes:
    """A user with so many unknown numbers that end in a zero."""
    return _json_user(f"{number}.50" for number in range(size))


def _json_user(tokens: Iterable[str]) -> bytes:
    unknown = (f'"{_PREFIX}{number}":{token}' for number, token in enumerate(tokens))
    return "".join(["{", ",".join(chain(['"Name":"A"'], unknown)), "}"]).encode()


def json_size(body: bytes) -> int:
    """How many unknown members there are."""
    return sum(name.startswith(_PREFIX) for name in json.loads(body))


def xml_members(size: int) -> bytes:
    """The same in XML."""
    return xml_body(json_members(size), so.User)


def xml_size(body: bytes) -> int:
    """How many unknown elements there are."""
    return sum(str(child.tag).startswith(_PREFIX) for child in etree.fromstring(body))


def form_members(size: int) -> bytes:
    """A request with so many unknown texts."""
    unknown = (f"&{_PREFIX}{number}=text+{number}" for number in range(size))
    return f"PersonId=1{''.join(unknown)}".encode()


def form_size(body: bytes) -> int:
    """How many unknown names there are."""
    return sum(name.startswith(_PREFIX) for name, _ in parse_qsl(body.decode()))


_JSON_CODECS: Mapping[str, MakeCodec] = {
    SUBJECT: partial(our_codec, so.User, JSON),
    STRUCT_UNSET: partial(struct_codec, so.User),
    PYDANTIC_UNSET: partial(pydantic_codec, so.User),
    ORJSON: orjson_codec,
}

_IN_JSON = Growing(
    title="unknown members of one carrier",
    format="JSON",
    axis="unknown members",
    sizes=SIZES,
    body=json_members,
    size_of=json_size,
    codecs=_JSON_CODECS,
    drops=(STRUCT_UNSET, PYDANTIC_UNSET),
)

_AS_TOKENS = Growing(
    title="unknown numbers of one carrier, as written",
    format="JSON",
    axis="unknown members",
    sizes=SIZES,
    body=json_tokens,
    size_of=json_size,
    codecs=_JSON_CODECS,
    drops=(STRUCT_UNSET, PYDANTIC_UNSET),
)

_IN_XML = Growing(
    title="unknown members of one carrier",
    format="XML",
    axis="unknown members",
    sizes=SIZES,
    body=xml_members,
    size_of=xml_size,
    codecs={
        SUBJECT: partial(our_codec, so.User, XML),
        XSDATA: partial(xsdata_codec, so.User),
        LXML: lxml_codec,
    },
    drops=(XSDATA,),
)

_IN_FORMS = Growing(
    title="unknown members of one carrier",
    format="form",
    axis="unknown members",
    sizes=SIZES,
    body=form_members,
    size_of=form_size,
    codecs={
        SUBJECT: partial(our_codec, so.CreateExternalUserRequest, FORM),
        URLLIB: partial(form_codec, so.CreateExternalUserRequest, URLLIB),
    },
    carrier=so.CreateExternalUserRequest,
)

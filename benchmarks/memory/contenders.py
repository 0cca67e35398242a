"""Who decodes which arrays, and what is lost of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

import so_carriers as so
from benchmarks.growth.array_bodies import json_array, xml_array
from benchmarks.growth.codecs import (
    JSON,
    XML,
    MakeCodec,
    lxml_codec,
    orjson_codec,
    our_codec,
    pydantic_codec,
    struct_codec,
    xsdata_array_codec,
)
from benchmarks.line import SUBJECT
from benchmarks.losses import losses
from benchmarks.peers.declarations import published_names
from benchmarks.peers.lxml_trees import LXML
from benchmarks.peers.msgspec_models import STRUCT_UNSET
from benchmarks.peers.orjson_documents import ORJSON
from benchmarks.peers.pydantic_models import PYDANTIC_UNSET
from benchmarks.peers.xsdata_models import XSDATA
from benchmarks.xml_losses import xml_losses

CARRIER = so.User


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format: an array of so many carriers in it, how its losses are found, and who reads it.

    `share` is the part of the carriers that it is measured with: what is slow gets fewer.
    """

    name: str
    body: Callable[[int], bytes]
    losses: Callable[[bytes, bytes, frozenset[str]], tuple[str, ...]]
    codecs: Mapping[str, MakeCodec]
    share: float = 1.0


FORMATS = (
    Format(
        name="JSON",
        body=json_array,
        losses=losses,
        codecs={
            SUBJECT: partial(our_codec, list[CARRIER], JSON),
            STRUCT_UNSET: partial(struct_codec, CARRIER, many=True),
            PYDANTIC_UNSET: partial(pydantic_codec, CARRIER, many=True),
            ORJSON: orjson_codec,
        },
    ),
    Format(
        name="XML",
        body=xml_array,
        losses=xml_losses,
        codecs={
            SUBJECT: partial(our_codec, list[CARRIER], XML),
            XSDATA: partial(xsdata_array_codec, CARRIER),
            LXML: lxml_codec,
        },
        share=0.2,
    ),
)


def losses_of(measured: Format, name: str) -> tuple[str, ...]:
    """What a codec loses of two carriers, decoded and encoded again."""
    codec, body = measured.codecs[name](), measured.body(2)
    return measured.losses(body, codec.encode(codec.decode(body)), published_names(CARRIER))

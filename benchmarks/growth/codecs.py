"""What reads and writes the bodies: the library with its limits raised, and peers; each made when asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import so_carriers as so
from benchmarks.peers.json_peer import JsonPeer
from benchmarks.peers.lxml_trees import lxml_peer
from benchmarks.peers.msgspec_models import struct_unset_peer
from benchmarks.peers.orjson_documents import orjson_peer
from benchmarks.peers.pydantic_models import pydantic_unset_peer
from benchmarks.peers.xml_peer import XmlPeer
from benchmarks.peers.xsdata_array import xsdata_array_peer
from benchmarks.peers.xsdata_models import xsdata_peers
from so_carriers.settings import DEEPEST

JSON, XML, FORM = "application/json", "text/xml", "application/x-www-form-urlencoded"

_PLENTY = 1 << 30
LIMITS = so.Limits(depth=DEEPEST, body=_PLENTY, members=_PLENTY, text=_PLENTY, pairs=_PLENTY)


@dataclass(frozen=True, slots=True)
class Codec:
    """Bodies to values and back."""

    decode: Callable[[bytes], Any]
    encode: Callable[[Any], bytes]


MakeCodec = Callable[[], Codec]


def our_codec(type: Any, media_type: str) -> Codec:
    """The library itself."""
    return Codec(
        partial(so.decode, type=type, media_type=media_type, limits=LIMITS),
        partial(so.encode, media_type=media_type, limits=LIMITS),
    )


def struct_codec(root: type, *, many: bool = False) -> Codec:
    """Structs of msgspec."""
    return _codec(struct_unset_peer(root, many=many))


def pydantic_codec(root: type, *, many: bool = False) -> Codec:
    """Models of pydantic."""
    return _codec(pydantic_unset_peer(root, many=many))


def orjson_codec() -> Codec:
    """Dictionaries of orjson."""
    return _codec(orjson_peer())


def lxml_codec() -> Codec:
    """Trees of lxml."""
    return _codec(lxml_peer())


def xsdata_codec(root: type) -> Codec:
    """Dataclasses of xsdata."""
    return _codec(xsdata_peers(root)[0])


def _codec(peer: JsonPeer | XmlPeer) -> Codec:
    return Codec(peer.decode, peer.encode)


def xsdata_array_codec(root: type) -> Codec:
    """Dataclasses of xsdata, in an element around them all."""
    return _codec(xsdata_array_peer(root))

"""JSON: bodies to carriers and back."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from functools import partial
from itertools import repeat

import so_carriers as so
from benchmarks import payloads
from benchmarks.bars import Bar, bars
from benchmarks.line import SUBJECT, Contender, Line
from benchmarks.losses import losses
from benchmarks.peers.cattrs_models import CATTRS, cattrs_peer
from benchmarks.peers.declarations import in_camel_case, published_names
from benchmarks.peers.json_peer import JsonPeer
from benchmarks.peers.mashumaro_models import MASHUMARO, mashumaro_peer
from benchmarks.peers.msgspec_models import STRUCT, dataclass_peer, struct_peer, struct_unset_peer
from benchmarks.peers.orjson_documents import orjson_peer
from benchmarks.peers.pydantic_models import (
    PYDANTIC,
    pydantic_extra_peer,
    pydantic_peer,
    pydantic_unset_peer,
)

_CAMEL_CASE = "{}, camelCase classes"
_MODELS = (struct_peer, struct_unset_peer, dataclass_peer, pydantic_peer, cattrs_peer, mashumaro_peer)


def json_lines() -> list[Line]:
    """User decoded and encoded: alone, in an array, as newer servers and as other clients send it."""
    created = payloads.created_user()
    names = published_names(so.User)
    unknown = payloads.with_unknown_member(created)
    camel_case = payloads.renamed(created, lambda name: in_camel_case(name) if name in names else name)
    users = payloads.array_of_users(created, 200)
    one, many, bar = _peers(), _peers(many=True), bars()
    tolerant = bar.json_decode_tolerant
    renamed = replace(tolerant, references=tuple(map(_CAMEL_CASE.format, tolerant.references)))
    return [
        _decoding("CreateDefaultUser response", created, one, bar.json_decode),
        _encoding("CreateDefaultUser response", created, one, bar.json_encode),
        _decoding("one unknown member at depth 3", unknown, [*one, pydantic_extra_peer(so.User)], tolerant),
        _decoding("camelCase names", camel_case, [one[0], *_camel_case_peers(), *one[1:]], renamed),
        _decoding("200 Users in one array", users, many, bar.json_decode_many),
        *_larger_bodies(one),
    ]


def _larger_bodies(peers: Iterable[JsonPeer]) -> list[Line]:
    bodies = {"User with rights and field properties": payloads.user_with_rights()}
    captured = payloads.captured_user()
    if captured is not None:
        bodies["largest captured User"] = captured
    return [
        line
        for title, body in bodies.items()
        for line in (
            _decoding(title, body, peers, bars().json_decode),
            _encoding(title, body, peers, bars().json_encode),
        )
    ]


def _peers(*, many: bool = False) -> list[JsonPeer]:
    ours = JsonPeer(
        name=SUBJECT, decode=partial(so.decode, type=list[so.User] if many else so.User), encode=so.encode
    )
    return [ours, *(peer(so.User, many=many) for peer in _MODELS), orjson_peer()]


def _camel_case_peers() -> list[JsonPeer]:
    """Peers whose classes declare the names that this body has, and which read no others."""
    return [
        struct_peer(so.User, in_camel_case, name=_CAMEL_CASE.format(STRUCT)),
        pydantic_peer(so.User, in_camel_case, name=_CAMEL_CASE.format(PYDANTIC)),
        cattrs_peer(so.User, in_camel_case, name=_CAMEL_CASE.format(CATTRS)),
        mashumaro_peer(so.User, in_camel_case, name=_CAMEL_CASE.format(MASHUMARO)),
    ]


def _decoding(title: str, body: bytes, peers: Iterable[JsonPeer], bar: Bar) -> Line:
    names = published_names(so.User)
    return Line(
        name=f"JSON decode, {title}",
        remark=f"{len(body):,} bytes",
        contenders=tuple(_decoder(peer, body, names) for peer in peers),
        references=bar.references,
        at_most=bar.at_most,
    )


def _encoding(title: str, body: bytes, peers: Iterable[JsonPeer], bar: Bar) -> Line:
    names = published_names(so.User)
    peers = [*peers, pydantic_unset_peer(so.User)]
    return Line(
        name=f"JSON encode, {title}",
        remark=f"{len(body):,} bytes",
        contenders=tuple(_encoder(peer, body, names) for peer in peers),
        references=bar.references,
        at_most=bar.at_most,
    )


def _decoder(peer: JsonPeer, body: bytes, names: Collection[str]) -> Contender:
    return Contender(
        name=peer.name,
        call=peer.decode,
        arguments=partial(repeat, body),
        check=lambda: losses(body, peer.written_back(body), names),
        is_floor=peer.is_floor,
    )


def _encoder(peer: JsonPeer, body: bytes, names: Collection[str]) -> Contender:
    return Contender(
        name=peer.name,
        call=peer.encode,
        arguments=lambda calls: repeat(peer.decode(body), calls),
        check=lambda: losses(body, peer.encode(peer.decode(body)), names),
        is_floor=peer.is_floor,
    )

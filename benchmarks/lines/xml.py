"""XML: documents to carriers and back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import repeat
from typing import Any

import so_carriers as so
from benchmarks import payloads
from benchmarks.bars import bars
from benchmarks.line import SUBJECT, Contender, Line
from benchmarks.losses import losses
from benchmarks.peers.declarations import published_names
from benchmarks.peers.expat_events import EXPAT, read
from benchmarks.peers.lxml_trees import lxml_peer
from benchmarks.peers.pydantic_xml_models import pydantic_xml_peer
from benchmarks.peers.xml_peer import XmlPeer
from benchmarks.peers.xmltodict_documents import xmltodict_peer
from benchmarks.peers.xsdata_models import xsdata_peers
from benchmarks.xml_bodies import DATA_CONTRACT, PLAIN, Form, xml_body
from benchmarks.xml_losses import xml_losses

_MEDIA_TYPE = "text/xml"


@dataclass(frozen=True, slots=True)
class _Payload:
    """A body in JSON, and the document that says the same."""

    title: str
    json: bytes
    xml: bytes


def xml_lines() -> list[Line]:
    """User decoded and encoded, and decoded as newer servers and as other serializers send it."""
    created = _payload("CreateDefaultUser response", payloads.created_user())
    unknown = _payload("one unknown member at depth 3", payloads.with_unknown_member(created.json))
    foreign = _payload(
        "indented, with namespaces, as of DataContractSerializer",
        payloads.with_base_members_first(created.json),
        DATA_CONTRACT,
    )
    peers, foreign_peers = _peers(PLAIN), _peers(DATA_CONTRACT)
    return [
        _line("decode", created, peers),
        _line("encode", created, peers),
        _line("decode", unknown, peers, has_bar=False),
        _line("decode", foreign, foreign_peers, has_bar=False),
        *_larger_bodies(peers),
    ]


def _larger_bodies(peers: Sequence[XmlPeer]) -> list[Line]:
    bodies = {"User with rights and field properties": payloads.user_with_rights()}
    captured = payloads.captured_user()
    if captured is not None:
        bodies["largest captured User"] = captured
    larger = [_payload(title, body) for title, body in bodies.items()]
    return [_line(work, payload, peers) for payload in larger for work in ("decode", "encode")]


def _payload(title: str, body: bytes, form: Form = PLAIN) -> _Payload:
    return _Payload(title, body, xml_body(body, so.User, form))


def _peers(form: Form) -> list[XmlPeer]:
    names = published_names(so.User)
    ours = XmlPeer(
        name=SUBJECT,
        decode=partial(so.decode, type=so.User, media_type=_MEDIA_TYPE),
        encode=partial(so.encode, media_type=_MEDIA_TYPE),
        lacks=lambda value, body: losses(body, so.encode(value), names),
    )
    return [
        ours,
        *xsdata_peers(so.User, form),
        pydantic_xml_peer(so.User, form),
        xmltodict_peer(),
        lxml_peer(),
    ]


def _line(work: str, payload: _Payload, peers: Iterable[XmlPeer], *, has_bar: bool = True) -> Line:
    contender = {"decode": _decoder, "encode": _encoder}[work]
    bar = {"decode": bars().xml_decode, "encode": bars().xml_encode}[work]
    floors = [_expat(payload)] if work == "decode" else []
    return Line(
        name=f"XML {work}, {payload.title}",
        remark=f"{len(payload.xml):,} bytes",
        contenders=(*(contender(peer, payload) for peer in peers), *floors),
        references=bar.references,
        at_most=bar.at_most if has_bar else None,
    )


def _decoder(peer: XmlPeer, payload: _Payload) -> Contender:
    return Contender(
        name=peer.name,
        call=peer.decode,
        arguments=partial(repeat, payload.xml),
        check=_check(peer, payload),
        is_floor=peer.is_floor,
    )


def _expat(payload: _Payload) -> Contender:
    def check() -> tuple[str, ...]:
        read(payload.xml)
        return ("all (makes nothing of it)",)

    return Contender(
        name=EXPAT, call=read, arguments=partial(repeat, payload.xml), check=check, is_floor=True
    )


def _encoder(peer: XmlPeer, payload: _Payload) -> Contender:
    return Contender(
        name=peer.name,
        call=peer.encode,
        arguments=lambda calls: repeat(peer.decode(payload.xml), calls),
        check=_check(peer, payload),
        is_floor=peer.is_floor,
    )


def _check(peer: XmlPeer, payload: _Payload) -> Callable[[], tuple[str, ...]]:
    """What is lost by decoding and encoding, and what the value lacks in between."""

    def check() -> tuple[str, ...]:
        value: Any = peer.decode(payload.xml)
        lost = xml_losses(payload.xml, peer.encode(value), published_names(so.User))
        return lost if peer.lacks is None else (*lost, *peer.lacks(value, payload.json))

    return check

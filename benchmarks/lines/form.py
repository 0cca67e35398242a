"""Forms: bodies to carriers and back."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from itertools import repeat
from typing import Any
from urllib.parse import parse_qsl

import so_carriers as so
from benchmarks import payloads
from benchmarks.line import SUBJECT, Contender, Line
from benchmarks.losses import document_losses, type_losses
from benchmarks.peers.declarations import published_names
from benchmarks.peers.form_peers import MEDIA_TYPE, URLLIB, FormPeer, form_peers

_CARRIER = so.CreateExternalUserRequest
_NAMES = published_names(_CARRIER)


def form_lines() -> list[Line]:
    """A request decoded and encoded; what it is compared with are `parse_qsl` and `urlencode`."""
    document = payloads.external_user_request()
    body = payloads.form_body(document)
    peers = (_ours(), *form_peers(_CARRIER))
    encoders = [(peer, peer.encode) for peer in peers if peer.encode is not None]
    return [
        _line("decode", body, [_decoder(peer, body, json.loads(document)) for peer in peers], at_most=0.6),
        _line("encode", body, [_encoder(*encoder, body) for encoder in encoders], at_most=0.3),
    ]


def _ours() -> FormPeer:
    return FormPeer(
        name=SUBJECT,
        decode=partial(so.decode, type=_CARRIER, media_type=MEDIA_TYPE),
        encode=partial(so.encode, media_type=MEDIA_TYPE),
        plain=lambda value: json.loads(so.encode(value)),
    )


def _line(work: str, body: bytes, contenders: list[Contender], *, at_most: float) -> Line:
    return Line(
        name=f"form {work}, CreateExternalUser request",
        remark=f"{len(body):,} bytes",
        contenders=tuple(contenders),
        references=(URLLIB,),
        at_most=at_most,
    )


def _decoder(peer: FormPeer, body: bytes, document: dict[str, Any]) -> Contender:
    def check() -> tuple[str, ...]:
        found = peer.plain(peer.decode(body))
        return *type_losses(document, found), *document_losses(_texts(document), _texts(found), _NAMES)

    return Contender(name=peer.name, call=peer.decode, arguments=partial(repeat, body), check=check)


def _texts(document: dict[str, Any]) -> dict[str, str]:
    """The document with the text of each value, as a form has it."""
    return {
        name: str(value).lower() if isinstance(value, bool) else str(value)
        for name, value in document.items()
    }


def _encoder(peer: FormPeer, encode: Callable[[Any], bytes], body: bytes) -> Contender:
    def check() -> tuple[str, ...]:
        found = encode(peer.decode(body)).decode()
        return document_losses(dict(parse_qsl(body.decode())), dict(parse_qsl(found)), _NAMES)

    return Contender(
        name=peer.name, call=encode, arguments=lambda calls: repeat(peer.decode(body), calls), check=check
    )

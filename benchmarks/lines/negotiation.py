"""select_encoder: an Accept header to the codec that answers.

A header counts as not seen before where its text is new; `benchmarks/header_texts.py` makes such.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from itertools import repeat

import so_carriers as so
from benchmarks import payloads
from benchmarks.header_texts import distinct_texts, equal_texts
from benchmarks.line import SUBJECT, Contender, Line
from benchmarks.peers.accept import AcceptPeer, accept_peers
from benchmarks.peers.orjson_documents import orjson_peer

OFFERS = (
    "application/json",
    "text/json",
    "application/xml",
    "text/xml",
    "application/merge-patch+json",
    "application/json-patch+json",
)
"""What a server of these carriers can answer with, its first preference first."""


@dataclass(frozen=True, slots=True)
class Negotiation:
    """A header, and the media type that RFC 9110 says it gets among `OFFERS`.

    `{}` in the header marks where white space may stand.
    """

    name: str
    header: str
    expected: str | None


KINDS = (
    Negotiation(
        "browser",
        "text/html,{}application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,"
        "application/signed-exchange;v=b3;q=0.7",
        "application/xml",
    ),
    Negotiation("axios", "application/json,{} text/plain, */*", "application/json"),
    Negotiation(".NET", "application/json;{} charset=utf-8", "application/json"),
    # The empty element is there for the white space: at the very end not every contender takes it.
    Negotiation("*/*", "*/*{},", "application/json"),
    Negotiation("q-values", "application/json;q=0.5,{} text/xml;q=0.9, */*;q=0.1", "text/xml"),
)

RULES = (
    Negotiation("q", "application/json;q=0.1, text/xml;q=0.9", "text/xml"),
    Negotiation("q=0", "application/json;q=0, */*", "text/json"),
    Negotiation("specific ranges first", "*/*, application/json;q=0.1", "text/json"),
    Negotiation("charset=utf-8 in a range", "text/xml; charset=utf-8", "text/xml"),
    Negotiation("upper case", "Text/XML", "text/xml"),
    Negotiation("quoted commas", 'text/html;a="b, application/json", text/xml', "text/xml"),
    Negotiation("empty elements", ", text/xml,,", "text/xml"),
    Negotiation("no match", "image/png", None),
)
"""One rule of RFC 9110 each, asked of every contender before it is timed."""


def negotiation_lines() -> list[Line]:
    """Five kinds of headers not seen before, and one that was."""
    peers = accept_peers(OFFERS)
    return [*(_unseen(kind, peers) for kind in KINDS), _seen(KINDS[0], peers)]


def _unseen(kind: Negotiation, peers: Iterable[AcceptPeer]) -> Line:
    fresh = partial(distinct_texts, kind.header)
    return Line(
        name=f"select_encoder, header not seen before: {kind.name}",
        remark=f"{len(OFFERS)} media types on offer",
        contenders=tuple(_contender(peer, kind, fresh) for peer in (_so_carriers(), *peers)),
        references=tuple(peer.name for peer in peers),
        at_most=0.8,
    )


def _seen(kind: Negotiation, peers: Iterable[AcceptPeer]) -> Line:
    orjson = orjson_peer()
    dumps = "orjson.dumps of the dict"
    document = orjson.decode(payloads.created_user())
    yardstick = Contender(
        name=dumps, call=orjson.encode, arguments=partial(repeat, document), check=tuple, is_floor=True
    )
    copies = partial(equal_texts, kind.header)
    return Line(
        name=f"select_encoder, header seen before: {kind.name}",
        remark=f"{len(OFFERS)} media types on offer",
        contenders=(*(_contender(peer, kind, copies) for peer in (_so_carriers(), *peers)), yardstick),
        references=(dumps,),
        at_most=0.2,
    )


def _so_carriers() -> AcceptPeer:
    registry = so.CodecRegistry()
    codec = so.default_registry().writers[0].codec
    for offer in OFFERS:
        registry.register(codec, offer)

    def answer(choice: so.Choice) -> str:
        return choice.media_type

    return AcceptPeer(name=SUBJECT, call=so.Negotiator(registry).select_encoder, argument=str, answer=answer)


def _contender(peer: AcceptPeer, kind: Negotiation, texts: Callable[[int], Iterable[str]]) -> Contender:
    return Contender(
        name=peer.name,
        call=peer.call,
        arguments=lambda calls: [peer.argument(text) for text in texts(calls)],
        check=lambda: _check(peer, kind, next(iter(texts(1)))),
    )


def _check(peer: AcceptPeer, kind: Negotiation, text: str) -> tuple[str, ...]:
    """What the peer answers to this header if it is wrong, and the rules that it breaks for others."""
    found = _answer(peer, text)
    wrong = () if found == kind.expected else (f"answers {found}, not {kind.expected}",)
    return *wrong, *broken_rules(peer)


def broken_rules(peer: AcceptPeer) -> tuple[str, ...]:
    """The rules that a peer over `OFFERS` breaks, in words."""
    broken = [rule.name for rule in RULES if _answer(peer, rule.header) != rule.expected]
    return (f"gets wrong: {', '.join(broken)}",) if broken else ()


def _answer(peer: AcceptPeer, header: str) -> str | None:
    try:
        return peer.answer(peer.call(peer.argument(header)))
    except Exception:  # noqa: BLE001  # peers say 406 by an exception, each by its own
        return None

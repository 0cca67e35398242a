"""Headers of many elements, which no cache has seen before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import cycle
from typing import Any

import so_carriers as so
from benchmarks.growth.bodies import WrongBodyError
from benchmarks.growth.case import Case
from benchmarks.growth.fit import Work
from benchmarks.line import SUBJECT
from benchmarks.lines.negotiation import OFFERS, broken_rules
from benchmarks.peers.accept import DRF, MIMEPARSE, WEBOB, WERKZEUG, AcceptPeer, accept_peers
from so_carriers.negotiation import CACHED_HEADERS

SIZES = (1, 10, 100, 1_000)

_PEERS = (WERKZEUG, WEBOB, MIMEPARSE, DRF)
_WANTED = "text/xml"


def header_cases() -> list[Case]:
    """Accept with many ranges, plain and with quoted parameters, and Content-Type with many parameters."""
    return [
        Case(
            name="select_encoder, header of n ranges",
            axis="ranges",
            sizes=SIZES,
            contenders={
                SUBJECT: partial(prepared_choice, plain_ranges),
                **{name: partial(prepared_peer, name) for name in _PEERS},
            },
            losses=_rules_broken,
        ),
        Case(
            name="select_encoder, header of n ranges with quoted parameters",
            axis="ranges",
            sizes=SIZES,
            contenders={SUBJECT: partial(prepared_choice, quoted_ranges)},
        ),
        Case(
            name="select_decoder, header of n parameters",
            axis="parameters",
            sizes=SIZES,
            contenders={SUBJECT: prepared_decoder},
        ),
    ]


def plain_ranges(size: int) -> str:
    """So many ranges, of which the last is the only one on offer."""
    others = [f"text/x{number};q=0.{number % 9 + 1}" for number in range(size - 1)]
    return ",".join([*others, f"{_WANTED};q=0.5"])


def quoted_ranges(size: int) -> str:
    """So many ranges with a comma in a parameter; the last is the only one on offer."""
    others = [f'text/x{number};a="b, application/json";q=0.{number % 9 + 1}' for number in range(size - 1)]
    return ",".join([*others, f"{_WANTED};q=0.5"])


def parameters(size: int) -> str:
    """So many parameters of one media type."""
    return "".join([_WANTED, *(f';a{number}="b;c"' for number in range(size))])


def unseen(header: str) -> list[str]:
    """More variants of a header than are remembered, which differ in white space at the end of an element."""
    before, comma, after = header.rpartition(",")
    if not comma:
        before, comma, after = header.partition(";")
    blanks = (f"{number:010b}".translate(_BLANKS_AND_TABS) for number in range(CACHED_HEADERS * 2))
    return [f"{before}{comma}{blank}{after}" for blank in blanks]


_BLANKS_AND_TABS = str.maketrans("01", " \t")


def prepared_choice(header: Callable[[int], str], size: int) -> Work:
    """What answers an Accept of this size."""
    negotiator = so.default_negotiator()
    return _through(negotiator.select_encoder, unseen(header(size)), lambda choice: choice.media_type)


def prepared_decoder(size: int) -> Work:
    """What reads a Content-Type of this size."""
    negotiator = so.default_negotiator()
    return _through(negotiator.select_decoder, unseen(parameters(size)), lambda codec: f"text/{codec.name}")


def prepared_peer(name: str, size: int) -> Work:
    """What a peer answers."""
    peer = _peer(name)
    return _through(peer.call, [peer.argument(text) for text in unseen(plain_ranges(size))], peer.answer)


def _peer(name: str) -> AcceptPeer:
    return next(peer for peer in accept_peers(OFFERS) if peer.name == name)


def _rules_broken(name: str) -> tuple[str, ...]:
    return () if name == SUBJECT else broken_rules(_peer(name))


def _through(call: Callable[[Any], Any], headers: Sequence[Any], answer: Callable[[Any], object]) -> Work:
    """Calls with one header after the other, once the first was seen to be answered right."""
    found = answer(call(headers[0]))
    if found != _WANTED:
        raise WrongBodyError(f"answers {found}")
    following = partial(next, cycle(headers))

    def work() -> object:
        return call(following())

    return work

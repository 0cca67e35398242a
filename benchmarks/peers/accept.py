"""Libraries that pick a media type by an Accept header."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import mimeparse
from rest_framework.negotiation import DefaultContentNegotiation
from webob.acceptparse import create_accept_header
from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header

from benchmarks.peers.django_settings import configure

WERKZEUG, WEBOB, MIMEPARSE, DRF = "werkzeug", "webob", "python-mimeparse", "Django REST framework"


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptPeer:
    """A negotiator over fixed offers.

    `call` is what is timed. `argument` makes of a header what `call` takes, and `answer`
    makes of what it returns the media type, None for 406; neither is timed.
    """

    name: str
    call: Callable[[Any], Any]
    argument: Callable[[str], Any]
    answer: Callable[[Any], str | None]


def accept_peers(offers: Sequence[str]) -> tuple[AcceptPeer, ...]:
    """The negotiators over these offers, the server's first preference first."""
    return _werkzeug(offers), _webob(offers), _mimeparse(offers), _django_rest_framework(offers)


def _itself(text: str) -> str:
    return text


def _werkzeug(offers: Sequence[str]) -> AcceptPeer:
    def best(header: str) -> str | None:
        return parse_accept_header(header, MIMEAccept).best_match(offers)

    return AcceptPeer(name=WERKZEUG, call=best, argument=_itself, answer=lambda found: found)


def _webob(offers: Sequence[str]) -> AcceptPeer:
    def acceptable(header: str) -> Any:
        return create_accept_header(header).acceptable_offers(offers)

    return AcceptPeer(
        name=WEBOB, call=acceptable, argument=_itself, answer=lambda found: found[0][0] if found else None
    )


def _mimeparse(offers: Sequence[str]) -> AcceptPeer:
    # Of equals it prefers the last.
    ascending = tuple(reversed(offers))

    def best(header: str) -> Any:
        return mimeparse.best_match(ascending, header)

    return AcceptPeer(name=MIMEPARSE, call=best, argument=_itself, answer=lambda found: found or None)


def _django_rest_framework(offers: Sequence[str]) -> AcceptPeer:
    configure()
    renderers = [SimpleNamespace(media_type=offer, format=offer, charset="utf-8") for offer in offers]
    negotiation = DefaultContentNegotiation()

    def request(header: str) -> Any:
        # It keeps the parsed header in the request, so each call gets a request of its own.
        headers = {"accept": header}
        return SimpleNamespace(headers=headers, META={"HTTP_ACCEPT": header}, query_params={})

    def select(request: Any) -> Any:
        return negotiation.select_renderer(request, renderers)

    return AcceptPeer(name=DRF, call=select, argument=request, answer=lambda found: found[0].media_type)

"""Laws of negotiation that hold for any header, checked against a naive reading of the RFC."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

from hypothesis import example, given, strategies as st

from so_carriers.codecs.codec import Codec
from so_carriers.errors import InvalidValue, NotAcceptable, UnsupportedMediaType
from so_carriers.media_types import Accept, MediaType
from so_carriers.negotiation import Negotiator
from so_carriers.registry import CodecRegistry
from so_carriers.settings import Dialect
from so_carriers.testing.comparison.plain_negotiation import plain_best
from so_carriers.testing.laws import assert_negotiates
from so_carriers.testing.strategies.headers import accept_headers, content_types

ESSENCES = [
    "application/json",
    "text/json",
    "application/xml",
    "text/xml",
    "application/merge-patch+json",
    "application/json-patch+json",
]
OFFERS = [
    *ESSENCES,
    "text/xml;level=1",
    'text/xml;level="a, b";x=2',
    "text/xml;charset=utf-8",
    "text/json;charset=utf-16",
]

headers = accept_headers(offers=OFFERS, elements=6)
texts = st.one_of(headers, content_types(), accept_headers(offers=OFFERS, elements=1))
offer_lists = st.lists(st.sampled_from(OFFERS), unique=True, max_size=6)
dialects = st.sampled_from(Dialect)


def make_negotiator(dialect: Dialect) -> Negotiator:
    registry = CodecRegistry()
    for media_type in ESSENCES:
        name = "json" if media_type.endswith("/json") else media_type
        registry.register(
            cast("Codec", SimpleNamespace(name=name)), media_type, patches=media_type.endswith("+json")
        )
    return Negotiator(registry, dialect)


NEGOTIATORS = {dialect: make_negotiator(dialect) for dialect in Dialect}


@given(headers, offer_lists, dialects)
@example('text/xml;level="a, b"', ["text/xml", 'text/xml;level="a, b";x=2'], Dialect.RFC)
@example('"\\"text/xml, text/json', ["text/json", "text/xml"], Dialect.RFC)
def test_the_best_offer_is_that_of_a_plain_reading_of_the_rfc(
    header: str, offers: list[str], dialect: Dialect
) -> None:
    assert_negotiates(header, offers, dialect=dialect)


@given(headers, dialects)
def test_the_negotiator_agrees_with_a_plain_reading_of_the_rfc(header: str, dialect: Dialect) -> None:
    """Its short cut for common headers included; without a match NETSERVER answers JSON."""
    best = plain_best(header, ESSENCES, dialect)
    if best is None and dialect is Dialect.NETSERVER:
        best = ESSENCES[0]
    try:
        chosen = NEGOTIATORS[dialect].select_encoder(header).media_type
    except NotAcceptable:
        chosen = None
    assert chosen == best


@given(headers, dialects)
def test_the_explanation_agrees_with_the_choice(header: str, dialect: Dialect) -> None:
    explanation = NEGOTIATORS[dialect].explain(header)
    try:
        chosen = [NEGOTIATORS[dialect].select_encoder(header).media_type]
    except NotAcceptable:
        chosen = []
    assert [row.media_type for row in explanation.rows if row.chosen] == chosen
    assert sorted(row.media_type for row in explanation.rows) == sorted(ESSENCES)
    assert len(str(explanation).splitlines()) == len(ESSENCES) + 1


@given(headers)
def test_accept_written_and_read_again_means_the_same(header: str) -> None:
    """Only what says nothing new, a range given twice, may be gone."""
    accept = Accept.parse(header)
    assert Accept.parse(str(accept)).ranges == tuple(dict.fromkeys(accept.ranges))


@given(texts)
def test_a_media_type_is_read_or_refused_and_written_back(text: str) -> None:
    try:
        media_type = MediaType.parse(text)
    except InvalidValue:
        return
    assert MediaType.parse(str(media_type)) == media_type


@given(st.none() | texts, st.sampled_from(["POST", "PATCH", "patch"]), dialects)
def test_a_content_type_is_read_or_unsupported(
    content_type: str | None, method: str, dialect: Dialect
) -> None:
    """What is read is one media type, a malformed one never is."""
    try:
        codec = NEGOTIATORS[dialect].select_decoder(content_type, method)
    except UnsupportedMediaType:
        return
    assert content_type is not None
    essence = MediaType.parse(content_type).essence
    assert codec.name in ("json", essence)
    assert method == "POST" or essence.endswith("+json") or dialect is Dialect.NETSERVER

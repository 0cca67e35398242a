"""What the strategies of headers promise: what is valid, what is not, and what they shrink to."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest
from hypothesis import Phase, find, given, settings, strategies as st

from so_carriers.errors import InvalidValue
from so_carriers.media_types import Accept, MediaType
from so_carriers.testing.comparison.plain_negotiation import is_within, plain_ranges, read_range, split
from so_carriers.testing.strategies.headers import MEDIA_TYPES, REAL_HEADERS, accept_headers, content_types

OFFERS = ["application/vnd.api+json", 'text/xml;level="a, b";x=2']


def elements_of(header: str) -> list[str]:
    return [element for element in split(header, ",") if element.strip(" \t")]


@given(accept_headers(valid=True) | accept_headers(offers=OFFERS, valid=True))
def test_a_valid_header_has_well_formed_elements_only(header: str) -> None:
    assert [read_range(element) for element in elements_of(header)].count(None) == 0


@given(accept_headers(valid=False) | accept_headers(offers=OFFERS, valid=False))
def test_an_invalid_header_has_a_malformed_element(header: str) -> None:
    assert None in [read_range(element) for element in elements_of(header)]


@given(accept_headers())
def test_any_header_is_a_text_that_is_read(header: str) -> None:
    assert Accept.parse(header) == Accept.parse(header)


@given(
    st.integers(1, 4).flatmap(
        lambda most: st.tuples(st.just(most), accept_headers(elements=most, valid=False))
    )
)
def test_a_header_has_no_more_elements_than_asked_for(drawn: tuple[int, str]) -> None:
    most, header = drawn
    # One of the malformed weights has a comma in it.
    assert len(split(header.replace("0,5", ""), ",")) <= most


@pytest.mark.parametrize("header", REAL_HEADERS)
def test_what_clients_send_is_well_formed(header: str) -> None:
    assert None not in [read_range(element) for element in elements_of(header)]


def contains(part: str, header: str) -> bool:
    return part in header


def drawn_from(strategy: st.SearchStrategy[str]) -> list[str]:
    """Two hundred headers, the same in each run."""
    headers: list[str] = []

    @settings(max_examples=200, database=None, derandomize=True, phases=[Phase.generate])
    @given(strategy)
    def collect(header: str) -> None:
        headers.append(header)

    collect()
    return headers


def test_most_ranges_touch_the_offers() -> None:
    ranges = [found for header in drawn_from(accept_headers(offers=OFFERS)) for found in plain_ranges(header)]
    plain = [replace(found, parameters={}) for found in ranges]
    touching = [found for found in plain if any(is_within(offer, found) for offer in OFFERS)]
    assert len(touching) > 0.6 * len(plain)


@given(content_types(valid=True))
def test_a_valid_content_type_is_a_media_type(text: str) -> None:
    assert MediaType.parse(text).essence in {*MEDIA_TYPES, "application/x-www-form-urlencoded"}


@given(content_types(valid=False))
def test_an_invalid_content_type_is_no_media_type(text: str) -> None:
    with pytest.raises(InvalidValue):
        MediaType.parse(text)


@given(content_types(media_types=["text/csv"], charsets=["utf-8"], valid=True))
def test_content_types_and_charsets_are_those_that_were_asked_for(text: str) -> None:
    media_type = MediaType.parse(text)
    assert media_type.essence == "text/csv"
    assert media_type.charset in {None, "utf-8"}


def test_headers_shrink_to_the_simplest() -> None:
    quickly = settings(max_examples=50, database=None)
    for strategy in (accept_headers(), accept_headers(offers=OFFERS, valid=True)):
        assert find(strategy, lambda _: True, settings=quickly) == "*/*"
    assert find(content_types(), lambda _: True, settings=quickly) == "application/json"
    assert find(content_types(media_types=OFFERS), lambda _: True, settings=quickly) == OFFERS[0]


def test_what_negotiation_gets_wrong_is_drawn() -> None:
    # Hypothesis raises where it finds none.
    rarely = settings(max_examples=2_000, database=None, derandomize=True, phases=[Phase.generate])
    headers = accept_headers(offers=OFFERS, valid=True)
    for part in ("q=0", ";Q=", '"', "\t", "/*", "charset", "level=", 'level="a, b"', "APPLICATION/", "odata"):
        assert part in find(headers, partial(contains, part), settings=rarely)

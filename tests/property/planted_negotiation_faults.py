"""Negotiators with one defect each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from so_carriers.media_types import Accept, MediaRange
from so_carriers.settings import Dialect
from so_carriers.testing.comparison.plain_negotiation import is_within, plain_ranges, split

Header = str | None
Offers = Sequence[str]
Choose = Callable[[Header, Offers], str | None]


def library(header: Header, offers: Offers) -> str | None:
    return Accept.parse(header).best(offers)


def edited_ranges(edit: Callable[[MediaRange], MediaRange]) -> Choose:
    """Choosing by ranges that were changed one by one."""
    return lambda header, offers: Accept(tuple(map(edit, Accept.parse(header).ranges))).best(offers)


def chosen_ranges(keep: Callable[[tuple[MediaRange, ...]], Sequence[MediaRange]]) -> Choose:
    """Choosing by some of the ranges, or by all in another order."""
    return lambda header, offers: Accept(tuple(keep(Accept.parse(header).ranges))).best(offers)


def wildcards_if_any(ranges: tuple[MediaRange, ...]) -> Sequence[MediaRange]:
    return [each for each in ranges if each.name == "*/*"] or ranges


serves_what_is_excluded = edited_ranges(lambda each: replace(each, thousandths=max(1, each.thousandths)))
ignores_weights = edited_ranges(lambda each: replace(each, thousandths=min(1, each.thousandths) * 1000))
reads_one_digit_of_weights = edited_ranges(
    lambda each: replace(each, thousandths=each.thousandths // 100 * 100)
)
ignores_parameters = edited_ranges(lambda each: replace(each, parameters=()))
ignores_ranges_with_parameters = chosen_ranges(
    lambda ranges: [each for each in ranges if not each.parameters]
)
ignores_wildcards = chosen_ranges(lambda ranges: [each for each in ranges if each.subtype != "*"])
prefers_wildcards = chosen_ranges(wildcards_if_any)
reads_the_first_range_only = chosen_ranges(lambda ranges: ranges[:1])
prefers_the_last_range = chosen_ranges(lambda ranges: ranges[::-1])


def ignores_charsets(header: Header, offers: Offers) -> str | None:
    return Accept.parse(header).best(offers, dialect=Dialect.NETSERVER)


def asks_for_the_charset_that_is_understood(header: Header, offers: Offers) -> str | None:
    """A range with charset=utf-8 is not met by an offer that says none."""
    ranges = [each for each in Accept.parse(header).ranges if "charset" not in dict(each.parameters)]
    return Accept(tuple(ranges)).best(offers) if ranges or not Accept.parse(header).ranges else None


def ignores_specificity(header: Header, offers: Offers) -> str | None:
    """The first range that matches decides, not the narrowest."""
    best, highest = None, 0.0
    for offer in offers:
        weight = next((each.weight for each in plain_ranges(header) if is_within(offer, each)), 0.0)
        if weight > highest:
            best, highest = offer, weight
    return best if plain_ranges(header) else library(header, offers)


def minds_case(header: Header, offers: Offers) -> str | None:
    elements = [each for each in split(header or "", ",") if each.split(";")[0] == each.split(";")[0].lower()]
    return library(",".join(elements), offers)


def answers_with_the_first_offer(header: Header, offers: Offers) -> str | None:
    return library(header, offers) or (offers[0] if offers else None)


def answers_with_nothing_to_no_preference(header: Header, offers: Offers) -> str | None:
    return library(header, offers) if Accept.parse(header).ranges else None


def splits_quoted_strings(header: Header, offers: Offers) -> str | None:
    ranges = [each for element in (header or "").split(",") for each in Accept.parse(element).ranges]
    return Accept(tuple(ranges)).best(offers)


def refuses_what_has_a_malformed_element(header: Header, offers: Offers) -> str | None:
    elements = [each for each in split(header or "", ",") if each.strip(" \t")]
    return library(header, offers) if len(plain_ranges(header)) == len(elements) else None


def takes_malformed_weights_for_one(header: Header, offers: Offers) -> str | None:
    elements = [each if plain_ranges(each) else each.split(";")[0] for each in split(header or "", ",")]
    return library(",".join(elements), offers)


def forgets_white_space(header: Header, offers: Offers) -> str | None:
    return library(",".join(each for each in split(header or "", ",") if " ;" not in each), offers)

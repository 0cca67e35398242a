"""The law of negotiation: the answer is the one of RFC 9110."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from so_carriers.errors import NotAcceptable, printable
from so_carriers.media_types import Accept
from so_carriers.settings import Dialect
from so_carriers.testing.comparison.broken_laws import broken, cut
from so_carriers.testing.comparison.plain_negotiation import Verdict, plain_best, plain_verdicts

Choose = Callable[[str | None, Sequence[str]], str | None]

_LONGEST_HEADER = 300
_LONGEST_OFFER = 60
_SHOWN_OFFERS = 6


def assert_negotiates(
    header: str | None,
    offers: Sequence[str],
    *,
    choose: Choose | None = None,
    dialect: Dialect = Dialect.RFC,
    ties: bool = True,
) -> None:
    """Asserts that the offer that is chosen for an Accept header is the one of RFC 9110, section 12.5.1.

    It is compared with a second reading of the RFC, written for plainness alone: the narrowest
    range that an offer is within decides its quality, 0 excludes it, and the highest quality
    wins. The RFC leaves ties open; the library prefers the narrower range, then the client's
    order, then the server's. With `ties=False` any of the best offers will do.

    `offers` are media types in the server's order; `header` is None where there is none.
    `choose` may be anybody's: it takes both and gives the offer as it was given, and gives None
    or raises NotAcceptable where none is acceptable. The library's own is the default.

    Raises AssertionError that says which range decides of which offer.
    """
    chosen = _chosen(header, offers, choose or _library(dialect))
    verdicts = plain_verdicts(header, offers, dialect)
    expected = plain_best(header, offers, dialect)
    if chosen == expected or (not ties and chosen in _best_of(verdicts)):
        return
    facts = {f"offer {index}": _told(verdict) for index, verdict in enumerate(verdicts[:_SHOWN_OFFERS], 1)}
    raise broken(
        "the offer that was chosen is not the one of RFC 9110",
        None,
        Accept="none" if header is None else cut(printable(header), _LONGEST_HEADER),
        chosen=_shown(chosen),
        expected=_shown(expected),
        **facts,
    )


def _library(dialect: Dialect) -> Choose:
    return lambda header, offers: Accept.parse(header).best(offers, dialect=dialect)


def _chosen(header: str | None, offers: Sequence[str], choose: Choose) -> str | None:
    try:
        return choose(header, offers)
    except NotAcceptable:
        return None


def _best_of(verdicts: Sequence[Verdict]) -> list[str | None]:
    """The acceptable offers of the highest quality; None where there are none."""
    highest = max((verdict.weight for verdict in verdicts), default=0.0)
    return [verdict.offer for verdict in verdicts if verdict.weight == highest > 0] or [None]


def _told(verdict: Verdict) -> str:
    offer, media_range = cut(verdict.offer, _LONGEST_OFFER), verdict.decided_by
    if media_range is None:
        return f"{offer} - no range matches it"
    by = cut(printable(media_range.text), _LONGEST_OFFER)
    return f"{offer} - {by} decides: " + (f"quality {verdict.weight:g}" if verdict.weight else "excluded")


def _shown(offer: str | None) -> str:
    return "none (not acceptable)" if offer is None else cut(printable(str(offer)), _LONGEST_OFFER)

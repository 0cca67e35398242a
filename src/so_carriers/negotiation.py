"""From Accept and Content-Type to a codec, with the reasons for the choice.

`Negotiator` asks `_CommonCase` first: a single pass over the headers that clients
really send. It returns what `Accept.rank` would put first, or it declines, and then
`Accept` decides. Choices are kept in a cache that is bounded in entries and in the
length of a key, since the header is the peer's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial

from so_carriers.charsets import DEFAULT_CHARSET, python_codec
from so_carriers.codecs.codec import Codec
from so_carriers.errors import InvalidValue, NotAcceptable, UnsupportedMediaType, excerpt
from so_carriers.media_types import HIGHEST_QUALITY, WEIGHT, Accept, MediaType, RankedOffer, thousandths
from so_carriers.registry import CodecEntry, CodecRegistry
from so_carriers.settings import Dialect

CACHED_HEADERS = 256
"""How many headers of each kind a negotiator remembers."""

LONGEST_CACHED_HEADER = 1024
"""The characters of a header beyond which it is not remembered."""

_VARY = {"Vary": "Accept"}
_JSON = "json"


@dataclass(frozen=True, slots=True)
class ExplanationRow:
    """What Accept says of one media type that can be written, and why it won or lost.

    `matched_range` is the range that decides about it, as text, and `quality` that
    range's, from 0 to 1; both are None where no range matches or none is there.
    """

    media_type: str
    codec_name: str
    matched_range: str | None
    quality: float | None
    chosen: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a negotiation ended as it did, a row for each media type, the preferred first.

    `str()` gives a plain table. No row is chosen where the answer is 406.
    """

    accept: str | None
    rows: tuple[ExplanationRow, ...]

    def __str__(self) -> str:
        titles = ("", "media type", "codec", "range", "q", "reason")
        return _write_table([titles, *map(_cells, self.rows)])


@dataclass(frozen=True, slots=True)
class Choice:
    """The codec and the media type of a response.

    `content_type` is the media type with its charset, as Content-Type says it.
    """

    codec: Codec
    media_type: str
    content_type: str
    _explain: Callable[[], Explanation] = field(repr=False, compare=False)

    @property
    def headers(self) -> dict[str, str]:
        """What the response has to say: Content-Type, and Vary (RFC 9110, section 12.5.5)."""
        return {"Content-Type": self.content_type, **_VARY}

    def explain(self) -> Explanation:
        """Tells why this media type was chosen and no other; worked out only when asked."""
        return self._explain()


class Negotiator:
    """Picks the codec for a request's Accept and Content-Type.

    It takes the registry as it stands: what is registered later is not seen. The
    RFC dialect holds to RFC 9110 and RFC 5789. The NETSERVER dialect ignores charset in
    Accept, answers JSON where Accept matches nothing, and takes JSON for PATCH.
    """

    def __init__(self, registry: CodecRegistry, dialect: Dialect = Dialect.RFC) -> None:
        self._dialect = dialect
        self._writers = registry.offers
        self._offers = tuple(entry.media_type for entry in self._writers)
        self._common_case = _CommonCase(self._offers, dialect)
        self._readers = {entry.media_type.essence: entry for entry in registry.readers}
        self._patch_readers = {
            essence: entry for essence, entry in self._readers.items() if _takes_patch(entry, dialect)
        }
        self._cached_choice = lru_cache(CACHED_HEADERS)(self._choose)
        self._cached_decoder = lru_cache(CACHED_HEADERS)(self._find_decoder)

    def select_encoder(self, accept: str | None) -> Choice:
        """Picks the codec and media type of the response for an Accept header, None for no header.

        Without a preference it is the first type registered. Raises `NotAcceptable`,
        and nothing else, whatever the header.
        """
        if accept is None or len(accept) <= LONGEST_CACHED_HEADER:
            return self._cached_choice(accept)
        return self._choose(accept)

    def select_decoder(self, content_type: str | None, method: str = "POST") -> Codec:
        """Picks the codec that reads a request's body, by its Content-Type and method (in any case).

        Parameters other than charset are ignored. Raises `UnsupportedMediaType`, and
        nothing else: without the header, for a malformed one, for a list of types, for
        a type or charset that is not read, and for PATCH with what is no patch format.
        """
        patching = method.upper() == "PATCH"
        if content_type is None or len(content_type) <= LONGEST_CACHED_HEADER:
            return self._cached_decoder(content_type, patching)
        return self._find_decoder(content_type, patching)

    def explain(self, accept: str | None) -> Explanation:
        """Tells what comes of any Accept header, one that ends in 406 included; never raises."""
        preferences = Accept.parse(accept)
        ranked = preferences.rank(self._offers, dialect=self._dialect)
        fallback = None if ranked and ranked[0].is_acceptable else self._fallback()
        if preferences.ranges:
            rows = [self._row(offer, ranked, fallback) for offer in ranked]
        else:
            rows = [self._row_without_preference(offer, accept) for offer in ranked]
        return Explanation(accept, tuple(sorted(rows, key=_is_not_chosen)))

    def _choose(self, accept: str | None) -> Choice:
        index = self._common_case.choose(accept) if accept and len(accept) <= LONGEST_CACHED_HEADER else None
        if index is None:
            index = self._choose_exactly(accept)
        entry = self._writers[index]
        media_type = entry.media_type.essence
        content_type = f"{media_type}; charset={DEFAULT_CHARSET}"
        return Choice(entry.codec, media_type, content_type, partial(self.explain, accept))

    def _choose_exactly(self, accept: str | None) -> int:
        ranked = Accept.parse(accept).rank(self._offers, dialect=self._dialect)
        if ranked and ranked[0].is_acceptable:
            return ranked[0].index
        fallback = self._fallback()
        if fallback is not None:
            return fallback
        offered = [str(offer) for offer in self._offers]
        types = ", ".join(offered) or "nothing"
        raise NotAcceptable(
            f"nothing acceptable: Accept is {excerpt(accept)}; what can be written is {types}",
            offered,
            _VARY,
        )

    def _fallback(self) -> int | None:
        """NetServer answers JSON where Accept matches nothing."""
        if self._dialect is not Dialect.NETSERVER:
            return None
        return next((index for index, entry in enumerate(self._writers) if entry.codec.name == _JSON), None)

    def _find_decoder(self, content_type: str | None, patching: bool) -> Codec:
        if content_type is None:
            raise self.unsupported("Content-Type is missing", patching)
        try:
            media_type = MediaType.parse(content_type)
        except InvalidValue as error:
            raise self.unsupported(f"Content-Type is malformed: {excerpt(content_type)}", patching) from error
        entry = (self._patch_readers if patching else self._readers).get(media_type.essence)
        if entry is None:
            raise self.unsupported(f"Content-Type is {excerpt(content_type)}", patching)
        if media_type.charset is not None and python_codec(media_type.charset) is None:
            raise self.unsupported(f"charset {excerpt(media_type.charset)} is not read", patching)
        return entry.codec

    def unsupported(self, problem: str, patching: bool = False) -> UnsupportedMediaType:
        """The error for a body that cannot be read, with what can be (RFC 9110, section 15.5.16)."""
        readable = list(self._patch_readers if patching else self._readers)
        types = ", ".join(readable)
        # Accept-Patch names at least one type (RFC 5789, section 3.1), so none means no header.
        headers = {"Accept": types, "Accept-Patch": types} if patching else {"Accept": types}
        what = "PATCH takes" if patching else "what is read is"
        return UnsupportedMediaType(
            f"{problem}; {what} {types or 'nothing'}", readable, headers if readable else {}
        )

    def _row_without_preference(self, offer: RankedOffer, accept: str | None) -> ExplanationRow:
        if offer.index == 0:
            return self._make_row(offer, f"{_why_no_preference(accept)}: the server's first preference", True)
        return self._make_row(offer, f"the server prefers {self._offers[0]}", False)

    def _row(self, offer: RankedOffer, ranked: Sequence[RankedOffer], fallback: int | None) -> ExplanationRow:
        if offer.index == fallback:
            reason, chosen = "Accept matches nothing, and a NetServer answers JSON then", True
        elif offer is ranked[0] and offer.is_acceptable:
            reason, chosen = _why_it_won(ranked), True
        else:
            reason, chosen = _why_it_lost(offer, ranked[0]), False
        row = self._make_row(offer, reason, chosen)
        if offer.range is None:
            return row
        return replace(row, matched_range=str(offer.range), quality=offer.range.quality)

    def _make_row(self, offer: RankedOffer, reason: str, chosen: bool) -> ExplanationRow:
        codec_name = self._writers[offer.index].codec.name
        return ExplanationRow(offer.media_type.essence, codec_name, None, None, chosen, reason)


class _CommonCase:
    """Chooses among fixed offers for the headers that clients really send, or declines.

    An element that names none of the offers cannot change the choice, so it is not even
    parsed; quoted strings and parameters other than q and charset=utf-8 make it decline.
    """

    _match_parameters = re.compile(
        rf"[ \t]*+(?:(charset=utf-?8)[ \t]*+(?:;[ \t]*+|\Z))?+(?:q=({WEIGHT})[ \t]*+)?+",
        re.IGNORECASE | re.ASCII,
    ).fullmatch

    def __init__(self, offers: Sequence[MediaType], dialect: Dialect) -> None:
        self._charset_counts = dialect is Dialect.RFC
        self._unmatched = [_UNMATCHED] * len(offers)
        self._named: dict[str, tuple[int, list[int]]] = {}
        for index, offer in enumerate(offers):
            for specificity, name in enumerate(("*/*", f"{offer.type}/*", offer.essence)):
                # Twice the level, which leaves the step between for a charset.
                self._named.setdefault(name, (2 * specificity, []))[1].append(index)

    def choose(self, accept: str) -> int | None:
        """The index of the offer to take, or None: ask `Accept`."""
        if '"' in accept or not accept.isascii():
            return None
        preferences = self._unmatched.copy()
        for place, element in enumerate(accept.split(",")):
            name, semicolon, parameters = element.partition(";")
            named = self._named.get(name.strip(" \t").lower())
            if named is None:
                continue
            specificity, indices = named
            quality = HIGHEST_QUALITY
            if semicolon:
                match = self._match_parameters(parameters)
                if match is None:
                    return None
                charset, weight = match.groups()
                if charset and self._charset_counts:
                    specificity += 1
                if weight:
                    quality = thousandths(weight)
            for index in indices:
                if specificity > preferences[index][1]:
                    preferences[index] = (quality, specificity, -place)
        best = max(preferences, default=_UNMATCHED)
        return preferences.index(best) if best[0] else None


_UNMATCHED: tuple[int, int, int] = (0, -1, 0)
"""Quality, specificity and place, as in `RankedOffer.preference`, before any range is seen."""

_WHY_WON = (
    "the highest quality",
    "the most specific range of those with the highest quality",
    "the client names its range first",
    "the server prefers it among those that the client likes equally",
)
_WHY_LOST = (
    "quality {offer.range.quality:g} is below {winner.range.quality:g}",
    "{winner.range} is more specific than {offer.range}",
    "the client names {winner.range} before {offer.range}",
    "the server prefers {winner.media_type}",
)


def _why_it_won(ranked: Sequence[RankedOffer]) -> str:
    winner, *others = (offer for offer in ranked if offer.is_acceptable)
    return _WHY_WON[_deciding_rule(winner, others[0])] if others else "the only type that Accept allows"


def _why_it_lost(offer: RankedOffer, winner: RankedOffer) -> str:
    if offer.range is None:
        return "no range of Accept matches it"
    if not offer.is_acceptable:
        return f"excluded by {offer.range}"
    return _WHY_LOST[_deciding_rule(winner, offer)].format(offer=offer, winner=winner)


def _deciding_rule(winner: RankedOffer, loser: RankedOffer) -> int:
    differ = [won != lost for won, lost in zip(winner.preference, loser.preference, strict=True)]
    return differ.index(True) if any(differ) else len(differ)


def _why_no_preference(accept: str | None) -> str:
    if accept is None:
        return "there is no Accept"
    return "nothing in Accept is well-formed" if accept.strip(" \t,") else "Accept is empty"


def _takes_patch(entry: CodecEntry, dialect: Dialect) -> bool:
    # NetServer's documented PATCH requests are sent as application/json.
    return entry.patches or (dialect is Dialect.NETSERVER and entry.codec.name == _JSON)


def _is_not_chosen(row: ExplanationRow) -> bool:
    return not row.chosen


def _cells(row: ExplanationRow) -> tuple[str, ...]:
    quality = "-" if row.quality is None else f"{row.quality:g}"
    arrow = "->" if row.chosen else ""
    return arrow, row.media_type, row.codec_name, row.matched_range or "-", quality, row.reason


def _write_table(lines: Sequence[Sequence[str]]) -> str:
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join("  ".join(map(str.ljust, line, widths)).rstrip() for line in lines)

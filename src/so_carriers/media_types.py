"""Media types, media ranges and the Accept header as values: parse, compare, write back.

Strict to the developer: an offer or a `MediaType` of our own that is malformed raises
`InvalidValue`. Lax to the peer: a malformed element of Accept is skipped and never
raises (RFC 9110 leaves recovery open). What RFC 9110 leaves open besides:

- between equal qualities the more specific range wins, then the client's order, then
  the server's;
- of two equal ranges the first counts;
- a parameter that stands twice, `q` included, makes the element malformed (RFC 6838,
  section 4.3, calls it an error);
- `q="0.5"` is `q=0.5`, as in any other parameter;
- a quoted string that is never closed takes the rest of the header with it;
- `charset=utf-8` in a range is met by an offer that says no charset.

In every pattern below the quantifiers are possessive: the grammar never needs to look
back, so no header, however hostile, takes more than one pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from so_carriers.charsets import DEFAULT_CHARSET, python_codec
from so_carriers.errors import InvalidValue, excerpt
from so_carriers.settings import Dialect

Parameters = tuple[tuple[str, str], ...]
"""Pairs of a lower-case name and a value, in the order in which they stand."""

# RFC 9110, section 5.6.2: token = 1*tchar.
_TOKEN = r"[!#$%&'*+\-.^_`|~0-9A-Za-z]++"
# Section 5.6.4, quoted-string: all but controls, the quote and the backslash. obs-text is anything
# beyond ASCII, because a header may have been decoded as Latin-1 or as UTF-8 before it came here.
_QDTEXT = r"[^\x00-\x08\x0A-\x1F\x22\x5C\x7F]++"
_QUOTED_PAIR = r"\\[^\x00-\x08\x0A-\x1F\x7F]"
_QUOTED_STRING = rf'"(?:{_QDTEXT}|{_QUOTED_PAIR})*+"'
# Section 5.6.6: parameters = *( OWS ";" OWS [ parameter ] ).
_OWS = r"[ \t]*+"
_PARAMETERS = rf"(?:{_OWS};{_OWS}(?:{_TOKEN}=(?:{_TOKEN}|{_QUOTED_STRING}))?+)*+"

_is_token = re.compile(_TOKEN).fullmatch
_is_name = re.compile(_TOKEN.replace("A-Z", "")).fullmatch
_is_quotable = re.compile(rf'(?:{_QDTEXT}|["\\])*+').fullmatch
_match_type = re.compile(rf"({_TOKEN})/({_TOKEN})({_PARAMETERS})").fullmatch
_find_parameters = re.compile(rf'({_TOKEN})=(?:({_TOKEN})|"((?:{_QDTEXT}|{_QUOTED_PAIR})*+)")').findall
_unescape = re.compile(r"\\(.)").sub
# Section 12.4.2: qvalue = ( "0" [ "." 0*3DIGIT ] ) / ( "1" [ "." 0*3("0") ] ).
WEIGHT = r"0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?"
_is_weight = re.compile(WEIGHT).fullmatch
# Section 5.6.1: commas separate elements, but not within a quoted string.
_find_elements = re.compile(r'(?:[^,"]++|"(?:[^"\\]++|\\.?+)*+(?:"|\Z))++').findall

HIGHEST_QUALITY = 1000
"""The quality of a range that states none, in thousandths."""


@dataclass(frozen=True, slots=True)
class MediaType:
    """The type of a representation, such as `text/xml; charset=utf-8`.

    `type`, `subtype` and the names of `parameters` are lower-case. Raises `InvalidValue`
    for anything that is not a media type of RFC 9110, section 8.3.1, and for a range.
    """

    type: str
    subtype: str
    parameters: Parameters = ()

    def __post_init__(self) -> None:
        _require_names(self.type, self.subtype, self.parameters)
        if "*" in (self.type, self.subtype):
            raise InvalidValue(f"a media type, not a range, is needed; found {excerpt(self.essence)}")

    @classmethod
    def parse(cls, text: str) -> MediaType:
        """Reads a media type; raises `InvalidValue` where anything in it is malformed.

        Blanks and tabs around it are no part of it (RFC 9110, section 5.5).
        """
        match = _match_type(text.strip(" \t"))
        if match is None:
            raise InvalidValue(f"no media type: {excerpt(text)}")
        type_, subtype, parameters = match.groups()
        return cls(type_.lower(), subtype.lower(), _parse_parameters(parameters))

    def __str__(self) -> str:
        return "; ".join([self.essence, *map(_write_parameter, self.parameters)])

    @property
    def essence(self) -> str:
        """`type/subtype`, without parameters."""
        return f"{self.type}/{self.subtype}"

    @property
    def charset(self) -> str | None:
        """The charset parameter in lower case, or None."""
        return next((value.lower() for name, value in self.parameters if name == "charset"), None)


@dataclass(frozen=True, slots=True)
class MediaRange:
    """One element of Accept: `text/xml`, `text/*;level=1;q=0.3` or `*/*` (RFC 9110, section 12.5.1).

    `thousandths` is the quality, exactly; 0 excludes. `parameters` does not hold `q`.
    Raises `InvalidValue` for what could not stand in a header.
    """

    type: str
    subtype: str
    parameters: Parameters = ()
    thousandths: int = HIGHEST_QUALITY

    def __post_init__(self) -> None:
        _require_names(self.type, self.subtype, self.parameters)
        if self.type == "*" != self.subtype:
            raise InvalidValue(f"no media range: {excerpt(self.name)}")
        if self.parameters and "q" in dict(self.parameters):
            raise InvalidValue("the parameter q of a media range is its quality")
        if not 0 <= self.thousandths <= HIGHEST_QUALITY:
            raise InvalidValue(f"quality: expected 0 to 1000 thousandths, found {self.thousandths!r}")

    def __str__(self) -> str:
        weight = () if self.thousandths == HIGHEST_QUALITY else (f"q={self.quality:g}",)
        return ";".join([self.name, *map(_write_parameter, self.parameters), *weight])

    @property
    def name(self) -> str:
        """`type/subtype`, `type/*` or `*/*`."""
        return f"{self.type}/{self.subtype}"

    @property
    def quality(self) -> float:
        """The quality as a number from 0 to 1."""
        return self.thousandths / HIGHEST_QUALITY

    @property
    def specificity(self) -> tuple[int, int]:
        """How narrow the range is, to be compared: what it names (0 to 2), then how many parameters."""
        return (self.type != "*") + (self.subtype != "*"), len(self.parameters)

    def matches(self, media_type: MediaType) -> bool:
        """Whether the media type is within the range and has all its parameters, in any order."""
        return (
            self.type in ("*", media_type.type)
            and self.subtype in ("*", media_type.subtype)
            and all(_is_met(name, value, media_type) for name, value in self.parameters)
        )


@dataclass(frozen=True, slots=True)
class RankedOffer:
    """What Accept says of one offer.

    `index` is its place among the offers, `range` the one that decides about it (None
    where none matches) and `place` that range's place in the header, from 0 on.
    """

    index: int
    media_type: MediaType
    range: MediaRange | None
    place: int

    @property
    def preference(self) -> tuple[int, tuple[int, int], int]:
        """Quality, specificity and place, as values of which the greater is preferred."""
        if self.range is None:
            return 0, (-1, 0), 0
        return self.range.thousandths, self.range.specificity, -self.place

    @property
    def is_acceptable(self) -> bool:
        """Whether a range matches and does not exclude the offer with `q=0`."""
        return self.range is not None and self.range.thousandths > 0


@dataclass(frozen=True, slots=True)
class Accept:
    """What a client would like to get: the well-formed ranges of its Accept, in its order.

    Without ranges there is no preference: no header, an empty one, or one of which
    every element is malformed.
    """

    ranges: tuple[MediaRange, ...] = ()

    @classmethod
    def parse(cls, header: str | None) -> Accept:
        """Reads the header's value; None is no header. Never raises.

        Several Accept fields are joined by a comma before they come here (RFC 9110,
        section 5.3).
        """
        if header is None:
            return cls()
        elements: list[str] = header.split(",") if '"' not in header else _find_elements(header)
        # A repeated element says nothing new; a hostile header may hold thousands.
        distinct = dict.fromkeys(element.strip(" \t") for element in elements)
        ranges = (_read_range(element) for element in distinct)
        return cls(tuple(media_range for media_range in ranges if media_range is not None))

    def __str__(self) -> str:
        return ", ".join(map(str, self.ranges))

    def rank(
        self, offers: Sequence[str | MediaType], *, dialect: Dialect = Dialect.RFC
    ) -> tuple[RankedOffer, ...]:
        """Sorts the offers, the preferred first and those that are not acceptable last.

        `offers` stand in the server's order of preference. Where the client has none,
        `*/*` decides. The NETSERVER dialect ignores charset in Accept. Raises
        `InvalidValue` for an offer that is no media type.
        """
        placed = _by_name(self._read_as(dialect) or (MediaRange("*", "*"),))
        ranked = [_decide(placed, index, _as_media_type(offer)) for index, offer in enumerate(offers)]
        # Sorting in reverse keeps equal offers in the server's order.
        return tuple(sorted(ranked, key=lambda offer: offer.preference, reverse=True))

    def best(self, offers: Sequence[str], *, dialect: Dialect = Dialect.RFC) -> str | None:
        """Picks the offer that the client likes best, as it was given; None where none is acceptable.

        Takes and raises what `rank` does.
        """
        ranked = self.rank(offers, dialect=dialect)
        return offers[ranked[0].index] if ranked and ranked[0].is_acceptable else None

    def quality(self, media_type: str | MediaType, *, dialect: Dialect = Dialect.RFC) -> float:
        """The quality of one media type, from 0 (not acceptable) to 1; takes and raises what `rank` does."""
        (ranked,) = self.rank([media_type], dialect=dialect)
        return ranked.range.quality if ranked.range else 0.0

    def _read_as(self, dialect: Dialect) -> tuple[MediaRange, ...]:
        if dialect is Dialect.NETSERVER:
            return tuple(map(_without_charset, self.ranges))
        return self.ranges


def thousandths(weight: str) -> int:
    """The thousandths of a well-formed qvalue: `"0.9"` is 900."""
    return round(float(weight) * HIGHEST_QUALITY)


_Placed = tuple[int, MediaRange]
_PlacedByName = Mapping[str, Mapping[Parameters, _Placed]]


def _read_range(element: str) -> MediaRange | None:
    """Reads one element of Accept, or gives None where anything in it is malformed."""
    match = _match_type(element)
    if match is None:
        return None
    type_, subtype, text = match.groups()
    if type_ == "*" != subtype:
        return None
    if not text:
        return MediaRange(type_.lower(), subtype.lower())
    parameters = _parse_parameters(text)
    named = dict(parameters)
    # Section 12.5.1: "Recipients SHOULD process any parameter named "q" as weight,
    # regardless of parameter ordering."
    weight = named.pop("q", "1")
    if not _is_weight(weight) or _repeats_a_name(parameters):
        return None
    return MediaRange(type_.lower(), subtype.lower(), tuple(named.items()), thousandths(weight))


def _by_name(ranges: Iterable[MediaRange]) -> _PlacedByName:
    placed: dict[str, dict[Parameters, _Placed]] = {}
    for place, media_range in enumerate(ranges):
        # setdefault: of equal ranges the first counts.
        placed.setdefault(media_range.name, {}).setdefault(media_range.parameters, (place, media_range))
    return placed


def _decide(placed: _PlacedByName, index: int, media_type: MediaType) -> RankedOffer:
    # RFC 9110, section 12.5.1: "The media type quality factor associated with a given
    # type is determined by finding the media range with the highest precedence that
    # matches the type."
    for name in (media_type.essence, f"{media_type.type}/*", "*/*"):
        if name in placed:
            matching = [found for found in placed[name].values() if found[1].matches(media_type)]
            if matching:
                place, media_range = max(matching, key=lambda found: found[1].specificity)
                return RankedOffer(index, media_type, media_range, place)
    return RankedOffer(index, media_type, None, 0)


def _as_media_type(offer: str | MediaType) -> MediaType:
    return offer if isinstance(offer, MediaType) else MediaType.parse(offer)


def _without_charset(media_range: MediaRange) -> MediaRange:
    kept = tuple(pair for pair in media_range.parameters if pair[0] != "charset")
    return media_range if kept == media_range.parameters else replace(media_range, parameters=kept)


def _is_met(name: str, value: str, media_type: MediaType) -> bool:
    if name == "charset":
        return _canonical_charset(value) == _canonical_charset(media_type.charset or DEFAULT_CHARSET)
    return (name, value) in media_type.parameters


def _canonical_charset(charset: str) -> str:
    return python_codec(charset) or charset.lower()


def _parse_parameters(text: str) -> Parameters:
    # `text` is known to be well-formed.
    return tuple(
        (name.lower(), token or _unescape(r"\1", quoted)) for name, token, quoted in _find_parameters(text)
    )


def _write_parameter(parameter: tuple[str, str]) -> str:
    name, value = parameter
    if not _is_token(value):
        value = '"' + value.replace("\\", r"\\").replace('"', r"\"") + '"'
    return f"{name}={value}"


def _require_names(type_: str, subtype: str, parameters: Parameters) -> None:
    for name in (type_, subtype):
        if not _is_name(name):
            raise InvalidValue(f"media type: expected a lower-case token, found {excerpt(name)}")
    for name, value in parameters:
        if not _is_name(name) or not _is_quotable(value):
            raise InvalidValue(f"media type: malformed parameter {excerpt(name)} = {excerpt(value)}")
    if parameters and _repeats_a_name(parameters):
        raise InvalidValue("media type: a parameter stands twice")


def _repeats_a_name(parameters: Parameters) -> bool:
    return len(dict(parameters)) != len(parameters)

"""Proactive negotiation as RFC 9110 words it, read as plainly as can be.

It is what `assert_negotiates` measures others by. It shares nothing with the library: it reads
a header character by character and compares every range with every offer. What the RFC leaves
open is decided as `so_carriers.media_types` says.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from so_carriers.settings import Dialect

_TOKEN_CHARACTERS = frozenset("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainRange:
    """One element of Accept; `text` is the element as it stands, `place` counts from 0."""

    text: str
    type: str
    subtype: str
    parameters: dict[str, str]
    weight: float
    place: int = 0

    @property
    def narrowness(self) -> tuple[bool, bool, int]:
        """How specific the range is, to be compared (section 12.5.1)."""
        return self.type != "*", self.subtype != "*", len(self.parameters)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the header says of one offer: the range that decides, None where none matches."""

    offer: str
    decided_by: PlainRange | None

    @property
    def weight(self) -> float:
        """The offer's quality; 0 for one that is not acceptable."""
        return self.decided_by.weight if self.decided_by is not None else 0.0

    @property
    def preference(self) -> tuple[float, bool, bool, int, int]:
        """Quality, then specificity, then the client's order, to be compared."""
        if self.decided_by is None:
            return 0.0, False, False, 0, 0
        return self.weight, *self.decided_by.narrowness, -self.decided_by.place


def plain_best(header: str | None, offers: Sequence[str], dialect: Dialect = Dialect.RFC) -> str | None:
    """The offer that an Accept header prefers; None where it accepts none of them.

    `offers` stand in the server's order. The NETSERVER dialect takes no notice of charset.
    """
    best: Verdict | None = None
    for verdict in plain_verdicts(header, offers, dialect):
        if verdict.weight > 0 and (best is None or verdict.preference > best.preference):
            best = verdict
    return best.offer if best is not None else None


def plain_verdicts(
    header: str | None, offers: Sequence[str], dialect: Dialect = Dialect.RFC
) -> list[Verdict]:
    """What an Accept header says of each offer, in the order of the offers."""
    ranges = plain_ranges(header) or [
        PlainRange(text="no preference", type="*", subtype="*", parameters={}, weight=1.0)
    ]
    if dialect is Dialect.NETSERVER:
        for media_range in ranges:
            media_range.parameters.pop("charset", None)
    return [Verdict(offer=offer, decided_by=_decisive(offer, ranges)) for offer in offers]


def plain_ranges(header: str | None) -> list[PlainRange]:
    """The well-formed elements of an Accept header, in its order."""
    elements = split(header, ",") if header is not None else []
    ranges = [read_range(element, place) for place, element in enumerate(elements)]
    return [found for found in ranges if found is not None]


def _decisive(offer: str, ranges: Sequence[PlainRange]) -> PlainRange | None:
    """The narrowest of the ranges that an offer is within; of equal ones the first."""
    winner: PlainRange | None = None
    for media_range in ranges:
        if is_within(offer, media_range) and (winner is None or media_range.narrowness > winner.narrowness):
            winner = media_range
    return winner


def split(text: str, separator: str) -> list[str]:
    """Splits at a separator that does not stand in a quoted string."""
    pieces = [""]
    quoted = escaped = False
    for character in text:
        if character == separator and not quoted:
            pieces.append("")
            continue
        pieces[-1] += character
        if escaped:
            escaped = False
        elif character == '"':
            quoted = not quoted
        elif character == "\\" and quoted:
            escaped = True
    return pieces


def is_token(text: str) -> bool:
    """Whether this is a token (section 5.6.2)."""
    return text != "" and all(character in _TOKEN_CHARACTERS for character in text)


def unquote(text: str) -> str | None:
    """The text of a quoted string (section 5.6.4), or None where it is not one."""
    if len(text) < 2 or text[0] != '"' or text[-1] != '"':
        return None
    value, escaped = "", False
    for character in text[1:-1]:
        if (ord(character) < 32 and character != "\t") or ord(character) == 127:
            return None
        if escaped:
            value, escaped = value + character, False
        elif character == "\\":
            escaped = True
        elif character == '"':
            return None
        else:
            value += character
    return None if escaped else value


def read_parameters(pieces: Sequence[str]) -> dict[str, str] | None:
    """The parameters between semicolons (section 5.6.6), or None where one is malformed or stands twice."""
    parameters: dict[str, str] = {}
    for piece in pieces:
        parameter = piece.strip(" \t")
        if parameter == "":
            continue
        name, _, value = parameter.partition("=")
        read = value if is_token(value) else unquote(value)
        if not is_token(name) or read is None or name.lower() in parameters:
            return None
        parameters[name.lower()] = read
    return parameters


def read_range(element: str, place: int = 0) -> PlainRange | None:
    """One element of Accept (section 12.5.1), or None where it is malformed."""
    name, *pieces = split(element, ";")
    parameters = read_parameters(pieces)
    type_, slash, subtype = name.strip(" \t").partition("/")
    if parameters is None or not slash or not is_token(type_) or not is_token(subtype):
        return None
    if type_ == "*" and subtype != "*":
        return None
    weight = parameters.pop("q", "1")
    if not re.fullmatch(r"(0|0\.[0-9]?[0-9]?[0-9]?|1|1\.0?0?0?)", weight):
        return None
    return PlainRange(
        text=element.strip(" \t"),
        type=type_.lower(),
        subtype=subtype.lower(),
        parameters=parameters,
        weight=float(weight),
        place=place,
    )


def charset_name(label: str) -> str:
    """A charset's name by which it can be compared."""
    return {"utf8": "utf-8"}.get(label.lower(), label.lower())


def is_within(offer: str, media_range: PlainRange) -> bool:
    """Whether an offer is within a range and has all its parameters; no charset is utf-8."""
    essence, *pieces = split(offer, ";")
    type_, _, subtype = essence.strip(" \t").lower().partition("/")
    of_offer = read_parameters(pieces) or {}
    for name, value in media_range.parameters.items():
        if name == "charset":
            if charset_name(value) != charset_name(of_offer.get("charset", "utf-8")):
                return False
        elif of_offer.get(name) != value:
            return False
    return media_range.type in ("*", type_) and media_range.subtype in ("*", subtype)

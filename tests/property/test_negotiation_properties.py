"""Laws of negotiation that hold for any header, checked against a naive reading of the RFC.

The oracle below is written for clearness and shares nothing with the library: it reads
a header character by character and compares every range with every offer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import SimpleNamespace
from typing import cast

from hypothesis import example, given, strategies as st

from so_carriers.codecs.codec import Codec
from so_carriers.errors import InvalidValue, NotAcceptable, UnsupportedMediaType
from so_carriers.media_types import Accept, MediaType
from so_carriers.negotiation import Negotiator
from so_carriers.registry import CodecRegistry
from so_carriers.settings import Dialect

TOKEN_CHARACTERS = frozenset("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")


# The oracle


@dataclass
class Range:
    type: str
    subtype: str
    parameters: dict[str, str]
    weight: float


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
    return text != "" and all(character in TOKEN_CHARACTERS for character in text)


def unquote(text: str) -> str | None:
    """The text of a quoted string, or None where it is not one."""
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


def read_parameters(pieces: list[str]) -> dict[str, str] | None:
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


def read_range(element: str) -> Range | None:
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
    return Range(type_.lower(), subtype.lower(), parameters, float(weight))


def charset_name(label: str) -> str:
    return {"utf8": "utf-8"}.get(label.lower(), label.lower())


def is_within(offer: str, range_: Range) -> bool:
    essence, *pieces = split(offer, ";")
    type_, _, subtype = essence.partition("/")
    of_offer = read_parameters(pieces)
    assert of_offer is not None
    for name, value in range_.parameters.items():
        if name == "charset":
            if charset_name(value) != charset_name(of_offer.get("charset", "utf-8")):
                return False
        elif of_offer.get(name) != value:
            return False
    return range_.type in ("*", type_) and range_.subtype in ("*", subtype)


def oracle_best(header: str | None, offers: list[str], dialect: Dialect) -> str | None:
    elements = split(header, ",") if header is not None else []
    ranges = [found for found in map(read_range, elements) if found is not None]
    if not ranges:
        return offers[0] if offers else None
    if dialect is Dialect.NETSERVER:
        for range_ in ranges:
            range_.parameters.pop("charset", None)
    best, best_score = None, None
    for offer in offers:
        winner, winner_score = None, None
        for place, range_ in enumerate(ranges):
            narrow = (range_.type != "*", range_.subtype != "*", len(range_.parameters))
            if is_within(offer, range_) and (winner_score is None or narrow > winner_score[:3]):
                winner, winner_score = range_, (*narrow, -place)
        if winner is None or winner_score is None or winner.weight == 0:
            continue
        score = (winner.weight, *winner_score)
        if best_score is None or score > best_score:
            best, best_score = offer, score
    return best


# What is drawn

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
OWS = st.text(" \t", max_size=2)
ANY_CASE = st.sampled_from([str.lower, str.upper, str.title])

names = st.sampled_from(
    [*ESSENCES, "*/*", "text/*", "application/*", "*/xml", "*", "text", "image/png", "text/\u212aml", "a b/c"]
)
weights = st.sampled_from(
    ["0", "0.", "0.5", "0.500", "0.999", "1", "1.", "1.000", "", ".5", "1.1", "-1", "0.1234", "1e0", "\u0661"]
)
values = st.sampled_from(
    ["1", "2", "a", "A", '"1"', '"a, b"', r'"\1"', '"', '"\\', '""', "", '"q=0;"', '"\x01"']
)
charsets = st.sampled_from(["utf-8", "UTF8", '"Utf-8"', "utf-16", "latin1", '""'])
parameters = st.one_of(
    weights.map("q={}".format),
    weights.map("Q={}".format),
    charsets.map("charset={}".format),
    st.tuples(st.sampled_from(["level", "LEVEL", "x", "", "q ", "\u00e9"]), values).map("=".join),
    st.sampled_from(["", "level", "q"]),
)


@st.composite
def elements(draw: st.DrawFn) -> str:
    text = draw(ANY_CASE)(draw(names))
    for parameter in draw(st.lists(parameters, max_size=3)):
        text += draw(OWS) + ";" + draw(OWS) + parameter
    return draw(OWS) + text + draw(OWS)


headers = st.one_of(
    st.lists(elements(), max_size=6).map(",".join),
    st.text('ax*/;,="\\q01. \t\u00e9\n', max_size=30),
    st.text(max_size=30),
)
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
def test_best_agrees_with_the_oracle(header: str, offers: list[str], dialect: Dialect) -> None:
    assert Accept.parse(header).best(offers, dialect=dialect) == oracle_best(header, offers, dialect)


@given(headers, dialects)
def test_the_negotiator_agrees_with_the_oracle(header: str, dialect: Dialect) -> None:
    """Its short cut for common headers included; without a match NETSERVER answers JSON."""
    best = oracle_best(header, ESSENCES, dialect)
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


@given(st.one_of(headers, elements()))
def test_a_media_type_is_read_or_refused_and_written_back(text: str) -> None:
    try:
        media_type = MediaType.parse(text)
    except InvalidValue:
        return
    assert MediaType.parse(str(media_type)) == media_type


@given(st.one_of(st.none(), headers, elements()), st.sampled_from(["POST", "PATCH", "patch"]), dialects)
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

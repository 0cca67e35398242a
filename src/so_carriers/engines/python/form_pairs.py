"""Forms as names and values: the parser and the serializer of application/x-www-form-urlencoded.

They are those of the URL Standard (https://url.spec.whatwg.org/#application/x-www-form-urlencoded),
but for one thing: bytes that are no text in the body's charset are not replaced. A `%` that two
hexadecimal digits do not follow stands for itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sized
from typing import Final, TypeAlias

from so_carriers.errors import DecodeError, LimitExceeded
from so_carriers.settings import Limits


class Malformed:
    """What stands for a value whose bytes are no text; who knows its name refuses it."""

    __slots__ = ("charset",)

    def __init__(self, charset: str) -> None:
        self.charset = charset


Text: TypeAlias = str | Malformed
Pair: TypeAlias = tuple[str, Text]
"""One name and its value."""

_EMPTY_PIECES: Final = re.compile(b"&&+")
_PIECE_OF_ESCAPES = 2**20

_ESCAPE: Final = re.compile(rb"%[0-9A-Fa-f]{2}")
_HEXADECIMAL = "0123456789ABCDEFabcdef"
_OCTETS = {
    f"{high}{low}".encode(): bytes.fromhex(high + low) for high in _HEXADECIMAL for low in _HEXADECIMAL
}

# The percent-encode set of the URL Standard, from its other side.
_UNESCAPED = b"*-._0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_ESCAPES = {octet: f"%{octet:02X}" for octet in range(256) if octet not in _UNESCAPED}
_ESCAPES[ord(" ")] = "+"
_UNESCAPED_OR_PLUS = _UNESCAPED + b"+"
_REPLACEMENTS = {octet: (chr(octet), escape) for octet, escape in _ESCAPES.items()}
_FEW = 8


def read_pairs(body: bytes, charset: str, limits: Limits) -> list[Pair]:
    """The pairs of a body in one of Python's codecs that ASCII is part of, empty ones left out.

    Raises DecodeError for a name that is no text, LimitExceeded for too many pairs.
    """
    body = _EMPTY_PIECES.sub(b"&", body).strip(b"&").replace(b"+", b" ")
    if not body:
        return []
    pieces = body.split(b"&", limits.pairs)
    check_pairs(len(pieces), limits)
    pairs: list[Pair] = []
    for piece in pieces:
        name, _, value = piece.partition(b"=")
        pairs.append((_read_name(name, charset, len(pairs)), _read_text(value, charset)))
    return pairs


def check_pairs(count: int, limits: Limits) -> None:
    """Raises LimitExceeded where these are too many pairs."""
    if count > limits.pairs:
        raise LimitExceeded("pairs", limits.pairs, f"a form has more than {limits.pairs} pairs")


def check_members(members: Sized, limits: Limits) -> None:
    """Raises LimitExceeded where these are too many for one object or dictionary."""
    if len(members) > limits.members:
        raise LimitExceeded("members", limits.members, f"an object has {len(members)} members")


def _read_name(octets: bytes, charset: str, place: int) -> str:
    name = _read_text(octets, charset)
    if isinstance(name, str):
        return name
    raise DecodeError(f"names in {charset}", f"bytes that it does not have in the name of pair {place + 1}")


def _read_text(octets: bytes, charset: str) -> Text:
    if b"%" in octets:
        octets = percent_decoded(octets)
    try:
        return octets.decode(charset)
    except UnicodeDecodeError:
        return Malformed(charset)


def unescaped(text: str) -> str | None:
    """The value that a piece of a form in UTF-8 stands for; None where that is no text."""
    text = text.replace("+", " ")
    if "%" not in text:
        return text
    try:
        return percent_decoded(text.encode()).decode()
    except UnicodeDecodeError:
        return None


def percent_decoded(octets: bytes) -> bytes:
    """The bytes with each `%` and two hexadecimal digits as the byte that they stand for."""
    if len(octets) <= _PIECE_OF_ESCAPES:
        return _percent_decoded(octets)
    # Piece by piece, as each escape is an object of its own for a while.
    return b"".join(map(_percent_decoded, _between_escapes(octets)))


def _percent_decoded(octets: bytes) -> bytes:
    first, *others = octets.split(b"%")
    try:
        return first + b"".join([_OCTETS[other[:2]] + other[2:] for other in others])
    except KeyError:
        # A percent sign without its digits stands for itself.
        pass
    if not _ESCAPE.search(octets):
        return octets
    octet_of = _OCTETS.get
    return first + b"".join([octet_of(other[:2], b"%" + other[:2]) + other[2:] for other in others])


def _between_escapes(octets: bytes) -> Iterator[bytes]:
    """The bytes in pieces that no escape stands across."""
    start = 0
    while start < len(octets):
        end = start + _PIECE_OF_ESCAPES
        last = octets.rfind(b"%", end - 2, end)
        end = end if last < 0 else last
        yield octets[start:end]
        start = end


def write_pairs(pairs: Iterable[tuple[str, str]]) -> bytes:
    """The body of these names and values, in UTF-8; raises UnicodeEncodeError for lone surrogates."""
    return "&".join([f"{escaped(name)}={escaped(text)}" for name, text in pairs]).encode()


def escaped(text: str) -> str:
    """The text as it stands in a form: letters, digits and `*-._`, a plus for each blank, escapes."""
    if text.isascii() and "%" not in text and "+" not in text:
        written = text.replace(" ", "+")
        others = {*written.encode().translate(None, _UNESCAPED_OR_PLUS)}
        if len(others) <= _FEW:
            # None of them stands in an escape, so they can be replaced one after the other.
            for octet in others:
                written = written.replace(*_REPLACEMENTS[octet])
            return written
    return text.encode().decode("latin-1").translate(_ESCAPES)

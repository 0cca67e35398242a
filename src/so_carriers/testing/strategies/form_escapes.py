"""Names and values as pieces of a form, in any escaping that means the same."""

from __future__ import annotations

import enum
from typing import Final


class Escapes(enum.Enum):
    """One way of writing the octets of a name or a value."""

    USUAL = "pluses, and escapes in upper case"
    LOWER = "blanks as %20, and escapes in lower case"
    ALL = "every octet escaped"
    FEW = "nothing escaped but what must be"


_SAFE: Final = frozenset(b"*-._0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
_OCTETS: Final = frozenset(range(256))
_ESCAPED: Final = {
    Escapes.USUAL: _OCTETS - _SAFE,
    Escapes.LOWER: _OCTETS - _SAFE,
    Escapes.ALL: _OCTETS,
    Escapes.FEW: frozenset(b"&+%="),
}


def escaped(text: str, escapes: Escapes) -> bytes:
    """The octets of a text in a form in UTF-8 (URL Standard, application/x-www-form-urlencoded)."""
    return b"".join(_octet(octet, escapes) for octet in text.encode())


def _octet(octet: int, escapes: Escapes) -> bytes:
    if octet == ord(" ") and escapes is Escapes.USUAL:
        return b"+"
    if octet not in _ESCAPED[escapes]:
        return bytes([octet])
    return (b"%%%02x" if escapes is Escapes.LOWER else b"%%%02X") % octet


def piece(name: str, value: str, escapes: Escapes) -> bytes:
    """A name and its value; an equals sign that says nothing is left out where that can be."""
    pair = escaped(name, escapes) + b"=" + escaped(value, escapes)
    return pair.removesuffix(b"=") if escapes is Escapes.FEW and name else pair

"""What may stand in a header."""

from __future__ import annotations

from so_carriers.errors import InvalidValue

_PRINTABLE = frozenset(map(chr, range(0x20, 0x7F)))


def header_text(what: str, text: str) -> str:
    """The text, where a header can carry it (RFC 9110, section 5.5).

    Raises InvalidValue that names `what`, and never quotes the text, for line breaks, for
    characters beyond ASCII, and for blanks around it.
    """
    if not isinstance(text, str):
        raise InvalidValue(f"{what}: expected a text, found a {type(text).__name__}")
    if not set(text) <= _PRINTABLE or text != text.strip(" "):
        raise InvalidValue(f"{what}: expected printable ASCII characters without blanks around them")
    return text

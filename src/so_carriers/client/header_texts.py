"""What may stand in the head of a request."""

from __future__ import annotations

import string

from so_carriers.errors import InvalidValue

_PRINTABLE = frozenset(map(chr, range(0x20, 0x7F)))
_TOKEN = frozenset(string.ascii_letters + string.digits + "!#$%&'*+-.^_`|~")


def header_text(what: str, text: str) -> str:
    """The text, where a header can carry it (RFC 9110, section 5.5).

    Raises InvalidValue that names `what`, and never quotes the text, for line breaks, for
    characters beyond ASCII, and for blanks around it.
    """
    _require_text(what, text)
    if not set(text) <= _PRINTABLE or text != text.strip(" "):
        raise InvalidValue(f"{what}: expected printable ASCII characters without blanks around them")
    return text


def token_text(what: str, text: str) -> str:
    """The text, where it can be a method or the name of a header (RFC 9110, section 5.6.2).

    Raises InvalidValue that names `what`, and does not quote the text.
    """
    _require_text(what, text)
    if not text or not set(text) <= _TOKEN:
        raise InvalidValue(f"{what}: expected ASCII letters, digits and signs such as -, without blanks")
    return text


def path_text(what: str, text: str) -> str:
    """The text, where it can be the path of an address, for which blanks and letters are escaped.

    Raises InvalidValue that names `what`, and does not quote the text, for what does not print.
    """
    _require_text(what, text)
    if not text.isprintable():
        raise InvalidValue(f"{what}: expected printable characters; write others as %01")
    return text


def query_text(what: str, text: str) -> str:
    """The text, where it can be escaped in a query; raises InvalidValue for halves of surrogate pairs."""
    _require_text(what, text)
    try:
        text.encode()
    except UnicodeEncodeError:
        raise InvalidValue(f"{what}: expected a text that UTF-8 can say, without lone surrogates") from None
    return text


def _require_text(what: str, text: object) -> None:
    if not isinstance(text, str):
        raise InvalidValue(f"{what}: expected a text, found a {type(text).__name__}")

"""The charset of an XML body (RFC 7303, section 3; XML 1.0, appendix F)."""

from __future__ import annotations

import re

from so_carriers.charsets import BYTE_ORDER_MARKS, DEFAULT_CHARSET
from so_carriers.codecs.body_text import named_codec
from so_carriers.errors import DecodeError, UnsupportedMediaType

# How a document begins, which is always with `<`, after blanks if need be.
_BEGINNINGS = (
    (re.compile(rb"[ \t\r\n<]\0\0\0"), "utf-32-le"),
    (re.compile(rb"\0\0\0[ \t\r\n<]"), "utf-32-be"),
    (re.compile(rb"[ \t\r\n<]\0"), "utf-16-le"),
    (re.compile(rb"\0[ \t\r\n<]"), "utf-16-be"),
)
_UNORDERED = {"utf-16": "utf-16-be", "utf-32": "utf-32-be"}
"""What is assumed of these without a byte-order mark (RFC 2781, section 4.3)."""

_DECLARATION = re.compile(
    rb"""<\?xml[ \t\r\n]+version[ \t\r\n]*=[ \t\r\n]*(?:"[^"]*"|'[^']*')[ \t\r\n]+"""
    rb"""encoding[ \t\r\n]*=[ \t\r\n]*(?:"([^"]*)"|'([^']*)')"""
)
_DECLARATION_BEGINS = re.compile(rb"<\?xml[ \t\r\n]")
_LONGEST_DECLARATION = 1024


def xml_codec(body: bytes, charset: str | None) -> tuple[str, int]:
    """Python's codec for a body, and how many bytes its byte-order mark takes.

    The mark decides, else the charset that Content-Type names, else the declaration, else
    it is UTF-8. Raises UnsupportedMediaType for a charset that is not read, and where the
    declaration is too long to tell, DecodeError for one that its own bytes contradict.
    """
    for mark, codec in BYTE_ORDER_MARKS:
        if body.startswith(mark):
            return codec, len(mark)
    beginning = next((codec for pattern, codec in _BEGINNINGS if pattern.match(body)), None)
    if charset is not None:
        codec = named_codec(charset)
        return (beginning or _UNORDERED[codec] if codec in _UNORDERED else codec), 0
    return beginning or _declared_codec(body), 0


def _declared_codec(body: bytes) -> str:
    if _DECLARATION_BEGINS.match(body) and body.find(b"?>", 0, _LONGEST_DECLARATION) < 0:
        message = f"an XML declaration of more than {_LONGEST_DECLARATION} bytes is not read"
        raise UnsupportedMediaType(message, (), {})
    declaration = _DECLARATION.match(body, 0, _LONGEST_DECLARATION)
    if declaration is None:
        return DEFAULT_CHARSET
    codec = named_codec((declaration[1] or declaration[2] or b"").decode("iso-8859-1"))
    if codec.startswith(("utf-16", "utf-32")):
        raise DecodeError(f"bytes in {codec}, as the XML declaration says", "bytes of eight bits each")
    return codec

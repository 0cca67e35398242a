"""The charsets that bodies are read in, and Python's names for them.

A list of what is allowed rather than Python's registry of codecs: that registry also
holds utf-7, punycode, unicode_escape and others, which turn harmless bytes into markup
or into other text than the sender's filters saw.
"""

from __future__ import annotations

import codecs

from so_carriers.errors import DecodeError

DEFAULT_CHARSET = "utf-8"
"""What is written, and what is read where no charset is named."""

# The labels are those of IANA's registry of character sets, and those in common use.
_LABELS = {
    "ascii": ("us-ascii", "ascii", "ansi_x3.4-1968", "iso646-us", "cp367", "ibm367", "csascii"),
    "utf-8": ("utf-8", "utf8", "csutf8"),
    "utf-16": ("utf-16", "utf16", "csutf16"),
    "utf-16-le": ("utf-16le", "utf-16-le", "utf16le", "csutf16le"),
    "utf-16-be": ("utf-16be", "utf-16-be", "utf16be", "csutf16be"),
    "utf-32": ("utf-32", "utf32", "csutf32"),
    "utf-32-le": ("utf-32le", "utf-32-le", "utf32le", "csutf32le"),
    "utf-32-be": ("utf-32be", "utf-32-be", "utf32be", "csutf32be"),
    "iso-8859-1": (
        "iso-8859-1",
        "iso8859-1",
        "iso_8859-1",
        "iso_8859-1:1987",
        "latin1",
        "latin-1",
        "l1",
        "cp819",
        "ibm819",
        "csisolatin1",
    ),
    "cp1252": ("windows-1252", "cp1252", "cswindows1252"),
}
_PYTHON_CODECS = {label: codec for codec, labels in _LABELS.items() for label in labels}


BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""What a body may begin with, and Python's codec for it; the longer marks first, as one begins another."""


def python_codec(charset: str) -> str | None:
    """Names Python's codec for a charset label, or None where the library does not read it.

    Labels are case-insensitive (RFC 9110, section 8.3.2): `python_codec("Latin1")` is
    `"iso-8859-1"`, `python_codec("utf-7")` is None. Never raises.
    """
    return _PYTHON_CODECS.get(charset.lower())


def octets(body: bytes | bytearray | memoryview | str) -> bytes:
    """A body as bytes, text in UTF-8; raises DecodeError for text with lone surrogates."""
    if not isinstance(body, str):
        return body if isinstance(body, bytes) else bytes(memoryview(body))
    try:
        return body.encode()
    except UnicodeError:
        failure = DecodeError("text in Unicode", "characters that it does not have")
    # Raised without the cause, which holds the whole body.
    raise failure

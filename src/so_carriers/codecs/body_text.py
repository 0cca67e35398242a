"""Bodies as text, by the charset that the peer names."""

from __future__ import annotations

from so_carriers.charsets import python_codec
from so_carriers.errors import DecodeError, UnsupportedMediaType, excerpt


def named_codec(charset: str) -> str:
    """Python's codec for a charset; raises UnsupportedMediaType for one that is not read."""
    codec = python_codec(charset)
    if codec is None:
        raise UnsupportedMediaType(f"charset {excerpt(charset)} is not read", (), {})
    return codec


def text_of(body: bytes, codec: str) -> str:
    """The text of a body in one of Python's codecs; raises DecodeError for bytes that it does not have."""
    try:
        return body.decode(codec)
    except UnicodeError:
        # Raised without the cause, which holds the whole body.
        failure = DecodeError(f"text in {codec}", "bytes that it does not have")
    raise failure

"""JSON (RFC 8259), as NetServer writes it.

- `application/json` and `text/json`; written in UTF-8 without white space between tokens.
- A byte-order mark is read and not written; a charset that Content-Type names is obeyed.
- NaN, infinities and lone surrogates are refused in both directions.
- Both dialects are alike.
"""

from __future__ import annotations

from typing import Any

from so_carriers.charsets import python_codec
from so_carriers.engines.python.json_decoder import decode_json
from so_carriers.engines.python.json_encoder import encode_json
from so_carriers.errors import DecodeError, UnsupportedMediaType, excerpt
from so_carriers.schema.types import ValueType
from so_carriers.settings import Dialect, Limits

MEDIA_TYPES = ("application/json", "text/json")


class JsonCodec:
    """Reads and writes JSON."""

    name = "json"

    def decode(
        self,
        body: bytes | str,
        declared: ValueType,
        *,
        charset: str | None = None,
        dialect: Dialect,
        limits: Limits,
        strict: bool,
    ) -> Any:
        """The value of a JSON text; raises DecodeError or LimitExceeded."""
        limits.check_body(body)
        if isinstance(body, str) or charset is not None:
            body = _in_utf_8(body, charset)
        return decode_json(body, declared, limits, strict=strict)

    def encode(self, value: Any, declared: ValueType | None, *, dialect: Dialect, limits: Limits) -> bytes:
        """The compact JSON text of a value; raises EncodeError or LimitExceeded."""
        return encode_json(value, declared, limits)


def _in_utf_8(body: bytes | str, charset: str | None) -> bytes:
    try:
        if isinstance(body, str):
            return body.encode()
        python_name = python_codec(charset or "")
        return body if python_name == "utf-8" else body.decode(_named(python_name, charset)).encode()
    except UnicodeError:
        # Raised without the cause, which holds the whole body.
        failure = DecodeError(f"text in {charset or 'Unicode'}", "bytes or characters that it does not have")
    raise failure


def _named(python_name: str | None, charset: str | None) -> str:
    if python_name is None:
        raise UnsupportedMediaType(f"charset {excerpt(charset)} is not read", (), {})
    return python_name

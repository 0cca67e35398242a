"""JSON (RFC 8259), as NetServer writes it.

- `application/json` and `text/json`; written in UTF-8 without white space between tokens.
- A byte-order mark is read and not written; a charset that Content-Type names is obeyed.
- NaN, infinities and lone surrogates are refused in both directions.
- Both dialects are alike.
"""

from __future__ import annotations

from typing import Any

from so_carriers.charsets import DEFAULT_CHARSET, octets
from so_carriers.codecs.body_text import named_codec, text_of
from so_carriers.engines.python.json_decoder import decode_json
from so_carriers.engines.python.json_encoder import encode_json
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
        return decode_json(json_octets(body, charset), declared, limits, strict=strict)

    def encode(
        self,
        value: Any,
        declared: ValueType | None,
        *,
        dialect: Dialect,
        limits: Limits,
        extensions: bool = True,
        allow_loss: bool = False,
        indent: bool = False,
    ) -> bytes:
        """The JSON text of a value, compact unless indented; raises EncodeError or LimitExceeded."""
        return encode_json(value, declared, limits, indent=indent)


def json_octets(body: bytes | str, charset: str | None) -> bytes:
    """The JSON text in UTF-8; raises DecodeError and UnsupportedMediaType."""
    if isinstance(body, str) or charset is None:
        return octets(body)
    codec = named_codec(charset)
    return body if codec == DEFAULT_CHARSET else octets(text_of(body, codec))

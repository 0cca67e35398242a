"""JSON (RFC 8259), as NetServer writes it.

- `application/json` and `text/json`; written in UTF-8 without white space between tokens.
- A byte-order mark is read and not written; a charset that Content-Type names is obeyed.
- NaN, infinities and lone surrogates are refused in both directions.
- In the NETSERVER dialect a PATCH is JSON too: an array is a JSON Patch, an object a merge
  patch. All else is alike in both dialects.
"""

from __future__ import annotations

import codecs
from typing import Any

from so_carriers.charsets import DEFAULT_CHARSET, octets
from so_carriers.codecs.body_text import named_codec, text_of
from so_carriers.codecs.codec import Patch
from so_carriers.engines.json import decode_json, encode_json
from so_carriers.errors import EncodeError, UnsupportedMediaType, excerpt
from so_carriers.patches.json_patch import JsonPatch
from so_carriers.patches.merge_patch import MergePatch
from so_carriers.schema.types import ValueType
from so_carriers.settings import Dialect, Limits

MEDIA_TYPES = ("application/json", "text/json")


class JsonCodec:
    """Reads and writes JSON."""

    name = "json"

    def patch_type(self, dialect: Dialect) -> type[Patch] | None:
        """JsonPatch in the NETSERVER dialect, as it says every difference; None in the RFC dialect."""
        return JsonPatch if dialect is Dialect.NETSERVER else None

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
        if len(body) > limits.body:
            limits.check_body(body)
        if charset is not None or not isinstance(body, bytes):
            body = json_octets(body, charset)
        return decode_json(body, declared, limits, strict=strict)

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

    def decode_patch(
        self, body: bytes | str, *, charset: str | None = None, dialect: Dialect, limits: Limits
    ) -> Patch:
        """The patch of a body, in the NETSERVER dialect by its shape; raises what the patch does."""
        limits.check_body(body)
        text = json_octets(body, charset)
        kind = _shape(text) if dialect is Dialect.NETSERVER else self.patch_type(dialect)
        if kind is None:
            raise UnsupportedMediaType(f"the codec {self.name} is for no patches", (), {})
        return kind.decode(text, dialect=dialect, limits=limits)

    def encode_patch(self, patch: Patch, *, dialect: Dialect, limits: Limits, indent: bool = False) -> bytes:
        """The body of a patch, of either kind in the NETSERVER dialect; raises EncodeError, LimitExceeded."""
        kind = self.patch_type(dialect)
        if dialect is Dialect.RFC and (kind is None or not isinstance(patch, kind)):
            expected = "no patch" if kind is None else f"a {kind.__name__}"
            raise EncodeError(f"{expected} in the format {self.name}", excerpt(patch))
        return patch.encode(dialect=dialect, limits=limits, indent=indent)


def _shape(text: bytes) -> type[Patch]:
    """What a patch document is: an array of operations, or anything to merge."""
    return JsonPatch if text.removeprefix(codecs.BOM_UTF8).lstrip()[:1] == b"[" else MergePatch


def json_octets(body: bytes | str, charset: str | None) -> bytes:
    """The JSON text in UTF-8; raises DecodeError and UnsupportedMediaType."""
    if charset is None and isinstance(body, bytes):
        return body
    if isinstance(body, str) or charset is None:
        return octets(body)
    codec = named_codec(charset)
    return body if codec == DEFAULT_CHARSET else octets(text_of(body, codec))

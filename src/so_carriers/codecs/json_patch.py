"""JSON Patch (RFC 6902).

- `application/json-patch+json`; where there is no base to apply it to, a value is the patch
  that replaces the whole document by it, `[{"op":"replace","path":"","value":...}]`.
- The NETSERVER dialect takes the media type for another name of JSON, as the real server
  does on POST and PUT, and for PATCH.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from so_carriers.codecs.codec import Patch
from so_carriers.codecs.json import JsonCodec, json_octets
from so_carriers.engines.json import decode_part, encode_json
from so_carriers.engines.python.json_decoder import decode_json
from so_carriers.errors import DecodeError, excerpt
from so_carriers.patches.json_patch import JsonPatch
from so_carriers.schema.types import ValueType
from so_carriers.settings import Dialect, Limits

MEDIA_TYPES = ("application/json-patch+json",)

_COMPACT = b'[{"op":"replace","path":"","value":', b"}]"
_INDENTED = b'[\n  {\n    "op": "replace",\n    "path": "",\n    "value": ', b"\n  }\n]"
_WHOLE = "one operation that replaces the whole document"


class JsonPatchCodec(JsonCodec):
    """Reads and writes patches, and values as patches that replace the whole."""

    name = "json-patch"

    def patch_type(self, dialect: Dialect) -> type[Patch]:
        """JsonPatch."""
        return JsonPatch

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
        """The value that a patch puts in the place of the whole; raises DecodeError or LimitExceeded."""
        if dialect is not Dialect.RFC:
            return super().decode(
                body, declared, charset=charset, dialect=dialect, limits=limits, strict=strict
            )
        limits.check_body(body)
        text = json_octets(body, charset)
        read = partial(decode_json, text, declared, limits, strict=strict, find=_replacement)
        before, after = _COMPACT
        if not (text.startswith(before) and text.endswith(after)):
            return read()
        # Where one JSON value stands between these, it is that of the one operation.
        value = text[len(before) : -len(after)]
        return decode_part(value, declared, limits, strict=strict, depth=2, otherwise=read)

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
        """The patch that puts a value in the place of the whole; raises EncodeError or LimitExceeded."""
        body = encode_json(value, declared, limits, indent=indent)
        if dialect is not Dialect.RFC:
            return body
        before, after = _INDENTED if indent else _COMPACT
        # Between the tokens of JSON a line feed is white space, and within them there is none.
        body = before + (body.replace(b"\n", b"\n    ") if indent else body) + after
        limits.check_body(body)
        return body


def _replacement(patch: Any) -> tuple[Any, tuple[str | int, ...]]:
    """The value of the one operation of a patch, and the steps that lead there (RFC 6902, section 4)."""
    if type(patch) is not list:
        raise DecodeError("a JSON Patch, which is an array", excerpt(patch))
    if len(patch) != 1:
        raise DecodeError(_WHOLE, f"an array of {len(patch)}")
    (operation,) = patch
    if type(operation) is not dict or not {"op", "path", "value"} <= operation.keys():
        raise DecodeError(f"{_WHOLE}, with op, path and value", excerpt(operation)).within(0)
    if operation["op"] not in ("add", "replace"):
        raise DecodeError(_WHOLE, excerpt(operation["op"])).within("op").within(0)
    if operation["path"] != "":
        raise DecodeError(f"the path of {_WHOLE}, which is empty", "another").within("path").within(0)
    return operation["value"], (0, "value")

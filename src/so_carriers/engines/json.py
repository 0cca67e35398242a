"""JSON by the engine that serves: by the native one first, by the reference engine what that declines."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import Any

from so_carriers.engines.python import json_decoder, json_encoder
from so_carriers.engines.selection import choose, chosen
from so_carriers.schema.types import ValueType
from so_carriers.settings import Limits


def decode_json(body: bytes, declared: ValueType, limits: Limits, *, strict: bool) -> Any:
    """The value of a JSON text as that type.

    Raises DecodeError with the path of the member for anything else, LimitExceeded over
    a limit.
    """
    native = (chosen or choose())[0]
    if native is not None:
        value = native.decode_json(body, declared, limits, strict)
        if value.__class__ is not native.Declined:
            return value
    return json_decoder.decode_json(body, declared, limits, strict=strict)


def decode_part(
    part: bytes,
    declared: ValueType,
    limits: Limits,
    *,
    strict: bool,
    depth: int,
    otherwise: Callable[[], Any],
) -> Any:
    """The value of a part of a JSON text which `depth` containers hold, by the native engine.

    `otherwise` reads the whole where that does not serve or declines, or where a limit is so
    low that the containers around count.
    """
    native = (chosen or choose())[0]
    # A byte-order mark may begin a whole text, and no part of one.
    needs_whole = limits.depth <= depth or limits.members < _MANY_MEMBERS or part.startswith(BOM_UTF8)
    if native is None or needs_whole:
        return otherwise()
    value = native.decode_json(part, declared, _within(limits, depth), strict)
    return otherwise() if value.__class__ is native.Declined else value


_MANY_MEMBERS = 100
"""More than what holds the part may have."""


@lru_cache(64)
def _within(limits: Limits, depth: int) -> Limits:
    return replace(limits, depth=limits.depth - depth)


def encode_json(value: Any, declared: ValueType | None, limits: Limits, *, indent: bool) -> bytes:
    """The JSON text of a value, compact or indented; `declared` is its type where it does not state it.

    Raises EncodeError with the path of what cannot be written, LimitExceeded over a limit.
    """
    native = None if indent else (chosen or choose())[0]
    if native is not None:
        body = native.encode_json(value, declared, limits)
        if body.__class__ is bytes:
            if len(body) > limits.body:
                limits.check_body(body)
            return body
    return json_encoder.encode_json(value, declared, limits, indent=indent)

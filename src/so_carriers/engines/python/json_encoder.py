"""Values to JSON text: orjson writes, and asks for the members of each carrier that it meets."""

from __future__ import annotations

from typing import Any

import orjson

from so_carriers.engines.python.documents import expanded
from so_carriers.engines.python.json_depth import text_nests_deeper, too_deep
from so_carriers.engines.python.json_fields import fields_of
from so_carriers.engines.python.json_reader import check_members
from so_carriers.engines.python.json_values import Writing, write_root, write_value
from so_carriers.schema.types import ValueType
from so_carriers.settings import Limits
from so_carriers.values.numbers import NumberToken

_OPTIONS = orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_PASSTHROUGH_DATETIME


def encode_json(value: Any, declared: ValueType | None, limits: Limits, *, indent: bool) -> bytes:
    """The JSON text of a value, compact or indented; `declared` is its type where it does not state it.

    Raises EncodeError with the path of what cannot be written, LimitExceeded over a limit.
    """
    encoder = _Encoder(limits, declared)
    root = write_root(value, encoder) if declared is None else write_value(declared, value, None)
    return _text_of(root, encoder, indent=indent)


def encode_document(document: Any, limits: Limits, *, indent: bool = False) -> bytes:
    """The JSON text of a document, whatever the size of its integers; raises LimitExceeded over a limit."""
    encoder = _Encoder(limits, None)
    encoder.is_deep = True
    return _text_of(document, encoder, indent=indent)


def _text_of(root: Any, encoder: _Encoder, *, indent: bool) -> bytes:
    limits = encoder.limits
    option = _OPTIONS | orjson.OPT_INDENT_2 if indent else _OPTIONS
    try:
        body = orjson.dumps(root, default=encoder.write_other, option=option)
    except TypeError:
        # orjson does not say what it could not write, nor where. What says it is called outside, so
        # that its error has no context: that one could quote a secret.
        body = b""
    body = body or orjson.dumps(
        expanded(root, limits, wide_as_tokens=True), default=encoder.write_other, option=option
    )
    limits.check_body(body)
    check_members(body, limits)
    if encoder.is_deep and text_nests_deeper(body, limits.depth):
        raise too_deep(limits)
    return body


class _Encoder(Writing):
    __slots__ = ()

    def write_other(self, value: Any) -> Any:
        """What orjson writes for a value that it does not know."""
        if value.__class__ is NumberToken:
            return orjson.Fragment(value.token)
        self.left -= 1
        self.is_deep |= self.left < 0
        return fields_of(value.__class__).call(value, self)

"""Values to JSON text: orjson writes, and asks for the members of each carrier that it meets."""

from __future__ import annotations

import re
from typing import Any

import orjson

from so_carriers.engines.python.json_depth import text_nests_deeper, too_deep
from so_carriers.engines.python.json_fields import fields_of
from so_carriers.engines.python.json_reader import check_members
from so_carriers.engines.python.json_values import Writing, write_members, write_root, write_value
from so_carriers.errors import EncodeError, excerpt
from so_carriers.schema.layout import layout_of
from so_carriers.schema.types import ValueType, is_carrier
from so_carriers.settings import Limits
from so_carriers.values.numbers import NumberToken

_OPTIONS = orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_PASSTHROUGH_DATETIME
_SURROGATE = re.compile("[\ud800-\udfff]")
_LOWEST, _HIGHEST = -(2**63), 2**64 - 1


def encode_json(value: Any, declared: ValueType | None, limits: Limits) -> bytes:
    """The compact JSON text of a value; `declared` is its type where the value does not say it.

    Raises EncodeError with the path of what cannot be written, LimitExceeded over a limit.
    """
    encoder = _Encoder(limits, declared)
    root = write_root(value, encoder) if declared is None else write_value(declared, value, None)
    try:
        body = orjson.dumps(root, default=encoder.write_other, option=_OPTIONS)
    except TypeError:
        # orjson does not say what it could not write, nor where. What says it is called outside, so
        # that its error has no context: that one could quote a secret.
        body = b""
    body = body or orjson.dumps(encoder.expand(root), option=_OPTIONS)
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

    def expand(self, value: Any, depth: int = 0) -> Any:
        """The JSON value of anything, all the way down; raises the error of what cannot be written."""
        secrets: set[str] = set()
        if is_carrier(type(value)):
            secrets = {name for name, member, _ in layout_of(value) if member is not None and member.secret}
            value = write_members(value)
        if isinstance(value, (dict, list)):
            if depth == self.limits.depth:
                raise too_deep(self.limits)
            if isinstance(value, list):
                return [self._expand_item(step, item, depth + 1) for step, item in enumerate(value)]
            return {
                _expand_key(key): self._expand_item(key, item, depth + 1, secret=key in secrets)
                for key, item in value.items()
            }
        if isinstance(value, str):
            return _writable(value)
        if isinstance(value, NumberToken):
            return orjson.Fragment(value.token)
        if isinstance(value, int) and not _LOWEST <= value <= _HIGHEST:
            return orjson.Fragment(str(value))
        return value

    def _expand_item(self, step: int | str, item: Any, depth: int, *, secret: bool = False) -> Any:
        try:
            return self.expand(item, depth)
        except EncodeError as error:
            error.within(step, secret=secret)
            raise


def _expand_key(key: Any) -> str:
    if not isinstance(key, str):
        raise EncodeError("a text as key", excerpt(key))
    return _writable(key)


def _writable(text: str) -> str:
    # Not by encoding it: the error of that would hold the text, which may be secret.
    if _SURROGATE.search(text):
        raise EncodeError("a text that UTF-8 can write", "a lone surrogate")
    return str.__str__(text)

"""JSON text to dict, list, str, int, float, bool and None, within the limits.

orjson reads. What it cannot do is keep number tokens that a double cannot hold: where
one matters the text is read again by the standard library, which hands out each token.
"""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

import orjson

from so_carriers.engines.python.json_depth import text_nests_deeper, too_deep
from so_carriers.errors import DecodeError, LimitExceeded
from so_carriers.settings import Limits
from so_carriers.values.numbers import NumberToken

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")

_SHORTEST_MEMBER = len(b'"":0,')

# The interpreter refuses to convert longer texts to int (sys.set_int_max_str_digits cannot go lower).
_LONGEST_INTEGER = 640


class InexactNumber(Exception):
    """A number was met whose token orjson did not keep; the text has to be read again."""


def read_json(body: bytes, limits: Limits) -> Any:
    """The value of a JSON text; numbers that are no int are plain floats.

    Raises DecodeError for what is not JSON in UTF-8 (RFC 8259), LimitExceeded for
    objects that are larger than the limits allow. How deep the text nests is for the
    caller to check, where its type does not bound that.
    """
    text = _unmarked(body)
    try:
        value = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        failure = _syntax_error(error.msg, error.lineno, error.colno)
    else:
        check_members(text, limits, value)
        return value
    # Raised out here, without the cause: orjson's error holds the whole body, passwords too.
    try:
        return read_json_exactly(body, limits)
    except DecodeError:
        raise failure from None


def read_json_exactly(body: bytes, limits: Limits) -> Any:
    """The same with each number that is no int as a `NumberToken`; four times slower."""
    text = _unmarked(body)
    if text_nests_deeper(text, limits.depth):
        raise too_deep(limits)
    try:
        value = json.loads(
            text.decode("utf-8"),
            parse_float=NumberToken,
            parse_int=read_integer,
            parse_constant=refuse_constant,
        )
        if _SURROGATE.search(text):
            _refuse_lone_surrogates(value)
    except ValueError:
        failure = _syntax_error("malformed", 1, 1)
    else:
        check_members(text, limits, value)
        return value
    raise failure


def _unmarked(body: bytes) -> bytes:
    body = body.removeprefix(_BYTE_ORDER_MARK)
    if not body or body.isspace():
        raise DecodeError("a JSON value", "an empty body")
    return body


def _syntax_error(message: str, line: int, column: int) -> DecodeError:
    return DecodeError(f"JSON text (RFC 8259); line {line}, column {column}: {message}")


def read_integer(token: str) -> int | NumberToken:
    """The integer of a JSON token; as a token where the interpreter would refuse to convert it."""
    return int(token) if len(token) <= _LONGEST_INTEGER else NumberToken(token)


def refuse_constant(name: str) -> NoReturn:
    """Raises ValueError for NaN and the infinities, which the standard library would read."""
    raise ValueError(f"{name} is no JSON number")


def _refuse_lone_surrogates(value: Any) -> None:
    """Raises UnicodeEncodeError for text that the standard library reads and UTF-8 cannot write."""
    if isinstance(value, str):
        value.encode()
    elif isinstance(value, dict):
        for key, item in value.items():
            key.encode()
            _refuse_lone_surrogates(item)
    elif isinstance(value, list):
        for item in value:
            _refuse_lone_surrogates(item)


def _read_again(text: bytes) -> Any:
    """The value of a text that is known to be JSON."""
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:  # a number that no double can hold
        return json.loads(text, parse_float=NumberToken, parse_int=read_integer)


def check_members(text: bytes, limits: Limits, value: Any = None) -> None:
    """Raises LimitExceeded if an object has more members than allowed; `value` is the text's, if known."""
    if len(text) <= _SHORTEST_MEMBER * limits.members or text.count(b":") <= limits.members:
        return
    level = [_read_again(text) if value is None else value]
    while level:
        for container in level:
            if type(container) is dict and len(container) > limits.members:
                message = f"an object has {len(container)} members"
                raise LimitExceeded("members", limits.members, message)
        level = [
            item
            for container in level
            for item in (container.values() if type(container) is dict else container)
            if type(item) in (dict, list)
        ]


def has_float(value: Any) -> bool:
    """Whether a float that orjson read stands anywhere in a JSON value."""
    if type(value) is float:
        return True
    if type(value) is dict:
        return any(map(has_float, value.values()))
    if type(value) is list:
        return any(map(has_float, value))
    return False

"""Values as documents, which every format but JSON is written from and read into.

A document is a JSON value all the way down: dict, list, str, int, bool, None and
`NumberToken`. What the wire state keeps shows in it: absent members are missing, names
and scalars are spelled as they came, in their order, and unknown members are there.
"""

from __future__ import annotations

import contextlib
import re
from functools import partial
from typing import Any

from so_carriers.engines.python.json_decoder import read_value
from so_carriers.engines.python.json_depth import nests_deeper, too_deep
from so_carriers.engines.python.json_fields import fields_of
from so_carriers.engines.python.json_reader import has_float, read_json, read_json_exactly
from so_carriers.engines.python.json_scalars import Reading
from so_carriers.engines.python.json_values import Writing, write_members, write_root, write_value
from so_carriers.errors import EncodeError, excerpt
from so_carriers.schema.layout import layout_of
from so_carriers.schema.types import ValueType, is_carrier
from so_carriers.settings import Limits
from so_carriers.values.numbers import NumberToken

_SURROGATE = re.compile("[\ud800-\udfff]")
_LOWEST, _HIGHEST = -(2**63), 2**64 - 1


def value_of(document: Any, declared: ValueType, limits: Limits, *, strict: bool) -> Any:
    """The value of a document whose numbers are int or `NumberToken`, as that type.

    Raises DecodeError with the path of what is not of its type, LimitExceeded for depth.
    """
    return read_value(declared, document, Reading(document, declared, limits, strict, exact=True))[0]


def read_document(text: bytes, limits: Limits) -> Any:
    """The document of a JSON text; raises DecodeError for what is none, LimitExceeded over a limit."""
    document = read_json(text, limits)
    if nests_deeper(document, limits.depth):
        raise too_deep(limits)
    return read_json_exactly(text, limits) if has_float(document) else document


def document_of(value: Any, declared: ValueType | None, limits: Limits, spelling: Any = None) -> Any:
    """The document of a value; `declared` is its type where the value does not state it.

    `spelling` is what its carrier keeps of the spelling of the scalars in it, if anything.
    Raises EncodeError with the path of what is not of its type, LimitExceeded for depth.
    """
    writing = Writing(limits, None)
    root = unfilled_document_of(value, declared, writing, spelling)
    document = None
    # An error here would not know where it is: what says it is called outside.
    with contextlib.suppress(EncodeError):
        document = _filled(root, writing)
    return expanded(root, limits) if document is None or writing.is_deep else document


def unfilled_document_of(
    value: Any, declared: ValueType | None, writing: Writing, spelling: Any = None
) -> Any:
    """The document with the carriers at its root left as they are; `members_of` gives the members of each."""
    return write_root(value if declared is None else write_value(declared, value, spelling), writing)


def members_of(carrier: Any, writing: Writing) -> dict[str, Any]:
    """The members of a carrier that was left; where `writing.is_deep` then, there may be no end to them."""
    writing.left -= 1
    writing.is_deep |= writing.left < 0
    members: dict[str, Any] = fields_of(carrier.__class__).call(carrier, writing)
    return members


def _filled(node: Any, writing: Writing) -> Any:
    if is_carrier(node.__class__):
        node = members_of(node, writing)
    if writing.is_deep:
        return None
    if node.__class__ is list:
        return [_filled(item, writing) for item in node]
    if isinstance(node, dict):
        return {_text_key(key): _filled(item, writing) for key, item in node.items()}
    return node


def expanded(value: Any, limits: Limits, depth: int = 0, *, wide_as_tokens: bool = False) -> Any:
    """The document of a value in which some carriers were left, each thing checked.

    `wide_as_tokens` makes a `NumberToken` of each integer that has more than 64 bits. Raises the
    error of what no format can write, LimitExceeded where it is too deep.
    """
    secrets: set[str] = set()
    if is_carrier(type(value)):
        secrets = {name for name, member, _ in layout_of(value) if member is not None and member.secret}
        value = write_members(value)
    if isinstance(value, (dict, list)):
        if depth == limits.depth:
            raise too_deep(limits)
        inner = partial(_expanded_item, limits=limits, depth=depth + 1, wide_as_tokens=wide_as_tokens)
        if isinstance(value, list):
            return [inner(step, item) for step, item in enumerate(value)]
        return {
            _writable(_text_key(key)): inner(key, item, secret=key in secrets) for key, item in value.items()
        }
    if isinstance(value, str):
        return _writable(value)
    if wide_as_tokens and isinstance(value, int) and not _LOWEST <= value <= _HIGHEST:
        return NumberToken(str(value))
    return value


def _expanded_item(
    step: int | str,
    item: Any,
    *,
    limits: Limits,
    depth: int,
    wide_as_tokens: bool,
    secret: bool = False,
) -> Any:
    try:
        return expanded(item, limits, depth, wide_as_tokens=wide_as_tokens)
    except EncodeError as error:
        error.within(step, secret=secret)
        raise


def _text_key(key: Any) -> str:
    if isinstance(key, str):
        return key
    raise EncodeError("a text as key", excerpt(key))


def _writable(text: str) -> str:
    # Not by encoding it: the error of that would hold the text, which may be secret.
    if _SURROGATE.search(text):
        raise EncodeError("a text that UTF-8 can write", "a lone surrogate")
    return str.__str__(text)

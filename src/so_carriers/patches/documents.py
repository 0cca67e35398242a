"""The JSON values that patches hold and compare: dict, list, str, int, bool, None and `NumberToken`."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import replace
from types import NoneType
from typing import Any

from so_carriers.charsets import octets
from so_carriers.engines.python.documents import document_of, read_document
from so_carriers.engines.python.json_depth import too_deep
from so_carriers.engines.python.json_encoder import encode_document
from so_carriers.errors import DecodeError, EncodeError, InvalidPatch, excerpt
from so_carriers.schema.types import is_carrier
from so_carriers.settings import Limits
from so_carriers.values.numbers import NumberToken, same_number

_SCALARS = (str, int, bool, NoneType, NumberToken, float)
_MOST_BITS = 2127
"""Those of 640 digits, the most that are read as an integer."""
_SURROGATE = re.compile("[\ud800-\udfff]")
_MOST_BYTES = 2**62


def read_patch_document(body: bytes | bytearray | memoryview | str, limits: Limits) -> Any:
    """The document of a patch in UTF-8; raises InvalidPatch for what is no JSON, or LimitExceeded."""
    try:
        text = octets(body)
        limits.check_body(text)
        return read_document(text, limits)
    except DecodeError as error:
        failure = InvalidPatch.of(error)
    # Raised out here: the context of an error could quote what is secret.
    raise failure


def json_document(value: Any, limits: Limits, depth: int = 0) -> Any:
    """The document of any value that JSON can say, carriers and plain floats included; nothing is shared.

    `depth` counts the containers around it. Raises EncodeError, with the path, for what JSON
    cannot say, LimitExceeded for what nests too deep.
    """
    kind = type(value)
    if kind is dict or kind is list:
        return _container_document(value, limits, depth)
    if kind in _SCALARS:
        return _scalar_document(value)
    if isinstance(value, Mapping):
        return _container_document(dict(value), limits, depth)
    if isinstance(value, (list, tuple)):
        return _container_document([*value], limits, depth)
    if is_carrier(kind) and depth < limits.depth:
        limits = replace(limits, depth=limits.depth - depth)
    elif is_carrier(kind):
        raise too_deep(limits)
    return document_of(value, None, limits)


def _container_document(value: dict[Any, Any] | list[Any], limits: Limits, depth: int) -> Any:
    if depth >= limits.depth:
        raise too_deep(limits)
    keys = [*map(_key, value)] if isinstance(value, dict) else range(len(value))
    items: list[Any] = []
    try:
        for item in value.values() if isinstance(value, dict) else value:
            # One by one: an error has the step that it came to.
            items.append(json_document(item, limits, depth + 1))  # noqa: PERF401 -- as it says
    except EncodeError as error:
        error.within(keys[len(items)])
        raise
    return dict(zip(keys, items, strict=True)) if isinstance(value, dict) else items


def _scalar_document(value: Any) -> Any:
    kind = type(value)
    if kind is str:
        return _writable(value)
    if kind is float:
        return _token(value)
    if kind is int and value.bit_length() > _MOST_BITS:
        raise EncodeError(f"an integer of at most {_MOST_BITS} bits", excerpt(value))
    return value


def _key(key: Any) -> str:
    if isinstance(key, str):
        return _writable(str.__str__(key))
    raise EncodeError("a text as key", excerpt(key))


def _writable(text: str) -> str:
    if not text.isascii() and _SURROGATE.search(text):
        raise EncodeError("a text that UTF-8 can write", "a lone surrogate")
    return text


def _token(number: float) -> NumberToken:
    if math.isfinite(number):
        return NumberToken(repr(number))
    raise EncodeError("a finite number", excerpt(number))


def copied(document: Any) -> Any:
    """A copy of a document that shares no container with it."""
    if type(document) is dict:
        return {name: copied(item) for name, item in document.items()}
    if type(document) is list:
        return [copied(item) for item in document]
    return document


def without_nulls(document: Any) -> Any:
    """What a document of a merge patch becomes when it is merged into nothing (RFC 7396, section 2).

    Members that are null are left out of objects; arrays are taken as they are.
    """
    if type(document) is not dict:
        return document
    return {name: without_nulls(item) for name, item in document.items() if item is not None}


def depth_of(document: Any) -> int:
    """How many containers of a document stand within each other."""
    depth, level = 0, [document]
    while level := [item for item in level if type(item) in (dict, list)]:
        depth += 1
        level = [each for item in level for each in (item.values() if type(item) is dict else item)]
    return depth


def plain(document: Any) -> Any:
    """A copy with plain floats for those tokens that Python writes for them."""
    if type(document) is NumberToken:
        number = float(document)
        return number if repr(number) == document.token else document
    if type(document) is dict:
        return {name: plain(item) for name, item in document.items()}
    if type(document) is list:
        return [plain(item) for item in document]
    return document


def same_json(one: Any, other: Any) -> bool:
    """Whether two documents are equal as RFC 6902, section 4.6, has it.

    Numbers are compared numerically, texts by code points, arrays item by item, objects
    without regard to the order of their members; `1` is not `true`.
    """
    if isinstance(one, str):
        return isinstance(other, str) and one == other
    if one is None or isinstance(one, bool):
        return one is other
    if isinstance(one, (int, float)):
        return isinstance(other, (int, float)) and not isinstance(other, bool) and same_number(one, other)
    if isinstance(one, dict):
        if not isinstance(other, dict) or one.keys() != other.keys():
            return False
        pairs = [(item, other[name]) for name, item in one.items()]
    elif not isinstance(other, list) or len(one) != len(other):
        return False
    else:
        pairs = [*zip(one, other, strict=True)]
    for item, other_item in pairs:  # noqa: SIM110 -- a frame less for each container
        if not same_json(item, other_item):
            return False
    return True


def exact_key(document: Any) -> Any:
    """What two documents have in common, as a value with a hash, if they are written alike."""
    if type(document) is str:
        return document
    if type(document) is dict:
        return dict, (*[(name, exact_key(item)) for name, item in document.items()],)
    if type(document) is list:
        return list, (*[exact_key(item) for item in document],)
    if document is None or isinstance(document, bool):
        return bool, document
    return float, str(document)


def cost_of(document: Any, limits: Limits) -> int:
    """What a copy of a document costs: its bytes in compact form, and 30 more for each container.

    An empty array has two bytes, and takes thirty times as much memory.
    """
    containers = len(_containers(document))
    return len(encode_document(document, replace(limits, body=_MOST_BYTES))) + 30 * containers


def _containers(document: Any) -> list[Any]:
    """All containers of a document."""
    found = [document] if type(document) in (dict, list) else []
    for container in found:
        items = container.values() if type(container) is dict else container
        found += [item for item in items if type(item) in (dict, list)]
    return found

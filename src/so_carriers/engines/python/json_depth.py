"""How deep JSON nests."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from so_carriers.errors import LimitExceeded
from so_carriers.settings import Limits

_STRING = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"?', re.DOTALL)
_NO_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))
# One container further in, or out again (-1 as a signed byte).
_STEPS = bytes.maketrans(b"[{]}", b"\x01\x01\xff\xff")


def too_deep(limits: Limits) -> LimitExceeded:
    """The error for what nests deeper than the limits allow."""
    message = f"more than {limits.depth} containers stand within each other"
    return LimitExceeded("depth", limits.depth, message)


def nests_deeper(value: Any, depth: int) -> bool:
    """Whether more containers of a JSON value than `depth` stand within each other."""
    level = [value] if type(value) in (dict, list) else []
    for _ in range(depth):
        if not level:
            return False
        level = [
            item
            for container in level
            for item in (container.values() if type(container) is dict else container)
            if type(item) in (dict, list)
        ]
    return bool(level)


def text_nests_deeper(text: bytes, depth: int) -> bool:
    """The same of a text that may be JSON or not, judged by the brackets outside strings."""
    if text.count(b"{") + text.count(b"[") <= depth:
        return False
    level = 0
    for piece in _outside_strings(text):
        for step in memoryview(piece.translate(_STEPS, _NO_BRACKETS)).cast("b"):
            level += step
            if level > depth:
                return True
    return False


def _outside_strings(text: bytes) -> Iterator[bytes]:
    end = 0
    for string in _STRING.finditer(text):
        yield text[end : string.start()]
        end = string.end()
    yield text[end:]

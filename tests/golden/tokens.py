"""JSON as its tokens: numbers keep their text, objects every pair in order, repeated names too."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from typing import Any


class Number(str):
    """The token of a number."""

    __slots__ = ()


class Members(list[list[Any]]):
    """An object: `[name, value]` pairs as they stand."""

    __slots__ = ()

    def names(self) -> list[str]:
        """The names, in order."""
        return [name for name, _ in self]

    def pair(self, name: str) -> list[Any]:
        """The first pair of that name."""
        return next(pair for pair in self if pair[0] == name)


def parse(text: str) -> Any:
    """Reads a JSON text."""
    return json.loads(
        text,
        parse_int=Number,
        parse_float=Number,
        object_pairs_hook=lambda pairs: Members([name, value] for name, value in pairs),
    )


def plain_text(text: str) -> str:
    """A string in compact form: only what must be escaped is, in the shortest way."""
    return json.dumps(text, ensure_ascii=False)


def write(value: Any, text: Callable[[str], str] = plain_text, blank: Callable[[], str] = str) -> str:
    """Writes tokens as they are, strings by `text`, and what `blank` gives around every token."""

    def token(written: str) -> str:
        return f"{blank()}{written}{blank()}"

    def node(value: Any) -> str:
        if isinstance(value, Members):
            pairs = ",".join(f"{token(text(name))}:{node(item)}" for name, item in value)
            return token("{") + pairs + token("}")
        if isinstance(value, list):
            return token("[") + ",".join(map(node, value)) + token("]")
        if isinstance(value, Number):
            return token(value)
        return token(text(value) if isinstance(value, str) else json.dumps(value))

    return node(value)


def compact(value: Any) -> str:
    """The compact form: the last of repeated names in the place of the first, `-0` as `0`."""
    return write(_merged(value))


def _merged(value: Any) -> Any:
    if isinstance(value, Members):
        last = {name: _merged(item) for name, item in value}
        return Members([name, item] for name, item in last.items())
    if isinstance(value, list):
        return [_merged(item) for item in value]
    return Number("0") if isinstance(value, Number) and value == "-0" else value


def escaped_text() -> Callable[[str], str]:
    """A writer of strings that escapes more than it must, each character in the next of several ways."""
    turns = itertools.count()

    def escape(character: str) -> str:
        units = character.encode("utf-16-be").hex()
        digits = [units[start : start + 4] for start in range(0, len(units), 4)]
        long = "".join(rf"\u{unit}" for unit in digits)
        return [plain_text(character)[1:-1], long, long.upper().replace("U", "u"), r"\/"][
            3 if character == "/" else next(turns) % 3
        ]

    return lambda text: '"' + "".join(map(escape, text)) + '"'

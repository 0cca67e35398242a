"""The compact form of a JSON body, worked out without the library.

It is what encoding a decoded body must give: no white space between tokens, strings in
one escaping, of repeated names the last value in the place of the first, number tokens
as they were but for the integer -0, which is 0.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, NoReturn

_SHORT_ESCAPES = {'"': r"\"", "\\": r"\\", "\b": r"\b", "\f": r"\f", "\n": r"\n", "\r": r"\r", "\t": r"\t"}
_ESCAPES = str.maketrans({chr(code): f"\\u{code:04x}" for code in range(0x20)} | _SHORT_ESCAPES)
_LITERALS = {True: "true", False: "false", None: "null"}


@dataclass(frozen=True, slots=True)
class _Number:
    token: str


def compact(body: bytes | str) -> bytes:
    """The compact form of a JSON text; raises ValueError for what is not JSON in UTF-8."""
    text = body if isinstance(body, str) else body.decode("utf-8-sig")
    value = json.loads(
        text.removeprefix("\ufeff"),
        parse_int=lambda token: _Number("0" if token == "-0" else token),
        parse_float=_Number,
        parse_constant=_refuse,
        object_pairs_hook=_last_in_place_of_first,
    )
    return _written(value).encode()


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not JSON")


def _last_in_place_of_first(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    places: dict[str, int] = {}
    kept: list[tuple[str, Any]] = []
    for name, value in pairs:
        if name in places:
            kept[places[name]] = (name, value)
        else:
            places[name] = len(kept)
            kept.append((name, value))
    return dict(kept)


def _written(value: Any) -> str:
    if isinstance(value, _Number):
        return value.token
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, list):
        return f"[{','.join(map(_written, value))}]"
    if isinstance(value, dict):
        return f"{{{','.join(f'{_text(name)}:{_written(item)}' for name, item in value.items())}}}"
    return _LITERALS[value]


def _text(text: str) -> str:
    return f'"{text.translate(_ESCAPES)}"'

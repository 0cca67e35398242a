"""What a body loses on its way through a contender, found by comparison, in words."""

from __future__ import annotations

import json
import re
import warnings
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from datetime import datetime, timedelta
from itertools import chain
from typing import Any

_WHITE_SPACE_OR_STRING = re.compile(r'\s+|"(?:[^"\\]|\\.)*"')
_DATE_TIME = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d+))?(Z|[+-]\d\d:\d\d)?")


class _Number(str):
    """A number as it stands in the body."""

    __slots__ = ()


def compact(body: bytes) -> bytes:
    """The body without white space between its tokens, its strings in UTF-8 with the shortest escapes."""
    return _WHITE_SPACE_OR_STRING.sub(_compact_token, body.decode()).encode()


def _compact_token(match: re.Match[str]) -> str:
    token = match.group()
    return json.dumps(json.loads(token), ensure_ascii=False) if token[0] == '"' else ""


def losses(sent: bytes, returned: bytes, declared: Collection[str]) -> tuple[str, ...]:
    """What `returned`, in JSON, lacks or says otherwise than `sent`, such as `unknown members: 1`.

    A member that was dropped is unknown where its name is none of those `declared`.
    """
    if returned == compact(sent):
        return ()
    return document_losses(_parse(sent), _parse(returned), declared) or ("tokens are written otherwise",)


def document_losses(sent: Any, returned: Any, declared: Collection[str]) -> tuple[str, ...]:
    """The same of two documents of dictionaries, lists and scalars."""
    found: Counter[str] = Counter()
    _Comparison(found, declared).compare(sent, returned)
    return _in_words(found)


def type_losses(sent: Any, returned: Any) -> tuple[str, ...]:
    """How many more numbers and the like `sent` has than `returned`, whose objects may be others."""
    return _in_words(Counter(_types(sent)) - Counter(_types(returned)))


def types_lost(work: Callable[[], object], taken: str = "a text for a number") -> tuple[str, ...]:
    """Whether a value that its member cannot hold is taken by this work."""
    try:
        with warnings.catch_warnings():
            # Some warn, and take it all the same.
            warnings.simplefilter("ignore")
            work()
    except Exception:  # noqa: BLE001  # each has errors of its own, and any of them refuses
        return ()
    return (f"types (takes {taken})",)


def _types(document: Any) -> Iterator[str]:
    match document:
        case bool():
            yield "booleans (as text)"
        case int() | float():
            yield "numbers (as text)"
        case dict():
            yield from chain.from_iterable(map(_types, document.values()))
        case list():
            yield from ["arrays of one item (as the item)"] * (len(document) == 1)
            yield from chain.from_iterable(map(_types, document))


def _in_words(found: Counter[str]) -> tuple[str, ...]:
    return tuple(f"{what}: {times}" for what, times in found.items() if times)


def _parse(body: bytes) -> Any:
    return json.loads(body, parse_int=_Number, parse_float=_Number)


class _Comparison:
    """Counts each kind of difference between two documents."""

    def __init__(self, found: Counter[str], declared: Collection[str]) -> None:
        self._found = found
        self._declared = declared
        self._in_any_case = {name.lower() for name in declared}

    def compare(self, sent: Any, returned: Any) -> None:
        """Walks both documents at once."""
        if isinstance(sent, dict) and isinstance(returned, dict):
            self._compare_objects(sent, returned)
        elif isinstance(sent, list) and isinstance(returned, list):
            if len(sent) != len(returned):
                self._found["length of arrays"] += 1
            for one, other in zip(sent, returned, strict=False):
                self.compare(one, other)
        elif type(sent) is not type(returned) or sent != returned:
            self._found[_scalar_difference(sent, returned)] += 1

    def _compare_objects(self, sent: dict[str, Any], returned: dict[str, Any]) -> None:
        in_other_case = {name.lower(): name for name in returned}
        names = []
        for name, value in sent.items():
            kept = name if name in returned else in_other_case.get(name.lower())
            if kept is None:
                self._found[self._dropped(name, value)] += 1
            else:
                names.append(kept)
                self._found["names in another case"] += kept != name
                self.compare(value, returned[kept])
        self._found["order of objects"] += names != [name for name in returned if name in names]
        self._found["absent members (written)"] += len(returned) - len(names)

    def _dropped(self, name: str, value: Any) -> str:
        if name not in self._declared:
            is_known = name.lower() in self._in_any_case
            return "names in another case (dropped)" if is_known else "unknown members"
        return "null members (left out)" if value is None else "members"


def _scalar_difference(sent: Any, returned: Any) -> str:
    if sent is None or returned is None:
        return "null (as a value)" if sent is None else "values (as null)"
    ticks, other_ticks = _ticks(sent), _ticks(returned)
    if ticks is None or other_ticks is None:
        return "values"
    (moment, zone), (other_moment, other_zone) = ticks, other_ticks
    if zone != other_zone:
        return "zone of dates"
    if moment == other_moment:
        return "spelling of dates"
    # Cut or rounded to microseconds.
    return "seventh digit of dates" if abs(moment - other_moment) < 10 else "values"


def _ticks(text: Any) -> tuple[int, str | None] | None:
    """The units of 100 ns that a date counts, and its zone; None for what is no date."""
    match = _DATE_TIME.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        return None
    seconds, fraction, zone = match.groups()
    moment = (datetime.fromisoformat(seconds) - datetime.min) // timedelta(seconds=1)
    return moment * 10**7 + int((fraction or "").ljust(7, "0")[:7]), zone

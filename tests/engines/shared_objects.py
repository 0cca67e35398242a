"""Objects that many values share: a reference to one that is not given back shows in its count alone."""

from __future__ import annotations

import datetime
import sys
from array import array
from collections.abc import Iterator
from functools import cache
from typing import Any

import so_carriers as so
from so_carriers.engines.native import _native, plans
from so_carriers.schema.carrier_schema import schema_of
from so_carriers.schema.wire_state import Spelling, WireState
from so_carriers.values.date_time_text import OFFSET_TEXTS, OFFSET_ZONES
from so_carriers.values.numbers import NumberToken
from tests.engines.asked_types import asked_type

_CARRIERS = ("User", "Role", "LicenseOwner", "TableRight", "Broad", "Leaf", "Filled")


@cache
def _watched() -> list[tuple[str, Any]]:
    return [*_found()]


def _found() -> Iterator[tuple[str, Any]]:
    singletons: tuple[Any, ...] = (None, True, False, (), "", b"", frozenset(), *range(10))
    yield from ((repr(each), each) for each in singletons)
    classes = (so.DateTime, WireState, Spelling, NumberToken, _native.Declined, dict, list, str, int)
    yield from ((each.__name__, each) for each in classes)
    yield from ((f"{each!r}", each) for each in (*so.ETableRight, *so.UserType))
    yield from ((f"a zone, {minutes}", zone) for minutes, zone in OFFSET_ZONES.items())
    yield from ((f"the text of a zone, {text}", text) for text in OFFSET_TEXTS.values())
    yield "utc", datetime.UTC
    for name in _CARRIERS:
        yield from _of_class(asked_type(name))


def _of_class(cls: Any) -> Iterator[tuple[str, Any]]:
    schema = schema_of(cls)
    name = cls.__name__
    yield name, cls
    yield f"the plan of {name}", plans.value_plan(schema.as_type)
    yield f"the inner plan of {name}", plans.carrier_plan(schema)
    yield f"the state of an empty {name}", schema.all_absent_state
    for member in schema.members:
        yield f"{name}.{member.attribute}", member
        yield f"the attribute {name}.{member.attribute}", member.attribute
        yield f"the name {name}.{member.name}", member.name


class SharedObjects:
    """How many references there are to each shared object, at one moment."""

    def __init__(self, others: tuple[Any, ...] = ()) -> None:
        self._objects = [*_watched(), *((f"given {type(each).__name__}", each) for each in others)]
        self._counts = self._now()

    def _now(self) -> array[int]:
        """In an array, which keeps no references to the numbers themselves."""
        return array("q", (sys.getrefcount(each) for _, each in self._objects))

    def changes(self, allowed: int) -> Iterator[str]:
        """In words, which counts have changed by more than that since."""
        for (name, _), before, now in zip(self._objects, self._counts, self._now(), strict=True):
            if abs(now - before) > allowed:
                yield f"{now - before:+} references to {name}"

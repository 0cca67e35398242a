"""What is done with one example: each law, put to an implementation that may be faulty."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

import so_carriers as so
from so_carriers.testing.comparison.negotiation_laws import Choose
from so_carriers.testing.laws import (
    assert_body_comes_back,
    assert_formats_agree,
    assert_negotiates,
    assert_patch_law,
    assert_round_trips,
)

XML, FORM = "application/xml", "application/x-www-form-urlencoded"

Check = Callable[[Any], None]


@dataclass(frozen=True, slots=True)
class Bench:
    """One law and what it is tried with; `law` makes the check of one example for an implementation."""

    law: Callable[[Any], Check]
    examples: st.SearchStrategy[Any]
    original: Any
    faults: tuple[Any, ...]


def written_as(media_type: str) -> Callable[[Any], Check]:
    return lambda encode: lambda value: assert_round_trips(value, media_type, encode=encode)


def read_by(decode: Any) -> Check:
    return lambda value: assert_round_trips(value, decode=decode)


def read_from(media_type: str) -> Callable[[Any], Check]:
    return lambda decode: lambda value: assert_round_trips(value, media_type, decode=decode)


def agreed_on_by(encode: Any) -> Check:
    return lambda value: assert_formats_agree(value, encode=encode)


def body_written_by(asked: Any) -> Callable[[Any], Check]:
    return lambda encode: lambda body: assert_body_comes_back(body, asked, encode=encode)


def body_read_by(decode: Any) -> Check:
    return lambda body: assert_body_comes_back(body, so.User, decode=decode)


def computed_by(kind: Any) -> Callable[[Any], Check]:
    return lambda diff: lambda pair: assert_patch_law(*pair, diff=diff, kinds=(kind,))


def lists_computed_by(diff: Any) -> Check:
    def check(pair: tuple[Any, Any]) -> None:
        asked = list[so.UserGroup] if isinstance(pair[0], list) else dict[str, so.UserGroup]
        assert_patch_law(*pair, diff=diff, kinds=(so.JsonPatch,), type=asked)

    return check


def applied_by(apply: Any) -> Check:
    return lambda pair: assert_patch_law(*pair, apply=apply, kinds=(so.JsonPatch,))


def merged_by(apply: Any) -> Check:
    return lambda pair: assert_patch_law(*pair, apply=apply, kinds=(so.MergePatch,))


def chosen_by(choose: Choose) -> Check:
    return lambda example: assert_negotiates(example[0], example[1], choose=choose)

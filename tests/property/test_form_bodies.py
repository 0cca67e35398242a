"""What `form_bodies` promises: every form is read and kept, what is told of occurs, all shrinks."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from hypothesis import Phase, find, given, settings, strategies as st
from hypothesis.errors import InvalidArgument

import so_carriers as so
from so_carriers.testing import form_bodies, laws, xml_texts
from tests.property.declared_carriers import CARRIERS, Simple, Whole, a_few_examples, for_every_carrier

FORM = "application/x-www-form-urlencoded"


def is_read_and_kept(body: bytes, asked: Any) -> None:
    value = so.decode(body, asked, FORM)
    laws.assert_round_trips(value, FORM, type=asked)
    laws.assert_formats_agree(value, type=asked)


@for_every_carrier
@a_few_examples
@given(data=st.data())
def test_every_form_of_a_carrier_is_read_and_kept(cls: Any, data: st.DataObject) -> None:
    is_read_and_kept(data.draw(form_bodies(cls, texts=xml_texts())), cls)


ROOTS: list[Any] = [
    *(Simple, so.User | None, dict[str, str], dict[str, so.Int32], dict[str, so.DateTime | None]),
    *(dict[str, bool], dict[str, so.UserType | str], so.CustomFields),
]


@given(st.data(), st.sampled_from(ROOTS), st.booleans(), st.booleans())
def test_every_form_of_another_root_is_read_and_kept_whatever_the_options(
    data: st.DataObject, asked: Any, unknown: bool, spellings: bool
) -> None:
    body = data.draw(form_bodies(asked, unknown=unknown, spellings=spellings))
    is_read_and_kept(body, asked)


CLASSES: list[Any] = [so.UserWithLinks, so.ResolveUserFromInfoRequest, so.LicenseOwner]


@cache
def bodies(**options: Any) -> tuple[bytes, ...]:
    """Some hundred forms of a few classes."""
    found: list[bytes] = []

    @settings(max_examples=400, database=None, phases=[Phase.generate], derandomize=True)
    @given(st.data())
    def collect(data: st.DataObject) -> None:
        found.extend(data.draw(form_bodies(cls, **options)) for cls in CLASSES)

    collect()
    return (*found,)


def matches(pattern: bytes) -> Callable[[bytes], bool]:
    expression = re.compile(pattern)
    return lambda body: expression.search(body) is not None


FEATURES: dict[str, tuple[str, Callable[[bytes], bool]]] = {
    "a member of a member": ("", matches(rb"[?&](Role|Person)\.[A-Z]")),
    "a member of an item": ("", matches(rb"%5B0%5D\.[A-Z]")),
    "an item that is a scalar": ("", matches(rb"mails%5B0%5D=")),
    "an entry": ("", matches(rb"%5B0%5D\.Key=")),
    "an entry in another case": ("spellings", matches(rb"%5B0%5D\.key=")),
    "a member in brackets": (
        "spellings",
        matches(rb"%5B(Id|Name|Value|Tooltip|Description|InUse|Reason)%5D="),
    ),
    "brackets without an index": ("spellings", matches(rb"%5B%5D=")),
    "a name repeated": ("spellings", matches(rb"(?:^|&)([A-Za-z]+)=[^&]*&(.*&)?\1=")),
    "a key in brackets": ("spellings", matches(rb"(Fields|Links)%5B(?!\d+%5D\.(Key|Val)|%5D)[^&.]+%5D=")),
    "camelCase": ("spellings", matches(rb"(^|&)[a-z]+[A-Z]\w+[=.%]")),
    "upper case": ("spellings", matches(rb"(^|&)[A-Z]{6,}[=.%]")),
    "an unknown text": ("unknown", matches(rb"(^|&)(Extra|X)=")),
    "an unknown array": ("unknown", matches(rb"(^|&)(Extra|X|extra)%5B")),
    "an unknown object": ("unknown", matches(rb"(^|&)(Extra|X|extra)(\.|%5B[A-Za-z])")),
    "an item before the first": ("spellings", matches(rb"(?:^|&)(\w+)%5B1%5D[^&]*&(?:.*&)?\1%5B0%5D")),
    "a plus": ("", matches(rb"\+")),
    "a blank as %20": ("spellings", matches(rb"%20")),
    "escapes in lower case": ("spellings", matches(rb"%[0-9][a-f]|%[a-f][0-9a-f]")),
    "needless escapes": ("spellings", matches(rb"%49%64|%4E|%55")),
    "octets that are not escaped": ("spellings", lambda body: not body.isascii()),
    "brackets that are not escaped": ("spellings", matches(rb"\[0\]")),
    "an empty value": ("", matches(rb"=(&|$)")),
    "a name without an equals sign": ("spellings", matches(rb"(^|&)[A-Za-z]+(&|$)")),
    "empty pieces": ("spellings", matches(rb"^&|&&|&$")),
}


@pytest.mark.parametrize("feature", FEATURES)
def test_everything_that_is_told_of_occurs(feature: str) -> None:
    _, has = FEATURES[feature]
    # What is rare is looked for: Hypothesis raises where it finds none.
    rarely = settings(max_examples=5_000, database=None, derandomize=True, phases=[Phase.generate])
    assert any(map(has, bodies())) or find(st.one_of(*map(form_bodies, CLASSES)), has, settings=rarely)


@pytest.mark.parametrize("option", ["spellings", "unknown"])
def test_what_an_option_leaves_out_does_not_occur(option: str) -> None:
    without = bodies(**{option: False}, texts=st.sampled_from(["", "a", "b"]))
    for feature, (needed, has) in FEATURES.items():
        if needed == option:
            assert not any(map(has, without)), feature


SMALLEST: list[tuple[Any, Callable[[bytes], bool], bytes]] = [
    (so.User, lambda _: True, b"AssociateId=0"),
    (so.Role, lambda body: b"Tooltip" in body, b"Tooltip="),
    (dict[str, str], lambda _: True, b"="),
]


@pytest.mark.parametrize(("asked", "has", "smallest"), SMALLEST)
def test_forms_shrink_to_the_smallest_that_can_be_read(
    asked: Any, has: Callable[[bytes], bool], smallest: bytes
) -> None:
    thorough = settings(max_examples=2_000, database=None, derandomize=True)
    assert find(form_bodies(asked), has, settings=thorough) == smallest


@given(st.data(), st.integers(1, 5), st.integers(1, 4))
def test_forms_go_no_deeper_and_hold_no_more_items_than_they_are_told(
    data: st.DataObject, depth: int, items: int
) -> None:
    body = data.draw(form_bodies(Whole, depth=depth, items=items))
    whole = so.decode(body, Whole, FORM, limits=so.Limits(depth=depth))
    containers: list[Any] = [whole.days, whole.kinds, whole.grid, whole.flags, whole.parts]
    assert max(map(len, containers)) <= items


@given(st.sampled_from(CARRIERS), st.data())
def test_a_form_without_unknown_members_has_none(cls: Any, data: st.DataObject) -> None:
    if so.schema_of(cls).members:  # of others no form without unknown members can be
        value = so.decode(data.draw(form_bodies(cls, unknown=False, spellings=False)), cls, FORM)
        assert not so.unknown_members(value)


def test_what_cannot_be_a_form_is_refused() -> None:
    for asked in (list[so.User], int, dict[str, so.Role], dict[str, list[int]]):
        with pytest.raises(InvalidArgument, match="a form is a carrier or a dictionary of scalars"):
            form_bodies(asked)
    with pytest.raises(InvalidArgument, match="items must be a number"):
        form_bodies(so.User, items=-1)

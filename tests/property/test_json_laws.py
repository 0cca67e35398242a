"""The laws of JSON, for every carrier class: nothing is lost, and nothing but our errors is raised."""

from __future__ import annotations

import copy
import json
import pickle
from typing import Any

from hypothesis import given, strategies as st

import so_carriers as so
from so_carriers.testing import carriers, damaged, json_bodies, laws
from so_carriers.testing.comparison.compact import compact
from so_carriers.testing.strategies.json_tokens import json_texts, json_values, string_tokens
from tests.property.declared_carriers import CARRIERS, ROOTS, a_few_examples, attempt, for_every_carrier
from tests.property.mistakes import MISTAKES


def test_every_carrier_of_the_library_is_put_to_the_laws() -> None:
    assert len(CARRIERS) == 2 + 36 + 76


@for_every_carrier
@a_few_examples
@given(data=st.data())
def test_a_carrier_is_identical_after_a_round_trip(cls: Any, data: st.DataObject) -> None:
    value = data.draw(carriers(cls))
    laws.assert_round_trips(value)
    body = so.encode(value)
    again = so.decode(body, cls)
    assert again == value
    assert so.encode(again) == compact(body) == body


@for_every_carrier
@a_few_examples
@given(data=st.data())
def test_a_body_comes_back_as_its_compact_form(cls: Any, data: st.DataObject) -> None:
    body = data.draw(json_bodies(cls))
    value = so.decode(body, cls)
    expected = compact(body)
    assert so.encode(value) == expected
    for twin in (
        copy.copy(value),
        copy.deepcopy(value),
        pickle.loads(pickle.dumps(value)),
        so.decode(expected, cls),
    ):
        assert so.identical(twin, value)
        assert so.encode(twin) == expected


roots = st.sampled_from(CARRIERS).flatmap(
    lambda cls: st.tuples(st.just(cls), st.lists(json_bodies(cls).map(bytes.decode), max_size=3))
)


@given(roots, string_tokens())
def test_lists_and_dictionaries_of_carriers_come_back_as_their_compact_form(
    root: tuple[Any, list[str]], key: str
) -> None:
    cls, bodies = root
    in_list = f"[{','.join(['null', *bodies])}]"
    assert so.encode(so.decode(in_list, list[cls | None])) == compact(in_list)  # type: ignore[valid-type]  # worked out
    nested = f'{{"":[{",".join(bodies)}],{key}:[]}}'
    assert so.encode(so.decode(nested, dict[str, list[cls]])) == compact(nested)  # type: ignore[valid-type]  # as above


@given(json_texts())
def test_unknown_members_hold_any_json_whatever(token: str) -> None:
    body = f'{{"X":{token},"Id":3,"y":[{token}]}}'
    item = so.decode(body, so.Role)
    assert so.encode(item) == compact(body)
    assert json.dumps(so.unknown_members(item)["X"]) is not None


@given(json_values())
def test_json_values_are_written_as_roots_and_read_back(value: Any) -> None:
    body = so.encode({"X": value})
    assert body == compact(body)
    assert so.unknown_members(so.decode(body, so.Role))["X"] == value


def depth_of(value: Any) -> int:
    """How many containers of a JSON value stand within each other."""
    if not isinstance(value, (dict, list)):
        return 0
    return 1 + max(map(depth_of, value.values() if isinstance(value, dict) else value), default=0)


@given(st.sampled_from(CARRIERS).flatmap(lambda cls: st.tuples(st.just(cls), json_bodies(cls))))
def test_a_body_passes_at_its_own_depth_and_is_refused_at_one_less(root: tuple[Any, str]) -> None:
    cls, body = root
    depth = depth_of(json.loads(body, parse_int=str))
    value = so.decode(compact(body), cls, limits=so.Limits(depth=depth))
    assert so.encode(value, limits=so.Limits(depth=depth)) == compact(body)
    if depth > 1:
        limits = so.Limits(depth=depth - 1)
        for _, error in (
            attempt(so.decode, body, cls, limits=limits),
            attempt(so.encode, value, limits=limits),
        ):
            assert isinstance(error, so.LimitExceeded)


def is_fit_for_a_log(error: so.SoCarriersError) -> bool:
    return len(str(error)) < 400 and (error.path is None or error.path.startswith("$"))


def refused_only_by_us(body: bytes | str, asked: Any) -> None:
    """Reading it gives a value that can be written, or raises one of our errors."""
    for strict in (False, True):
        value, error = attempt(so.decode, body, asked, strict=strict)
        if error is None:
            assert so.encode(value)
        else:
            assert is_fit_for_a_log(error)


def written_or_refused_by_us(value: Any) -> None:
    for root in (value, [value, value], {"a": [value]}):
        body, error = attempt(so.encode, root)
        if error is None:
            assert compact(body) == body
        else:
            assert is_fit_for_a_log(error)


anything = st.sampled_from(ROOTS)


@given(st.binary(max_size=40), anything)
def test_reading_any_bytes_raises_nothing_but_our_errors(body: bytes, asked: Any) -> None:
    refused_only_by_us(body, asked)


@given(st.text(alphabet='[]{}",:\\0123456789.eE+-tfn ulrasINy\x00\ud800\ufeff', max_size=30), anything)
def test_reading_any_text_raises_nothing_but_our_errors(body: str, asked: Any) -> None:
    refused_only_by_us(body, asked)


@given(json_texts(), anything)
def test_reading_any_json_raises_nothing_but_our_errors(body: str, asked: Any) -> None:
    refused_only_by_us(body, asked)


@st.composite
def bodies_with_a_wrong_member(draw: Any) -> tuple[Any, str]:
    cls = draw(st.sampled_from([cls for cls in CARRIERS if so.schema_of(cls).members]))
    names = [member.name for member in so.schema_of(cls).members]
    pairs = draw(st.lists(st.tuples(st.sampled_from(names), json_texts()), max_size=4))
    return cls, "{" + ",".join(f"{json.dumps(name)}:{token}" for name, token in pairs) + "}"


@given(bodies_with_a_wrong_member())
def test_reading_any_json_as_any_member_raises_nothing_but_our_errors(body: tuple[Any, str]) -> None:
    refused_only_by_us(body[1], body[0])


broken_bodies = st.sampled_from(CARRIERS).flatmap(
    lambda cls: st.tuples(st.just(cls), damaged(json_bodies(cls)))
)


@given(broken_bodies)
def test_reading_a_broken_body_raises_nothing_but_our_errors(broken: tuple[Any, bytes]) -> None:
    refused_only_by_us(broken[1], broken[0])


@given(st.sampled_from(CARRIERS).flatmap(carriers), st.data())
def test_writing_a_carrier_with_any_attributes_raises_nothing_but_our_errors(
    value: Any, data: st.DataObject
) -> None:
    members = so.schema_of(type(value)).members
    for member in data.draw(st.lists(st.sampled_from(members), max_size=3)) if members else []:
        mistake = value if data.draw(st.integers(0, 9)) == 0 else data.draw(MISTAKES)
        setattr(value, member.attribute, mistake)
    written_or_refused_by_us(value)


@given(MISTAKES)
def test_writing_any_root_raises_nothing_but_our_errors(value: Any) -> None:
    written_or_refused_by_us(value)

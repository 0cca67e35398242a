"""The laws of JSON, for every carrier class: nothing is lost, and nothing but our errors is raised."""

from __future__ import annotations

import copy
import datetime
import decimal
import json
import pickle
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

import so_carriers as so
from so_carriers.schema.types import is_carrier
from tests import strategies
from tests.compact import compact


@so.carrier
class Part:
    id: int = so.member("Id", key=True)
    names: list[str] = so.member("Names")


@so.carrier
class Whole:
    """Members without defaults and of every type, most of which no carrier of NetServer's has."""

    part: Part = so.member("Part")
    kind: so.UserType | str = so.member("Kind")
    rights: so.ETableRight | str | None = so.member("Rights")
    day: so.DateTime = so.member("Day")
    days: list[so.DateTime | None] = so.member("Days")
    kinds: list[so.UserType | str] = so.member("Kinds")
    grid: list[list[so.int32 | None] | None] = so.member("Grid")
    flags: dict[str, bool] = so.member("Flags")
    parts: dict[str, Part | None] = so.member("Parts")
    tables: dict[str, dict[str, so.int32]] | None = so.member("Tables")
    text: str = so.member('odd "name"\n', default="default")
    inner: Whole | None = so.member("Inner", default=None)


CARRIERS = [Part, Whole] + [cls for name in so.__all__ if is_carrier(cls := getattr(so, name))]
EXAMPLES = max(3, settings().max_examples // 10)

for_every_carrier = pytest.mark.parametrize("cls", CARRIERS, ids=lambda cls: cls.__name__)
a_few_examples = settings(
    max_examples=EXAMPLES, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def test_every_carrier_of_the_library_is_put_to_the_laws() -> None:
    assert len(CARRIERS) == 2 + 36 + 76


@for_every_carrier
@a_few_examples
@given(data=st.data())
def test_a_carrier_is_identical_after_a_round_trip(cls: Any, data: st.DataObject) -> None:
    value = data.draw(strategies.carriers_of(cls))
    body = so.encode(value)
    again = so.decode(body, cls)
    assert so.identical(again, value)
    assert again == value
    assert so.encode(again) == compact(body) == body


@for_every_carrier
@a_few_examples
@given(data=st.data())
def test_a_body_comes_back_as_its_compact_form(cls: Any, data: st.DataObject) -> None:
    body = data.draw(strategies.bodies_of(cls))
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
    lambda cls: st.tuples(st.just(cls), st.lists(strategies.bodies_of(cls), max_size=3))
)


@given(roots, strategies.string_tokens())
def test_lists_and_dictionaries_of_carriers_come_back_as_their_compact_form(
    root: tuple[Any, list[str]], key: str
) -> None:
    cls, bodies = root
    in_list = f"[{','.join(['null', *bodies])}]"
    assert so.encode(so.decode(in_list, list[cls | None])) == compact(in_list)  # type: ignore[valid-type]  # worked out
    nested = f'{{"":[{",".join(bodies)}],{key}:[]}}'
    assert so.encode(so.decode(nested, dict[str, list[cls]])) == compact(nested)  # type: ignore[valid-type]  # as above


@given(strategies.json_texts())
def test_unknown_members_hold_any_json_whatever(token: str) -> None:
    body = f'{{"X":{token},"Id":3,"y":[{token}]}}'
    item = so.decode(body, so.Role)
    assert so.encode(item) == compact(body)
    assert json.dumps(so.unknown_members(item)["X"]) is not None


@given(strategies.json_values())
def test_json_values_are_written_as_roots_and_read_back(value: Any) -> None:
    body = so.encode({"X": value})
    assert body == compact(body)
    assert so.unknown_members(so.decode(body, so.Role))["X"] == value


def depth_of(value: Any) -> int:
    """How many containers of a JSON value stand within each other."""
    if not isinstance(value, (dict, list)):
        return 0
    return 1 + max(map(depth_of, value.values() if isinstance(value, dict) else value), default=0)


@given(st.sampled_from(CARRIERS).flatmap(lambda cls: st.tuples(st.just(cls), strategies.bodies_of(cls))))
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


def attempt(
    call: Callable[..., Any], *arguments: Any, **options: Any
) -> tuple[Any, so.SoCarriersError | None]:
    """What a call gives, or the error of ours that it raises; any other error is the test's failure."""
    try:
        return call(*arguments, **options), None
    except so.SoCarriersError as error:
        return None, error


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


anything = st.sampled_from(
    [
        *CARRIERS,
        list[so.User],
        dict[str, so.Role],
        list[so.Int32],
        dict[str, str],
        str,
        bool,
        int,
        so.DateTime,
        so.ETableRight | str,
    ]
)


@given(st.binary(max_size=40), anything)
def test_reading_any_bytes_raises_nothing_but_our_errors(body: bytes, asked: Any) -> None:
    refused_only_by_us(body, asked)


@given(st.text(alphabet='[]{}",:\\0123456789.eE+-tfn ulrasINy\x00\ud800\ufeff', max_size=30), anything)
def test_reading_any_text_raises_nothing_but_our_errors(body: str, asked: Any) -> None:
    refused_only_by_us(body, asked)


@given(strategies.json_texts(), anything)
def test_reading_any_json_raises_nothing_but_our_errors(body: str, asked: Any) -> None:
    refused_only_by_us(body, asked)


@st.composite
def bodies_with_a_wrong_member(draw: Any) -> tuple[Any, str]:
    cls = draw(st.sampled_from([cls for cls in CARRIERS if so.schema_of(cls).members]))
    names = [member.name for member in so.schema_of(cls).members]
    pairs = draw(st.lists(st.tuples(st.sampled_from(names), strategies.json_texts()), max_size=4))
    return cls, "{" + ",".join(f"{json.dumps(name)}:{token}" for name, token in pairs) + "}"


@given(bodies_with_a_wrong_member())
def test_reading_any_json_as_any_member_raises_nothing_but_our_errors(body: tuple[Any, str]) -> None:
    refused_only_by_us(body[1], body[0])


@st.composite
def broken_bodies(draw: Any) -> tuple[Any, bytes]:
    """Good bodies with some bytes lost, doubled, changed or put in."""
    cls = draw(st.sampled_from(CARRIERS))
    body = draw(strategies.bodies_of(cls)).encode()
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(body)))
        end = min(len(body), start + draw(st.integers(0, 4)))
        pieces = [
            b"",
            body[start:end] * 2,
            b"[",
            b"}",
            b'"',
            b",",
            b"null",
            b"-",
            b"\\",
            b"\xff",
            b"\\ud800",
            b"1e400",
        ]
        body = body[:start] + draw(st.sampled_from(pieces)) + body[end:]
    return cls, body


@given(broken_bodies())
def test_reading_a_broken_body_raises_nothing_but_our_errors(broken: tuple[Any, bytes]) -> None:
    refused_only_by_us(broken[1], broken[0])


class Text(str):
    __slots__ = ()


class NoOffset(datetime.tzinfo):
    def utcoffset(self, moment: datetime.datetime | None) -> datetime.timedelta | None:
        return None

    def tzname(self, moment: datetime.datetime | None) -> str | None:
        return None

    def dst(self, moment: datetime.datetime | None) -> datetime.timedelta | None:
        return None


def deep(levels: int) -> list[Any]:
    nested: list[Any] = []
    for _ in range(levels):
        nested = [nested]
    return nested


MISTAKES = st.one_of(
    st.sampled_from(
        [
            None,
            True,
            3,
            -(2**31) - 1,
            2**64,
            10**4000,
            1.5,
            float("nan"),
            float("inf"),
            1j,
            "",
            "\ud800",
            Text("a"),
            b"a",
            bytearray(b"a"),
            (),
            (1, "a"),
            {1},
            [None],
            [1, "a", 2.5],
            [[[]]],
            [object()],
            {},
            {"a": None},
            {1: "a"},
            {None: None},
            {(1, 2): object()},
            {Text("k"): Text("v")},
            {"\ud800": "a"},
            {"a": {"b": {"c": float("nan")}}},
            object(),
            object,
            len,
            ...,
            NotImplemented,
            decimal.Decimal("1.5"),
            decimal.Decimal("NaN"),
            datetime.date(2024, 9, 4),
            datetime.time(1),
            datetime.timedelta(1),
            datetime.datetime.max,
            datetime.datetime(1, 1, 1, tzinfo=datetime.timezone(datetime.timedelta(hours=23))),
            datetime.datetime(1, 1, 1, tzinfo=NoOffset()),
            so.DateTime(1, 1, 1, tzinfo=NoOffset()),
            so.DateTime(9999, 12, 31, tzinfo=datetime.timezone(-datetime.timedelta(hours=23, seconds=1))),
            so.NumberToken("1e400"),
            so.UserType.UNKNOWN,
            so.RoleType.SYSTEM,
            so.ETableRight(2**40),
            ~so.ETableRight.SELECT,
            so.User,
            so.Role(),
            so.UserWithLinks(),
            [so.Role(), so.User()],
            so.CustomFields({"a": "b"}),
            so.CustomFields({1: 2}),  # type: ignore[dict-item]  # mistakes are the point
            so.FieldProperties({"a": so.Role()}),  # type: ignore[dict-item]  # as above
        ]
    ),
    st.integers(120, 400).map(deep),
    strategies.json_values(),
)


@given(st.sampled_from(CARRIERS).flatmap(strategies.carriers_of), st.data())
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

"""Numbers in unknown members stay what they are, to the last digit, wherever they stand."""

from __future__ import annotations

import copy
import math
import pickle
from typing import Any

import pytest

import so_carriers as so
from so_carriers.testing.comparison.compact import compact

TOKENS = [
    "0",
    "-1",
    "9223372036854775807",
    "9223372036854775808",
    "18446744073709551615",
    "18446744073709551616",
    "-9223372036854775808",
    "-9223372036854775809",
    "1" * 30,
    "-" + "9" * 30,
    "7" * 639,
    "7" * 640,
    "-" + "7" * 640,
    "7" * 700,
    "7" * 4300,
    "7" * 5000,
    "1.10",
    "0.1",
    "1.0",
    "-0.0",
    "0.30000000000000000000000000000001",
    "1e400",
    "-1e400",
    "1e-400",
    "1E5",
    "1e5",
    "1e+05",
    "1E-05",
    "0.1e1",
    "0e0",
    "0e999",
    "1.7976931348623157e308",
    "1.7976931348623159e308",
    "5e-324",
    f"3.{'0' * 700}",
    f"3.{'1' * 5000}",
    f"1e{'9' * 300}",
]

PLACES = [
    '{"X":@}',
    '{"Id":1,"X":[@]}',
    '{"X":{"y":[[{"z":[@,@]}]]},"Id":1}',
    f'{{"X":{"[" * 60}@{"]" * 60}}}',
    f'{{"X":{{"":{"[" * 60}@{"]" * 60}}}}}',
    '{"X":[1.5,true,"1.50",null,{},[],@,""]}',
    '{"id":@,"Id":3}',
    '{"Children":[{"X":@,"Children":[{"Y":{"":@}}]}]}',
    '{"ByName":{"a b":{"X":@},"c":{}}}',
]


@so.carrier
class Item:
    id: so.int32 = so.member("Id", default=0)
    children: list[Item] | None = so.member("Children", default=None)
    by_name: dict[str, Item] | None = so.member("ByName", default=None)


def shown(part: object) -> str:
    return str(part)[:30]


@pytest.mark.parametrize("place", PLACES, ids=shown)
@pytest.mark.parametrize("token", TOKENS, ids=shown)
def test_a_number_in_an_unknown_member_keeps_its_token_at_any_depth(token: str, place: str) -> None:
    body = place.replace("@", token).encode()
    value = so.decode(body, Item)
    assert so.encode(value) == body == compact(body)
    for twin in (copy.copy(value), copy.deepcopy(value), pickle.loads(pickle.dumps(value))):
        assert so.encode(twin) == body
        assert so.identical(twin, value)


@pytest.mark.parametrize("place", PLACES, ids=shown)
def test_the_integer_minus_zero_is_written_zero(place: str) -> None:
    body = place.replace("@", "-0").encode()
    assert so.encode(so.decode(body, Item)) == place.replace("@", "0").encode() == compact(body)


@pytest.mark.parametrize("neighbour", ["1e400", "1.10", "1" * 30])
def test_the_integer_minus_zero_is_written_zero_beside_numbers_that_need_care(neighbour: str) -> None:
    body = f'{{"X":[-0,{neighbour}],"Id":-0}}'.encode()
    assert so.encode(so.decode(body, Item)) == f'{{"X":[0,{neighbour}],"Id":0}}'.encode() == compact(body)


def unknown(token: str) -> Any:
    return so.unknown_members(so.decode(f'{{"X":{token}}}', Item))["X"]


@pytest.mark.parametrize(
    "token", [token for token in TOKENS if token.lstrip("-").isdigit() and len(token) <= 640]
)
def test_an_integer_reads_as_an_int_with_all_its_digits(token: str) -> None:
    assert type(unknown(token)) is int
    assert unknown(token) == int(token)


@pytest.mark.parametrize(
    "token", ["1.10", "1e400", "-0.0", "1E5", "0.1e1", "3.0", "5e-324", "1e-400", "7" * 5000], ids=shown
)
def test_every_other_number_reads_as_a_float_that_holds_its_token(token: str) -> None:
    value = unknown(token)
    assert isinstance(value, float)
    assert value == float(token)
    assert str(value) == repr(value) == token
    assert math.copysign(1, value) == math.copysign(1, float(token))


def test_numbers_of_one_value_and_other_tokens_are_equal_and_not_identical() -> None:
    one, other = (so.decode(f'{{"X":{token}}}', Item) for token in ("1.10", "1.1"))
    assert one == other
    assert not so.identical(one, other)


def test_integers_and_fractions_of_one_value_are_not_identical() -> None:
    one, other = (so.decode(f'{{"X":{token}}}', Item) for token in ("1", "1.0"))
    assert not so.identical(one, other)


@pytest.mark.parametrize(
    "token", ["NaN", "Infinity", "-Infinity", "+1", "01", "1.", ".5", "1e", "0x10", "--1", "1_0", "\u0661"]
)
@pytest.mark.parametrize("neighbour", ["1", "1.5", "1e400"])
def test_what_is_no_json_number_is_refused_beside_any_number(token: str, neighbour: str) -> None:
    with pytest.raises(so.DecodeError) as caught:
        so.decode(f'{{"X":[{neighbour},{token}]}}', Item)
    assert caught.value.path == "$"

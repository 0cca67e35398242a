"""Int32 and int32: thirty-two bits on the wire, an int to Python."""

from __future__ import annotations

import pickle
from typing import Any

import pytest

import so_carriers as so


@so.carrier
class Numbers:
    narrow: so.int32 = so.member("Narrow", default=0)
    wide: int = so.member("Wide", default=0)
    maybe: so.Int32 | None = so.member("Maybe", default=None)
    many: list[so.int32] = so.member("Many", default_factory=list)


LOWEST, HIGHEST = -(2**31), 2**31 - 1


@pytest.mark.parametrize("value", [LOWEST, -1, 0, 1, HIGHEST, True])
def test_a_number_in_the_range_is_made(value: int) -> None:
    made = so.Int32(value)
    assert made == value
    assert type(made) is so.Int32
    assert type(pickle.loads(pickle.dumps(made))) is so.Int32


def test_without_a_number_it_is_zero() -> None:
    assert so.Int32() == 0
    assert (so.Int32.LOWEST, so.Int32.HIGHEST) == (LOWEST, HIGHEST)


@pytest.mark.parametrize("value", [LOWEST - 1, HIGHEST + 1, 2**63, pytest.param(10**5_000, id="huge")])
def test_a_number_outside_the_range_is_refused_in_a_short_message(value: Any) -> None:
    with pytest.raises(so.InvalidValue, match="from -2147483648 to 2147483647") as refused:
        so.Int32(value)
    assert len(str(refused.value)) < 200


@pytest.mark.parametrize("value", [1.5, -0.5, HIGHEST - 0.5, float("inf"), float("nan"), "3", None])
def test_what_is_no_integer_is_refused_and_a_fraction_not_cut_off(value: Any) -> None:
    with pytest.raises((so.InvalidValue, TypeError)):
        so.Int32(value)


@pytest.mark.parametrize("value", [LOWEST, 0, HIGHEST])
def test_decoding_gives_a_plain_int(value: int) -> None:
    assert type(so.decode(str(value), so.Int32)) is int
    assert so.decode(str(value), so.Int32) == value
    read = so.decode(f'{{"Narrow":{value},"Maybe":{value},"Many":[{value}]}}', Numbers)
    assert [type(number) for number in (read.narrow, read.maybe, *read.many)] == [int, int, int]


@pytest.mark.parametrize("value", [LOWEST - 1, HIGHEST + 1, 2**63])
@pytest.mark.parametrize("form", ["{}", '"{}"', "{}.0"])
def test_a_number_outside_the_range_is_not_read(value: int, form: str) -> None:
    token = form.format(value)
    for body, path in ((f'{{"Narrow":{token}}}', "$.Narrow"), (f'{{"Many":[0,{token}]}}', "$.Many[1]")):
        with pytest.raises(so.DecodeError, match="-2147483648 to 2147483647") as refused:
            so.decode(body, Numbers)
        assert refused.value.path == path
    with pytest.raises(so.DecodeError):
        so.decode(token, so.Int32)


@pytest.mark.parametrize("value", [LOWEST - 1, HIGHEST + 1])
def test_a_number_outside_the_range_is_not_written(value: int) -> None:
    for numbers, path in ((Numbers(narrow=value), "$.Narrow"), (Numbers(many=[0, value]), "$.Many[1]")):
        with pytest.raises(so.EncodeError, match="-2147483648 to 2147483647") as refused:
            so.encode(numbers)
        assert refused.value.path == path
    with pytest.raises(so.EncodeError):
        so.encode(value, type=so.Int32)


@pytest.mark.parametrize("value", [-(2**63), 2**63 - 1])
def test_a_plain_int_is_sixty_four_bits_wide(value: int) -> None:
    body = f'{{"Wide":{value}}}'.encode()
    assert so.encode(so.decode(body, Numbers)) == body
    assert so.encode(so.decode(str(value), int)) == str(value).encode()
    over = value + (1 if value > 0 else -1)
    with pytest.raises(so.DecodeError):
        so.decode(f'{{"Wide":{over}}}', Numbers)
    with pytest.raises(so.EncodeError):
        so.encode(Numbers(wide=over))


def test_an_int32_in_an_attribute_is_written_as_its_number() -> None:
    numbers = Numbers(narrow=so.Int32(5), wide=so.Int32(6), maybe=so.Int32(7), many=[so.Int32(8)])
    assert so.encode(numbers) == b'{"Narrow":5,"Wide":6,"Maybe":7,"Many":[8]}'
    assert so.encode(so.Int32(9)) == b"9"

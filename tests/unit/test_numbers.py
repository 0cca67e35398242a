"""NumberToken: a number that stays as it was written."""

from __future__ import annotations

import copy
import math
import pickle

import pytest

from so_carriers.errors import InvalidValue
from so_carriers.values.numbers import NumberToken

TOKENS = [
    "0",
    "-0",
    "-0.0",
    "1.10",
    "1e400",
    "-1E+400",
    "1e-400",
    "0.123456789012345678901234567890",
    "123456789012345678901234567890",
    "3.0",
    "1E5",
]
NOT_NUMBERS = [
    "",
    "-",
    "+1",
    "01",
    ".5",
    "1.",
    "1e",
    "1e+",
    "0x10",
    "1_000",
    "NaN",
    "Infinity",
    "-Infinity",
    "1,5",
    " 1",
    "1 ",
    "1\n",
    "١",
    "null",
]


@pytest.mark.parametrize("token", TOKENS)
def test_a_token_is_written_as_it_was_and_counts_as_its_float(token: str) -> None:
    number = NumberToken(token)
    assert str(number) == repr(number) == f"{number}" == number.token == token
    assert number == float(token)
    assert hash(number) == hash(float(token))


@pytest.mark.parametrize("token", TOKENS)
def test_copies_and_pickles_keep_the_token(token: str) -> None:
    number = NumberToken(token)
    pickles = [
        pickle.loads(pickle.dumps(number, protocol)) for protocol in range(pickle.HIGHEST_PROTOCOL + 1)
    ]
    for other in [*pickles, copy.copy(number), copy.deepcopy(number)]:
        assert type(other) is NumberToken
        assert other.token == token


@pytest.mark.parametrize("text", NOT_NUMBERS)
def test_a_text_that_is_no_json_number_is_refused(text: str) -> None:
    with pytest.raises(InvalidValue, match="expected a JSON number, found text"):
        NumberToken(text)


def test_a_refusal_is_short_whatever_the_text() -> None:
    with pytest.raises(InvalidValue) as caught:
        NumberToken("1" * 1_000_000 + "x")
    assert len(str(caught.value)) < 200


def test_a_number_beyond_a_double_is_infinite_and_still_written() -> None:
    assert math.isinf(NumberToken("1e400"))
    assert str(NumberToken("1e400")) == "1e400"


def test_two_tokens_of_one_value_are_equal() -> None:
    assert NumberToken("1.10") == NumberToken("1.1") == 1.1
    assert len({NumberToken("1.10"), NumberToken("1.1"), 1.1}) == 1
    assert NumberToken("1.10") < NumberToken("1.2")


def test_a_token_computes_as_a_float() -> None:
    doubled = NumberToken("1.10") * 2
    assert (type(doubled), doubled) == (float, 2.2)


def test_a_token_has_no_other_attributes() -> None:
    with pytest.raises(AttributeError):
        NumberToken("1").note = "none"  # type: ignore[attr-defined]  # what is tested


def test_a_subclass_stays_itself() -> None:
    class Amount(NumberToken):
        pass

    assert type(copy.copy(Amount("1.50"))) is Amount

"""The tests' own measure of "nothing is lost" is tested itself."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from so_carriers.testing.comparison.compact import compact
from tests.wire_types import is_bare

GOLDEN = Path(__file__).parents[1] / "golden"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (' {\r\n\t"A" : [ 1 , 2 ] , "B" : { } }\n', '{"A":[1,2],"B":{}}'),
        ('{"A": "a  b\\tc"}', '{"A":"a  b\\tc"}'),
        ("  851 ", "851"),
        ("[]", "[]"),
        ('""', '""'),
        (" [ true,false , null ]", "[true,false,null]"),
    ],
)
def test_white_space_between_tokens_goes_and_inside_strings_stays(body: str, expected: str) -> None:
    assert compact(body) == expected.encode()


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (r"\u0041\/\u00e5", "A/å"),
        (r"\ud83d\ude00", "😀"),
        (r"\u0022\u005C", r"\"\\"),
        (r"\u0008\u000C\u000A\u000d\u0009", r"\b\f\n\r\t"),
        (r"\u0000\u001F\u000B", r"\u0000\u001f\u000b"),
        ("\\u007f\\u0080\\u2028\\ufffe", "\x7f\x80\u2028\ufffe"),
    ],
)
def test_a_string_has_one_escaping_the_shortest(written: str, expected: str) -> None:
    assert compact(f'"{written}"') == f'"{expected}"'.encode()
    assert compact(f'{{"{written}":1}}') == f'{{"{expected}":1}}'.encode()


@pytest.mark.parametrize(
    "token",
    [
        "0",
        "-1",
        "1.10",
        "1e400",
        "-0.0",
        "-0e0",
        "1E5",
        "1e+05",
        "0.1e1",
        "9" * 30,
        "9" * 5000,
        "3.0",
        "1e-999",
    ],
)
def test_a_number_keeps_its_token(token: str) -> None:
    assert compact(f' [{token}, {{"a": {token}}}]') == f'[{token},{{"a":{token}}}]'.encode()


def test_the_integer_minus_zero_is_zero() -> None:
    assert compact('[-0, {"a": -0}]') == b'[0,{"a":0}]'


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('{"a":1,"b":2,"a":3}', '{"a":3,"b":2}'),
        (r'{"a":1,"b":2,"\u0061":[]}', '{"a":[],"b":2}'),
        ('{"x":{"a":1,"a":2},"x":{"b":1,"b":1.0}}', '{"x":{"b":1.0}}'),
        ('{"a":1,"A":2}', '{"a":1,"A":2}'),
    ],
)
def test_of_a_repeated_name_the_last_value_stands_in_the_place_of_the_first(body: str, expected: str) -> None:
    assert compact(body) == expected.encode()


def test_a_byte_order_mark_goes() -> None:
    assert compact(b"\xef\xbb\xbf[1]") == compact("\ufeff[1]") == b"[1]"


@pytest.mark.parametrize("body", ["", "{", "NaN", "[Infinity]", "-Infinity", "01", "[1,]", '"\ud800"', "1 2"])
def test_what_is_not_json_has_no_compact_form(body: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        compact(body)


@pytest.mark.parametrize(
    "entry", json.loads((GOLDEN / "index.json").read_bytes()), ids=lambda entry: entry["file"]
)
def test_every_golden_body_of_ours_is_compact_already_and_stays_so(entry: dict[str, str]) -> None:
    body = (GOLDEN / entry["file"]).read_bytes()
    if entry["file"].startswith("source/"):
        body = compact(body)
    assert compact(body) == body


DERIVED = json.loads((GOLDEN / "derived" / "index.json").read_bytes())


@pytest.mark.parametrize(
    "entry",
    # A bare scalar has no place for its spelling, so that what is written of it is not its compact form.
    [entry for entry in DERIVED if not is_bare(entry["type"])],
    ids=lambda entry: entry["file"],
)
def test_it_agrees_with_the_compact_forms_that_the_golden_bodies_come_with(entry: dict[str, str]) -> None:
    derived = GOLDEN / "derived"
    expected = (derived / entry.get("compact", entry["file"])).read_bytes()
    assert compact((derived / entry["file"]).read_bytes()) == expected

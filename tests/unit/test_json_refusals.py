"""What JSON is not read as a member: each refusal names the member, what it expects and what it found."""

from __future__ import annotations

import traceback
from typing import Any

import pytest

import so_carriers as so

INTEGER = "an integer from -2147483648 to 2147483647"
WIDE = "an integer from -9223372036854775808 to 9223372036854775807"
DATE = "a date and time (YYYY-MM-DDTHH:MM:SS)"
KIND = "a name of UserType"


@so.carrier
class Part:
    id: so.int32 = so.member("Id", default=0)


@so.carrier
class Sample:
    number: so.int32 = so.member("Number", default=0)
    wide: int = so.member("Wide", default=0)
    is_so: bool = so.member("IsSo", default=False)
    text: str = so.member("Text", default="")
    name: str | None = so.member("Name", default=None)
    maybe: so.int32 | None = so.member("Maybe", default=None)
    day: so.DateTime = so.member("Day", default=so.DateTime(1, 1, 1))
    kind: so.UserType | str = so.member("Kind", default=so.UserType.UNKNOWN)
    rights: so.ETableRight | str = so.member("Rights", default=so.ETableRight.NONE)
    part: Part | None = so.member("Part", default=None)
    sole: Part = so.member("Sole", default_factory=Part)
    parts: list[Part | None] | None = so.member("Parts", default=None)
    numbers: list[so.int32] = so.member("Numbers", default_factory=list)
    table: dict[str, bool] | None = so.member("Table", default=None)
    texts: dict[str, str] = so.member("Texts", default_factory=dict)
    by_name: dict[str, Part] = so.member("ByName", default_factory=dict)
    grid: list[list[so.int32 | None]] = so.member("Grid", default_factory=list)


# Wire name, JSON token, what is expected, what is found.
REFUSED: list[tuple[str, str, str, str]] = [
    ("Number", "3.5", INTEGER, "number 3.5"),
    ("Number", "1e-1", INTEGER, "number 1e-1"),
    ("Number", "1e400", INTEGER, "number 1e400"),
    ("Number", "1e-400", INTEGER, "number 1e-400"),
    ("Number", "-1e-400", INTEGER, "number -1e-400"),
    ("Number", "1e99999999999999999999", INTEGER, "number 1e99999999999999999999"),
    ("Number", "1e-99999999999999999999", INTEGER, "number 1e-99999999999999999999"),
    ("Number", "1e10", INTEGER, "number 1e10"),
    ("Number", "2147483647.5", INTEGER, "number 2147483647.5"),
    ("Number", "2147483648", INTEGER, "integer 2147483648"),
    ("Number", "-2147483649", INTEGER, "integer -2147483649"),
    ("Number", "2147483648.0", INTEGER, "number 2147483648.0"),
    ("Number", '"2147483648"', INTEGER, 'text "2147483648"'),
    ("Number", "18446744073709551616", INTEGER, "integer 18446744073709551616"),
    ("Number", "9" * 40, INTEGER, "integer of 133 bits"),
    ("Number", "9" * 5000, INTEGER, f"number {'9' * 40}"),
    ("Number", '"3.0"', INTEGER, 'text "3.0"'),
    ("Number", '" 3"', INTEGER, 'text " 3"'),
    ("Number", '"3 "', INTEGER, 'text "3 "'),
    ("Number", '"3\\n"', INTEGER, r'text "3\n"'),
    ("Number", '"+3"', INTEGER, 'text "+3"'),
    ("Number", '"--3"', INTEGER, 'text "--3"'),
    ("Number", '"-"', INTEGER, 'text "-"'),
    ("Number", '"3e0"', INTEGER, 'text "3e0"'),
    ("Number", '"1_000"', INTEGER, 'text "1_000"'),
    ("Number", '"0x3"', INTEGER, 'text "0x3"'),
    ("Number", '"\u0663"', INTEGER, 'text "\u0663"'),
    ("Number", '""', INTEGER, 'text ""'),
    ("Number", "true", INTEGER, "true"),
    ("Number", "false", INTEGER, "false"),
    ("Number", "[]", INTEGER, "an array"),
    ("Number", "{}", INTEGER, "an object"),
    ("Maybe", "true", f"{INTEGER} or null", "true"),
    ("Maybe", '""', f"{INTEGER} or null", 'text ""'),
    ("Wide", "9223372036854775808", WIDE, "integer 9223372036854775808"),
    ("Wide", "-9223372036854775809", WIDE, "integer -9223372036854775809"),
    ("Wide", "9223372036854775808.0", WIDE, "number 9223372036854775808.0"),
    ("Wide", '"-9223372036854775809"', WIDE, 'text "-9223372036854775809"'),
    ("IsSo", "1", "true or false", "integer 1"),
    ("IsSo", "0", "true or false", "integer 0"),
    ("IsSo", "1.0", "true or false", "number 1.0"),
    ("IsSo", '"1"', "true or false", 'text "1"'),
    ("IsSo", '"yes"', "true or false", 'text "yes"'),
    ("IsSo", '" true"', "true or false", 'text " true"'),
    ("IsSo", '""', "true or false", 'text ""'),
    ("IsSo", "[true]", "true or false", "an array"),
    ("Text", "3", "a text", "integer 3"),
    ("Text", "3.5", "a text", "number 3.5"),
    ("Text", "true", "a text", "true"),
    ("Text", '{"a":1}', "a text", "an object"),
    ("Text", '["a"]', "a text", "an array"),
    ("Name", "1.5", "a text or null", "number 1.5"),
    ("Name", "{}", "a text or null", "an object"),
    ("Day", '"yesterday"', DATE, 'text "yesterday"'),
    ("Day", '""', DATE, 'text ""'),
    ("Day", "0", DATE, "integer 0"),
    ("Day", "1725444088.5", DATE, "number 1725444088.5"),
    ("Day", "true", DATE, "true"),
    ("Day", '"2024-02-30T00:00:00"', DATE, 'text "2024-02-30T00:00:00"'),
    ("Day", '"2024-09-04T24:00:00"', DATE, 'text "2024-09-04T24:00:00"'),
    ("Day", '"2024-09-04T12:01:60"', DATE, 'text "2024-09-04T12:01:60"'),
    ("Day", '"2024-09-04T12:01:28.12345678"', DATE, 'text "2024-09-04T12:01:28.12345678"'),
    ("Day", '"2024-09-04T12:01:28."', DATE, 'text "2024-09-04T12:01:28."'),
    ("Day", '"2024-09-04T12:01:28,5"', DATE, 'text "2024-09-04T12:01:28,5"'),
    ("Day", '"2024-09-04T12:01:28z"', DATE, 'text "2024-09-04T12:01:28z"'),
    ("Day", '"2024-09-04T12:01:28+15:00"', DATE, 'text "2024-09-04T12:01:28+15:00"'),
    ("Day", '"2024-09-04T12:01:28+01"', DATE, 'text "2024-09-04T12:01:28+01"'),
    ("Day", '"2024-09-04 12:01:28"', DATE, 'text "2024-09-04 12:01:28"'),
    ("Day", '" 2024-09-04T12:01:28"', DATE, 'text " 2024-09-04T12:01:28"'),
    ("Day", '"2024-09-04T12:01"', DATE, 'text "2024-09-04T12:01"'),
    ("Day", '"20240904T120128"', DATE, 'text "20240904T120128"'),
    ("Day", '"0000-01-01T00:00:00"', DATE, 'text "0000-01-01T00:00:00"'),
    ("Day", '"2024-09-04Z"', DATE, 'text "2024-09-04Z"'),
    ("Day", '"\u0662024-09-04T12:01:28"', DATE, 'text "\u0662024-09-04T12:01:28"'),
    ("Kind", "1.5", KIND, "number 1.5"),
    ("Kind", "1e400", KIND, "number 1e400"),
    ("Kind", "true", KIND, "true"),
    ("Kind", "false", KIND, "false"),
    ("Kind", "[]", KIND, "an array"),
    ("Kind", "{}", KIND, "an object"),
    ("Kind", "9" * 30, KIND, f"integer {'9' * 30}"),
    ("Rights", "15.5", "a name of ETableRight", "number 15.5"),
    ("Rights", "true", "a name of ETableRight", "true"),
    ("Rights", '["Select"]', "a name of ETableRight", "an array"),
    ("Part", "[]", "an object", "an array"),
    ("Part", '"text"', "an object", 'text "text"'),
    ("Part", "0", "an object", "integer 0"),
    ("Part", "1.5", "an object", "number 1.5"),
    ("Part", "false", "an object", "false"),
    ("Sole", "[]", "an object", "an array"),
    ("Parts", "{}", "an array or null", "an object"),
    ("Parts", '"text"', "an array or null", 'text "text"'),
    ("Numbers", '"text"', "an array", 'text "text"'),
    ("Numbers", "{}", "an array", "an object"),
    ("Numbers", "3", "an array", "integer 3"),
    ("Table", "[]", "an object or null", "an array"),
    ("Texts", '"text"', "an object", 'text "text"'),
    ("ByName", "[]", "an object", "an array"),
    ("Grid", "{}", "an array", "an object"),
]

# Wire name, JSON token, the rest of the path, what is expected, what is found.
REFUSED_INSIDE: list[tuple[str, str, str, str, str]] = [
    ("Part", '{"Id":"x"}', ".Id", INTEGER, 'text "x"'),
    ("Sole", '{"Id":[]}', ".Id", INTEGER, "an array"),
    ("Parts", '[{},null,{"Id":2.5}]', "[2].Id", INTEGER, "number 2.5"),
    ("Parts", "[{},[]]", "[1]", "an object", "an array"),
    ("Parts", '[{},"x"]', "[1]", "an object", 'text "x"'),
    ("Numbers", "[1,null]", "[1]", INTEGER, "null"),
    ("Numbers", "[1,2,true]", "[2]", INTEGER, "true"),
    ("Table", '{"a":true,"b":1}', ".b", "true or false", "integer 1"),
    ("Table", '{"":null}', '[""]', "true or false", "null"),
    ("Texts", '{"Address.Zipcode":3}', '["Address.Zipcode"]', "a text", "integer 3"),
    ("Texts", '{"SuperOffice:1":null}', '["SuperOffice:1"]', "a text", "null"),
    ("ByName", '{"x y":{"Id":{}}}', '["x y"].Id', INTEGER, "an object"),
    ("ByName", '{"x":null}', ".x", "an object", "null"),
    ("ByName", '{"x":[]}', ".x", "an object", "an array"),
    ("Grid", "[[1],null]", "[1]", "an array", "null"),
    ("Grid", '[[1],[null,"x"]]', "[1][1]", f"{INTEGER} or null", 'text "x"'),
]

NAMES: list[tuple[str, str]] = [
    ("plain", ".plain"),
    ("_x9", "._x9"),
    ("9x", '["9x"]'),
    ("a.b", '["a.b"]'),
    ("a b", '["a b"]'),
    ("å", '["å"]'),
    ("", '[""]'),
    ('a\\"b', r'["a\"b"]'),
    ("a\\u0000\\n", r'["a\u0000\n"]'),
    ("\\u202e", r'["\u202e"]'),
    ("n" * 100, f".{'n' * 100}"),
    ("n" * 101, f'["{"n" * 100}..." (101 characters)]'),
]


def shown(part: object) -> str:
    return str(part)[:30]


def refusal(body: str, asked: Any = Sample, **options: Any) -> so.DecodeError:
    with pytest.raises(so.DecodeError) as caught:
        so.decode(body, asked, **options)
    return caught.value


@pytest.mark.parametrize(("name", "token", "expected", "found"), REFUSED, ids=shown)
@pytest.mark.parametrize("strict", [False, True], ids=["", "strict"])
def test_a_refusal_names_the_member_what_it_expects_and_what_it_found(
    name: str, token: str, expected: str, found: str, strict: bool
) -> None:
    error = refusal(f'{{"{name}":{token}}}', strict=strict)
    assert error.path == f"$.{name}"
    assert error.expected == expected
    assert error.found == found
    assert str(error) == f"$.{name}: expected {expected}, found {found}"
    assert error.status == 400


@pytest.mark.parametrize(("name", "token", "rest", "expected", "found"), REFUSED_INSIDE, ids=shown)
def test_a_refusal_inside_a_list_a_dictionary_or_a_carrier_has_the_whole_path(
    name: str, token: str, rest: str, expected: str, found: str
) -> None:
    error = refusal(f'[{{}},{{"{name}":{token}}}]', list[Sample])
    assert (error.path, error.expected, error.found) == (f"$[1].{name}{rest}", expected, found)


@pytest.mark.parametrize(("written", "step"), NAMES, ids=shown)
def test_odd_names_are_quoted_in_paths_and_long_ones_cut(written: str, step: str) -> None:
    assert refusal(f'{{"{written}":"x"}}', dict[str, int]).path == f"${step}"


def test_the_path_has_the_declared_name_whatever_the_spelling_in_the_body() -> None:
    assert refusal('{"NUMBER":"x"}').path == "$.Number"


def test_what_is_found_of_a_long_text_is_an_excerpt() -> None:
    error = refusal(f'{{"Number":"{"x" * 1000}"}}')
    assert error.found == f'text "{"x" * 40}..." (1000 characters)'


SECRET = "hunter2"


@so.carrier
class Login:
    text: str = so.member("Text", default="", secret=True)
    number: so.int32 = so.member("Number", default=0, secret=True)
    day: so.DateTime = so.member("Day", default=so.DateTime(1, 1, 1), secret=True)
    kind: so.UserType | str = so.member("Kind", default=so.UserType.UNKNOWN, secret=True)
    numbers: list[so.int32] = so.member("Numbers", default_factory=list, secret=True)
    table: dict[str, so.int32] = so.member("Table", default_factory=dict, secret=True)
    inner: Login | None = so.member("Inner", default=None, secret=True)


@pytest.mark.parametrize("strict", [False, True], ids=["", "strict"])
@pytest.mark.parametrize(
    "body",
    [
        f'{{"Number":"{SECRET}"}}',
        f'{{"number":"{SECRET}"}}',
        f'{{"Day":"{SECRET}"}}',
        f'{{"Numbers":["{SECRET}"]}}',
        f'{{"Table":{{"a":"{SECRET}"}}}}',
        f'{{"Inner":{{"Number":"{SECRET}"}}}}',
        f'{{"Inner":"{SECRET}"}}',
        f'{{"Text":"{SECRET}"',
        f'{{"Text":"{SECRET}\\ud800"}}',
        f'{{"Text":"{SECRET}","Number":1e400}}',
        f'{{"Text":"{SECRET}"}} trailing',
    ],
)
def test_no_refusal_nor_its_traceback_shows_a_secret(body: str, strict: bool) -> None:
    error = refusal(body, Login, strict=strict)
    everything = [
        str(error),
        repr(error),
        str(error.args),
        str(vars(error)),
        *traceback.format_exception(error),
    ]
    # The lines of source code that a traceback quotes hold no values.
    assert [text for text in everything if SECRET in text] == []


def test_a_syntax_error_quotes_no_bytes_of_the_body() -> None:
    error = refusal('{"Text":"precious"')
    assert "precious" not in "".join(traceback.format_exception(error)) + repr(error)
    assert error.path == "$"

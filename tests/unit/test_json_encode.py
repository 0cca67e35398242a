"""Encoding JSON: values of every type, and what cannot be written, with its path."""

from __future__ import annotations

import datetime
import enum
from collections import OrderedDict
from typing import Any
from zoneinfo import ZoneInfo

import pytest

import so_carriers as so
from so_carriers import DateTime, UserType

INTEGER = "an integer from -2147483648 to 2147483647"
DATE = "a date and time (YYYY-MM-DDTHH:MM:SS)"


@so.carrier
class Part:
    id: so.int32 = so.member("Id", default=0)


@so.carrier
class LongerPart(Part):
    more: str = so.member("More", default="")


@so.carrier
class Whole:
    number: so.int32 = so.member("Number", default=0)
    is_so: bool = so.member("IsSo", default=False)
    text: str = so.member("Text", default="")
    name: str | None = so.member("Name", default=None)
    day: DateTime = so.member("Day", default=DateTime(1, 1, 1))
    kind: UserType | str = so.member("Kind", default=UserType.UNKNOWN)
    part: Part | None = so.member("Part", default=None)
    sole: Part = so.member("Sole", default_factory=Part)
    parts: list[Part | None] = so.member("Parts", default_factory=list)
    numbers: list[so.int32] = so.member("Numbers", default_factory=list)
    table: dict[str, bool] | None = so.member("Table", default=None)
    texts: dict[str, str | None] = so.member("Texts", default_factory=dict)
    by_name: dict[str, Part] = so.member("ByName", default_factory=dict)


class Text(str):
    __slots__ = ()


class Number(int):
    pass


class Colour(enum.Enum):
    RED = "red"
    BLUE = 2


def written(attribute: str, value: Any) -> str:
    """The JSON of one member, by the attribute's name."""
    whole = Whole()
    for member in so.schema_of(Whole).members:
        so.set_absent(whole, member.attribute)
    setattr(whole, attribute, value)
    return so.encode(whole).decode().partition(":")[2].removesuffix("}")


ROOTS: list[tuple[Any, bytes]] = [
    (None, b"null"),
    (True, b"true"),
    (0, b"0"),
    (2**63 - 1, b"9223372036854775807"),
    (so.Int32(851), b"851"),
    (Number(7), b"7"),
    ("å\u2028\x7f\ufffe😀", '"å\u2028\x7f\ufffe😀"'.encode()),
    ('"\\/\b\f\n\r\t\x00\x1f', rb'"\"\\/\b\f\n\r\t\u0000\u001f"'),
    (Text("a"), b'"a"'),
    (so.NumberToken("1.10"), b"1.10"),
    (DateTime(2024, 9, 4, nanosecond=700), b'"2024-09-04T00:00:00.0000007"'),
    (datetime.datetime(2024, 9, 4, tzinfo=datetime.UTC), b'"2024-09-04T00:00:00Z"'),
    (datetime.datetime(2024, 9, 4, 12, tzinfo=ZoneInfo("Europe/Oslo")), b'"2024-09-04T12:00:00+02:00"'),
    (UserType.SYSTEM_ASSOCIATE, b'"SystemAssociate"'),
    (so.ETableRight(37), b'"RI, RestrictedUpdate"'),
    (Colour.RED, b'"red"'),
    (Colour.BLUE, b'"BLUE"'),
    ([], b"[]"),
    ({}, b"{}"),
    ([None, [True, [1]], {"a": ["x"]}], b'[null,[true,[1]],{"a":["x"]}]'),
    ([Part(id=1), None, LongerPart()], b'[{"Id":1},null,{"Id":0,"More":""}]'),
    ({"b": Part(), "a": None, "": UserType.UNKNOWN}, b'{"b":{"Id":0},"a":null,"":"Unknown"}'),
    (OrderedDict(b=1, a=2), b'{"b":1,"a":2}'),
    (so.CustomFields({"x_a": None}), b'{"x_a":null}'),
    ({Text("k"): Text("v")}, b'{"k":"v"}'),
    ([so.NumberToken("1e400"), {"a": so.NumberToken("3.00")}], b'[1e400,{"a":3.00}]'),
]


@pytest.mark.parametrize(("value", "body"), ROOTS)
def test_carriers_lists_dictionaries_scalars_and_null_are_written_as_roots(value: Any, body: bytes) -> None:
    assert so.encode(value) == body


WRITABLE: list[tuple[str, Any, str]] = [
    ("number", Number(7), "7"),
    ("number", UserType.INTERNAL_ASSOCIATE, "1"),
    ("text", Text("a"), '"a"'),
    ("name", Text(""), '""'),
    ("name", "\x00\u2028😀", '"\\u0000\u2028😀"'),
    ("day", datetime.datetime(2024, 9, 4, 12, 1, 28, 500_000), '"2024-09-04T12:01:28.5"'),
    ("day", datetime.datetime.max, '"9999-12-31T23:59:59.999999"'),
    ("day", DateTime.max, '"9999-12-31T23:59:59.9999999"'),
    ("kind", "Hologram", '"Hologram"'),
    ("kind", Text("Hologram"), '"Hologram"'),
    ("part", LongerPart(id=1, more="x"), '{"Id":1,"More":"x"}'),
    ("parts", [Part(), None, LongerPart()], '[{"Id":0},null,{"Id":0,"More":""}]'),
    ("parts", type("Parts", (list,), {})([Part()]), '[{"Id":0}]'),
    ("numbers", [Number(7)], "[7]"),
    ("table", OrderedDict(a=True), '{"a":true}'),
    ("texts", {"b": None, "a": Text("x")}, '{"b":null,"a":"x"}'),
    ("texts", {Text("k"): "v"}, '{"k":"v"}'),
    ("by_name", {Text("k"): LongerPart()}, '{"k":{"Id":0,"More":""}}'),
]


@pytest.mark.parametrize(("attribute", "value", "json"), WRITABLE)
def test_subclasses_and_plain_datetimes_are_written_as_what_they_are(
    attribute: str, value: Any, json: str
) -> None:
    assert written(attribute, value) == json


NAN = float("nan")


def wrong(cls: Any, **members: Any) -> Any:
    """A carrier with members that its annotations do not allow."""
    return cls(**members)


WRONG_PART = wrong(Part, id=NAN)
HOLES: list[tuple[str, Any, str, str, str]] = [
    ("number", None, "$.Number", INTEGER, "null"),
    ("number", True, "$.Number", INTEGER, "true"),
    ("number", 2**31, "$.Number", INTEGER, "integer 2147483648"),
    ("number", 10**4000, "$.Number", INTEGER, "integer of 13288 bits"),
    ("number", 1.0, "$.Number", INTEGER, "number 1.0"),
    ("number", NAN, "$.Number", INTEGER, "number nan"),
    ("number", "3", "$.Number", INTEGER, 'text "3"'),
    ("number", so.NumberToken("3.0"), "$.Number", INTEGER, "number 3.0"),
    ("is_so", 1, "$.IsSo", "true or false", "integer 1"),
    ("is_so", "true", "$.IsSo", "true or false", 'text "true"'),
    ("is_so", None, "$.IsSo", "true or false", "null"),
    ("text", None, "$.Text", "a text", "null"),
    ("text", b"a", "$.Text", "a text", "a bytes"),
    ("name", 3, "$.Name", "a text or null", "integer 3"),
    ("name", Colour.RED, "$.Name", "a text or null", "a Colour"),
    ("day", None, "$.Day", DATE, "null"),
    ("day", "2024-09-04T00:00:00", "$.Day", DATE, 'text "2024-09-04T00:00:00"'),
    ("day", datetime.date(2024, 9, 4), "$.Day", DATE, "a date"),
    ("day", 0, "$.Day", DATE, "integer 0"),
    ("kind", 1, "$.Kind", "a name of UserType", "integer 1"),
    ("kind", None, "$.Kind", "a name of UserType", "null"),
    ("kind", so.RoleType.EMPLOYEE, "$.Kind", "a name of UserType", "integer 0"),
    ("part", {}, "$.Part", "a Part", "an object"),
    ("part", Part, "$.Part", "a Part", "a type"),
    ("part", Whole(), "$.Part", "a Part", "a Whole"),
    ("sole", None, "$.Sole", "a Part", "null"),
    ("parts", None, "$.Parts", "a list", "null"),
    ("parts", (), "$.Parts", "a list", "an array"),
    ("parts", {}, "$.Parts", "a list", "an object"),
    ("parts", "ab", "$.Parts", "a list", 'text "ab"'),
    ("parts", [Part(), {}], "$.Parts[1]", "a Part", "an object"),
    ("parts", [Part(), WRONG_PART], "$.Parts[1].Id", INTEGER, "number nan"),
    ("parts", [wrong(LongerPart, more=3)], "$.Parts[0].More", "a text", "integer 3"),
    ("numbers", [1, None], "$.Numbers[1]", INTEGER, "null"),
    ("numbers", {1}, "$.Numbers", "a list", "a set"),
    ("table", [], "$.Table", "a dict", "an array"),
    ("table", {"a b": 1}, '$.Table["a b"]', "true or false", "integer 1"),
    ("texts", {"a": 3}, "$.Texts.a", "a text or null", "integer 3"),
    ("by_name", {"a": None}, "$.ByName.a", "a Part", "null"),
    ("by_name", {"a": wrong(Part, id="x")}, "$.ByName.a.Id", INTEGER, 'text "x"'),
    ("text", "a\ud800", "$.Text", "a text that UTF-8 can write", "a lone surrogate"),
    ("kind", "\udfff", "$.Kind", "a text that UTF-8 can write", "a lone surrogate"),
    ("texts", {"a": "\ud83d"}, "$.Texts.a", "a text that UTF-8 can write", "a lone surrogate"),
]


def refusal(value: Any, **options: Any) -> so.EncodeError:
    with pytest.raises(so.EncodeError) as caught:
        so.encode(value, **options)
    assert len(str(caught.value)) < 400
    return caught.value


@pytest.mark.parametrize(("attribute", "value", "path", "expected", "found"), HOLES)
def test_what_a_member_cannot_hold_is_refused_with_its_path(
    attribute: str, value: Any, path: str, expected: str, found: str
) -> None:
    whole = Whole()
    setattr(whole, attribute, value)
    for root, prefix in ((whole, ""), ([None, whole], "[1]"), ({"a": [whole]}, ".a[0]")):
        error = refusal(root)
        assert (error.path, error.expected, error.found) == (f"${prefix}{path[1:]}", expected, found)
        assert error.status == 500


@pytest.mark.parametrize(("attribute", "value", "path", "expected", "found"), HOLES)
def test_the_same_is_refused_of_a_carrier_that_has_a_wire_state(
    attribute: str, value: Any, path: str, expected: str, found: str
) -> None:
    whole = so.decode('{"X":[1.10],"number":"3"}', Whole)
    setattr(whole, attribute, value)
    error = refusal(whole)
    assert (error.path, error.expected, error.found) == (path, expected, found)


@pytest.mark.parametrize(
    ("attribute", "keys"),
    [
        ("texts", {1: "a"}),
        ("texts", {None: None}),
        ("by_name", {(): Part()}),
        ("table", {True: True}),
        ("texts", {"\ud800": "a"}),
    ],
)
def test_a_key_that_is_no_text_is_refused(attribute: str, keys: Any) -> None:
    whole = Whole()
    setattr(whole, attribute, keys)
    for value in (whole, [whole]):
        assert refusal(value).expected in ("a text as key", "a text that UTF-8 can write")


@pytest.mark.parametrize("key", [1, None, True, 1.5, (1, 2), b"a", UserType.UNKNOWN, "\ud800"])
@pytest.mark.parametrize("item", [1, object(), Part(), WRONG_PART])
def test_a_root_dictionary_with_a_key_that_is_no_text_is_refused_readably(key: Any, item: Any) -> None:
    for value in ({key: item}, [{"a": {key: item}}]):
        error = refusal(value)
        assert error.path.startswith("$")
        assert isinstance(str(error), str)


@pytest.mark.parametrize(
    "value",
    [
        1.5,
        NAN,
        float("inf"),
        2**63,
        -(2**63) - 1,
        b"a",
        object(),
        (1,),
        {1},
        datetime.date(1, 1, 1),
        datetime.time(),
        Part,
        type,
        ...,
        1j,
        range(3),
    ],
)
def test_what_json_here_has_no_place_for_is_refused_as_a_root_and_inside(value: Any) -> None:
    assert refusal(value).path == "$"
    assert refusal([None, value]).path == "$[1]"
    assert refusal({"a b": [value]}).path == '$["a b"][0]'


@pytest.mark.parametrize("text", ["\ud800", "a\udfffb", "\udc00\ud800"])
def test_lone_surrogates_are_refused_at_the_root_and_inside(text: str) -> None:
    assert refusal(text).path == "$"
    assert refusal([1, text]).path == "$[1]"
    assert refusal({"a": text}).path == "$.a"
    assert refusal({text: 1}).expected == "a text that UTF-8 can write"


class BrokenZone(datetime.tzinfo):
    def utcoffset(self, moment: datetime.datetime | None) -> datetime.timedelta:
        raise ZeroDivisionError

    def tzname(self, moment: datetime.datetime | None) -> str:
        raise ZeroDivisionError

    def dst(self, moment: datetime.datetime | None) -> None:
        return None


@pytest.mark.parametrize(
    "zone",
    [
        datetime.timezone(datetime.timedelta(seconds=1)),
        datetime.timezone(datetime.timedelta(hours=15)),
        BrokenZone(),
    ],
)
@pytest.mark.parametrize("kind", [DateTime, datetime.datetime])
def test_a_zone_that_the_wire_cannot_say_is_refused(
    kind: type[datetime.datetime], zone: datetime.tzinfo
) -> None:
    whole = Whole(day=kind(2024, 9, 4, tzinfo=zone))  # type: ignore[arg-type]  # a plain datetime is accepted
    error = refusal(whole)
    assert (error.path, error.expected) == ("$.Day", f"{DATE} with an offset of whole minutes up to 14:00")


TYPED: list[tuple[Any, Any, str, str, str]] = [
    (None, Part, "$", "a Part", "null"),
    (Whole(), Part, "$", "a Part", "a Whole"),
    ([Part()], Part, "$", "a Part", "an array"),
    ([Part(), None], list[Part], "$[1]", "a Part", "null"),
    (Part(), list[Part], "$", "a list", "a Part"),
    ([1, "2"], list[so.Int32], "$[1]", INTEGER, 'text "2"'),
    ([[1], [2, None]], list[list[so.Int32]], "$[1][1]", INTEGER, "null"),
    (2**31, so.Int32, "$", INTEGER, "integer 2147483648"),
    (True, so.Int32, "$", INTEGER, "true"),
    ({"a": 1}, dict[str, bool], "$.a", "true or false", "integer 1"),
    ({1: True}, dict[str, bool], '$["1"]', "a text as key", "integer 1"),
    ({"a": {"b": Whole()}}, dict[str, dict[str, Part]], "$.a.b", "a Part", "a Whole"),
    ("x", DateTime, "$", DATE, 'text "x"'),
    (1, UserType, "$", "a name of UserType", "integer 1"),
    (3, str | None, "$", "a text or null", "integer 3"),
]


@pytest.mark.parametrize(("value", "asked", "path", "expected", "found"), TYPED)
def test_a_type_that_is_given_is_checked(
    value: Any, asked: Any, path: str, expected: str, found: str
) -> None:
    error = refusal(value, type=asked)
    assert (error.path, error.expected, error.found) == (path, expected, found)


def test_a_type_that_is_given_and_holds_changes_nothing() -> None:
    assert so.encode([LongerPart(), None], type=list[Part | None]) == b'[{"Id":0,"More":""},null]'
    assert so.encode({"a": [1]}, type=dict[str, list[so.Int32] | None]) == b'{"a":[1]}'
    assert so.encode(datetime.datetime(1, 1, 1), type=DateTime) == b'"0001-01-01T00:00:00"'
    assert so.encode("Hologram", type=UserType) == b'"Hologram"'


@pytest.mark.parametrize("asked", [float, [int], "Part", list, object])
def test_a_type_that_is_none_is_refused_as_a_definition(asked: Any) -> None:
    with pytest.raises(so.InvalidDefinition):
        so.encode(1, type=asked)


@pytest.mark.parametrize(
    "media_type", ["text/plain", "application/x-www-form-urlencoded", "x/y", "", "json", None]
)
def test_a_media_type_that_is_not_written_is_one_of_our_errors(media_type: Any) -> None:
    with pytest.raises(so.SoCarriersError):
        so.encode(1, media_type)


def test_a_secret_that_cannot_be_written_does_not_show() -> None:
    request = so.CreateExternalUserRequest(password="hunter2\ud800")
    assert "hunter2" not in repr(refusal(request)) + str(refusal(request))
    request.password = ["hunter2"]  # type: ignore[assignment]  # what a mistaken program does
    assert "hunter2" not in repr(refusal(request)) + str(refusal(request))


def test_unknown_members_and_kept_spellings_are_written_beside_changed_ones() -> None:
    whole = so.decode('{"X":18446744073709551616,"number":"3","Day":"2024-09-04","Y":{"z":1.50}}', Whole)
    whole.number = 4
    whole.text = "new"
    expected = b'{"X":18446744073709551616,"number":4,"Day":"2024-09-04","Y":{"z":1.50},"Text":"new"}'
    assert so.encode(whole) == expected

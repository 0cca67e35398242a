"""What JSON is read beyond the canonical spelling, and written back as it was; and what is not read.

The carrier is one of a library's user: nothing here is special to NetServer's.
"""

from __future__ import annotations

import datetime
from typing import Any

import pytest

import so_carriers as so
from so_carriers import DateTime, EFieldRight, ETableRight, UserType


@so.carrier
class Sample:
    number: so.int32 = so.member("Number", default=0)
    wide: int = so.member("Wide", default=0)
    is_so: bool = so.member("IsSo", default=False)
    text: str = so.member("Text", default="")
    day: DateTime = so.member("Day", default=DateTime(1, 1, 1))
    kind: UserType | str = so.member("Kind", default=UserType.UNKNOWN)
    rights: ETableRight | str = so.member("Rights", default=ETableRight.NONE)
    field_rights: EFieldRight | str = so.member("FieldRights", default=EFieldRight.NONE)
    maybe: so.int32 | None = so.member("Maybe", default=None)
    numbers: list[so.int32] = so.member("Numbers", default_factory=list)
    table: dict[str, bool] = so.member("Table", default_factory=dict)
    inner: Sample | None = so.member("Inner", default=None)


UTC = datetime.UTC
HOUR = datetime.timezone(datetime.timedelta(hours=1))
BACK = datetime.timezone(-datetime.timedelta(hours=5, minutes=30))

# Wire name, JSON token, value.
CANONICAL: list[tuple[str, str, Any]] = [
    ("Number", "0", 0),
    ("Number", "-2147483648", -(2**31)),
    ("Number", "2147483647", 2**31 - 1),
    ("Wide", "-9223372036854775808", -(2**63)),
    ("Wide", "9223372036854775807", 2**63 - 1),
    ("Maybe", "7", 7),
    ("Maybe", "null", None),
    ("IsSo", "true", True),
    ("IsSo", "false", False),
    ("Text", '""', ""),
    ("Text", '"3"', "3"),
    ("Text", '"true"', "true"),
    ("Kind", '"InternalAssociate"', UserType.INTERNAL_ASSOCIATE),
    ("Rights", '"None"', ETableRight.NONE),
    ("Rights", '"Select, Update, Insert, Delete"', ETableRight.FULL),
    ("Rights", '"RI, RestrictedUpdate"', ETableRight(37)),
    ("Rights", '"256"', ETableRight(256)),
    ("FieldRights", '"Update, Nullable"', EFieldRight(35)),
    ("Day", '"2024-09-04T12:01:28"', DateTime(2024, 9, 4, 12, 1, 28)),
    ("Day", '"2024-09-04T12:01:28Z"', DateTime(2024, 9, 4, 12, 1, 28, tzinfo=UTC)),
    (
        "Day",
        '"2024-09-04T12:01:28.5878372+01:00"',
        DateTime(2024, 9, 4, 12, 1, 28, 587837, HOUR, nanosecond=200),
    ),
    ("Day", '"2024-09-04T12:01:28.587837-05:30"', DateTime(2024, 9, 4, 12, 1, 28, 587837, BACK)),
    ("Day", '"2024-09-04T12:01:28.5"', DateTime(2024, 9, 4, 12, 1, 28, 500_000)),
    ("Day", '"0001-01-01T00:00:00"', DateTime(1, 1, 1)),
    ("Day", '"0001-01-01T01:00:00+01:00"', DateTime(1, 1, 1, 1, tzinfo=HOUR)),
    ("Day", '"9999-12-31T23:59:59.9999999"', DateTime.max),
]

BEYOND: list[tuple[str, str, Any]] = [
    # Integers from any token whose fraction is zero.
    ("Number", "3.0", 3),
    ("Number", "3.00", 3),
    ("Number", "3e0", 3),
    ("Number", "3E+0", 3),
    ("Number", "-3.0e0", -3),
    ("Number", "0.3e1", 3),
    ("Number", "30e-1", 3),
    ("Number", "1e3", 1000),
    ("Number", "2.147483647e9", 2**31 - 1),
    ("Number", "-0.0", 0),
    ("Number", "0e0", 0),
    ("Number", "0e999", 0),
    ("Number", "-0e-999", 0),
    ("Number", "0e99999999999999999999999999", 0),
    ("Number", "0.000e-99999999999999999999999999", 0),
    ("Number", f"3.{'0' * 700}", 3),
    ("Number", f"1{'0' * 5000}e-5000", 1),
    ("Wide", "9223372036854775807.0", 2**63 - 1),
    ("Wide", "-9223372036854775808e0", -(2**63)),
    ("Wide", "9007199254740993.0", 2**53 + 1),
    ("Maybe", "7.0", 7),
    # Integers from plain digits in a text.
    ("Number", '"3"', 3),
    ("Number", '"-3"', -3),
    ("Number", '"007"', 7),
    ("Number", '"-0"', 0),
    ("Wide", '"-9223372036854775808"', -(2**63)),
    ("Maybe", '"7"', 7),
    # Truth values in a text.
    ("IsSo", '"true"', True),
    ("IsSo", '"True"', True),
    ("IsSo", '"TRUE"', True),
    ("IsSo", '"tRuE"', True),
    ("IsSo", '"false"', False),
    ("IsSo", '"False"', False),
    # Enums by name in any case, by number, by number in a text, and by a name unknown to this version.
    ("Kind", '"internalassociate"', UserType.INTERNAL_ASSOCIATE),
    ("Kind", '"INTERNALASSOCIATE"', UserType.INTERNAL_ASSOCIATE),
    ("Kind", "1", UserType.INTERNAL_ASSOCIATE),
    ("Kind", "0", UserType.UNKNOWN),
    ("Kind", '"1"', UserType.INTERNAL_ASSOCIATE),
    ("Kind", '"HologramAssociate"', "HologramAssociate"),
    ("Kind", '""', ""),
    ("Kind", '"77"', "77"),
    ("Kind", "77", "77"),
    ("Kind", '"Internal Associate"', "Internal Associate"),
    # Flags, split at comma or blank, single and composite, in any order, aliases, numbers.
    ("Rights", '"FULL"', ETableRight.FULL),
    ("Rights", '"full"', ETableRight.FULL),
    ("Rights", '"Select Update"', ETableRight(3)),
    ("Rights", '"Select,Update"', ETableRight(3)),
    ("Rights", '"Update, Select"', ETableRight(3)),
    ("Rights", '"select, UPDATE"', ETableRight(3)),
    ("Rights", '"Select, Insert"', ETableRight(5)),
    ("Rights", '"RI RestrictedUpdate"', ETableRight(37)),
    ("Rights", '"R"', ETableRight.SELECT),
    ("Rights", '"Select, 2"', ETableRight(3)),
    ("Rights", '"Select, None"', ETableRight.SELECT),
    ("Rights", "15", ETableRight.FULL),
    ("Rights", '"15"', ETableRight.FULL),
    ("Rights", "0", ETableRight.NONE),
    ("Rights", "256", ETableRight(256)),
    ("Rights", '"Select, Teleport"', "Select, Teleport"),
    ("Rights", "-1", "-1"),
    ("FieldRights", '"FULL"', EFieldRight.UPDATE),
    ("FieldRights", '"Update, Unused4"', EFieldRight(35)),
    ("FieldRights", '"Read, Write"', EFieldRight.UPDATE),
    # Dates: trailing zeros, an offset without colon, a zero offset that is not Z, the date alone.
    ("Day", '"2024-09-04T12:01:28.50"', DateTime(2024, 9, 4, 12, 1, 28, 500_000)),
    ("Day", '"2024-09-04T12:01:28.0"', DateTime(2024, 9, 4, 12, 1, 28)),
    ("Day", '"2024-09-04T12:01:28.5878370Z"', DateTime(2024, 9, 4, 12, 1, 28, 587837, UTC)),
    ("Day", '"2024-09-04T12:01:28-0530"', DateTime(2024, 9, 4, 12, 1, 28, tzinfo=BACK)),
    ("Day", '"2024-09-04T12:01:28-00:00"', DateTime(2024, 9, 4, 12, 1, 28, tzinfo=UTC)),
    ("Day", '"2024-09-04T12:01:28+0000"', DateTime(2024, 9, 4, 12, 1, 28, tzinfo=UTC)),
    ("Day", '"2024-09-04"', DateTime(2024, 9, 4)),
    ("Day", '"0001-01-01"', DateTime(1, 1, 1)),
]

INTEGER = "an integer from -2147483648 to 2147483647"
EXPECTED = {
    "Number": INTEGER,
    "Wide": "an integer from -9223372036854775808 to 9223372036854775807",
    "Maybe": f"{INTEGER} or null",
    "IsSo": "true or false",
    "Day": "a date and time (YYYY-MM-DDTHH:MM:SS)",
    "Kind": "a name of UserType",
    "Rights": "a name of ETableRight",
    "FieldRights": "a name of EFieldRight",
}


# Another value of each member but the truth value, and how that is written.
OTHERS: dict[str, tuple[Any, str]] = {
    "Number": (8, "8"),
    "Wide": (8, "8"),
    "Maybe": (None, "null"),
    "Day": (DateTime(2000, 1, 1), '"2000-01-01T00:00:00"'),
    "Kind": (UserType.EXTERNAL_ASSOCIATE, '"ExternalAssociate"'),
    "Rights": (ETableRight(6), '"Update, Insert"'),
    "FieldRights": (EFieldRight.READ, '"Read"'),
}


def shown(part: object) -> str:
    return str(part)[:30]


def attribute(carrier: Sample, name: str) -> Any:
    return getattr(carrier, so.schema_of(Sample).by_name[name].attribute)


@pytest.mark.parametrize(("name", "token", "value"), CANONICAL)
def test_the_canonical_spelling_is_read_and_written_strictly_too(name: str, token: str, value: Any) -> None:
    body = f'{{"{name}":{token}}}'
    for strict in (False, True):
        sample = so.decode(body, Sample, strict=strict)
        assert attribute(sample, name) == value
        assert type(attribute(sample, name)) is type(value)
        assert so.encode(sample) == body.encode()


@pytest.mark.parametrize(("name", "token", "value"), BEYOND, ids=shown)
def test_another_spelling_is_read_as_the_value_and_written_back_as_it_was(
    name: str, token: str, value: Any
) -> None:
    body = f'{{"{name}":{token}}}'
    sample = so.decode(body, Sample)
    assert attribute(sample, name) == value
    assert type(attribute(sample, name)) is type(value)
    assert so.encode(sample) == body.encode()


@pytest.mark.parametrize(("name", "token"), [row[:2] for row in BEYOND], ids=shown)
def test_strict_reading_refuses_another_spelling_with_the_path_of_the_member(name: str, token: str) -> None:
    with pytest.raises(so.DecodeError) as caught:
        so.decode(f'{{"Inner":{{"{name}":{token}}}}}', Sample, strict=True)
    assert caught.value.path == f"$.Inner.{name}"
    assert caught.value.expected == f"{EXPECTED[name]} in its canonical spelling"
    assert caught.value.found is not None
    assert len(str(caught.value)) < 400


@pytest.mark.parametrize(("name", "token", "value"), BEYOND, ids=shown)
def test_a_spelling_is_kept_while_the_attribute_holds_the_value_and_goes_with_it(
    name: str, token: str, value: Any
) -> None:
    body = f'{{"{name}":{token}}}'
    sample = so.decode(body, Sample)
    member = so.schema_of(Sample).by_name[name].attribute
    # A date is its own spelling in part: the kind of its zone, and how many digits its fraction has.
    setattr(sample, member, getattr(sample, member) if name == "Day" else value)
    assert so.encode(sample) == body.encode()
    other, written = OTHERS[name] if name in OTHERS else (not value, str(not value).lower())
    setattr(sample, member, other)
    assert so.encode(sample) == f'{{"{name}":{written}}}'.encode()


@pytest.mark.parametrize("name", EXPECTED)
def test_spellings_of_equal_values_stay_apart_in_one_body(name: str) -> None:
    tokens = [token for other, token, _ in CANONICAL + BEYOND if other == name]
    members = [member.name for member in so.schema_of(Sample).members]
    complete = [f'"{other}":null' for other in members]
    for around in ([], complete):
        items = [_with_member(around, name, token) for token in [*tokens, *reversed(tokens)]]
        body = f"[{','.join(items)}]"
        values = so.decode(body, list[Sample])
        assert so.encode(values) == body.encode()
        assert [so.encode(value).decode() for value in values] == items


def _with_member(around: list[str], name: str, token: str) -> str:
    """An object with these members and this one, in the place of its own where it is among them."""
    own = f'"{name}":{token}'
    members = [own if member.startswith(f'"{name}":') else member for member in around]
    return f"{{{','.join(members or [own])}}}"


@pytest.mark.parametrize("strict", [False, True])
def test_names_in_another_case_and_nulls_are_no_matter_of_spelling(strict: bool) -> None:
    body = b'{"number":1,"isSo":null,"NUMBERS":null}'
    assert so.encode(so.decode(body, Sample, strict=strict)) == body


@pytest.mark.parametrize(
    ("body", "path", "expected"),
    [
        ('{"Numbers":[1,"2",3.0]}', "$.Numbers[1]", INTEGER),
        ('{"Numbers":[1,2,3.0]}', "$.Numbers[2]", INTEGER),
        ('{"Table":{"a":true,"b c":"true"}}', '$.Table["b c"]', "true or false"),
        ('{"Numbers":["1","2",3],"Table":{"a":"TRUE"}}', "$.Numbers[0]", INTEGER),
    ],
)
def test_other_spellings_in_lists_and_dictionaries_are_kept_and_refused_strictly(
    body: str, path: str, expected: str
) -> None:
    assert so.encode(so.decode(body, Sample)) == body.encode()
    with pytest.raises(so.DecodeError) as caught:
        so.decode(body, Sample, strict=True)
    assert caught.value.path == path
    assert caught.value.expected == f"{expected} in its canonical spelling"


@pytest.mark.parametrize(
    ("body", "asked", "value", "path"),
    [
        ('"851"', so.Int32, 851, "$"),
        ("851.0", int, 851, "$"),
        ('"TRUE"', bool, True, "$"),
        ("1", UserType, UserType.INTERNAL_ASSOCIATE, "$"),
        ('"2024-09-04"', DateTime, DateTime(2024, 9, 4), "$"),
        ('[1,"2"]', list[so.Int32], [1, 2], "$[1]"),
        ('{"a":"1"}', dict[str, int], {"a": 1}, "$.a"),
    ],
)
def test_a_bare_scalar_in_another_spelling_is_read_and_refused_strictly(
    body: str, asked: Any, value: Any, path: str
) -> None:
    found = so.decode(body, asked)
    assert found == value
    assert type(found) is type(value)
    with pytest.raises(so.DecodeError, match="in its canonical spelling") as caught:
        so.decode(body, asked, strict=True)
    assert caught.value.path == path

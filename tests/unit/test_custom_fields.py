"""CustomFields: typed reading and writing of encoded values."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest

from so_carriers.carriers.custom_fields import CustomFields
from so_carriers.errors import InvalidValue
from so_carriers.values.date_time import NO_DATE, DateTime

# Accessor, value, the text that the setter writes.
VALUES: list[tuple[str, Any, str]] = [
    ("text", "Gull", "Gull"),
    ("text", "", ""),
    ("text", "[I:3]", "[I:3]"),
    ("int", 3, "[I:3]"),
    ("int", 0, "[I:0]"),
    ("int", -(2**31), "[I:-2147483648]"),
    ("bool", True, "[I:1]"),
    ("bool", False, "[I:0]"),
    ("float", 4.43, "[F:4.43]"),
    ("float", 0.0, "[F:0]"),
    ("money", Decimal("123.450"), "[M:123.450]"),
    ("date", date(1999, 5, 31), "[D:05/31/1999 00:00:00.0000000]"),
    ("date_time", DateTime(2017, 11, 9, 14, 53, 18), "[DT:11/09/2017 14:53:18.0000000]"),
    ("date_time", NO_DATE, "[DT:01/01/0001 00:00:00.0000000]"),
    ("time", time(14, 52), "[T:14:52]"),
    ("time_span", timedelta(seconds=500), "[TS:500]"),
    ("int_array", [3, 4, 5], "[A:3,4,5]"),
    ("int_array", [], "[A:]"),
    ("binary", b"\x00\x01\x02", "[B:AAEC]"),
]

# Accessor, another text that is read, its value.
OTHER_TEXTS: list[tuple[str, str, Any]] = [
    ("int", "3", 3),
    ("int", "-12", -12),
    ("bool", "True", True),
    ("bool", "false", False),
    ("bool", "1", True),
    ("float", "4.43", 4.43),
    ("date", "[D:05/05/1999]", date(1999, 5, 5)),
    ("date", "[D:01/01/0001]", date(1, 1, 1)),
    ("date_time", "[DT:11/09/2017 14:53:18]", DateTime(2017, 11, 9, 14, 53, 18)),
    ("int_array", "3,4,5", [3, 4, 5]),
]

WRONG_TEXTS: list[tuple[str, str]] = [
    ("int", "[F:4.43]"),
    ("int", "three"),
    ("int", ""),
    ("int", "[I:4000000000]"),
    ("bool", "[I:2]"),
    ("bool", "[F:1]"),
    ("bool", "[I:true]x"),
    ("bool", "yes"),
    ("float", "[I:3]"),
    ("float", "[F:NaN]"),
    ("money", "[F:1.5]"),
    ("date", "[D:31/05/1999]"),
    ("date", "1999-05-31"),
    ("date_time", "[DT:]"),
    ("time", "[T:25:00]"),
    ("time_span", "[TS:1.5]"),
    ("int_array", "[A:3,,5]"),
    ("binary", "[B:?]"),
]

READERS = [
    "text",
    "int",
    "bool",
    "float",
    "money",
    "date",
    "date_time",
    "time",
    "time_span",
    "int_array",
    "binary",
]


def reader(fields: CustomFields, accessor: str) -> Callable[[str], Any]:
    found: Callable[[str], Any] = getattr(fields, accessor)
    return found


def setter(fields: CustomFields, accessor: str) -> Callable[[str, Any], None]:
    found: Callable[[str, Any], None] = getattr(fields, f"set_{accessor}")
    return found


@pytest.mark.parametrize(("accessor", "value", "text"), VALUES)
def test_setting_writes_the_encoded_text(accessor: str, value: Any, text: str) -> None:
    fields = CustomFields()
    setter(fields, accessor)("SuperOffice:1", value)
    assert fields == {"SuperOffice:1": text}


@pytest.mark.parametrize(("accessor", "value", "text"), VALUES)
def test_reading_gives_the_value_back(accessor: str, value: Any, text: str) -> None:
    read = reader(CustomFields({"SuperOffice:1": text}), accessor)("SuperOffice:1")
    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize(("accessor", "text", "value"), OTHER_TEXTS)
def test_other_texts_that_are_read(accessor: str, text: str, value: Any) -> None:
    fields = CustomFields({"x_field": text})
    assert reader(fields, accessor)("x_field") == value
    assert fields["x_field"] == text, "reading keeps the text as it came"


@pytest.mark.parametrize("accessor", READERS)
def test_absent_and_null_fields_are_none(accessor: str) -> None:
    fields = CustomFields({"SuperOffice:1": None})
    assert reader(fields, accessor)("SuperOffice:1") is None
    assert reader(fields, accessor)("SuperOffice:2") is None
    assert [*fields] == ["SuperOffice:1"]


@pytest.mark.parametrize("accessor", READERS)
def test_setting_none_writes_null(accessor: str) -> None:
    fields = CustomFields({"SuperOffice:1": "[I:3]"})
    setter(fields, accessor)("SuperOffice:1", None)
    assert fields == {"SuperOffice:1": None}


@pytest.mark.parametrize(("accessor", "text"), WRONG_TEXTS)
def test_a_text_of_another_type_is_refused_by_name(accessor: str, text: str) -> None:
    fields = CustomFields({"SuperOffice:1": text})
    with pytest.raises(InvalidValue) as refused:
        reader(fields, accessor)("SuperOffice:1")
    assert str(refused.value).startswith('CustomFields["SuperOffice:1"]: expected ')
    assert fields == {"SuperOffice:1": text}


@pytest.mark.parametrize(
    ("accessor", "value"),
    [
        ("int", 2**31),
        ("float", float("nan")),
        ("date_time", datetime(2024, 1, 1, tzinfo=UTC)),
        ("time_span", timedelta(milliseconds=1)),
        ("int_array", [1, 2**31]),
    ],
)
def test_a_value_that_cannot_be_encoded_is_refused_by_name(accessor: str, value: Any) -> None:
    fields = CustomFields({"x_field": "kept"})
    with pytest.raises(InvalidValue, match=r"^CustomFields\.x_field: expected "):
        setter(fields, accessor)("x_field", value)
    assert fields == {"x_field": "kept"}


def test_an_error_shows_an_excerpt_of_a_long_text() -> None:
    fields = CustomFields({"x" * 5000: "9" * 5000})
    with pytest.raises(InvalidValue) as refused:
        fields.int("x" * 5000)
    assert len(str(refused.value)) < 400


def test_it_is_a_dictionary() -> None:
    fields = CustomFields({"SuperOffice:1": "[I:3]", "x_a": None})
    assert fields == {"SuperOffice:1": "[I:3]", "x_a": None}
    assert {**fields} == dict(fields)
    assert not hasattr(fields, "__dict__")


@pytest.mark.parametrize(
    "twin_of", [copy.copy, copy.deepcopy, lambda fields: pickle.loads(pickle.dumps(fields))]
)
def test_copies_are_custom_fields(twin_of: Callable[[CustomFields], CustomFields]) -> None:
    fields = CustomFields({"SuperOffice:1": "[I:3]"})
    twin = twin_of(fields)
    assert type(twin) is CustomFields
    assert twin == fields
    assert twin is not fields

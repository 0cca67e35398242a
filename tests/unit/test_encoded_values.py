"""NetServer's culture-neutral texts, by their markers."""

from __future__ import annotations

import locale
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest

from so_carriers import encoded_values as encoded
from so_carriers.encoded_values import EncodedValue
from so_carriers.errors import InvalidValue
from so_carriers.values.date_time import DateTime

# (kind, value, canonical text, other texts of the value)
CASES: list[tuple[str, Any, str, list[str]]] = [
    ("int", 3, "[I:3]", ["3", "[I:03]"]),
    ("int", 0, "[I:0]", ["-0"]),
    ("int", -(2**31), "[I:-2147483648]", []),
    ("int", 2**31 - 1, "[I:2147483647]", []),
    ("double", 4.43, "[F:4.43]", ["4.43", "[F:4.430]", "443e-2"]),
    ("double", 0.0, "[F:0]", ["[F:0.0]", "0"]),
    ("double", -1234.5, "[F:-1234.5]", []),
    ("double", 1e300, "[F:1E+300]", ["[F:1e300]"]),
    ("double", 1e-7, "[F:1E-07]", ["0.0000001"]),
    ("double", 0.1 + 0.2, "[F:0.30000000000000004]", []),
    ("money", Decimal("123.45"), "[M:123.45]", ["123.45"]),
    ("money", Decimal("-0.50"), "[M:-0.50]", []),
    ("money", Decimal(10) ** 16, "[M:10000000000000000]", ["[M:1E+16]"]),
    ("money", Decimal(0), "[M:0]", ["[M:0E+99]", "0"]),
    ("money", Decimal("0.00"), "[M:0.00]", []),
    ("money", Decimal(2**96 - 1), "[M:79228162514264337593543950335]", []),
    ("money", Decimal("1E-28"), "[M:0.0000000000000000000000000001]", []),
    ("date", date(1999, 5, 31), "[D:05/31/1999 00:00:00.0000000]", ["[D:05/31/1999]", "05/31/1999"]),
    ("date", date(1, 1, 1), "[D:01/01/0001 00:00:00.0000000]", ["[D:01/01/0001]", "[D:01/01/0001 00:00:00]"]),
    (
        "date_time",
        DateTime(2017, 11, 9, 14, 53, 18),
        "[DT:11/09/2017 14:53:18.0000000]",
        ["[DT:11/09/2017 14:53:18]", "[D:11/09/2017 14:53:18.0]", "11/09/2017 14:53:18"],
    ),
    (
        "date_time",
        DateTime(2017, 11, 9, 14, 53, 18, 123_456, nanosecond=700),
        "[DT:11/09/2017 14:53:18.1234567]",
        ["11/09/2017 14:53:18.1234567"],
    ),
    ("date_time", DateTime(2019, 3, 28), "[DT:03/28/2019 00:00:00.0000000]", ["[DT:03/28/2019]"]),
    ("time", time(14, 52), "[T:14:52]", ["14:52", "[T:14:52:00]", "[T:14:52:00.0000000]"]),
    ("time", time(14, 52, 5), "[T:14:52:05]", ["14:52:05.0"]),
    ("time", time(14, 52, 10), "[T:14:52:10]", []),
    ("time", time(0, 0, 0, 250_000), "[T:00:00:00.25]", ["[T:00:00:00.2500000]"]),
    ("time_span", timedelta(seconds=500), "[TS:500]", ["500"]),
    ("time_span", timedelta(seconds=-1), "[TS:-1]", []),
    ("time_span", timedelta(days=2), "[TS:172800]", []),
    ("int_array", [3, 4, 5], "[A:3,4,5]", ["3,4,5"]),
    ("int_array", [-7], "[A:-7]", ["-7"]),
    ("int_array", [], "[A:]", [""]),
    ("binary", b"\x00\x01\x02", "[B:AAEC]", ["AAEC"]),
    ("binary", b"]:[", "[B:XTpb]", []),
    ("binary", b"\xff", "[B:/w==]", ["/w=="]),
    ("binary", b"", "[B:]", [""]),
]
REFUSED = {
    "int": [
        "",
        "[I:]",
        "[I:x]",
        "[I:3.0]",
        "[I:+3]",
        "[I: 3]",
        "[I:2147483648]",
        "[F:3]",
        "[I:3",
        "[X:3]",
        "٣",
    ],
    "double": ["", "[F:]", "[F:NaN]", "[F:INF]", "[F:1e999]", "[F:4,43]", "[F:1_0]", "[I:3]", "[F:.5]"],
    "money": [
        "[M:NaN]",
        "[M:1,5]",
        "[M:1E+29]",
        "[M:79228162514264337593543950336]",
        "[M:1E-29]",
        "[F:1]",
        "[M:79228162514264337593543950334.5]",
    ],
    "date": [
        "[D:31.05.1999]",
        "[D:31/05/1999]",
        "[D:02/30/1999]",
        "[D:05/31/1999 00:00:01]",
        "[DT:05/31/1999]",
    ],
    "date_time": ["[DT:1999-05-31]", "[DT:05/31/1999 24:00:00]", "[DT:05/31/1999 1:00:00]", "[DT:5/31/1999]"],
    "time": ["[T:24:00]", "[T:14]", "[T:14:60]", "[T:1:02]", "[T:14:52:05.1234567]", "[T:14:52Z]"],
    "time_span": ["[TS:1.5]", "[TS:]", "[TS:2147483648]", "[T:500]", "[TS:00:08:20]"],
    "int_array": ["[A:1,]", "[A:,1]", "[A:1, 2]", "[A:1;2]", "[A:2147483648]", "[I:1]"],
    "binary": ["[B:A]", "[B:AA=A]", "[B:A-_A]", "[B:====]", "[B:AAE]", "[B:AA C]"],
}
UNWRITABLE: list[Any] = [
    ("int", 2**31),
    ("int", -(2**31) - 1),
    pytest.param("int", 10**5000, id="huge"),
    ("double", float("inf")),
    ("double", float("nan")),
    ("money", Decimal("NaN")),
    ("money", Decimal("Infinity")),
    ("money", Decimal(2**96)),
    ("money", Decimal("1E+999999")),
    ("money", Decimal("1E-29")),
    ("money", Decimal("79228162514264337593543950334.5")),
    ("date", datetime(1999, 5, 31, 0, 0, 1)),
    ("date", DateTime(1999, 5, 31, nanosecond=100)),
    ("date", datetime(1999, 5, 31, tzinfo=UTC)),
    ("date_time", datetime(1999, 5, 31, tzinfo=UTC)),
    ("time", time(14, 52, tzinfo=UTC)),
    ("time_span", timedelta(microseconds=1)),
    ("time_span", timedelta(days=100_000)),
    ("int_array", [1, 2**31]),
]


def decoder(kind: str) -> Callable[[str], Any]:
    function: Callable[[str], Any] = getattr(encoded, f"decode_{kind}")
    return function


def encoder(kind: str) -> Callable[[Any], str]:
    function: Callable[[Any], str] = getattr(encoded, f"encode_{kind}")
    return function


@pytest.mark.parametrize(("kind", "value", "text", "others"), CASES)
def test_every_spelling_is_read_and_the_canonical_one_is_written(
    kind: str, value: EncodedValue, text: str, others: list[str]
) -> None:
    for spelling in [text, *others]:
        decoded = decoder(kind)(spelling)
        assert (type(decoded), decoded) == (type(value), value)
        assert encoder(kind)(decoded) == text


@pytest.mark.parametrize(("value", "text"), [case[1:3] for case in CASES])
def test_decode_goes_by_the_marker(value: EncodedValue, text: str) -> None:
    decoded = encoded.decode(text)
    assert (type(decoded), decoded) == (type(value), value)


@pytest.mark.parametrize(
    "text", ["", "3", "text", "[SR_LABEL]", "[X:3]", "[I:3", "I:3]", "[i:3]", "[]", "[:]", "[I]"]
)
def test_a_text_without_a_known_marker_is_itself(text: str) -> None:
    assert encoded.decode(text) == text


def test_a_date_with_a_time_of_day_is_decoded_whole() -> None:
    assert encoded.decode("[D:05/31/1999]") == date(1999, 5, 31)
    moment = encoded.decode("[D:05/31/1999 12:00:00.0000001]")
    assert moment == DateTime(1999, 5, 31, 12, nanosecond=100)


@pytest.mark.parametrize(
    ("kind", "text"), [(kind, text) for kind, texts in REFUSED.items() for text in texts]
)
def test_a_bad_text_is_refused_with_what_was_expected_and_the_text(kind: str, text: str) -> None:
    with pytest.raises(InvalidValue, match=r"expected .* such as \[") as caught:
        decoder(kind)(text)
    assert text.isascii() is False or f'found text "{text}"' in str(caught.value)


@pytest.mark.parametrize("text", ["[I:x]", "[F:]", "[D:31.05.1999]", "[B:A]", "[T:25:00]", "[A:x]"])
def test_decode_refuses_a_bad_value_of_a_known_marker(text: str) -> None:
    with pytest.raises(InvalidValue):
        encoded.decode(text)


@pytest.mark.parametrize("kind", REFUSED)
def test_a_refusal_is_short_whatever_the_text(kind: str) -> None:
    with pytest.raises(InvalidValue) as caught:
        decoder(kind)("[" + "9" * 100_000)
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize(("kind", "value"), UNWRITABLE)
def test_a_value_that_cannot_be_said_is_refused(kind: str, value: object) -> None:
    with pytest.raises(InvalidValue, match=r"expected .* such as \[") as caught:
        encoder(kind)(value)
    assert len(str(caught.value)) < 200


def test_booleans_are_the_integers_that_custom_fields_have() -> None:
    assert (encoded.encode_int(True), encoded.encode_int(False)) == ("[I:1]", "[I:0]")


def test_integers_are_doubles_too() -> None:
    assert encoded.encode_double(3) == "[F:3]"


def test_a_plain_datetime_is_written_as_ours_is() -> None:
    assert encoded.encode_date_time(datetime(2017, 11, 9, 14, 53, 18)) == "[DT:11/09/2017 14:53:18.0000000]"
    assert encoded.encode_date(datetime(1999, 5, 31)) == "[D:05/31/1999 00:00:00.0000000]"


def test_the_locale_changes_nothing() -> None:
    before = locale.setlocale(locale.LC_ALL)
    for name in ("de_DE.UTF-8", "nb_NO.UTF-8", "fr_FR.UTF-8", "C.UTF-8", "C"):
        try:
            locale.setlocale(locale.LC_ALL, name)
        except locale.Error:
            continue
        try:
            assert encoded.encode_double(1234.5) == "[F:1234.5]"
            assert encoded.decode_double("[F:1234.5]") == 1234.5
            assert encoded.encode_money(Decimal("1234.50")) == "[M:1234.50]"
            assert encoded.encode_date(date(1999, 5, 31)) == "[D:05/31/1999 00:00:00.0000000]"
        finally:
            locale.setlocale(locale.LC_ALL, before)

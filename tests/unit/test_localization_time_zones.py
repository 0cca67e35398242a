"""Time zones: which one SO-TimeZone names, and what becomes of dates in it."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from so_carriers.errors import InvalidValue, SoCarriersError
from so_carriers.localization.time_zones import TimeZoneChoice
from so_carriers.localization.zone_codes import CODE_OF_ID, ZONE_OF_CODE
from so_carriers.values.date_time import DateTime


def choice(header: str) -> TimeZoneChoice:
    parsed = TimeZoneChoice.parse(header)
    assert parsed is not None
    return parsed


def converted(text: str, header: str, base_zone: str = "Europe/Oslo") -> str:
    return choice(header).convert(DateTime.fromisoformat(text), base_zone).wire_text()


@pytest.mark.parametrize(
    ("header", "code", "name", "has_offset"),
    [
        ("NO", "NO", "Europe/Oslo", False),
        ("no", "NO", "Europe/Oslo", False),
        ("261", "NO", "Europe/Oslo", False),
        (" US-NY ,\tIncludeTzOffset ", "US-NY", "America/New_York", True),
        ("includeTZOffset,us-ny", "US-NY", "America/New_York", True),
        ("UTC, includeTZOffset", "UTC", "UTC", True),
        ("includeTZOffset", None, None, True),
        ("UK", "UK", "Europe/London", False),
        ("SW", "SW", "Europe/Stockholm", False),
    ],
)
def test_a_code_or_an_id_with_or_without_offsets(
    header: str, code: str | None, name: str | None, has_offset: bool
) -> None:
    found = choice(header)
    assert (found.code, found.name, found.has_offset) == (code, name, has_offset)


@pytest.mark.parametrize("header", ["", " ", ",", " ,\t"])
def test_an_empty_header_names_no_zone(header: str) -> None:
    assert TimeZoneChoice.parse(header) is None


@pytest.mark.parametrize(
    "header", ["XX", "US", "99", "-1", "Europe/Oslo", "NO, DK", "NO, offsets", "NO;includeTZOffset", "no\x00"]
)
def test_an_unknown_zone_is_refused_with_what_is_known(header: str) -> None:
    with pytest.raises(InvalidValue) as caught:
        TimeZoneChoice.parse(header)
    assert caught.value.status == 400
    for part in ("SO-TimeZone", "US-NY", "261", "ISO 3166-1", "so_carriers.localization.zone_codes"):
        assert part in str(caught.value) or "includeTZOffset" in str(caught.value)


def test_a_long_header_is_quoted_in_part() -> None:
    with pytest.raises(InvalidValue) as caught:
        TimeZoneChoice.parse("9" * 100_000)
    assert len(str(caught.value)) < 500


def test_a_choice_takes_only_known_codes() -> None:
    assert TimeZoneChoice("NO") == choice("NO")
    with pytest.raises(InvalidValue, match="SO-TimeZone"):
        TimeZoneChoice("no")


def test_every_code_has_a_zone_and_every_id_a_code() -> None:
    for code, name in ZONE_OF_CODE.items():
        assert code == code.upper()
        assert ZoneInfo(name).key == name
    assert {*CODE_OF_ID.values()} <= {*ZONE_OF_CODE}
    assert len(ZONE_OF_CODE) > 290


@pytest.mark.parametrize(
    ("code", "winter", "summer"),
    [
        # As the documentation's list has them.
        *(("UTC", "Z", "Z"), ("AU-ACT", "+11:00", "+10:00"), ("BD", "+06:00", "+06:00")),
        *(("CA-QC", "-05:00", "-04:00"), ("DK", "+01:00", "+02:00"), ("FR", "+01:00", "+02:00")),
        *(("NO", "+01:00", "+02:00"), ("US-CA", "-08:00", "-07:00"), ("US-HI", "-10:00", "-10:00")),
        *(("US-NY", "-05:00", "-04:00"), ("IN", "+05:30", "+05:30"), ("JP", "+09:00", "+09:00")),
    ],
)
def test_offsets_are_those_of_the_zone_in_winter_and_in_summer(code: str, winter: str, summer: str) -> None:
    assert converted("2024-01-15T12:00:00Z", f"{code}, includeTZOffset").endswith(f":00{winter}")
    assert converted("2024-07-15T12:00:00Z", f"{code}, includeTZOffset").endswith(f":00{summer}")


@pytest.mark.parametrize(
    ("text", "header", "expected"),
    [
        # The examples of NetServer's documentation, whose base zone is Norway.
        ("2018-12-24T12:34:45", "NO", "2018-12-24T12:34:45"),
        ("2018-12-24T18:34:45", "US-NY", "2018-12-24T12:34:45"),
        ("2018-12-24T12:34:45Z", "US-NY, includeTZOffset", "2018-12-24T07:34:45-05:00"),
        ("2018-12-24T12:34:45Z", "US-NY", "2018-12-24T07:34:45"),
        # With a seventh digit, an offset of its own, and in summer.
        ("2018-07-24T12:34:45.1234567+02:00", "US-NY", "2018-07-24T06:34:45.1234567"),
        ("2018-07-24T12:34:45.1234567+02:00", "NO, includeTZOffset", "2018-07-24T12:34:45.1234567+02:00"),
        ("2018-07-24T12:34:45", "NO, includeTZOffset", "2018-07-24T12:34:45+02:00"),
        ("2018-07-24T12:34:45", "includeTZOffset", "2018-07-24T12:34:45+02:00"),
        ("2018-07-24T12:34:45Z", "includeTZOffset", "2018-07-24T14:34:45+02:00"),
        ("2018-07-24T12:34:45", "UTC, includeTZOffset", "2018-07-24T10:34:45Z"),
        ("2018-07-24T12:34:45+00:00", "UTC, includeTZOffset", "2018-07-24T12:34:45Z"),
        # Clocks skip the first, and show the second twice.
        ("2024-03-31T02:30:00", "NO", "2024-03-31T02:30:00"),
        ("2024-10-27T01:30:00Z", "NO, includeTZOffset", "2024-10-27T02:30:00+01:00"),
        # Before there were zones an offset had seconds, which no wire text can say.
        ("1760-01-01T09:34:44", "NO", "1760-01-01T09:34:44"),
        ("1760-01-01T09:34:44", "NO, includeTZOffset", "1760-01-01T09:34:44+00:43"),
    ],
)
def test_dates_are_converted_from_the_base_zone_or_their_own(text: str, header: str, expected: str) -> None:
    assert converted(text, header) == expected


@pytest.mark.parametrize("header", ["NO", "US-HI, includeTZOffset", "TO, includeTZOffset", "UTC", "PH"])
@pytest.mark.parametrize(
    "text",
    [
        "0001-01-01T00:00:00",
        "0001-01-01T00:00:00Z",
        "0001-01-01T01:00:00+01:00",
        "9999-12-31T23:59:59.9999999",
        "9999-12-31T00:00:00Z",
    ],
)
def test_no_date_and_the_end_of_time_stay(text: str, header: str) -> None:
    value = DateTime.fromisoformat(text)
    assert choice(header).convert(value, "Europe/Oslo") is value
    assert choice(header).restore(value, "Pacific/Apia") is value


@pytest.mark.parametrize("text", ["0001-01-02T00:00:00+14:00", "9999-12-30T23:59:59-14:00"])
def test_a_date_beside_an_end_of_time_never_raises(text: str) -> None:
    for code in ZONE_OF_CODE:
        assert converted(text, f"{code}, includeTZOffset")


def test_a_date_that_would_leave_the_years_stays() -> None:
    assert converted("9999-12-30T23:59:59-14:00", "TO") == "9999-12-30T23:59:59-14:00"


def test_what_stays_the_same_is_the_same_object() -> None:
    plain, tagged = DateTime(2024, 5, 1, 12), DateTime.fromisoformat("2024-05-01T12:00:00.10+02:00")
    assert choice("NO").convert(plain, "Europe/Oslo") is plain
    assert choice("DK").convert(plain, "Europe/Oslo") is plain
    assert choice("DK, includeTZOffset").convert(tagged) is tagged


def test_restoring_is_for_dates_without_a_zone_which_are_in_the_zone_asked_for() -> None:
    value = DateTime(2018, 12, 24, 12, 34, 45, 123456, nanosecond=700)
    restored = choice("US-NY, includeTZOffset").restore(value, "Europe/Oslo")
    assert restored.wire_text() == "2018-12-24T18:34:45.1234567"
    assert choice("US-NY").convert(restored, "Europe/Oslo") == value
    tagged = DateTime.fromisoformat("2018-12-24T12:34:45Z")
    assert choice("US-NY").restore(tagged, "Europe/Oslo") is tagged
    assert choice("includeTZOffset").restore(value, "Europe/Oslo") is value


@pytest.mark.parametrize("base_zone", ["Europe/Atlantis", "", "../etc/passwd", "NO\x00"])
def test_a_base_zone_that_is_not_there_is_the_servers_fault(base_zone: str) -> None:
    with pytest.raises(SoCarriersError, match="IANA names such as Europe/Oslo") as caught:
        choice("NO").convert(DateTime(2024, 1, 1), base_zone)
    assert caught.value.status == 500

"""What holds of a localized value whatever it was, and of headers whatever they say."""

from __future__ import annotations

import copy
from typing import Any

from hypothesis import given, strategies as st

import so_carriers as so
from so_carriers.localization.cultures import culture_named, localized
from so_carriers.localization.languages import asked_languages, text_codes, translated
from so_carriers.localization.time_zones import TimeZoneChoice
from so_carriers.localization.zone_codes import ZONE_OF_CODE
from so_carriers.testing import carriers, datetimes
from so_carriers.testing.strategies.dates import any_datetimes

CODES = ["CZ", "DA", "FI", "FR", "GE", "HU", "NO", "SP", "SW", "US"]
LANGUAGES = ["cs", "da", "de", "en", "es", "fi", "fr", "hu", "nb", "sv"]
CULTURES = ["da", "de", "en", "en-gb", "fi", "fr", "nb", "sv", "zh"]


def joined(parts: list[tuple[str, str]]) -> str:
    return ";".join(f'{code}:"{quoted(text)}"' for code, text in parts)


def quoted(text: str) -> str:
    """As a text stands in a multi-language one; a backslash before a quote could not be told from one."""
    return text.replace("\\", "/").replace('"', '""')


def changed(user: so.User, text: str, fields: dict[str, str | None]) -> so.User:
    user.tooltip, user.custom_fields = text, so.CustomFields(fields)
    return user


zone_choices = st.builds(TimeZoneChoice, st.sampled_from([None, *ZONE_OF_CODE]), st.booleans())
localizations = st.builds(
    so.Localization,
    st.none() | st.sampled_from(LANGUAGES),
    st.none() | st.sampled_from(CULTURES),
    st.none() | zone_choices,
    st.lists(st.sampled_from(LANGUAGES), max_size=2).map(tuple),
)
base_zones = st.sampled_from(["UTC", "Europe/Oslo", "America/New_York", "Asia/Kolkata", "Pacific/Apia"])
plain_texts = st.text(st.sampled_from('aå ;:"\\[]'), max_size=8)
multi_language = st.lists(st.tuples(st.sampled_from(CODES), plain_texts), min_size=1, max_size=4)
odd_texts = st.one_of(
    st.text(st.sampled_from('NOUS:";\\[]SR_I3 '), max_size=20),
    st.sampled_from(["[I:3]", "[F:1.5]", "[D:05/31/1999]", "[DT:01/01/0001 00:00:00.0000000]", "[M:1.50]"]),
    multi_language.map(joined),
)
users: st.SearchStrategy[Any] = st.one_of(
    carriers(so.User),
    carriers(so.SelectableMDOListItem),
    st.builds(
        changed,
        carriers(so.User),
        odd_texts,
        st.dictionaries(st.sampled_from(["a", "b", "a:org", "x_1"]), st.none() | odd_texts),
    ),
)


@given(users, localizations, base_zones)
def test_apply_never_changes_what_it_is_given(
    user: Any, localization: so.Localization, base_zone: str
) -> None:
    before = copy.deepcopy(user)
    localization.apply(user, base_zone)
    localization.restore_dates(user, base_zone)
    assert so.identical(user, before)


@given(users, st.sampled_from(CULTURES))
def test_without_headers_a_value_is_itself(user: Any, culture: str) -> None:
    assert so.Localization().apply(user) is user
    assert so.Localization(culture=culture).apply(user) is user


@given(users, localizations, base_zones)
def test_a_localized_value_can_be_written_and_read(
    user: Any, localization: so.Localization, base_zone: str
) -> None:
    shown = localization.apply(user, base_zone)
    assert so.identical(so.decode(so.encode(shown), type(user)), shown)
    assert [*so.unknown_members(shown)] == [*so.unknown_members(user)]


@given(users, zone_choices, base_zones)
def test_dates_that_say_their_offset_are_converted_once(
    user: Any, zone: TimeZoneChoice, base_zone: str
) -> None:
    localization = so.Localization(time_zone=TimeZoneChoice(zone.code, has_offset=True))
    once = localization.apply(user, base_zone)
    assert so.identical(localization.apply(once, base_zone), once)


@given(users, base_zones)
def test_dates_are_shown_in_the_base_zone_once(user: Any, base_zone: str) -> None:
    zone = so.Localization(time_zone=TimeZoneChoice(None, has_offset=False))
    once = zone.apply(user, base_zone)
    assert so.identical(zone.apply(once, base_zone), once)


@given(any_datetimes(), zone_choices, base_zones)
def test_no_date_raises_and_each_stays_the_moment_that_it_was(
    value: so.DateTime, zone: TimeZoneChoice, base_zone: str
) -> None:
    shown = zone.convert(value, base_zone)
    assert shown.wire_text()
    assert shown.nanosecond == value.nanosecond
    if value.tzinfo is not None and shown.tzinfo is not None:
        assert shown == value


@given(datetimes(), st.sampled_from([*ZONE_OF_CODE]))
def test_a_date_that_was_shown_can_be_taken_back(value: so.DateTime, code: str) -> None:
    """From UTC, where no hour is skipped; one that clocks show twice is taken for the first."""
    zone, plain = TimeZoneChoice(code), value.replace(tzinfo=None)
    back = zone.restore(zone.convert(plain, "UTC"), "UTC")
    assert zone.convert(back, "UTC") == zone.convert(plain, "UTC")


@given(multi_language, st.lists(st.sampled_from(LANGUAGES), min_size=1, max_size=3))
def test_of_a_multi_language_text_one_of_its_parts_is_shown(
    parts: list[tuple[str, str]], languages: list[str]
) -> None:
    first: dict[str, str] = {}
    for code, text in parts:
        first.setdefault(code, text.replace("\\", "/"))
    codes = text_codes(languages)
    expected = next((first[code] for code in codes if code in first), parts[0][1].replace("\\", "/"))
    for text in (joined(parts), joined(parts) + ";"):
        assert translated(text, codes) == expected


@given(st.text(), st.sampled_from(CULTURES))
def test_other_texts_stay(text: str, culture: str) -> None:
    assert translated(f" {text}", ["US"]) == f" {text}"
    assert localized(f" {text}", culture_named(culture)) == f" {text}"


@given(st.none() | st.text(st.sampled_from("ensvx*-;q=0.1, \t"), max_size=30), st.none() | st.text())
def test_no_header_raises_and_languages_have_two_letters(first: str | None, second: str | None) -> None:
    languages = asked_languages(first, second)
    assert len({*languages}) == len(languages)
    assert all(len(language) == 2 and language.islower() for language in languages)
    headers = {"so-language": first, "accept-language": second}
    found = so.Localization.of_headers({name: text for name, text in headers.items() if text is not None})
    assert (found.language is None) == (languages == ())

"""Cultures: what becomes of each encoded value, and of texts that are none."""

from __future__ import annotations

import pytest

from so_carriers.errors import InvalidValue
from so_carriers.localization.cultures import culture_named, known_culture, localized

CULTURES = [
    *("cs", "da", "de", "en", "en-gb", "es", "fi", "fr", "it", "ja", "nb", "nl", "nn", "no", "pl", "ru"),
    *("sv", "zh"),
]
NO_BREAK, NARROW = "\u00a0", "\u202f"


def written(text: str, culture: str) -> str:
    return localized(text, culture_named(culture))


@pytest.mark.parametrize(
    ("culture", "date", "moment", "money"),
    [
        ("cs", "03.11.2017", "03.11.2017 14:53:18", f"-1{NO_BREAK}234,50"),
        ("da", "03-11-2017", "03-11-2017 14:53:18", "-1.234,50"),
        ("de", "03.11.2017", "03.11.2017 14:53:18", "-1.234,50"),
        ("en", "11/3/2017", "11/3/2017 2:53:18 PM", "-1,234.50"),
        ("en-gb", "03/11/2017", "03/11/2017 14:53:18", "-1,234.50"),
        ("es", "03/11/2017", "03/11/2017 14:53:18", "-1.234,50"),
        ("fi", "3.11.2017", "3.11.2017 14.53.18", f"-1{NO_BREAK}234,50"),
        ("fr", "03/11/2017", "03/11/2017 14:53:18", f"-1{NARROW}234,50"),
        ("it", "03/11/2017", "03/11/2017 14:53:18", "-1.234,50"),
        ("ja", "2017/11/03", "2017/11/03 14:53:18", "-1,234.50"),
        ("nb", "03.11.2017", "03.11.2017 14:53:18", f"-1{NO_BREAK}234,50"),
        ("nl", "03-11-2017", "03-11-2017 14:53:18", "-1.234,50"),
        ("pl", "03.11.2017", "03.11.2017 14:53:18", f"-1{NO_BREAK}234,50"),
        ("ru", "03.11.2017", "03.11.2017 14:53:18", f"-1{NO_BREAK}234,50"),
        ("sv", "2017-11-03", "2017-11-03 14:53:18", f"-1{NO_BREAK}234,50"),
        ("zh", "2017/11/3", "2017/11/3 14:53:18", "-1,234.50"),
    ],
)
def test_dates_moments_and_money_in_each_culture(culture: str, date: str, moment: str, money: str) -> None:
    assert written("[D:11/03/2017 00:00:00.0000000]", culture) == date
    assert written("[DT:11/03/2017 14:53:18.1234567]", culture) == moment
    assert written("[M:-1234.50]", culture) == money


@pytest.mark.parametrize(
    ("text", "norwegian", "english"),
    [
        ("[I:12345]", "12345", "12345"),
        ("[I:-3]", "-3", "-3"),
        ("[F:1234.5]", "1234,5", "1234.5"),
        ("[F:0]", "0", "0"),
        ("[F:1.50E+20]", "1,50E+20", "1.50E+20"),
        ("[T:14:52]", "14:52", "2:52 PM"),
        ("[T:00:05:09]", "00:05:09", "12:05:09 AM"),
        ("[T:12:00]", "12:00", "12:00 PM"),
        ("[TS:500]", "00:08:20", "00:08:20"),
        ("[TS:-500000]", "-138:53:20", "-138:53:20"),
        ("[A:3,4,5]", "3, 4, 5", "3, 4, 5"),
        ("[A:]", "", ""),
        ("[B:AAEC]", "AAEC", "AAEC"),
        ("[D:11/03/2017]", "03.11.2017", "11/3/2017"),
        ("[D:11/03/2017 14:53:00]", "03.11.2017 14:53", "11/3/2017 2:53 PM"),
        ("[DT:03/28/2019 00:00:00.0000000]", "28.03.2019 00:00", "3/28/2019 12:00 AM"),
        ("[D:01/01/0001]", "", ""),
        ("[DT:01/01/0001 00:00:00.0000000]", "", ""),
        ("[DT:12/31/9999 23:59:59.9999999]", "31.12.9999 23:59:59", "12/31/9999 11:59:59 PM"),
    ],
)
def test_each_marker(text: str, norwegian: str, english: str) -> None:
    assert written(text, "nb") == norwegian
    assert written(text, "en") == english


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "3",
            "1234.5",
            "[",
            "[]",
            "[I]",
            "[I:]",
            "[I:3",
            "[X:3]",
            "[i:3]",
            "[SR_YES]",
            " [I:3]",
            "[I:3] ",
        ),
        *(
            "[I:x]",
            "[F:nan]",
            "[D:1234.5]",
            "[D:09.11.2017]",
            "[D:13/13/2017]",
            "[T:25:00]",
            "[B:=]",
            "[TS:0.5]",
        ),
        "[I:99999999999]",
    ],
)
def test_what_is_no_encoded_value_stays(text: str) -> None:
    for culture in CULTURES:
        assert written(text, culture) == text


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        *(("sv", "sv"), (" NB-no ", "nb"), ("de-AT", "de"), ("en-GB", "en-gb"), ("en-US", "en")),
        *(("xx", None), ("", None), ("*", None), ("d", None)),
    ],
)
def test_a_tag_stands_for_its_own_culture_or_for_that_of_its_language(tag: str, name: str | None) -> None:
    assert known_culture(tag) == name


def test_an_unknown_culture_is_refused_with_those_that_are_known() -> None:
    with pytest.raises(InvalidValue, match=r"one of cs, da, .* zh; found .*XX"):
        culture_named("XX")

"""Languages: which one two headers ask for, and which part of a multi-language text that is."""

from __future__ import annotations

import pytest

from so_carriers.localization.languages import asked_languages, text_codes, translated

SUPPLIER = 'NO:"Leverandør";US:"Supplier"'


@pytest.mark.parametrize(
    ("so_language", "accept_language", "languages"),
    [
        (None, None, ()),
        (None, "en", ("en",)),
        (None, "fr,de,ru,zh", ("fr", "de", "ru", "zh")),
        (None, "de;q=0.5, nb-NO;q=0.8, en;q=0.1", ("nb", "de", "en")),
        (None, "de;q=0.5, sv;q=0.5", ("de", "sv")),
        (None, "de;q=0, sv", ("sv",)),
        (None, "DE-at ;Q=0.1,\ten", ("en", "de")),
        (None, "de-AT, de, de-CH", ("de",)),
        ("sv", "en", ("sv",)),
        ("nb-no", "en-us; en-gb", ("nb",)),
        ("sv, nb;q=0.9", None, ("sv", "nb")),
    ],
)
def test_the_languages_asked_for_by_preference(
    so_language: str | None, accept_language: str | None, languages: tuple[str, ...]
) -> None:
    assert asked_languages(so_language, accept_language) == languages


@pytest.mark.parametrize(
    "header", ["", " ", "*", "x", "X", "x-pirate", "*, en;q=0.5", "en;q=0", ",,", "*;q=0"]
)
def test_what_asks_for_no_translation(header: str) -> None:
    assert asked_languages(None, header) == ()
    assert asked_languages(header, "en") == (), "SO-Language overrides whatever it says"


def test_what_comes_after_a_star_does_not_count() -> None:
    assert asked_languages(None, "fr, *;q=0.5, de;q=0.1") == ("fr",)


@pytest.mark.parametrize(
    "element", ["en-us; en-gb", "de;q=2", "de;q=0.1234", "d€", "de de", "nob", "i", ";q=1"]
)
def test_malformed_elements_and_languages_without_two_letters_are_skipped(element: str) -> None:
    assert asked_languages(None, f"{element}, sv;q=0.1") == ("sv",)


@pytest.mark.parametrize(
    ("language", "code"),
    [
        *(("nb", "NO"), ("nn", "NO"), ("no", "NO"), ("en", "US"), ("de", "GE"), ("sv", "SW"), ("da", "DA")),
        *(("es", "SP"), ("fr", "FR"), ("it", "IT"), ("nl", "NL"), ("fi", "FI"), ("pl", "PL"), ("cs", "CZ")),
        *(("ru", "RU"), ("ja", "JP"), ("zh", "CN"), ("hu", "HU")),
    ],
)
def test_each_language_has_the_code_that_its_texts_stand_under(language: str, code: str) -> None:
    assert text_codes([language])[0] == code


def test_a_language_whose_own_code_is_that_of_another_has_none() -> None:
    assert text_codes(["sw"]) == ("US",), "SW are Swedish texts, sw is Swahili"


@pytest.mark.parametrize(
    ("text", "languages", "expected"),
    [
        (SUPPLIER, ["en"], "Supplier"),
        (SUPPLIER, ["nb"], "Leverandør"),
        ('US:"Supplier";NO:"Leverandør";', ["nb"], "Leverandør"),
        ('GE:"Kunde"', ["de"], "Kunde"),
        ('GE:"";US:"Customer"', ["de"], ""),
        ('GE:"Erster";GE:"Zweiter"', ["de"], "Erster"),
    ],
)
def test_the_part_of_the_language_is_taken(text: str, languages: list[str], expected: str) -> None:
    assert translated(text, text_codes(languages)) == expected


def test_a_missing_language_falls_back_to_the_next_one_then_english_then_the_first_part() -> None:
    text = 'FI:"Asiakas";US:"Customer";SW:"Kund"'
    assert translated(text, text_codes(["de", "sv", "fi"])) == "Kund"
    assert translated(text, text_codes(["de"])) == "Customer"
    assert translated('FI:"Asiakas";SW:"Kund"', text_codes(["de"])) == "Asiakas"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r'US:"a \"big\" one";NO:"x"', 'a "big" one'),
        ('US:"a ""big"" one"', 'a "big" one'),
        ('US:""""', '"'),
        (r'US:"C:\temp\"";NO:"x"', 'C:\\temp"'),
        ('US:"a;NO:b";NO:"x"', "a;NO:b"),
        ('US:"two\nlines"', "two\nlines"),
    ],
)
def test_quotes_within_a_text_are_doubled_or_behind_a_backslash(text: str, expected: str) -> None:
    assert translated(text, ["US"]) == expected


@pytest.mark.parametrize(
    "text",
    [
        *("", "US", 'US:"', 'US:"a', 'us:"a"', 'USA:"a"', "US:a", 'U:"a"', 'US: "a"', ' US:"a"', 'US:"a" '),
        *(
            'US:"a";;',
            'US:"a",NO:"b"',
            'US:"a"NO:"b"',
            'US:"a";NO:b',
            'He said US:"a"',
            'US:"a"\n',
            'US:"C:\\"',
        ),
    ],
)
def test_a_text_that_is_not_wholly_of_that_form_stays(text: str) -> None:
    assert translated(text, ["US"]) == text


@pytest.mark.parametrize(
    "text",
    [
        'US:"' + '"' * 200_000,
        'US:"' + "\\" * 200_001,
        'US:"' + '\\"' * 100_000,
        'US:"a";' * 50_000 + "x",
        'US:"' + 'a""' * 100_000 + "x",
    ],
    ids=["quotes", "backslashes", "escapes", "parts", "doubled"],
)
def test_hostile_texts_take_one_pass(text: str) -> None:
    assert translated(text, ["US"]) == text


def test_hostile_headers_take_one_pass() -> None:
    assert asked_languages(None, "a-" * 100_000 + "," + "en;" * 100_000) == ()

"""Pairs of a form: the parser and the serializer of the URL Standard, over bytes."""

from __future__ import annotations

import pytest

import so_carriers as so
from so_carriers.engines.python.form_pairs import (
    Malformed,
    escaped,
    percent_decoded,
    read_pairs,
    unescaped,
    write_pairs,
)

PARSED: list[tuple[bytes, list[tuple[str, str]]]] = [
    (b"", []),
    (b"&", []),
    (b"&&&", []),
    (b"a", [("a", "")]),
    (b"a=", [("a", "")]),
    (b"=", [("", "")]),
    (b"=a", [("", "a")]),
    (b"a=b", [("a", "b")]),
    (b"a=b=c", [("a", "b=c")]),
    (b"&a=b&&c=d&", [("a", "b"), ("c", "d")]),
    (b"a=b&a=c", [("a", "b"), ("a", "c")]),
    (b"a;b=c;d", [("a;b", "c;d")]),
    (b"a+b=c+d", [("a b", "c d")]),
    (b"a=%2B%26%3D%25", [("a", "+&=%")]),
    (b"%61%3d=1", [("a=", "1")]),
    (b"a=%C3%A5%c3%a5\xc3\xa5", [("a", "ååå")]),
    (b"a=%", [("a", "%")]),
    (b"a=%4", [("a", "%4")]),
    (b"a=%zz%41", [("a", "%zzA")]),
    (b"a=%%41", [("a", "%A")]),
    (b"a=%2541", [("a", "%41")]),
    (b"a=%00", [("a", "\x00")]),
    (b"a=b\r\n", [("a", "b\r\n")]),
    (b" a = b ", [(" a ", " b ")]),
    # "UTF-8 decode without BOM" leaves it where it is.
    (b"\xef\xbb\xbfa=b", [("\ufeffa", "b")]),
]


@pytest.mark.parametrize(("body", "pairs"), PARSED)
def test_bodies_are_parsed_as_the_url_standard_says(body: bytes, pairs: list[tuple[str, str]]) -> None:
    assert read_pairs(body, "utf-8", so.Limits()) == pairs


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("", b""),
        ("azAZ09*-._", b"azAZ09*-._"),
        ("a b", b"a+b"),
        ("+%&=", b"%2B%25%26%3D"),
        ("~!'()/:@[],;", b"%7E%21%27%28%29%2F%3A%40%5B%5D%2C%3B"),
        ("a, b: c", b"a%2C+b%3A+c"),
        ("50 % + 1", b"50+%25+%2B+1"),
        ("å\U0001f600", b"%C3%A5%F0%9F%98%80"),
        ("\x00\r\n\x7f", b"%00%0D%0A%7F"),
    ],
)
def test_texts_are_escaped_as_the_url_standard_says(text: str, written: bytes) -> None:
    assert write_pairs([("n", text), (text, "v")]) == b"n=" + written + b"&" + written + b"=v"
    assert read_pairs(b"n=" + written, "utf-8", so.Limits()) == [("n", text)]
    assert unescaped(written.decode()) == text


def test_every_character_of_ascii_is_escaped_alone_and_among_others() -> None:
    for character in map(chr, range(128)):
        for text in (
            character,
            f"a{character}b {character}",
            f"%+{character}",
            f"!\"#$&'(),/:;<=>?@{character}",
        ):
            assert read_pairs(f"a={escaped(text)}".encode(), "utf-8", so.Limits()) == [("a", text)]
            assert all(c.isalnum() or c in "*-._+%" for c in escaped(text))


@pytest.mark.parametrize(
    ("body", "charset", "text"),
    [
        (b"a=%E5\xe5", "iso-8859-1", "åå"),
        (b"a=%80\x80", "cp1252", "€€"),
        (b"a=%41A", "ascii", "AA"),
    ],
)
def test_bytes_are_those_of_the_charset_escaped_or_not(body: bytes, charset: str, text: str) -> None:
    assert read_pairs(body, charset, so.Limits()) == [("a", text)]


@pytest.mark.parametrize(
    ("body", "charset"), [(b"a=%C3", "utf-8"), (b"a=\xc3", "utf-8"), (b"a=%E5", "ascii")]
)
def test_a_value_that_is_no_text_is_left_for_whoever_knows_its_name(body: bytes, charset: str) -> None:
    [(name, value)] = read_pairs(body, charset, so.Limits())
    assert name == "a"
    assert isinstance(value, Malformed)
    assert value.charset == charset


@pytest.mark.parametrize("text", ["%C3", "a%C3+", "%C3%", "%A5", "%ED%A0%80"])
def test_an_escape_that_is_no_utf_8_is_no_text(text: str) -> None:
    assert unescaped(text) is None


def test_a_name_that_is_no_text_is_refused_by_its_place() -> None:
    with pytest.raises(so.DecodeError) as caught:
        read_pairs(b"a=b&&%C3=c", "utf-8", so.Limits())
    assert str(caught.value) == (
        "$: expected names in utf-8, found bytes that it does not have in the name of pair 2"
    )


def test_pairs_are_counted_and_empty_pieces_are_not() -> None:
    limits = so.Limits(pairs=2)
    assert len(read_pairs(b"&&a&&&&b&&&", "utf-8", limits)) == 2
    with pytest.raises(so.LimitExceeded) as caught:
        read_pairs(b"a&b&c&d", "utf-8", limits)
    assert (caught.value.limit, caught.value.allowed) == ("pairs", 2)


def test_escapes_on_the_borders_of_pieces_are_read() -> None:
    for shift in range(4):
        octets = b"x" * (2**20 - shift) + b"%41%4%%42" * 4 + b"y" * 2**20 + b"%43%"
        expected = b"x" * (2**20 - shift) + b"A%4%B" * 4 + b"y" * 2**20 + b"C%"
        assert percent_decoded(octets) == expected

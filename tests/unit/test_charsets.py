"""Charset labels and the codecs that they stand for."""

from __future__ import annotations

import pytest

from so_carriers.charsets import DEFAULT_CHARSET, python_codec


@pytest.mark.parametrize(
    ("label", "codec"),
    [
        ("us-ascii", "ascii"),
        ("ascii", "ascii"),
        ("utf-8", "utf-8"),
        ("utf8", "utf-8"),
        ("utf-16", "utf-16"),
        ("utf-16le", "utf-16-le"),
        ("utf-16be", "utf-16-be"),
        ("utf-32", "utf-32"),
        ("utf-32le", "utf-32-le"),
        ("utf-32be", "utf-32-be"),
        ("iso-8859-1", "iso-8859-1"),
        ("latin1", "iso-8859-1"),
        ("windows-1252", "cp1252"),
        ("cp1252", "cp1252"),
    ],
)
def test_a_label_in_any_case_names_the_codec_of_python(label: str, codec: str) -> None:
    """The answer is a name under which Python has a codec."""
    for spelling in (label, label.upper(), label.title()):
        assert python_codec(spelling) == codec
    assert "a".encode(codec).decode(codec) == "a"


@pytest.mark.parametrize(
    "label",
    [
        "utf-7",
        "UTF7",
        "punycode",
        "idna",
        "unicode_escape",
        "raw_unicode_escape",
        "rot13",
        "base64",
        "hex",
        "zlib",
        "mbcs",
        "cp037",
        "shift_jis",
        "utf-8-sig",
        "utf_8",
        "utf-8 ",
        "",
        "\u212aoi8-r",
        "ut\u017f-8",
    ],
)
def test_anything_else_is_not_read(label: str) -> None:
    """Not even where Python has such a codec: some of them decode to what a filter did not see."""
    assert python_codec(label) is None


def test_the_default_charset_is_one_that_is_read() -> None:
    assert python_codec(DEFAULT_CHARSET) == "utf-8"

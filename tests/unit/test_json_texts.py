"""What texts decoding takes for JSON: charsets, byte-order marks, and all that is not JSON."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import so_carriers as so
from so_carriers.codecs.json import JsonCodec
from so_carriers.schema.types import value_type
from so_carriers.testing.comparison.compact import compact

GOLDEN = Path(__file__).parents[1] / "golden"


@so.carrier
class Item:
    id: so.int32 = so.member("Id", default=0)
    kind: str | None = so.member("Kind", default=None)


BODY = '{"Id":3,"Kind":"å"}'


@pytest.mark.parametrize(
    "body",
    [
        BODY,
        f"\ufeff{BODY}",
        BODY.encode(),
        BODY.encode("utf-8-sig"),
        bytearray(BODY.encode()),
        memoryview(BODY.encode()),
        memoryview(b"-" + BODY.encode())[1:],
        memoryview(b"".join(bytes([octet, 0]) for octet in BODY.encode()))[::2],
        type("Text", (str,), {})(BODY),
        type("Octets", (bytes,), {})(BODY.encode()),
    ],
    ids=lambda body: type(body).__name__,
)
def test_any_bytes_and_any_text_are_read_with_or_without_a_byte_order_mark(body: Any) -> None:
    item = so.decode(body, Item)
    assert (item.id, item.kind) == (3, "å")
    assert so.encode(item) == BODY.encode()


@pytest.mark.parametrize(
    ("charset", "python_codec"),
    [
        ("utf-8", "utf-8"),
        ("UTF-8", "utf-8"),
        ("utf8", "utf-8-sig"),
        ('"utf-8"', "utf-8"),
        ("utf-16", "utf-16"),
        ("UTF-16LE", "utf-16-le"),
        ("utf-16be", "utf-16-be"),
        ("utf-32", "utf-32"),
        ("utf-32le", "utf-32-le"),
        ("utf-32be", "utf-32-be"),
        ("iso-8859-1", "latin-1"),
        ("latin1", "latin-1"),
        ("windows-1252", "cp1252"),
    ],
)
def test_a_charset_that_is_named_is_obeyed(charset: str, python_codec: str) -> None:
    item = so.decode(BODY.encode(python_codec), Item, f"application/json; charset={charset}")
    assert so.encode(item) == BODY.encode()


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_a_byte_order_mark_is_read_over_where_the_charset_says_the_order_too(codec: str) -> None:
    body = f"\ufeff{BODY}".encode(codec)
    assert so.decode(body, Item, f"application/json; charset={codec}").kind == "å"


def test_windows_1252_is_not_latin_1() -> None:
    assert so.decode(b'"\x80"', str, "application/json; charset=windows-1252") == "€"
    assert so.decode(b'"\xa4"', str, "application/json; charset=iso-8859-1") == "¤"


def test_us_ascii_is_read_where_the_body_is() -> None:
    assert so.decode(b'"a"', str, "application/json; charset=us-ascii") == "a"


@pytest.mark.parametrize(
    ("charset", "body"),
    [
        ("us-ascii", b'"secret \xe9"'),
        ("utf-8", b'"secret \xff"'),
        ("utf-8", b'"secret \xed\xa0\x80"'),
        ("utf-8", b'"secret \xc0\xaf"'),
        ("utf-16", '"secret'.encode("utf-16") + b"\x00"),
        ("utf-16le", '"secret'.encode("utf-16-le") + b'\x00\xd8"\x00'),
        ("utf-32", b"secret"),
        ("windows-1252", b'"secret \x81"'),
    ],
)
def test_bytes_that_the_charset_does_not_have_are_refused_and_not_quoted(charset: str, body: bytes) -> None:
    with pytest.raises(so.DecodeError) as caught:
        so.decode(body, str, f"application/json; charset={charset}")
    assert caught.value.path == "$"
    assert "secret" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None or caught.value.__suppress_context__


@pytest.mark.parametrize(
    "charset", ["utf-7", "punycode", "unicode_escape", "idna", "koi8-r", "x", "rot13", "mbcs", "hex"]
)
def test_any_other_charset_is_an_unsupported_media_type_for_bytes_and_ignored_for_text(charset: str) -> None:
    with pytest.raises(so.UnsupportedMediaType) as caught:
        so.decode(b'"a"', str, f"application/json; charset={charset}")
    assert caught.value.status == 415
    assert so.decode('"å"', str, f"application/json; charset={charset}") == "å"


@pytest.mark.parametrize(
    "media_type", ["application/json", "text/json", "Application/JSON ; charset=utf-8", "text/json;a=b"]
)
def test_both_media_types_of_json_are_read_and_written(media_type: str) -> None:
    assert so.decode(b"1", int, media_type) == 1
    assert so.encode(1, media_type) == b"1"


def test_the_codec_itself_refuses_a_charset_that_the_negotiator_let_pass() -> None:
    options: dict[str, Any] = {"dialect": so.Dialect.RFC, "limits": so.Limits(), "strict": False}
    with pytest.raises(so.UnsupportedMediaType, match="utf-7"):
        JsonCodec().decode(b"1", value_type(int), charset="utf-7", **options)
    assert JsonCodec().decode(b"1", value_type(int), charset=None, **options) == 1


@pytest.mark.parametrize("media_type", ["text/plain", "application/xhtml+xml", "*/*"])
def test_other_media_types_are_not_read(media_type: str) -> None:
    with pytest.raises(so.UnsupportedMediaType):
        so.decode(b"1", int, media_type)


@pytest.mark.parametrize("media_type", ["", "json", "application/json, text/json", None])
def test_what_is_no_media_type_is_not_read(media_type: Any) -> None:
    with pytest.raises(so.UnsupportedMediaType):
        so.decode(b"1", int, media_type)


NOT_JSON = [
    "{",
    "}",
    "[1,]",
    '{"Id":1,}',
    '{"Id" 1}',
    "{Id:1}",
    "{'Id':1}",
    '{"Id":1}{',
    '{"Id":1} x',
    '{"Id":1}\x00',
    '{"Id":1}\ufeff',
    '\ufeff\ufeff{"Id":1}',
    '{"Id":01}',
    '{"Id":+1}',
    '{"Id":.5}',
    '{"Id":1.}',
    '{"Id":NaN}',
    '{"Id":Infinity}',
    '{"X":-Infinity}',
    '{"X":nan}',
    '{"X":undefined}',
    '{"X":True}',
    '{"X":"\t"}',
    '{"X":"\x00"}',
    '{"X":"\\x41"}',
    '{"X":"\\u12"}',
    '{"X":"\\"}',
    '{"X":"\\ud800"}',
    '{"X":"\\udc00\\ud800"}',
    '{"\\ud800":1}',
    '{"X":[{"\\udfff":1}]}',
    '{"Kind":"\\ud83d"}',
    '{"X":1.5,"Kind":"\\ud83d"}',
    '/**/{"Id":1}',
    '{"Id":1}//',
    '\x0b{"Id":1}',
    '\u00a0{"Id":1}',
    '{"Id":1}\u2028',
]


@pytest.mark.parametrize("body", NOT_JSON)
@pytest.mark.parametrize("beside", ["", '"N":1e400,'], ids=["", "beside 1e400"])
def test_what_is_not_json_is_refused_at_the_root(body: str, beside: str) -> None:
    with pytest.raises(so.DecodeError) as caught:
        so.decode(body.replace("{", "{" + beside, 1) if body not in ("{", "}") else body, Item)
    assert caught.value.path == "$"
    assert caught.value.expected.startswith("JSON text (RFC 8259)")


@pytest.mark.parametrize(
    "body", [b'{"X":"\xff"}', b'{"X":"\xed\xa0\x80"}', b'{"\xc3":1}', b"\xff\xfe{\x00}\x00", b"\x00{}"]
)
def test_bytes_that_are_not_utf_8_are_refused(body: bytes) -> None:
    with pytest.raises(so.DecodeError) as caught:
        so.decode(body, Item)
    assert caught.value.path == "$"


@pytest.mark.parametrize("text", ['"\ud800"', '{"Kind":"\udfff"}', "\udc80"])
def test_lone_surrogates_in_text_are_refused(text: str) -> None:
    with pytest.raises(so.DecodeError):
        so.decode(text, Item)


@pytest.mark.parametrize(
    ("file", "asked"),
    [
        ("source/create_default_user_response.json", so.User),
        ("derived/unknown-numbers.create_external_user_request.json", so.CreateExternalUserRequest),
    ],
)
def test_a_body_cut_off_at_any_byte_is_refused(file: str, asked: Any) -> None:
    body = compact((GOLDEN / file).read_bytes())
    for end in range(len(body)):
        with pytest.raises(so.DecodeError):
            so.decode(body[:end], asked)


@pytest.mark.parametrize("trailing", [b"1", b"{}", b",", b"]", b"}", b"\x00", b"null", b"\xff"])
def test_bytes_after_the_value_are_refused(trailing: bytes) -> None:
    body = (GOLDEN / "source/create_default_user_response.json").read_bytes()
    assert so.decode(body + b" \r\n\t", so.User) == so.decode(body, so.User)
    with pytest.raises(so.DecodeError):
        so.decode(body + trailing, so.User)

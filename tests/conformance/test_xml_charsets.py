"""Which charset a document is read in (RFC 7303, section 3).

The byte-order mark says it, else Content-Type, else the XML declaration, else it is UTF-8.
"""

from __future__ import annotations

import codecs
from typing import Any

import pytest

import so_carriers as so


@so.carrier
class Item:
    name: str | None = so.member("Name", default=None)


CONTENT = "<Item><Name>å</Name></Item>"
MARKS = {
    "utf-8": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-32-le": codecs.BOM_UTF32_LE,
    "utf-32-be": codecs.BOM_UTF32_BE,
}
DECLARED = [None, "utf-8", "UTF-16", "utf-32", "iso-8859-1", "windows-1252", "us-ascii"]
UNKNOWN = [
    "utf-7",
    "UTF7",
    "x-user-defined",
    "punycode",
    "idna",
    "unicode_escape",
    "raw_unicode_escape",
    "rot13",
    "hex",
    "base64",
    "mbcs",
    "utf-8-sig",
    "utf_8",
    "koi8-r",
    "shift_jis",
    "iso-2022-jp",
    "ebcdic-cp-us",
    "iso-10646-ucs-2",
    "u" * 10_000,
]

each_mark = pytest.mark.parametrize("codec", MARKS)
each_declaration = pytest.mark.parametrize("encoding", DECLARED)
each_unknown = pytest.mark.parametrize("charset", UNKNOWN, ids=lambda charset: charset[:20])


def declared(encoding: str | None, content: str = CONTENT) -> str:
    return content if encoding is None else f'<?xml version="1.0" encoding="{encoding}"?>{content}'


def name_of(body: bytes | str, charset: str | None = None, media_type: str = "application/xml") -> Any:
    parameter = "" if charset is None else f'; charset="{charset}"'
    return so.decode(body, Item, f"{media_type}{parameter}").name


@each_mark
@each_declaration
@pytest.mark.parametrize(
    "charset", [None, "utf-8", "utf-16", "utf-16le", "utf-16be", "utf-32", "iso-8859-1", "windows-1252"]
)
def test_a_byte_order_mark_counts_whatever_else_is_said(
    codec: str, encoding: str | None, charset: str | None
) -> None:
    assert name_of(MARKS[codec] + declared(encoding).encode(codec), charset) == "å"


@each_mark
@each_unknown
def test_a_byte_order_mark_counts_where_the_declaration_names_no_charset_that_is_read(
    codec: str, charset: str
) -> None:
    assert name_of(MARKS[codec] + declared(charset).encode(codec)) == "å" or len(charset) > 1000


@pytest.mark.parametrize(
    ("charset", "codec"),
    [
        ("utf-8", "utf-8"),
        ("UTF8", "utf-8"),
        ("utf-16le", "utf-16-le"),
        ("UTF-16BE", "utf-16-be"),
        ("utf-32le", "utf-32-le"),
        ("utf-32be", "utf-32-be"),
        ("iso-8859-1", "latin-1"),
        ("Latin1", "latin-1"),
        ("windows-1252", "cp1252"),
        ("cp1252", "cp1252"),
    ],
)
@pytest.mark.parametrize("encoding", [*DECLARED, "utf-7", "x-user-defined"])
@pytest.mark.parametrize("media_type", ["application/xml", "text/xml"])
def test_the_charset_of_content_type_counts_more_than_the_declaration(
    charset: str, codec: str, encoding: str | None, media_type: str
) -> None:
    assert name_of(declared(encoding).encode(codec), charset, media_type) == "å"


@pytest.mark.parametrize(
    ("encoding", "codec"),
    [
        ("utf-8", "utf-8"),
        ("UTF-8", "utf-8"),
        ("utf8", "utf-8"),
        ("iso-8859-1", "latin-1"),
        ("ISO-8859-1", "latin-1"),
        ("latin1", "latin-1"),
        ("windows-1252", "cp1252"),
        ("CP1252", "cp1252"),
    ],
)
@pytest.mark.parametrize(
    "declaration",
    [
        '<?xml version="1.0" encoding="{}"?>',
        "<?xml version='1.0' encoding='{}'?>",
        "<?xml\tversion = '1.0'\r\n encoding\n=\t\"{}\" standalone='yes' ?>",
    ],
)
def test_the_declaration_counts_where_nothing_else_is_said(
    encoding: str, codec: str, declaration: str
) -> None:
    assert name_of((declaration.format(encoding) + CONTENT).encode(codec)) == "å"


def test_utf_8_is_read_where_nothing_is_said_at_all() -> None:
    for media_type in ("application/xml", "text/xml"):
        assert name_of(CONTENT.encode(), None, media_type) == "å"
        assert name_of(f'<?xml version="1.0"?>{CONTENT}'.encode(), None, media_type) == "å"
        with pytest.raises(so.DecodeError):
            name_of(CONTENT.encode("latin-1"), None, media_type)


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("encoding", ["utf-16", "UTF-16", "Utf-16"])
def test_utf_16_without_a_mark_is_read_where_the_declaration_names_it(codec: str, encoding: str) -> None:
    """The first characters tell the order of the bytes (XML 1.0, appendix F)."""
    assert name_of(declared(encoding).encode(codec)) == "å"


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_read_where_content_type_names_it(codec: str) -> None:
    assert name_of(CONTENT.encode(codec), codec.replace("16-", "16")) == "å"


def test_us_ascii_is_read_where_the_body_is() -> None:
    plain = CONTENT.replace("å", "&#229;")
    assert name_of(declared("us-ascii", plain).encode()) == "å"
    assert name_of(plain.encode(), "us-ascii") == "å"


def test_windows_1252_is_not_latin_1() -> None:
    body = b"<Item><Name>\x80\x99</Name></Item>"
    assert name_of(body, "windows-1252") == "€™"
    assert name_of(body, "iso-8859-1") == "\x80\x99"
    assert name_of(b'<?xml version="1.0" encoding="windows-1252"?>' + body) == "€™"
    assert name_of(b'<?xml version="1.0" encoding="iso-8859-1"?>' + body) == "\x80\x99"


@each_unknown
def test_a_charset_that_is_not_read_is_an_unsupported_media_type_wherever_it_is_named(charset: str) -> None:
    for body, parameter in ((declared(charset), None), (CONTENT, charset), (declared("utf-8"), charset)):
        with pytest.raises(so.UnsupportedMediaType) as caught:
            name_of(body.encode(), parameter)
        assert caught.value.status == 415
        assert len(str(caught.value)) < 400


@each_unknown
def test_text_is_read_whatever_charset_it_came_in(charset: str) -> None:
    assert name_of(CONTENT, charset) == "å"
    assert name_of(declared("utf-16"), "utf-8") == "å"
    assert name_of(declared(charset)) == "å" or len(charset) > 1000


@pytest.mark.parametrize("encoding", DECLARED)
def test_text_is_read_whatever_its_declaration_says(encoding: str | None) -> None:
    assert name_of(declared(encoding)) == "å"
    assert name_of(f"\ufeff{declared(encoding)}") == "å"


WRONG: dict[str, tuple[bytes, str | None]] = {
    "UTF-8 that is cut off": (b"<Item><Name>\xc3</Name></Item>", None),
    "UTF-8 that is overlong": (b"<Item><Name>\xc0\xaf</Name></Item>", None),
    "an overlong less-than sign": (b"<Item><Name>\xc0\xbcb/\xc0\xbe</Name></Item>", None),
    "a surrogate in UTF-8": (b"<Item><Name>\xed\xa0\x80</Name></Item>", None),
    "a pair of surrogates in UTF-8": (b"<Item><Name>\xed\xa0\xbd\xed\xb8\x80</Name></Item>", None),
    "UTF-8 beyond Unicode": (b"<Item><Name>\xf4\x90\x80\x80</Name></Item>", None),
    "UTF-8 wrong in a comment": (b"<Item><!-- \xff --></Item>", None),
    "UTF-8 wrong in an attribute": (b'<Item a="\xff"/>', None),
    "UTF-8 wrong in a name": (b"<Item><X\xff/></Item>", None),
    "UTF-8 wrong after the root": (b"<Item/>\xff", None),
    "UTF-8 wrong, as declared": (declared("utf-8").encode("latin-1"), None),
    "not ASCII": (CONTENT.encode(), "us-ascii"),
    "not ASCII, as declared": (declared("us-ascii").encode(), None),
    "half a character of UTF-16": (CONTENT.encode("utf-16") + b"\x00", None),
    "half a character of UTF-16, as named": (CONTENT.encode("utf-16-le") + b"\x00", "utf-16le"),
    "a lone surrogate in UTF-16": (CONTENT.encode("utf-16").replace(b"\xe5\x00", b"\x00\xd8"), None),
    "UTF-8 that claims to be UTF-16": (declared("utf-16").encode(), None),
    "UTF-8 that claims to be UTF-32": (declared("utf-32").encode(), None),
    "UTF-8 in a body of UTF-16": (CONTENT.encode(), "utf-16le"),
    "UTF-16 in a body of UTF-8": (CONTENT.encode("utf-16-le"), "utf-8"),
    "UTF-32 beyond Unicode": (
        CONTENT.encode("utf-32").replace(b"\xe5\x00\x00\x00", b"\x00\x00\x11\x00"),
        None,
    ),
    "a surrogate in UTF-32": (
        CONTENT.encode("utf-32").replace(b"\xe5\x00\x00\x00", b"\x00\xd8\x00\x00"),
        None,
    ),
    "what windows-1252 does not have": (b"<Item><Name>\x81</Name></Item>", "windows-1252"),
    "two marks": (codecs.BOM_UTF8 * 2 + CONTENT.encode(), None),
    "a mark after the root": (CONTENT.encode() + codecs.BOM_UTF8, None),
    "only a mark": (codecs.BOM_UTF8, None),
    "only a mark of UTF-16": (codecs.BOM_UTF16_BE, None),
    "EBCDIC": (declared("cp037").encode("cp037"), None),
}


@pytest.mark.parametrize(("body", "charset"), WRONG.values(), ids=WRONG)
def test_bytes_that_the_charset_does_not_have_are_refused_and_not_quoted(
    body: bytes, charset: str | None
) -> None:
    with pytest.raises(so.DecodeError) as caught:
        name_of(body, charset)
    assert "Item" not in f"{caught.value!s} {vars(caught.value)}"
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None or caught.value.__suppress_context__


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.9"])
def test_a_document_of_any_version_1_is_read_as_xml_1_0(version: str) -> None:
    """As XML 1.0, section 2.8, has it for numbers to come."""
    declaration = f'<?xml version="{version}"?>'
    assert name_of(f"{declaration}{CONTENT}".encode()) == "å"
    assert name_of(f"{declaration}<Item><Name>a\x85b\u2028c</Name></Item>".encode()) == "a\x85b\u2028c"
    with pytest.raises(so.DecodeError):
        name_of(f"{declaration}<Item><Name>&#1;</Name></Item>".encode())


@pytest.mark.parametrize("version", ["2.0", "", "1", "1.x", " 1.0"])
def test_a_document_of_any_other_version_is_refused(version: str) -> None:
    with pytest.raises(so.DecodeError):
        name_of(f'<?xml version="{version}"?>{CONTENT}'.encode())


def test_what_is_written_is_utf_8_without_a_declaration_or_a_mark() -> None:
    for media_type in ("application/xml", "text/xml", 'text/xml; charset="UTF-8"'):
        assert (
            so.encode(Item(name="å\U0001f600"), media_type)
            == "<Item><Name>å\U0001f600</Name></Item>".encode()
        )


def test_no_other_charset_is_written() -> None:
    with pytest.raises(so.UnsupportedMediaType):
        so.encode(Item(), "text/xml; charset=utf-16")

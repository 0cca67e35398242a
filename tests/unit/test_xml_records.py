"""A stream of XML split into bodies: the children of an array's root, each a document of its own."""

from __future__ import annotations

import io
import tracemalloc

import pytest
from lxml import etree

import so_carriers as so
from so_carriers.engines.python import records as records_module
from so_carriers.engines.python.records import Record
from so_carriers.engines.python.xml_records import xml_records
from so_carriers.settings import Limits
from tests.record_streams import Endless, Outcome, drain, outcome

LIMITS = Limits()
XSI = 'xmlns:i="http://www.w3.org/2001/XMLSchema-instance"'


def split(content: bytes | str, *, charset: str | None = None, many: bool = False) -> Outcome:
    body = content.encode() if isinstance(content, str) else content
    return outcome(lambda: xml_records(io.BytesIO(body), LIMITS, charset=charset, many=many))


def bodies(content: bytes | str, *, charset: str | None = None) -> list[str]:
    found = split(content, charset=charset)
    assert (found.many, found.failure) == (True, "")
    return found.bodies


def test_the_children_of_an_array_are_records() -> None:
    text = """<?xml version="1.0"?>
<ArrayOfUser>
 <User><Name>a</Name></User><User/>
<X y="1"></X></ArrayOfUser>
"""
    found = split(text)
    assert found.bodies == ["<User><Name>a</Name></User>", "<User/>", '<X y="1"></X>']
    assert (found.many, found.failure) == (True, "")
    assert [record.line for record in found.records] == [3, 3, 4]


@pytest.mark.parametrize(
    "root",
    [
        "<ArrayOfUser/>",
        "<ArrayOfUser></ArrayOfUser>",
        "<ArrayOfUser >\n</ArrayOfUser\n>",
        "<a:ArrayOfUser xmlns:a='urn:a' />",
        "<!-- > --><?p > ?><ArrayOfUser x='>' y=\">\"><!-- <User> --></ArrayOfUser><?p?><!---->",
    ],
)
def test_an_array_may_be_empty(root: str) -> None:
    assert split(root) == (True, [], "")


@pytest.mark.parametrize(
    "text",
    [
        "<User><Name>a</Name></User>",
        '<?xml version="1.0"?>\n<!-- <ArrayOfUser> -->\n<Users><User/></Users>\n<!-- x -->',
        "<a:User xmlns:a='urn:a'/>",
        f"<ArrayOfUser {XSI} i:nil='true'/>",
        f"<ArrayOfUser {XSI} i:nil = ' 1 '></ArrayOfUser>",
        "<ArrayOfUser x=1><User/></ArrayOfUser>",
        "no markup",
        "",
    ],
)
def test_any_other_document_is_one_body_whatever_it_is(text: str) -> None:
    found = split(text)
    assert (found.many, found.bodies, found.failure) == (False, [text], "")


def test_a_root_of_any_name_may_be_said_to_be_an_array() -> None:
    assert split("<Users><User/></Users>", many=True) == (True, [Record(1, b"<User/>")], "")


@pytest.mark.parametrize(
    "record",
    [
        "<User><A/><B x='/'/><C></C></User>",
        "<User><User><User/></User></User>",
        '<User x="</User>" y=\'<User>"\'>></User>',
        "<User><!-- </User> --><![CDATA[</User>]]><?p </User>?></User>",
        "<User><!-- - --><![CDATA[]] ]>]]></User>",
        "<User>&lt;/User&gt;</User\n>",
        "<User" + "><a" * 30 + ">" + "</a>" * 30 + "</User>",
        "<é><ø/></é>",
    ],
)
def test_a_record_ends_with_its_own_end_tag(record: str) -> None:
    assert bodies(f"<ArrayOfUser>{record}<User/>{record}</ArrayOfUser>") == [record, "<User/>", record]


def test_a_record_has_the_namespaces_of_the_root_and_its_own() -> None:
    text = (
        f"<b:ArrayOfUser xmlns='urn:d' xmlns:b = \"urn:b\" {XSI} kept='no'>"
        "<User><Name i:nil='true'/></User>"
        "<b:User xmlns='urn:own' xmlns:c='urn:c'/><User\n xmlns:b='urn:other'>a</User></b:ArrayOfUser>"
    )
    first, second, third = (etree.fromstring(body) for body in bodies(text))
    assert first.tag == "{urn:d}User"
    assert first[0].get("{http://www.w3.org/2001/XMLSchema-instance}nil") == "true"
    assert (second.tag, second.nsmap[None], second.nsmap["c"]) == ("{urn:b}User", "urn:own", "urn:c")
    assert third.nsmap["b"] == "urn:other"
    assert all(record.get("kept") is None for record in (first, second, third))


def test_a_record_that_is_not_well_formed_is_one_for_its_decoder_to_judge() -> None:
    text = "<ArrayOfUser><User><a></b></User><User a=1/><User>&x;</User><User/></ArrayOfUser>"
    assert bodies(text) == ["<User><a></b></User>", "<User a=1/>", "<User>&x;</User>", "<User/>"]


def test_a_record_with_a_tag_that_does_not_end_takes_none_of_the_others_with_it() -> None:
    text = "<ArrayOfUser><User><Name>c</User><User></a></b></User><User/></ArrayOfUser>"
    assert bodies(text) == ["<User><Name>c</User>", "<User></a></b></User>", "<User/>"]


@pytest.mark.parametrize(
    ("text", "kept", "failure"),
    [
        ("<ArrayOfUser><User/>\nx<User/>", ["<User/>"], "line 2: expected a record, found text"),
        ("<ArrayOfUser>\n<![CDATA[]]></ArrayOfUser>", [], "line 2: expected a record, found text"),
        (
            "<ArrayOfUser><User/>\n</ArrayOfRole>",
            ["<User/>"],
            "line 2: expected a record or the end of the array, found another end tag",
        ),
        ("<ArrayOfUser>\n<User/>\n", ["<User/>"], "line 3: the array that begins in line 1 does not end"),
        ("<ArrayOfUser><User/>\n<User>\n", ["<User/>"], "line 2: the record that begins here does not end"),
        ("<ArrayOfUser>\n<User", [], "line 2: the record that begins here does not end"),
        ("<ArrayOfUser>\n<User><!-- ", [], "line 2: the record that begins here does not end"),
        ("<ArrayOfUser>\n</ArrayOfUser", [], "line 2: the tag that begins here does not end"),
        (
            "<ArrayOfUser>\n<!-- ",
            [],
            "line 2: the comment or processing instruction that begins here does not end",
        ),
        (
            "<ArrayOfUser><User/></ArrayOfUser>\n<User/>",
            ["<User/>"],
            "line 2: expected nothing after the document",
        ),
        ("<ArrayOfUser/>x", [], "line 1: expected nothing after the document"),
        ("<ArrayOf<User/>", [], "line 1: the tag that begins here does not end"),
        ("\n<ArrayOfUser", [], "line 2: the tag that begins here does not end"),
    ],
)
def test_a_broken_array_says_its_line_and_what_came_before_is_kept(
    text: str, kept: list[str], failure: str
) -> None:
    found = split(text)
    assert (found.bodies, found.failure) == (kept, failure)


DOCTYPES = [
    '<!DOCTYPE ArrayOfUser [<!ENTITY x "y">]><ArrayOfUser><User>&x;</User></ArrayOfUser>',
    '<?xml version="1.0"?><!-- c --><!DOCTYPE User SYSTEM "file:///etc/passwd"><User/>',
    "<!DOCTYPE",
]


@pytest.mark.parametrize("text", DOCTYPES)
@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-be", "utf-32-le"])
def test_a_doctype_is_refused_in_every_encoding(text: str, charset: str) -> None:
    assert split(text.encode(charset)) == (None, [], "line 1: expected a document without a DOCTYPE")


@pytest.mark.parametrize(
    ("declared", "encoded"),
    [
        ("utf-8", "utf-8"),
        ("UTF-8", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16", "utf-16-le"),
        ("utf-16", "utf-16-be"),
        ("utf-32", "utf-32-be"),
        ("ISO-8859-1", "latin-1"),
        ("windows-1252", "cp1252"),
        ("utf-16", "utf-8-sig"),
    ],
)
def test_the_charset_is_that_of_the_mark_or_of_the_declaration(declared: str, encoded: str) -> None:
    text = f"<?xml version='1.0' encoding='{declared}'?><ArrayOfUser><User>é</User></ArrayOfUser>"
    assert bodies(text.encode(encoded)) == ["<User>é</User>"]


def test_a_charset_that_is_named_counts_for_more_than_the_declaration() -> None:
    text = "<?xml version='1.0' encoding='utf-8'?><ArrayOfUser><User>é</User></ArrayOfUser>"
    assert bodies(text.encode("latin-1"), charset="iso-8859-1") == ["<User>é</User>"]


@pytest.mark.parametrize(
    ("declared", "failure"),
    [
        ("utf-7", 'line 1: charset text "utf-7" is not read'),
        ("punycode", 'line 1: charset text "punycode" is not read'),
        ("é", 'charset text "'),
        ("utf-16", "line 1: the document says utf-16, which it is not"),
    ],
)
def test_a_charset_that_is_not_read_is_refused(declared: str, failure: str) -> None:
    found = split(f"<?xml version='1.0' encoding='{declared}'?><ArrayOfUser/>")
    assert found.many is None
    assert failure in found.failure


def test_a_single_document_in_another_charset_comes_in_utf_8() -> None:
    text = "<?xml version='1.0' encoding='utf-16'?><User><Name>é</Name></User>"
    found = split(text.encode("utf-16"))
    assert found.many is False
    assert so.decode(found.records[0].body, so.User, "application/xml; charset=utf-8").name == "é"


LONG = {
    "text": "<User>" + "x" * 100 + "</User>",
    "attribute": '<User a="' + "x" * 100 + '"/>',
    "elements": "<User>" + "<a/>" * 50 + "</User>",
    "depth": "<User>" + "<a>" * 30 + "</a>" * 30 + "</User>",
    "comment": "<User><!--" + "<a>" * 40 + "--></User>",
    "characters": "<User><![CDATA[" + "</User>" * 20 + "]]></User>",
    "instruction": "<User><?p " + ">" * 100 + "?></User>",
    "tag": "<User" + " " * 100 + "/>",
}


@pytest.mark.parametrize("long", LONG.values(), ids=LONG)
@pytest.mark.parametrize("chunk", [1, 7, 1000])
def test_a_record_over_the_limit_is_one_bad_record_and_the_next_is_found(
    monkeypatch: pytest.MonkeyPatch, long: str, chunk: int
) -> None:
    monkeypatch.setattr(records_module, "CHUNK", chunk)
    text = f"<ArrayOfUser {XSI}>\n{long}\n<User/></ArrayOfUser>"
    bad, last = xml_records(io.BytesIO(text.encode()), Limits(body=80)).records
    assert (bad.line, bad.body, last.line, last.body) == (2, b"", 3, f"<User {XSI}/>".encode())
    assert str(bad.refusal) == f"$: the record has {len(long)} bytes (limit body=80)"


@pytest.mark.parametrize("text", ["<User>" + "x" * 100 + "</User>", "<!--" + "x" * 100 + "--><User/>"])
def test_a_single_document_over_the_limit_is_one_bad_record(text: str) -> None:
    found = xml_records(io.BytesIO(text.encode()), Limits(body=80))
    (record,) = found.records
    assert not found.many
    assert record.refusal is not None
    assert record.refusal.limit == "body"


def test_a_root_over_the_limit_breaks_the_stream() -> None:
    stream = Endless(b"<ArrayOfUser ", b" ", 10_000_000)
    found = outcome(lambda: xml_records(stream, Limits(body=1000)))
    assert found == (None, [], "line 1: the tag that begins here does not end")


@pytest.mark.parametrize(
    ("before", "repeated"),
    [
        (b"<ArrayOfUser>", b"<User><a>b</a><c d='e'/><f><g/></f></User>"),
        (b"<ArrayOfUser><User>", b"<a>b</a><!-- c -->"),
        (b"<ArrayOfUser><User>", b"x"),
        (b"<ArrayOfUser><User a='", b"x"),
        (b"<ArrayOfUser><User><!--", b"<a>-"),
        (b"<ArrayOfUser><!--", b"<a>-"),
        (b"<ArrayOfUser>", b" "),
        (b"<Users>", b"<a/>"),
        (b"<!--", b"<a/>"),
    ],
    ids=["array", "record", "text", "attribute", "comment", "between", "space", "document", "prolog"],
)
def test_memory_does_not_grow_with_the_stream(
    monkeypatch: pytest.MonkeyPatch, before: bytes, repeated: bytes
) -> None:
    monkeypatch.setattr(records_module, "CHUNK", 8192)
    # What is compiled on first use is not the stream's.
    split("<ArrayOfUser><User><a><b><!-- c --></b></a></User></ArrayOfUser>")
    stream = Endless(before, repeated * 100, 800_000)
    tracemalloc.start()
    try:
        drain(lambda: xml_records(stream, Limits(body=10_000)))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 150_000

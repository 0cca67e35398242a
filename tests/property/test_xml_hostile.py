"""XML from peers that are broken or mean harm: nothing but our errors is raised, and nothing odd is read."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings, strategies as st
from lxml import etree

import so_carriers as so
from so_carriers.testing import carriers, damaged, xml_bodies
from so_carriers.testing.strategies.json_tokens import json_values
from tests.property.declared_carriers import CARRIERS, ROOTS, Part, attempt
from tests.property.mistakes import MISTAKES
from tests.property.xml_returns import XML, hardened, is_fit_for_a_log, outcome

PLAIN = [
    (so.Role, b"<Role><Id>3</Id><Value>a b</Value><Tooltip></Tooltip></Role>"),
    (
        so.TableRight,
        b"<TableRight>\n  <Mask>Select Update</Mask>\n  <Reason>a&amp;b&#13;</Reason>\n</TableRight>",
    ),
    (
        so.User,
        (
            b"<User><AssociateId>1</AssociateId>"
            b"<OtherGroups><UserGroup><Id>2</Id></UserGroup><UserGroup/></OtherGroups>"
            b"<ExtraFields><StringKeyValuePair><Key>k</Key><Value>v</Value></StringKeyValuePair></ExtraFields>"
            b"<Later>1</Later><X><a>1</a><a>2</a></X></User>"
        ),
    ),
    (list[so.Role], b"<ArrayOfRole><Role><Id>3</Id></Role><Role/></ArrayOfRole>"),
    (dict[str, str], b"<a><b><Key>k</Key><Value>v</Value></b></a>"),
    (str, b"<string>text</string>"),
    (so.Int32, b"<int>851</int>"),
    (
        so.User,
        (
            b'<User xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
            b'<Name xsi:nil="true"/><Rank>3</Rank>'
            b'<OtherGroups><UserGroup xsi:nil="true"/></OtherGroups><Deleted>true</Deleted>'
            b"<Lastlogin>2024-09-04T12:00:00Z</Lastlogin><Type>Unknown</Type></User>"
        ),
    ),
    (Part, b"<Part><Id>3</Id><Names><string>a&amp;</string><string></string></Names></Part>"),
    (dict[str, str], b"<a><StringKeyValuePair><Key>k</Key><Value>v</Value></StringKeyValuePair></a>"),
]
PIECES = [
    *(
        b"<",
        b">",
        b"/",
        b"&",
        b";",
        b"'",
        b'"',
        b"=",
        b"!",
        b"?",
        b"-",
        b"[",
        b"]",
        b":",
        b" ",
        b"\n",
        b"\r",
        b"\t",
    ),
    *(
        b"</",
        b"/>",
        b"<a>",
        b"</a>",
        b"<a/>",
        b"<a:b/>",
        b"<1/>",
        b"<Id>3</Id>",
        b"</Role>",
        b"<Role>",
        b"<Id",
    ),
    *(
        b"<!-- -->",
        b"<!--",
        b"-->",
        b"--",
        b"<?a?>",
        b"<?",
        b"?>",
        b"<?xml?>",
        b"<![CDATA[",
        b"]]>",
        b"<!DOCTYPE a>",
    ),
    *(b"&amp;", b"&lt;", b"&#13;", b"&#x41;", b"&#0;", b"&#xD800;", b"&a;", b"&amp", b"&#", b"&#x;", b"&#65"),
    *(
        b" a='1'",
        b' a="1"',
        b" a=1",
        b" a",
        b" a='<'",
        b" xmlns='u'",
        b" xmlns:a='u'",
        b" a:b='1'",
        b" xsi:nil='true'",
    ),
    *(
        b" xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'",
        b" json:token='3.0'",
        b" xmlns:json='urn:so-carriers:json'",
    ),
    *(
        b"\x00",
        b"\x0b",
        b"\x1f",
        b"\x7f",
        b"\x80",
        b"\xff",
        b"\xc0\xaf",
        b"\xc3",
        b"\xc3\xa9",
        b"\xed\xa0\x80",
    ),
    *(
        b"\xef\xbf\xbe",
        b"\xef\xbb\xbf",
        b"\xf0\x9f\x98\x80",
        b"\xc2\xa0",
        b"\xe2\x80\xa8",
        b"\xc2\x85",
        b"\xf4\x90\x80\x80",
    ),
    *(b"0", b"3", b"x", b"true", b"Key", b"Value"),
]


@st.composite
def mutated_documents(draw: Any) -> tuple[Any, bytes]:
    """Plain documents with some bytes lost, doubled, moved, changed or put in."""
    asked, document = draw(st.sampled_from(PLAIN))
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(document)))
        end = min(len(document), start + draw(st.sampled_from([0, 0, 0, 1, 2, 5])))
        piece = draw(st.sampled_from(PIECES) | st.just(document[start:end] * 2) | st.binary(max_size=2))
        document = document[:start] + piece + document[end:]
    return asked, document


def is_well_formed(document: bytes) -> bool:
    """What libxml2 says of a document in UTF-8, but that none may have a DOCTYPE."""
    try:
        root = etree.fromstring(document, etree.XMLParser(encoding="utf-8", resolve_entities=False))
    except etree.XMLSyntaxError:
        return False
    return root.getroottree().docinfo.internalDTD is None


@settings(max_examples=10 * settings().max_examples)
@given(mutated_documents())
def test_a_mutated_document_is_read_only_where_it_is_well_formed(mutated: tuple[Any, bytes]) -> None:
    asked, document = mutated
    value, error = outcome(document, asked)
    if not is_well_formed(document):
        assert error
        return
    for way in (document + b"<!-- -->", document + b"<?a?>\n"):
        other, other_error = outcome(way, asked)
        assert other_error == error
        assert so.identical(other, value)
    if not error:
        again = so.decode(so.encode(value, XML, type=asked), asked, XML)
        assert so.identical(again, value)


@settings(max_examples=2 * settings().max_examples)
@given(mutated_documents())
def test_a_mutated_document_is_refused_for_its_syntax_only_where_that_is_wrong(
    mutated: tuple[Any, bytes],
) -> None:
    asked, document = mutated
    _, error = attempt(so.decode, document, asked, XML)
    if is_well_formed(document) and isinstance(error, so.DecodeError):
        assert "well-formed" not in error.expected


anything_in_xml = st.sampled_from([*ROOTS, list[str | None], dict[str, Part | None]])


@settings(max_examples=2 * settings().max_examples)
@given(st.data(), anything_in_xml)
def test_reading_a_damaged_document_raises_nothing_but_our_errors(data: st.DataObject, asked: Any) -> None:
    body = data.draw(damaged(xml_bodies(asked)))
    value, error = outcome(body, asked)
    if not error:
        again = so.decode(so.encode(value, XML, type=asked), asked, XML)
        assert so.identical(again, value)


@given(st.binary(max_size=60), anything_in_xml)
def test_reading_any_bytes_raises_nothing_but_our_errors(body: bytes, asked: Any) -> None:
    outcome(body, asked)


@given(st.text(alphabet="<>/&;!?-[]='\" \n\rabIdxmlns:#0\x00\ud800\ufeff", max_size=40), anything_in_xml)
def test_reading_any_text_raises_nothing_but_our_errors(body: str, asked: Any) -> None:
    outcome(body, asked)


@st.composite
def documents_of_any_content(draw: Any) -> tuple[Any, str]:
    """Well-formed documents whose elements are named for members and hold anything."""
    cls = draw(st.sampled_from([cls for cls in CARRIERS if so.schema_of(cls).members]))
    names = st.sampled_from(
        [m.name for m in so.schema_of(cls).members if m.name.isidentifier()] + ["Key", "Value", "X"]
    )
    attributes = st.sampled_from(
        [
            "",
            "",
            "",
            ' xsi:nil="true"',
            ' xsi:nil="x"',
            ' json:type="number"',
            ' json:type="array"',
            ' json:type="object"',
            ' json:type="x"',
            ' json:token="3.0"',
            ' json:token="&quot;&quot;"',
            ' json:name="Id"',
            ' json:name=""',
        ]
    )
    texts = st.sampled_from(
        ["", " ", "3", "true", "Unknown", "2024-09-04", "3.0", "a", "<![CDATA[]]>", "<!-- -->"]
    )
    content = st.recursive(
        texts,
        lambda inner: st.lists(
            st.builds(lambda n, a, c, t: f"{t}<{n}{a}>{c}</{n}>", names, attributes, inner, texts), max_size=3
        ).map("".join),
        max_leaves=8,
    )
    namespaces = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:json="urn:so-carriers:json"'
    return cls, f"<a {namespaces}{draw(attributes)}>{draw(content)}</a>"


@settings(max_examples=2 * settings().max_examples)
@given(documents_of_any_content())
def test_any_content_of_any_member_is_read_and_kept_or_refused_by_us(root: tuple[Any, str]) -> None:
    cls, document = root
    value, error = outcome(document, cls)
    assert outcome(f"{document}<?a?>".encode(), cls)[1] == error
    attempt(so.decode, document, cls, XML, strict=True)
    if not error:
        for media_type in (XML, "application/json"):
            assert so.identical(so.decode(so.encode(value, media_type), cls, media_type), value)


@given(MISTAKES)
def test_writing_any_root_raises_nothing_but_our_errors_and_is_well_formed(value: Any) -> None:
    for root in (value, [value, value], {"a": [value]}):
        for options in (
            {},
            {"extensions": False},
            {"extensions": False, "allow_loss": True},
            {"indent": True},
        ):
            document, error = attempt(so.encode, root, XML, **options)
            if error is None:
                etree.fromstring(document, hardened())
            else:
                assert is_fit_for_a_log(error)


@given(st.sampled_from(CARRIERS).flatmap(carriers), st.data())
def test_writing_a_carrier_with_any_attributes_raises_nothing_but_our_errors(
    value: Any, data: st.DataObject
) -> None:
    members = so.schema_of(type(value)).members
    for member in data.draw(st.lists(st.sampled_from(members), max_size=3)) if members else []:
        setattr(value, member.attribute, data.draw(MISTAKES))
    for options in ({}, {"extensions": False}, {"indent": True}):
        document, error = attempt(so.encode, value, XML, **options)
        in_json, json_error = attempt(so.encode, value)
        if error is None:
            assert json_error is None
            assert so.encode(so.decode(document, type(value), XML)) == in_json
        else:
            assert is_fit_for_a_log(error)


@given(json_values())
def test_json_values_without_a_type_are_written_well_formed_or_refused(value: Any) -> None:
    document, error = attempt(so.encode, value, XML)
    if error is None:
        etree.fromstring(document, hardened())
    else:
        assert isinstance(error, so.EncodeError)

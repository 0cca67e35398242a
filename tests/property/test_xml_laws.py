"""The laws of XML, for every carrier class: what JSON says comes back, whatever way the document takes."""

from __future__ import annotations

import copy
import json
import pickle
import re
from typing import Any
from unittest import mock
from xml.dom import minidom
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from lxml import etree

import so_carriers as so
from so_carriers.engines.python import xml_encoder
from so_carriers.engines.python.xml_plain import NotPlain
from tests import strategies
from tests.compact import compact
from tests.property.test_json_laws import (
    CARRIERS,
    EXAMPLES,
    MISTAKES,
    Part,
    Whole,
    anything,
    attempt,
    for_every_carrier,
)

XML = "application/xml"

a_few_examples = settings(
    max_examples=EXAMPLES, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)

FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What XML 1.0 does not have (production 2), as far as JSON has it."""

_ESCAPE = re.compile(r"\\(?:u00(?:0[0-8bef]|1[0-9a-f])|[bf])|(\\.)|[\ufffe\uffff]")
"""An escape of a forbidden character in a compact body, or such a character; other escapes are group 1."""

COLUMNS = 400


def has_what_xml_lacks(document: Any) -> bool:
    """Whether a text or a name of a JSON value holds a character that no XML can carry."""
    if isinstance(document, str):
        return FORBIDDEN.search(document) is not None
    if isinstance(document, list):
        return any(map(has_what_xml_lacks, document))
    if isinstance(document, dict):
        return any(has_what_xml_lacks(name) or has_what_xml_lacks(node) for name, node in document.items())
    return False


def cannot_be_carried(body: bytes | str) -> bool:
    """The same of a body: exactly these are refused."""
    return has_what_xml_lacks(json.loads(compact(body), parse_int=float))


def without_what_xml_lacks(body: bytes | str) -> bytes:
    """The compact form of a body with other characters in the place of the forbidden ones."""
    text = compact(body).decode()
    return compact(_ESCAPE.sub(lambda escape: escape.group(1) or "\ue000", text))


def comes_back(body: bytes | str, asked: Any) -> None:
    """Asserts that a body comes back from XML as its compact form, or cannot be carried and is refused."""
    value = so.decode(body, asked)
    document, error = attempt(so.encode, value, XML, type=asked)
    if cannot_be_carried(body):
        assert type(error) is so.EncodeError
        assert is_fit_for_a_log(error)
        comes_back(without_what_xml_lacks(body), asked)
        return
    assert error is None
    etree.fromstring(document, hardened())
    again = so.decode(document, asked, XML)
    for twin in (again, pickle.loads(pickle.dumps(copy.deepcopy(again)))):
        assert so.identical(twin, value)
        assert so.encode(twin, type=asked) == so.encode(value, type=asked)
        assert so.encode(twin, XML, type=asked) == document
    indented = so.encode(value, XML, type=asked, indent=True)
    assert so.identical(so.decode(indented, asked, XML), value)


def hardened() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def is_fit_for_a_log(error: so.SoCarriersError) -> bool:
    return len(str(error)) < COLUMNS and str(error).isprintable()


@for_every_carrier
@a_few_examples
@given(data=st.data())
def test_a_body_comes_back_from_xml_as_its_compact_form(cls: Any, data: st.DataObject) -> None:
    body = data.draw(strategies.bodies_of(cls))
    comes_back(body, cls)
    carried = without_what_xml_lacks(body)
    document = so.encode(so.decode(carried, cls), XML)
    assert so.encode(so.decode(document, cls, XML)) == carried


@for_every_carrier
@a_few_examples
@given(data=st.data())
def test_a_carrier_made_in_python_is_identical_after_a_round_trip(cls: Any, data: st.DataObject) -> None:
    value = data.draw(strategies.carriers_of(cls))
    document, error = attempt(so.encode, value, XML)
    if cannot_be_carried(so.encode(value)):
        assert type(error) is so.EncodeError
    else:
        again = so.decode(document, cls, XML)
        assert so.identical(again, value)
        assert again == value
        assert so.encode(again) == so.encode(value)


@given(
    st.sampled_from(CARRIERS).flatmap(
        lambda cls: st.tuples(st.just(cls), st.lists(strategies.bodies_of(cls), max_size=3))
    ),
    strategies.string_tokens(),
)
def test_lists_and_dictionaries_of_carriers_come_back(root: tuple[Any, list[str]], key: str) -> None:
    cls, bodies = root
    comes_back(f"[{','.join(['null', *bodies])}]", list[cls | None])  # type: ignore[valid-type]  # worked out
    comes_back(f'{{"":[{",".join(bodies)}],{key}:[]}}', dict[str, list[cls]])  # type: ignore[valid-type]  # as above


SCALARS: list[tuple[Any, st.SearchStrategy[str]]] = [
    (so.Int32, st.integers(-(2**31), 2**31 - 1).map(str)),
    (int, st.integers(-(2**63), 2**63 - 1).map(str)),
    (bool, st.sampled_from(["true", "false"])),
    (str, strategies.string_tokens()),
    (so.DateTime, strategies.date_times().map(lambda moment: json.dumps(moment.isoformat()))),
    (so.UserType | str, st.sampled_from(['"Unknown"', '"InternalAssociate"'])),
    (so.ETableRight | str, st.integers(0, 300).map(lambda n: so.encode(so.ETableRight(n)).decode())),
]


@given(
    st.sampled_from(SCALARS).flatmap(
        lambda pair: st.tuples(st.just(pair[0]), pair[1], strategies.string_tokens())
    )
)
def test_scalars_and_lists_and_dictionaries_of_them_come_back(root: tuple[Any, str, str]) -> None:
    scalar, token, key = root
    comes_back(token, scalar)
    comes_back("null", scalar | None)
    comes_back(f"[{token},null,{token}]", list[scalar | None])  # type: ignore[valid-type]  # worked out
    comes_back(f"[[{token}],[],[]]", list[list[scalar]])  # type: ignore[valid-type]  # as above
    comes_back(f'{{{key}:{token},"k":null}}', dict[str, scalar | None])  # type: ignore[valid-type]  # as above
    comes_back(f'{{{key}:{{}},"":{{{key}:{token}}}}}', dict[str, dict[str, scalar]])  # type: ignore[valid-type]  # as above


TEXTS = [
    "",
    " ",
    "\t",
    "\n",
    "\r",
    "\r\n",
    "\n\r",
    " a ",
    "\ta\t",
    "\ra\r",
    "\na\n",
    "a\r\nb\rc\nd",
    "]]>",
    "]]",
    "]",
    "]]]>]>",
    "<![CDATA[a]]>",
    "<!-- a -->",
    "<?a b?>",
    "<!DOCTYPE a>",
    "&amp;",
    "&#13;",
    "&",
    "<",
    ">",
    "<a/>",
    "</Value>",
    "'\"",
    "\u00a0",
    "\u0085",
    "\u2028\u2029",
    "\u200b\ufeff",
    "\x7f\x80\x9f",
    "\ud7ff\ue000\ufffd",
    "\U00010000\U0001f600\U0001fffe\U0010ffff",
    "e\u0301\u0130\u017f",
    "true",
    "3",
    "null",
    "{}",
    "x" * 100_000,
    "\r" * 1_000,
    " " * 1_000,
]
hurting = (
    st.sampled_from(TEXTS) | strategies.hurting_texts() | st.text("<>&'\"]![-? \t\r\n\ufeffa", max_size=12)
)


@given(hurting, hurting)
def test_texts_that_hurt_come_back_wherever_they_stand(one: str, other: str) -> None:
    first, second = json.dumps(one), json.dumps(other)
    comes_back(f'{{"Value":{first},"Tooltip":{second},"X":{first},"Y":[{first},{{"a":{second}}}]}}', so.Role)
    comes_back(f"[{first},{second},null]", list[str | None])
    comes_back(f'{{{first}:{second},"k":{first}}}', dict[str, str])
    comes_back(f'{{{first}:{second},"k":{first}}}', so.CustomFields)
    comes_back(first, str)
    comes_back(f'{{"Mask":{first},"Reason":{second}}}', so.TableRight)


NAMES = [
    "$type",
    "a b",
    "",
    " ",
    "xml",
    "XML",
    "xmlns",
    "xmlns:a",
    "a:b",
    ":",
    "1a",
    "-a",
    ".a",
    "a.",
    "a-",
    "a\u00b7",
    "\u00b7a",
    "\u0300",
    "é",
    "\U00010400",
    "\U000f0000",
    "a\u00d7b",
    "\u2028",
    "a\r\n\t b",
    "<a>",
    "a/b",
    "Member",
    "member",
    "item",
    "Key",
    "Value",
    "Id",
    "id",
    "ID",
    "json:name",
    "xsi:nil",
    "nil",
    "Role",
    "x" * 2_000,
]
names = st.sampled_from(NAMES) | strategies.hurting_texts()
tokens = st.recursive(
    strategies.scalar_tokens(),
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: f"[{','.join(items)}]")
        | st.lists(st.tuples(names.map(json.dumps), inner), max_size=3).map(
            lambda pairs: f"{{{','.join(f'{name}:{token}' for name, token in pairs)}}}"
        )
    ),
    max_leaves=6,
)


@given(st.lists(st.tuples(names, tokens), max_size=4))
def test_unknown_members_of_any_name_and_type_come_back(members: list[tuple[str, str]]) -> None:
    comes_back(body_of_unknown(so.Role, members), so.Role)
    comes_back(f'{{"User":{body_of_unknown(so.User, members)}}}', so.ResolvedUser)
    comes_back(body_of_unknown(so.OperationResult, members), so.OperationResult)


def body_of_unknown(cls: Any, members: list[tuple[str, str]]) -> str:
    """A body of those members of which the carrier declares none."""
    known = {member.name.lower() for member in so.schema_of(cls).members}
    pairs = [f"{json.dumps(name)}:{token}" for name, token in members if name.lower() not in known]
    return f"{{{','.join(pairs)}}}"


@given(st.sampled_from(CARRIERS).flatmap(lambda cls: st.tuples(st.just(cls), strategies.bodies_of(cls))))
def test_losses_are_named_exactly_where_an_extension_would_stand(root: tuple[Any, str]) -> None:
    cls, body = root
    body = without_what_xml_lacks(body).decode()
    value = so.decode(body, cls)
    document = so.encode(value, XML)
    plain, error = attempt(so.encode, value, XML, extensions=False)
    if b'="urn:so-carriers:json"' not in document:
        assert plain == document
        return
    assert isinstance(error, so.LossyEncoding)
    assert len(error.losses) >= len(set(error.paths)) >= 1
    assert is_fit_for_a_log(error)
    assert len(re.findall(rb" json:[a-z]+=", document)) == len(error.losses)
    lossy = so.encode(value, XML, extensions=False, allow_loss=True)
    assert b"urn:so-carriers" not in lossy
    again = so.decode(lossy, cls, XML)
    for member in so.schema_of(cls).members:
        if member.name.isidentifier():  # others cannot be said without an extension
            assert so.is_absent(again, member.attribute) == so.is_absent(value, member.attribute)


LIMITS = [so.Limits(), so.Limits(depth=2), so.Limits(text=4), so.Limits(members=2), so.Limits(body=100)]


def written(value: Any, limits: so.Limits) -> tuple[Any, str]:
    """The document of a value, or what is wrong with it and where."""
    document, error = attempt(so.encode, value, XML, limits=limits)
    return document, f"{type(error).__name__} {error}"


@given(st.sampled_from(CARRIERS).flatmap(strategies.carriers_of), st.sampled_from(LIMITS), st.data())
def test_the_short_way_of_writing_gives_the_same_document_or_error_as_the_long_one(
    value: Any, limits: so.Limits, data: st.DataObject
) -> None:
    members = so.schema_of(type(value)).members
    is_changed = data.draw(st.booleans())
    if members and is_changed:
        setattr(value, data.draw(st.sampled_from(members)).attribute, data.draw(MISTAKES))
    for root in (value, [value, None, value], {"a": value, "<": None}):
        short = written(root, limits)
        with mock.patch.object(xml_encoder, "plain_xml", side_effect=NotPlain):
            assert written(root, limits) == short


def ways(document: bytes) -> list[bytes | str]:
    """The same document in ways that a decoder may take short cuts for, or not."""
    text = document.decode()
    start = re.match(r"<[^\s/>]+", text)
    assert start is not None
    name = start.group()
    return [
        text,
        f"\ufeff{text}",
        f"{text}<!-- -->",
        f"<!-- -->{text}".encode(),
        f"<?a?>{text}".encode(),
        f"{name} xmlns:unused='urn:unused'{text.removeprefix(name)}".encode(),
        f"{name} unused=''{text.removeprefix(name)}".encode(),
        f"<?xml version='1.0'?>\n{text}\n".encode(),
        b"\xef\xbb\xbf" + document,
        text.encode("utf-16"),
        text.encode("utf-32"),
        f"<?xml version='1.0' encoding='utf-16'?>{text}".encode("utf-16-be"),
    ]


def outcome(body: bytes | str, asked: Any) -> tuple[Any, str]:
    """The value of a document, or what is wrong with it and where."""
    value, error = attempt(so.decode, body, asked, XML)
    if error is None:
        return value, ""
    assert is_fit_for_a_log(error)
    return None, f"{type(error).__name__} {error}"


@given(st.sampled_from(CARRIERS).flatmap(lambda cls: st.tuples(st.just(cls), strategies.bodies_of(cls))))
def test_a_document_reads_alike_whatever_way_it_takes(root: tuple[Any, str]) -> None:
    cls, body = root
    value = so.decode(without_what_xml_lacks(body), cls)
    for document in (so.encode(value, XML), so.encode(value, XML, indent=True)):
        for way in ways(document):
            assert so.identical(so.decode(way, cls, XML), value)


def written_by_others(document: bytes) -> list[bytes]:
    """The same document as other XML tools write it."""
    root = etree.fromstring(document, hardened())
    others = [
        etree.tostring(root, encoding="utf-8", xml_declaration=True),
        etree.tostring(root, encoding="utf-16", xml_declaration=True),
        etree.tostring(root, method="c14n", exclusive=True),
        etree.canonicalize(document.decode()).encode(),
    ]
    if document.isascii():  # names beyond it they write as references
        others += [etree.tostring(root), etree.tostring(root, encoding="iso-8859-1")]
    if b"&#" not in document:  # which these lose
        others += [
            ElementTree.tostring(ElementTree.fromstring(document), encoding="utf-8"),
            minidom.parseString(document).toxml().encode(),
        ]
    return others


@given(st.sampled_from(CARRIERS).flatmap(lambda cls: st.tuples(st.just(cls), strategies.bodies_of(cls))))
def test_a_document_that_other_tools_have_read_and_written_reads_alike(root: tuple[Any, str]) -> None:
    cls, body = root
    value = so.decode(without_what_xml_lacks(body), cls)
    for document in (so.encode(value, XML), so.encode(value, XML, indent=True)):
        for other in written_by_others(document):
            assert so.identical(so.decode(other, cls, XML), value)


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


anything_in_xml = st.one_of(
    anything, st.sampled_from([Whole, Part, list[str | None], dict[str, Part | None]])
)


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


@given(st.sampled_from(CARRIERS).flatmap(strategies.carriers_of), st.data())
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


@given(strategies.json_values())
def test_json_values_without_a_type_are_written_well_formed_or_refused(value: Any) -> None:
    document, error = attempt(so.encode, value, XML)
    if error is None:
        etree.fromstring(document, hardened())
    else:
        assert isinstance(error, so.EncodeError)


def depth_of(value: Any) -> int:
    if not isinstance(value, (dict, list)):
        return 0
    return 1 + max(map(depth_of, value.values() if isinstance(value, dict) else value), default=0)


@given(st.sampled_from(CARRIERS).flatmap(lambda cls: st.tuples(st.just(cls), strategies.bodies_of(cls))))
def test_depth_counts_the_same_containers_as_in_json(root: tuple[Any, str]) -> None:
    cls, body = root
    body = without_what_xml_lacks(body).decode()
    depth = depth_of(json.loads(body, parse_int=str))
    value = so.decode(body, cls)
    document = so.encode(value, XML, limits=so.Limits(depth=depth))
    assert so.identical(so.decode(document, cls, XML, limits=so.Limits(depth=depth)), value)
    if depth > 1:
        limits = so.Limits(depth=depth - 1)
        for _, error in (
            attempt(so.decode, document, cls, XML, limits=limits),
            attempt(so.encode, value, XML, limits=limits),
        ):
            assert isinstance(error, so.LimitExceeded)
            assert error.limit == "depth"


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: ascii(text[:20]))
def test_a_text_that_hurts_comes_back_as_it_is(text: str) -> None:
    comes_back(json.dumps({"Value": text, "X": text, "Y": [text]}), so.Role)
    comes_back(json.dumps({text: text}), dict[str, str])


@pytest.mark.parametrize("name", NAMES, ids=lambda name: ascii(name[:20]))
def test_an_unknown_member_whose_name_hurts_comes_back_with_any_value(name: str) -> None:
    for token in (
        "null",
        "true",
        "false",
        "0",
        "-1",
        "1.10",
        "1e400",
        '""',
        '"a"',
        "[]",
        "{}",
        "[1]",
        "[[]]",
    ):
        comes_back(f"{{{json.dumps(name)}:{token}}}", so.OperationResult)
        comes_back(f'{{"X":{{{json.dumps(name)}:{token}}}}}', so.Role)
        comes_back(f'{{"X":[{{{json.dumps(name)}:{token}}},{token}],"Y":[{token},{token}]}}', so.Role)

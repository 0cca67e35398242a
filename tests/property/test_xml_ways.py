"""One document in many ways: each is read as the same value, whatever short cut it takes."""

from __future__ import annotations

import re
from typing import Any
from unittest import mock
from xml.dom import minidom
from xml.etree import ElementTree

from hypothesis import given, strategies as st
from lxml import etree

import so_carriers as so
from so_carriers.engines.python import xml_encoder
from so_carriers.engines.python.xml_plain import NotPlain
from so_carriers.testing import carriers, json_bodies, xml_bodies, xml_texts
from tests.property.declared_carriers import CARRIERS, attempt
from tests.property.mistakes import MISTAKES
from tests.property.xml_returns import XML, hardened

classes_and_bodies = st.sampled_from(CARRIERS).flatmap(
    lambda cls: st.tuples(st.just(cls), json_bodies(cls, texts=xml_texts()))
)

LIMITS = [so.Limits(), so.Limits(depth=2), so.Limits(text=4), so.Limits(members=2), so.Limits(body=100)]


def written(value: Any, limits: so.Limits) -> tuple[Any, str]:
    """The document of a value, or what is wrong with it and where."""
    document, error = attempt(so.encode, value, XML, limits=limits)
    return document, f"{type(error).__name__} {error}"


@given(st.sampled_from(CARRIERS).flatmap(carriers), st.sampled_from(LIMITS), st.data())
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


@given(classes_and_bodies)
def test_a_document_reads_alike_whatever_way_it_takes(root: tuple[Any, bytes]) -> None:
    cls, body = root
    value = so.decode(body, cls)
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


@given(classes_and_bodies)
def test_a_document_that_other_tools_have_read_and_written_reads_alike(root: tuple[Any, bytes]) -> None:
    cls, body = root
    value = so.decode(body, cls)
    for document in (so.encode(value, XML), so.encode(value, XML, indent=True)):
        for other in written_by_others(document):
            assert so.identical(so.decode(other, cls, XML), value)


def plain_bodies(cls: Any) -> st.SearchStrategy[bytes]:
    """Documents that are read without a tree, but for some unknown members."""
    return xml_bodies(
        cls,
        spellings=False,
        white_space=False,
        namespaces=False,
        comments=False,
        references=False,
        declarations=False,
        extensions=False,
    )


@given(st.sampled_from(CARRIERS).flatmap(lambda cls: st.tuples(st.just(cls), plain_bodies(cls))))
def test_a_plain_document_reads_alike_in_the_short_way_and_the_long_one(root: tuple[Any, bytes]) -> None:
    cls, document = root
    value = so.decode(document, cls, XML)
    for way in (document + b"<!-- -->", document + b"<?a?>\n"):
        assert so.identical(so.decode(way, cls, XML), value)

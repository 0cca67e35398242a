"""Captured bodies and golden ones go from JSON to XML and back without a loss."""

from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

import so_carriers as so
from so_carriers.testing.comparison.compact import compact
from tests.conftest import CapturedBody
from tests.integration.test_corpus import asked_type
from tests.property.xml_returns import cannot_be_carried, hardened, without_what_xml_lacks
from tests.wire_types import type_of

XML = "application/xml"
GOLDEN = Path(__file__).parents[1] / "golden"
BODIES = [
    (folder / entry["file"], entry["type"])
    for folder in (GOLDEN, GOLDEN / "derived")
    for entry in json.loads((folder / "index.json").read_bytes())
]
UNCARRIED = {
    # They hold U+0000 or another character that XML 1.0 does not have.
    "shapes/texts_that_hurt.json",
    "derived/compact-escapes.texts_that_hurt.json",
    "derived/unknown-names.UntrustedCredentials.json",
    "derived/unknown-names.create_default_user_response.json",
    "derived/unknown-names.create_external_user_request.json",
}

every_body = pytest.mark.parametrize(
    ("file", "notation"), BODIES, ids=[str(file.relative_to(GOLDEN)) for file, _ in BODIES]
)


def twins(value: Any) -> Iterator[Any]:
    yield value
    yield copy.copy(value)
    yield copy.deepcopy(value)
    yield pickle.loads(pickle.dumps(value))


def comes_back(body: bytes, asked: Any) -> None:
    """Asserts that a body comes back from XML as JSON wrote it, by way of copies and pickles too."""
    value = so.decode(body, asked)
    expected = so.encode(value, type=asked)
    document = so.encode(value, XML, type=asked)
    etree.fromstring(document, hardened())
    for twin in twins(value):
        assert so.encode(twin, XML, type=asked) == document
    again = so.decode(document, asked, XML)
    assert so.identical(again, value)
    for twin in twins(again):
        assert so.encode(twin, type=asked) == expected


def test_a_captured_body_comes_back_from_xml_byte_for_byte(captured_body: CapturedBody) -> None:
    asked = asked_type(captured_body.carrier)
    comes_back(captured_body.content, asked)
    document = so.encode(so.decode(captured_body.content, asked), XML, type=asked)
    assert so.encode(so.decode(document, asked, XML), type=asked) == compact(captured_body.content)


def test_a_captured_body_of_a_carrier_of_the_library_needs_no_extensions(captured_body: CapturedBody) -> None:
    asked = asked_type(captured_body.carrier)
    value = so.decode(captured_body.content, asked)
    document = so.encode(value, XML, type=asked)
    if b"urn:so-carriers:json" in document:
        assert "Undeclared" in str(asked)
    else:
        assert so.encode(value, XML, type=asked, extensions=False) == document


@every_body
def test_a_golden_body_comes_back_from_xml_unless_xml_cannot_carry_it(file: Path, notation: str) -> None:
    body, asked = file.read_bytes(), type_of(notation)
    value = so.decode(body, asked)
    if cannot_be_carried(body):
        assert str(file.relative_to(GOLDEN)) in UNCARRIED
        with pytest.raises(so.EncodeError):
            so.encode(value, XML, type=asked)
        body = without_what_xml_lacks(body)
    comes_back(body, asked)


@every_body
def test_an_indented_golden_body_reads_as_the_same_value(file: Path, notation: str) -> None:
    body, asked = without_what_xml_lacks(file.read_bytes()), type_of(notation)
    value = so.decode(body, asked)
    indented = so.encode(value, XML, type=asked, indent=True)
    assert so.identical(so.decode(indented, asked, XML), value)


def test_every_golden_body_is_there() -> None:
    assert len(BODIES) > 300

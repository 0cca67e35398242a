"""What the laws of XML are asserted with."""

from __future__ import annotations

import copy
import json
import pickle
import re
from typing import Any

from lxml import etree

import so_carriers as so
from so_carriers.testing import laws
from so_carriers.testing.comparison.compact import compact
from tests.property.declared_carriers import attempt

XML = "application/xml"

FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What XML 1.0 does not have (production 2), as far as JSON has it."""

_ESCAPE = re.compile(r"\\(?:u00(?:0[0-8bef]|1[0-9a-f])|[bf])|(\\.)|[\ufffe\uffff]")
"""An escape of a forbidden character in a compact body, or such a character; other escapes are group 1."""

_COLUMNS = 400


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
    laws.assert_round_trips(value, XML, type=asked, allow_refusal=False)
    again = so.decode(document, asked, XML)
    for twin in (again, pickle.loads(pickle.dumps(copy.deepcopy(again)))):
        assert so.identical(twin, value)
        assert so.encode(twin, type=asked) == compact(body)
        assert so.encode(twin, XML, type=asked) == document
    indented = so.encode(value, XML, type=asked, indent=True)
    assert so.identical(so.decode(indented, asked, XML), value)


def hardened() -> etree.XMLParser:
    """A parser that does nothing that a document tells it to."""
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def is_fit_for_a_log(error: so.SoCarriersError) -> bool:
    """Whether an error can be told in one line that nothing of the document breaks."""
    return len(str(error)) < _COLUMNS and str(error).isprintable()


def outcome(body: bytes | str, asked: Any) -> tuple[Any, str]:
    """The value of a document, or what is wrong with it and where."""
    value, error = attempt(so.decode, body, asked, XML)
    if error is None:
        return value, ""
    assert is_fit_for_a_log(error)
    return None, f"{type(error).__name__} {error}"

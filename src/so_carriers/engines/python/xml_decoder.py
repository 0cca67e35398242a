"""XML to values, by way of a document."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

from so_carriers.engines.python.documents import value_of
from so_carriers.engines.python.xml_places import element_at, visible_element, xpath
from so_carriers.engines.python.xml_plain import NotPlain
from so_carriers.engines.python.xml_plain_reader import plain_document
from so_carriers.engines.python.xml_reader import UnreadableElement, XmlReader
from so_carriers.engines.python.xml_tree import read_tree
from so_carriers.errors import DecodeError
from so_carriers.schema.types import ValueType
from so_carriers.settings import Limits

if TYPE_CHECKING:
    from lxml.etree import _Element


def decode_xml(text: str, declared: ValueType, limits: Limits, *, strict: bool) -> Any:
    """The value of an XML document as that type.

    Raises DecodeError with the XPath and the line of the element for anything else,
    LimitExceeded over a limit.
    """
    # Plain code knows no places: at an error in what it read the tree is read, to tell where it is.
    with contextlib.suppress(NotPlain, DecodeError):
        return value_of(plain_document(text, declared, limits), declared, limits, strict=strict)
    root = read_tree(text, limits)
    try:
        return value_of(XmlReader(text, limits).read(root, declared), declared, limits, strict=strict)
    except UnreadableElement as refusal:
        failure, element = refusal.reason, visible_element(refusal.element, declared)
    except DecodeError as refusal:
        failure, element = refusal, element_at(root, declared, refusal.steps)
    # Raised out here, so that it has no context that quotes what it does not.
    raise failure.at(xpath(element), _line(element))


def _line(element: _Element) -> int | None:
    line: Any = element.sourceline
    return None if line is None else int(line)

"""What an XML document loses on its way through a contender, found by comparison, in words."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from lxml import etree

from benchmarks.losses import document_losses
from benchmarks.peers.lxml_trees import SAFE_PARSER
from benchmarks.xml_bodies import SCHEMA_INSTANCE


def xml_losses(sent: bytes, returned: bytes, declared: Collection[str]) -> tuple[str, ...]:
    """What `returned` lacks or says otherwise than `sent`, such as `unknown members: 1`; empty for nothing.

    Prefixes, namespaces and white space between elements may differ.
    """
    if returned == sent:
        return ()
    return document_losses(_document(sent), _document(returned), declared)


def _document(body: bytes) -> Any:
    return _value(etree.fromstring(body, SAFE_PARSER))


def _value(element: etree._Element) -> Any:
    """None for nil, text, or what the children are: a list where there are several of one name.

    An empty element is an object without members, which it cannot be told from.
    """
    if element.get(f"{{{SCHEMA_INSTANCE}}}nil") == "true":
        return None
    if not len(element) and element.text:
        return element.text
    names = [etree.QName(child).localname for child in element]
    values = [_value(child) for child in element]
    return values if len(set(names)) < len(names) else dict(zip(names, values, strict=True))

"""lxml's trees: parsed and written, with nothing made of them; the floor below all that stands on lxml."""

from __future__ import annotations

from lxml import etree

from benchmarks.peers.xml_peer import XmlPeer

LXML = "lxml.etree, tree (floor)"

SAFE_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
"""Reads no document type definition and nothing from elsewhere, as a server must set it up."""


def lxml_peer() -> XmlPeer:
    """Elements with texts and attributes."""

    def decode(body: bytes) -> etree._Element:
        return etree.fromstring(body, SAFE_PARSER)

    def encode(root: etree._Element) -> bytes:
        return etree.tostring(root, encoding="utf-8", xml_declaration=False)

    return XmlPeer(name=LXML, decode=decode, encode=encode, is_floor=True)

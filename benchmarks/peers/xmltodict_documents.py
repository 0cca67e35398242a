"""xmltodict: dictionaries in which every value is text."""

from __future__ import annotations

import json
from typing import Any

import xmltodict

from benchmarks.losses import type_losses
from benchmarks.peers.xml_peer import XmlPeer

XMLTODICT = "xmltodict"


def xmltodict_peer() -> XmlPeer:
    """Elements by name, attributes by name with `@` before it, no declaration before the root."""

    def encode(document: Any) -> bytes:
        text: str = xmltodict.unparse(document, full_document=False)
        return text.encode()

    def lacks(document: Any, body: bytes) -> tuple[str, ...]:
        return type_losses(json.loads(body), document)

    return XmlPeer(name=XMLTODICT, decode=xmltodict.parse, encode=encode, lacks=lacks)

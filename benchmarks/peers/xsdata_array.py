"""xsdata, on an element around many of the same class."""

from __future__ import annotations

import sys
from dataclasses import field, make_dataclass
from typing import Any

from xsdata.formats.dataclass.context import XmlContext
from xsdata.formats.dataclass.parsers import XmlParser
from xsdata.formats.dataclass.parsers.config import ParserConfig
from xsdata.formats.dataclass.serializers import XmlSerializer
from xsdata.formats.dataclass.serializers.config import SerializerConfig

from benchmarks.peers.xml_peer import XmlPeer
from benchmarks.peers.xsdata_models import XSDATA, xsdata_peers


def xsdata_array_peer(root: type) -> XmlPeer:
    """The classes of the first of `xsdata_peers`, and one more for the element around them."""
    name = f"ArrayOf{root.__name__}"
    item = type(xsdata_peers(root)[0].decode(f"<{root.__name__}/>".encode()))
    items: Any = field(default_factory=list, metadata={"name": root.__name__, "type": "Element"})
    array = make_dataclass(name, [("items", list[item], items)])  # type: ignore[valid-type]  # made at run time
    # It finds the types of annotations in the module of the class.
    array.__module__ = item.__module__
    setattr(sys.modules[item.__module__], name, array)
    context = XmlContext()
    parser = XmlParser(config=ParserConfig(fail_on_unknown_properties=False), context=context)
    serializer = XmlSerializer(config=SerializerConfig(xml_declaration=False), context=context)

    def decode(body: bytes) -> Any:
        return parser.from_bytes(body, array)

    def encode(value: Any) -> bytes:
        return serializer.render(value).encode()

    return XmlPeer(name=XSDATA, decode=decode, encode=encode)

"""xsdata, on dataclasses with the metadata of each element."""

from __future__ import annotations

import sys
from dataclasses import field, make_dataclass
from datetime import datetime
from typing import Any

from xsdata.formats.dataclass.context import XmlContext
from xsdata.formats.dataclass.parsers import XmlParser
from xsdata.formats.dataclass.parsers.config import ParserConfig
from xsdata.formats.dataclass.parsers.handlers import LxmlEventHandler, XmlEventHandler
from xsdata.formats.dataclass.serializers import XmlSerializer
from xsdata.formats.dataclass.serializers.config import SerializerConfig
from xsdata.formats.dataclass.serializers.writers import LxmlEventWriter, XmlEventWriter
from xsdata.models.datatype import XmlDateTime

from benchmarks.peers.xml_declarations import XmlDeclaration, XmlField, declare_for_xml
from benchmarks.peers.xml_peer import XmlPeer
from benchmarks.xml_bodies import PLAIN, Form

XSDATA = "xsdata"
XSDATA_ON_LXML = "xsdata on lxml"
XSDATA_WITHOUT_NULL = "xsdata, null left out"


def xsdata_peers(root: type, form: Form = PLAIN) -> tuple[XmlPeer, ...]:
    """On the standard library's parser, on lxml, and with classes that write less.

    Classes cannot tell absent from null. Those of the first two write every member, null
    as nil; those of the third leave out whatever is None, and every member of theirs can be.
    """
    complete, sparse = _classes(root, form, null=True), _classes(root, form, null=False)
    return (
        _peer(XSDATA, complete, on_lxml=False),
        _peer(XSDATA_ON_LXML, complete, on_lxml=True),
        _peer(XSDATA_WITHOUT_NULL, sparse, on_lxml=False),
    )


def _peer(name: str, root: type[Any], *, on_lxml: bool) -> XmlPeer:
    context = XmlContext()
    parser = XmlParser(
        # Servers newer than the schema send members that it does not know.
        config=ParserConfig(fail_on_unknown_properties=False),
        context=context,
        handler=LxmlEventHandler if on_lxml else XmlEventHandler,
    )
    serializer = XmlSerializer(
        config=SerializerConfig(xml_declaration=False),
        context=context,
        writer=LxmlEventWriter if on_lxml else XmlEventWriter,
    )

    def decode(body: bytes) -> Any:
        return parser.from_bytes(body, root)

    def encode(value: Any) -> bytes:
        return serializer.render(value).encode()

    return XmlPeer(name=name, decode=decode, encode=encode)


def _classes(root: type, form: Form, *, null: bool) -> type[Any]:
    """The class of the root; with `null` members have the carrier's defaults, and null is nil."""
    module_name = f"{__name__}.{'complete' if null else 'sparse'}_{form.nil_prefix}"
    meta = type("Meta", (), {"namespace": form.namespace or None})

    def make(declaration: XmlDeclaration) -> type[Any]:
        for declared in declaration.fields:
            if declared.item is not None:
                array = make_class(_array(declared), [_items(declared, null=null)])
                setattr(sys.modules[module_name], array.__name__, array)
        return make_class(declaration.name, [_field(declared, null=null) for declared in declaration.fields])

    def make_class(name: str, fields: list[tuple[str, str, Any]]) -> type[Any]:
        made: type[Any] = make_dataclass(name, fields, kw_only=True, slots=True, namespace={"Meta": meta})
        # From Python 3.12 on make_dataclass says that the class is of the module that called it.
        made.__module__ = module_name
        return made

    module = declare_for_xml(root, module_name, make)
    vars(module)[XmlDateTime.__name__] = XmlDateTime
    made: type[Any] = getattr(module, root.__name__)
    return made


def _array(declared: XmlField) -> str:
    """The class of an element that holds a list, as xsdata's generator of classes makes one."""
    return f"ArrayOf{declared.item}"


def _items(declared: XmlField, *, null: bool) -> tuple[str, str, Any]:
    metadata = {"name": declared.item, "type": "Element", "nillable": null}
    return "items", f"list[{declared.annotation}]", field(default_factory=list, metadata=metadata)


def _field(declared: XmlField, *, null: bool) -> tuple[str, str, Any]:
    annotation, default = declared.annotation, declared.default
    if declared.item is not None:
        annotation = f"{_array(declared)} | None"
    # Its own type of dates reads faster than datetime and keeps more digits.
    annotation = annotation.replace(datetime.__name__, XmlDateTime.__name__)
    if isinstance(default, datetime):
        default = XmlDateTime.from_datetime(default)
    is_nullable = annotation.endswith(" | None")
    if not null:
        annotation, default = annotation if is_nullable else f"{annotation} | None", None
    metadata = {"name": declared.name, "type": "Element", "nillable": null and is_nullable}
    return declared.attribute, annotation, field(default=default, metadata=metadata)

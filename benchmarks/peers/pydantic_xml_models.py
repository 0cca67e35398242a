"""pydantic-xml, on models with an element for each member."""

from __future__ import annotations

from types import new_class
from typing import Any

from pydantic_xml import BaseXmlModel, element, wrapped

from benchmarks.peers.lxml_trees import SAFE_PARSER
from benchmarks.peers.xml_declarations import XmlDeclaration, XmlField, declare_for_xml
from benchmarks.peers.xml_peer import XmlPeer
from benchmarks.xml_bodies import PLAIN, Form

PYDANTIC_XML = "pydantic-xml"


def pydantic_xml_peer(root: type, form: Form = PLAIN) -> XmlPeer:
    """Models that write what was set; it reads null as not set."""
    model = xml_model_class(root, form)

    def decode(body: bytes) -> BaseXmlModel:
        return model.from_xml(body, empty_as_string=True, parser=SAFE_PARSER)

    def encode(value: BaseXmlModel) -> bytes:
        written = value.to_xml(exclude_unset=True, encoding="utf-8", xml_declaration=False)
        return written if isinstance(written, bytes) else written.encode()

    return XmlPeer(name=PYDANTIC_XML, decode=decode, encode=encode)


def xml_model_class(root: type, form: Form = PLAIN) -> type[BaseXmlModel]:
    """The model of a carrier, with an element for each member."""
    module_name = f"{__name__}.models_{form.nil_prefix}"
    prefix, namespaces = ("", {"": form.namespace}) if form.namespace else (None, None)
    # Servers differ in the order of members.
    search = "unordered" if namespaces else "strict"

    def make(declaration: XmlDeclaration) -> type[Any]:
        fields = {field.attribute: _field(field, prefix) for field in declaration.fields}
        body = {
            "__module__": module_name,
            "__annotations__": {attribute: annotation for attribute, (annotation, _) in fields.items()},
            **{attribute: made for attribute, (_, made) in fields.items()},
        }
        options = {"tag": declaration.name, "ns": prefix, "nsmap": namespaces, "search_mode": search}
        return new_class(declaration.name, (BaseXmlModel,), options, lambda namespace: namespace.update(body))

    module = declare_for_xml(root, module_name, make)
    for model in vars(module).values():
        # A model that can hold itself was not complete when it was made.
        if isinstance(model, type) and issubclass(model, BaseXmlModel):
            model.model_rebuild()
    made: type[BaseXmlModel] = getattr(module, root.__name__)
    return made


def _field(field: XmlField, prefix: str | None) -> tuple[str, Any]:
    if field.item is None:
        nillable = field.annotation.endswith("| None")
        made = element(field.name, prefix, nillable=nillable, default=field.default)
        return field.annotation, made
    items = element(field.item, prefix, default=None)
    return f"list[{field.annotation}] | None", wrapped(field.name, items, prefix)

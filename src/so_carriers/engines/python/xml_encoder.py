"""Values to XML: what is plain by functions compiled for carriers, all else by the general writer."""

from __future__ import annotations

import re
from typing import Any

from so_carriers.engines.python.documents import document_of
from so_carriers.engines.python.xml_names import JSON, NIL, SCHEMA_INSTANCE, value_name
from so_carriers.engines.python.xml_plain import NotPlain
from so_carriers.engines.python.xml_plain_writer import plain_xml
from so_carriers.engines.python.xml_tree import indented
from so_carriers.engines.python.xml_writer import XmlWriter
from so_carriers.errors import EncodeError, LossyEncoding
from so_carriers.schema.stated_type import stated_type
from so_carriers.schema.types import AnyType, DictionaryType, ListType, ValueType
from so_carriers.settings import Limits

_NAME = re.compile("<[^ />]+")
_XSI = f' xmlns:xsi="{SCHEMA_INSTANCE}"'
_NIL_END = f"{NIL}/>"
_JSON = f' xmlns:json="{JSON}"'


def encode_xml(
    value: Any,
    declared: ValueType | None,
    limits: Limits,
    *,
    extensions: bool,
    allow_loss: bool,
    indent: bool,
) -> bytes:
    """The XML of a value; `declared` is its type where it does not state it.

    Raises EncodeError with the path of what cannot be written, LossyEncoding with all
    paths of what would need an extension, LimitExceeded over a limit.
    """
    declared = stated_type(value) if declared is None else declared
    try:
        text = with_namespaces(plain_xml(value, declared, limits))
    except (EncodeError, NotPlain):
        text = ""
    # Outside of the handler, since an error of plain code does not know where it is.
    text = text or _general_xml(value, declared, limits, extensions=extensions, allow_loss=allow_loss)
    body = indented(text) if indent else text.encode()
    limits.check_body(body)
    return body


def _general_xml(
    value: Any, declared: ValueType | None, limits: Limits, *, extensions: bool, allow_loss: bool
) -> str:
    document = document_of(value, declared, limits)
    declared = _any_type(document) if declared is None else declared
    writer = XmlWriter(limits, extensions=extensions)
    writer.write(value_name(declared), declared, document)
    if writer.losses and not allow_loss:
        raise LossyEncoding("XML without extensions", writer.losses)
    return with_namespaces("".join(writer.pieces), uses_extensions=extensions and writer.extended)


def _any_type(document: Any) -> ValueType:
    """The type of a root that does not state one."""
    if isinstance(document, list):
        return ListType(AnyType())
    return DictionaryType(AnyType()) if isinstance(document, dict) else AnyType()


def with_namespaces(text: str, *, uses_extensions: bool = False) -> str:
    """The XML with the namespaces that it uses declared at the root."""
    # No text can have the quotation mark and the slash of an element's end: `>` is escaped in texts.
    declarations = (_XSI if _NIL_END in text else "") + (_JSON if uses_extensions else "")
    if not declarations:
        return text
    end = _NAME.match(text).end()  # type: ignore[union-attr]  # the text begins with an element
    return f"{text[:end]}{declarations}{text[end:]}"

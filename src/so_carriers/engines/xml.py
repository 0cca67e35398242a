"""XML by the engine that serves: by the native one first, by the reference engine what that declines."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from so_carriers.engines.python import xml_decoder, xml_encoder
from so_carriers.engines.selection import choose, chosen
from so_carriers.schema.stated_type import stated_type
from so_carriers.schema.types import ValueType
from so_carriers.settings import Limits


def decode_xml(
    octets: bytes | None, text: Callable[[], str], declared: ValueType, limits: Limits, *, strict: bool
) -> Any:
    """The value of an XML document as that type.

    `octets` is the document where it is in UTF-8 unless it says otherwise itself, `text` gives
    it whatever charset it is in. Raises DecodeError with the XPath and the line of the element
    for anything else, LimitExceeded over a limit, and what `text` raises.
    """
    native = None if octets is None else (chosen or choose())[0]
    if native is not None:
        value = native.decode_xml(octets, declared, limits, strict)
        if value.__class__ is not native.Declined:
            return value
    return xml_decoder.decode_xml(text(), declared, limits, strict=strict)


def encode_xml(
    value: Any,
    declared: ValueType | None,
    limits: Limits,
    *,
    extensions: bool,
    allow_loss: bool,
    indent: bool,
) -> bytes:
    """The XML of a value, compact or indented; `declared` is its type where it does not state it.

    Raises EncodeError with the path of what cannot be written, LossyEncoding with all
    paths of what would need an extension, LimitExceeded over a limit.
    """
    native = None if indent else (chosen or choose())[0]
    if native is not None:
        if declared is None and not hasattr(value, "__carrier_schema__"):
            declared = stated_type(value)
        body = native.encode_xml(value, declared, limits, extensions)
        if body.__class__ is bytes:
            if len(body) > limits.body:
                limits.check_body(body)
            return body
    return xml_encoder.encode_xml(
        value, declared, limits, extensions=extensions, allow_loss=allow_loss, indent=indent
    )

"""XML 1.0 in the form that NetServer's documents show.

- `application/xml` and `text/xml`; written in UTF-8 without a declaration, without a
  namespace, and without white space between elements unless it is indented.
- A root is named after its type, members stand in their order, null is `xsi:nil`, what is
  absent is left out, lists and dictionaries are wrapped.
- What plain XML cannot say stands in attributes of the namespace `urn:so-carriers:json`.
- Names of roots and items, namespaces, prefixes and `xsi:type` are not looked at.
- The charset is that of the byte-order mark, else of Content-Type, else of the XML
  declaration, else UTF-8 (RFC 7303, section 3).
- A document type declaration is refused.
- Both dialects are alike.
"""

from __future__ import annotations

from typing import Any

from so_carriers.charsets import DEFAULT_CHARSET
from so_carriers.codecs.body_text import text_of
from so_carriers.codecs.xml_charset import xml_codec
from so_carriers.engines.xml import decode_xml, encode_xml
from so_carriers.schema.types import ValueType
from so_carriers.settings import Dialect, Limits

MEDIA_TYPES = ("application/xml", "text/xml")


class XmlCodec:
    """Reads and writes XML."""

    name = "xml"

    def decode(
        self,
        body: bytes | str,
        declared: ValueType,
        *,
        charset: str | None = None,
        dialect: Dialect,
        limits: Limits,
        strict: bool,
    ) -> Any:
        """The value of an XML document; raises DecodeError, LimitExceeded or UnsupportedMediaType."""
        if len(body) > limits.body:
            limits.check_body(body)
        return decode_xml(
            _octets(body, charset), lambda: _text(body, charset), declared, limits, strict=strict
        )

    def encode(
        self,
        value: Any,
        declared: ValueType | None,
        *,
        dialect: Dialect,
        limits: Limits,
        extensions: bool = True,
        allow_loss: bool = False,
        indent: bool = False,
    ) -> bytes:
        """The XML of a value; raises EncodeError, LossyEncoding or LimitExceeded."""
        return encode_xml(
            value, declared, limits, extensions=extensions, allow_loss=allow_loss, indent=indent
        )


def _octets(body: bytes | str, charset: str | None) -> bytes | None:
    """The bytes of a body that is in UTF-8, unless its XML declaration says that it is not; else None."""
    if isinstance(body, bytes):
        return body if charset is None or charset.lower() == DEFAULT_CHARSET else None
    if body.startswith("\ufeff"):
        return None
    try:
        return body.encode()
    except UnicodeEncodeError:  # a lone surrogate
        return None


def _text(body: bytes | str, charset: str | None) -> str:
    if isinstance(body, str):
        return body.removeprefix("\ufeff")
    codec, mark = xml_codec(body, charset)
    return text_of(body[mark:], codec)

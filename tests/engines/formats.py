"""The formats that the native engine reads and writes, each beside the reference engine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

import pytest

from so_carriers.codecs.body_text import text_of
from so_carriers.codecs.xml_charset import xml_codec
from so_carriers.engines.python import json_decoder, json_encoder, xml_decoder, xml_encoder
from so_carriers.schema.types import ValueType
from so_carriers.settings import Limits

native: Any
try:
    from so_carriers.engines.native import engine as native
except ImportError:
    native = None

needs_native = pytest.mark.skipif(native is None, reason="the native engine was not built")

Read: TypeAlias = Callable[[bytes, ValueType, Limits, bool], Any]
"""Body, type, limits, and whether it is strict."""
Write: TypeAlias = Callable[[Any, ValueType | None, Limits], Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One format, read and written by either engine."""

    name: str
    read_natively: Read
    read: Read
    write_natively: Write
    write: Write

    @property
    def media_type(self) -> str:
        """What the public functions call it."""
        return f"application/{self.name}"


def reason_of(given: Any) -> str | None:
    """Why the native engine declined; None where it served."""
    return given.reason if isinstance(given, native.Declined) else None


def _read_json(body: bytes, declared: ValueType, limits: Limits, strict: bool) -> Any:  # a Read
    return json_decoder.decode_json(body, declared, limits, strict=strict)


def _read_json_natively(body: bytes, declared: ValueType, limits: Limits, strict: bool) -> Any:  # a Read
    return native.decode_json(body, declared, limits, strict=strict)


def _write_json(value: Any, declared: ValueType | None, limits: Limits) -> bytes:
    return json_encoder.encode_json(value, declared, limits, indent=False)


def _write_json_natively(value: Any, declared: ValueType | None, limits: Limits) -> Any:
    return native.encode_json(value, declared, limits)


def _read_xml(body: bytes, declared: ValueType, limits: Limits, strict: bool) -> Any:  # a Read
    codec, mark = xml_codec(body, None)
    return xml_decoder.decode_xml(text_of(body[mark:], codec), declared, limits, strict=strict)


def _read_xml_natively(body: bytes, declared: ValueType, limits: Limits, strict: bool) -> Any:  # a Read
    return native.decode_xml(body, declared, limits, strict=strict)


def _write_xml(value: Any, declared: ValueType | None, limits: Limits) -> bytes:
    return xml_encoder.encode_xml(value, declared, limits, extensions=True, allow_loss=False, indent=False)


def _write_xml_natively(value: Any, declared: ValueType | None, limits: Limits) -> Any:
    return native.encode_xml(value, declared, limits, extensions=True)


JSON = Format(
    name="json",
    read_natively=_read_json_natively,
    read=_read_json,
    write_natively=_write_json_natively,
    write=_write_json,
)
XML = Format(
    name="xml",
    read_natively=_read_xml_natively,
    read=_read_xml,
    write_natively=_write_xml_natively,
    write=_write_xml,
)

FORMATS = {each.name: each for each in (JSON, XML)}

for_every_format = pytest.mark.parametrize("format_", FORMATS.values(), ids=[*FORMATS])

"""Forms to values."""

from __future__ import annotations

from typing import Any

from so_carriers.engines.python.documents import value_of
from so_carriers.engines.python.form_documents import document_of_pairs
from so_carriers.engines.python.form_pairs import read_pairs
from so_carriers.engines.python.form_scalars import ROOTS, is_root
from so_carriers.engines.python.form_shortcuts import reader_of
from so_carriers.errors import DecodeError
from so_carriers.schema.types import CarrierType, ValueType
from so_carriers.settings import Limits


def decode_form(body: bytes, declared: ValueType, charset: str, limits: Limits, *, strict: bool) -> Any:
    """The value of a form; `charset` is one of Python's codecs that ASCII is part of.

    Raises DecodeError with the path of the member, LimitExceeded over a limit.
    """
    if isinstance(declared, CarrierType) and charset == "utf-8":
        value = reader_of(declared.carrier.__carrier_schema__).call(body, limits)
        if value is not None:
            return value
    return decode_any_form(body, declared, charset, limits, strict=strict)


def decode_any_form(body: bytes, declared: ValueType, charset: str, limits: Limits, *, strict: bool) -> Any:
    """The same by the general way, which takes longer for the simplest forms."""
    if not is_root(declared):
        raise DecodeError(ROOTS)
    pairs = read_pairs(body, charset, limits)
    if not pairs:
        raise DecodeError("a form (name=value)", "no name" if body else "an empty body")
    document = document_of_pairs(pairs, declared, limits)
    return value_of(document, declared, limits, strict=strict)

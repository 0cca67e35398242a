"""What the native engine offers: each function returns what the reference engine would, or a `Declined`."""

from __future__ import annotations

from typing import Any

from so_carriers.engines.native import _native
from so_carriers.engines.native.plans import plan_of_carriers, value_plan
from so_carriers.errors import InvalidDefinition
from so_carriers.schema.stated_type import stated_type
from so_carriers.schema.types import CarrierType, ValueType
from so_carriers.settings import Limits

Declined = _native.Declined
counts = _native.counts


def decode_json(body: bytes, declared: ValueType, limits: Limits, *, strict: bool) -> Any:
    """The value of a JSON text as that type."""
    return _native.decode_json(_plan(declared), body, limits, strict)


def encode_json(value: Any, declared: ValueType | None, limits: Limits) -> Any:
    """The compact JSON text of a value."""
    if declared is None:
        schema = type(value).__dict__.get("__carrier_schema__")
        declared = None if schema is None else schema.as_type
    plan = None if declared is None else _plan(declared)
    return _native.encode_json(plan, value, limits, False)


def decode_xml(body: bytes, declared: ValueType, limits: Limits, *, strict: bool) -> Any:
    """The value of an XML document in UTF-8 as that type."""
    return _native.decode_xml(_plan(declared), body, limits, strict)


def encode_xml(value: Any, declared: ValueType | None, limits: Limits, *, extensions: bool) -> Any:
    """The XML of a value, not indented; Declined where it would need extensions that may not be."""
    declared = stated_type(value) if declared is None else declared
    plan = None if declared is None else _plan(declared)
    return _native.encode_xml(plan, value, limits, extensions)


def _plan(declared: ValueType) -> Any:
    """The plan of a type; None where the reference engine has to say what is wrong with it."""
    try:
        if isinstance(declared, CarrierType) and not declared.nullable:
            return plan_of_carriers(declared.carrier.__carrier_schema__)
        return value_plan(declared)
    except InvalidDefinition:
        return None

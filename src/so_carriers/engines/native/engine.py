"""What the native engine offers: each function returns what the reference engine would, or a `Declined`."""

from __future__ import annotations

from typing import Any

from so_carriers.engines.native import _native
from so_carriers.engines.native.plans import plan_of_carriers, value_plan
from so_carriers.errors import InvalidDefinition
from so_carriers.schema.types import CarrierType, ValueType
from so_carriers.settings import Limits

Declined = _native.Declined
counts = _native.counts


def decode_json(body: bytes, declared: ValueType, limits: Limits, *, strict: bool) -> Any:
    """The value of a JSON text as that type."""
    return _native.decode_json(_plan(declared), body, limits.depth, limits.members, strict)


def encode_json(value: Any, declared: ValueType | None, limits: Limits) -> Any:
    """The compact JSON text of a value."""
    if declared is None:
        schema = type(value).__dict__.get("__carrier_schema__")
        declared = None if schema is None else schema.as_type
    plan = None if declared is None else _plan(declared)
    return _native.encode_json(plan, value, limits.depth, limits.members, False)


def _plan(declared: ValueType) -> Any:
    """The plan of a type; None where the reference engine has to say what is wrong with it."""
    try:
        if isinstance(declared, CarrierType) and not declared.nullable:
            return plan_of_carriers(declared.carrier.__carrier_schema__)
        return value_plan(declared)
    except InvalidDefinition:
        return None

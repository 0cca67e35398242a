"""Shallow copies of carriers, by a function compiled for each class."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from so_carriers.engines.python.compiled import CompiledFunction, compile_function, compiled_function
from so_carriers.schema.carrier_schema import CarrierSchema


def copier_of(carrier: type[Any]) -> CompiledFunction:
    """The function that copies such a carrier as `copy.copy` does, several times faster."""
    return compiled_function(carrier.__carrier_schema__, _compile_copier)


def _compile_copier(schema: CarrierSchema) -> Callable[..., Any]:
    attributes = [*schema.by_attribute, "_wire_state"]
    lines = [
        "def copy(carrier):",
        "    twin = new(Blank)",
        *(f"    twin.{attribute} = carrier.{attribute}" for attribute in attributes),
        "    twin.__class__ = Carrier",
        "    return twin",
    ]
    names = {"new": object.__new__, "Blank": schema.blank, "Carrier": schema.carrier}
    return compile_function("copy", "\n".join(lines), names, f"copier of {schema.name}")

"""Which members of two carriers of one class differ, by a function compiled for the class.

It only finds what is worth a closer look: what it leaves out is written alike, what it gives
may be. Absent members and what the wire states keep are for the caller to compare.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from so_carriers.engines.python.compiled import CompiledFunction, compile_function, compiled_function
from so_carriers.schema.carrier_schema import CarrierSchema
from so_carriers.schema.identity import same_scalar, same_value
from so_carriers.schema.member import Member
from so_carriers.schema.types import (
    BooleanType,
    CarrierType,
    DictionaryType,
    IntegerType,
    ListType,
    TextType,
    ValueType,
)


def changes_of(carrier: type[Any]) -> CompiledFunction:
    """The function that lists the members whose values differ between two such carriers."""
    return compiled_function(carrier.__carrier_schema__, _compile_changes)


def _compile_changes(schema: CarrierSchema) -> Callable[..., Any]:
    names: dict[str, Any] = {
        "same_items": _same_items,
        "same_scalar": same_scalar,
        "same_value": same_value,
        "same_values": _same_values,
    }
    lines = ["def changes(old, new):", "    found = []"]
    for i, member in enumerate(schema.members):
        names[f"M{i}"] = member
        lines.append(f"    a = old.{member.attribute}; b = new.{member.attribute}")
        lines.append(f"    if a is not b and ({_differ(i, member, names)}):")
        lines.append(f"        found.append(M{i})")
    lines.append("    return found")
    return compile_function("changes", "\n".join(lines), names, f"changes of {schema.name}")


def _differ(i: int, member: Member, names: dict[str, Any]) -> str:
    """The code that tells whether two values of a member, which are not one object, may differ."""
    declared = member.type
    if isinstance(declared, (IntegerType, BooleanType, TextType)):
        return "a != b or a.__class__ is not b.__class__"
    if isinstance(declared, CarrierType):
        _bind(i, declared, names)
        return (
            f"a.__class__ is not C{i} or b.__class__ is not C{i}"
            f" or a._wire_state is not b._wire_state or R{i}(a, b)"
        )
    for container, item, function in _CONTAINERS:
        if isinstance(declared, container):
            inner = getattr(declared, item)
            if isinstance(inner, CarrierType):
                _bind(i, inner, names)
                return f"not {function}(a, b, C{i}, changes{i}.call)"
            return "not same_value(a, b)"
    return "not same_scalar(a, b)"


_CONTAINERS: tuple[tuple[type[ValueType], str, str], ...] = (
    (ListType, "item", "same_items"),
    (DictionaryType, "value", "same_values"),
)


def _bind(i: int, declared: CarrierType, names: dict[str, Any]) -> None:
    names[f"C{i}"] = declared.carrier
    names[f"changes{i}"] = changes_of(declared.carrier)
    changes_of(declared.carrier).bind(names, f"R{i}")


def _same_items(old: Any, new: Any, carrier: type[Any], changes: Callable[..., Any]) -> bool:
    if old.__class__ is not list or new.__class__ is not list or len(old) != len(new):
        return False
    for one, other in zip(old, new, strict=True):
        if one is not other and (
            one.__class__ is not carrier
            or other.__class__ is not carrier
            or one._wire_state is not other._wire_state
            or changes(one, other)
        ):
            return False
    return True


def _same_values(old: Any, new: Any, carrier: type[Any], changes: Callable[..., Any]) -> bool:
    if not isinstance(old, dict) or not isinstance(new, dict) or old.keys() != new.keys():
        return False
    return _same_items([*old.values()], [new[key] for key in old], carrier, changes)

"""Asking a carrier what its attributes cannot say, and taking a member out."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from so_carriers.schema.carrier_schema import schema_of
from so_carriers.schema.member import Member
from so_carriers.schema.wire_state import JsonValue, WireState
from so_carriers.values.ascii_case import fold


def is_absent(carrier: Any, attribute: str) -> bool:
    """Whether a body of this carrier leaves the member out.

    `attribute` is the Python name; raises AttributeError for one that is not declared.
    """
    member = _member(carrier, attribute)
    state: WireState | None = carrier._wire_state
    return state is not None and member.attribute in state.absent


def set_absent(carrier: Any, attribute: str) -> None:
    """Leaves a member out of the body from now on; its attribute reads its default again.

    Assigning to the attribute brings the member back. Raises AttributeError for a name
    that is not declared.
    """
    member = _member(carrier, attribute)
    state: WireState = carrier._wire_state or WireState()
    setattr(carrier, attribute, member.absent_value())
    # A name in another case that was not the member would be it once the member is gone.
    unknown = {name: value for name, value in state.unknown.items() if fold(name) != fold(member.name)}
    absent, null = state.absent | {attribute}, state.null - {attribute}
    carrier._wire_state = state.changed(absent=absent, null=null, unknown=unknown)


def unknown_members(carrier: Any) -> Mapping[str, JsonValue]:
    """The members of the body that the carrier does not declare, by wire name.

    A read-only mapping to dict, list, str, int, bool, None and, for every number that
    is no exact int, `NumberToken`. What it holds is a copy: the carrier writes its
    unknown members back as they came.
    """
    schema_of(type(carrier))
    state: WireState | None = carrier._wire_state
    return MappingProxyType(copy.deepcopy(dict(state.unknown)) if state is not None else {})


def _member(carrier: Any, attribute: str) -> Member:
    schema = schema_of(type(carrier))
    try:
        return schema.by_attribute[attribute]
    except KeyError:
        raise AttributeError(f"{schema.carrier.__qualname__} has no member {attribute!r}") from None

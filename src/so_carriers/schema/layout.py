"""Which names a carrier is written with, in which order."""

from __future__ import annotations

from typing import Any, NamedTuple

from so_carriers.schema.carrier_schema import CarrierSchema
from so_carriers.schema.member import Member
from so_carriers.schema.wire_state import WireState


class Place(NamedTuple):
    """One name of a written carrier."""

    name: str
    """As it is spelled."""

    member: Member | None
    """The member that it names; None for an unknown one."""

    null: bool
    """Whether null is written against the member's type."""


def layout_of(carrier: Any) -> tuple[Place, ...]:
    """What is written of this carrier, in order.

    Names that the body had stand where they stood; members that were absent and are
    present now follow in declared order, then unknown ones.
    """
    schema: CarrierSchema = type(carrier).__carrier_schema__
    state: WireState | None = carrier._wire_state
    if state is None:
        return tuple(Place(member.name, member, False) for member in schema.members)
    places: tuple[Place, ...] | None = state.places
    if places is None:
        places = _places(schema, state)
        object.__setattr__(state, "places", places)
    return places


def _places(schema: CarrierSchema, state: WireState) -> tuple[Place, ...]:
    members = (member for member in schema.members if member.attribute not in state.absent)
    places = {
        place.name: place
        for place in (
            *(Place(state.names.get(m.attribute, m.name), m, m.attribute in state.null) for m in members),
            *(Place(name, None, False) for name in state.unknown),
        )
    }
    if state.order is None:
        return tuple(places.values())
    first = [places.pop(name) for name in state.order if name in places]
    return (*first, *places.values())

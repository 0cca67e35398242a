"""The shape of a JSON object: which names it has, in which order.

Bodies of one server repeat a few shapes, so what a shape means for a carrier (which
member each name is, what is absent, what is unknown) is worked out once.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import MISSING
from typing import Any, Final

from so_carriers.engines.python.json_reader import InexactNumber, has_float
from so_carriers.engines.python.json_scalars import Reading
from so_carriers.schema.carrier_schema import CarrierSchema
from so_carriers.schema.member import Member
from so_carriers.schema.types import BooleanType, IntegerType, TextType, ValueType
from so_carriers.schema.wire_state import WireState


class Absent:
    """What stands for an absent member where its default has no canonical JSON."""


ABSENT: Final = Absent()

_SIMPLE = {str, int, bool, type(None)}
"""The types of JSON values that can neither nest nor have lost their token."""

_MOST_SHAPES = 64
_MOST_CHARACTERS = 4096


class Shape:
    """What one list of names means for a carrier.

    `take` gives the members' JSON values in declared order, with that of its default, or
    ABSENT, for an absent member; `state` is the wire state unless there are unknown members.
    """

    __slots__ = ("_absent", "_names", "_order", "names", "state", "take", "unknown")

    def __init__(self, schema: CarrierSchema, fillers: Sequence[Any], names: list[str]) -> None:
        self.names = names
        spelled = schema.spelled(names)
        chosen = set(spelled.values())
        self.unknown = tuple(name for name in names if name not in chosen)
        self._absent = frozenset(m.attribute for m in schema.members if m.attribute not in spelled)
        self._names = {m.attribute: spelled[m.attribute] for m in schema.members if _respelled(m, spelled)}
        usual = [*(spelled[m.attribute] for m in schema.members if m.attribute in spelled), *self.unknown]
        self._order = None if usual == names else tuple(names)
        self.take = _taker(schema, fillers, spelled, names)
        self.state = self._state({}) or None

    def state_with_unknown(self, found: dict[str, Any], reading: Reading) -> WireState:
        """The wire state with the unknown members of an object of this shape."""
        unknown = {name: found[name] for name in self.unknown}
        for value in unknown.values():
            if value.__class__ not in _SIMPLE:
                reading.check_unknown(unknown)
                if not reading.exact and has_float(unknown):
                    raise InexactNumber
                break
        return self._state(unknown)

    def _state(self, unknown: dict[str, Any]) -> WireState:
        return WireState(absent=self._absent, unknown=unknown, order=self._order, names=self._names)


class Shapes:
    """The shapes of one carrier that were met, at most 64 of them kept: the names are the peer's."""

    def __init__(self, schema: CarrierSchema) -> None:
        self._schema = schema
        self._fillers = [_filler(member) for member in schema.members]
        self.known: dict[tuple[str, ...], Shape] = {}
        self.recent = [Shape(schema, self._fillers, [])]
        """The one of those that was met last, which is compared first; to begin with that of `{}`."""

    def learn(self, names: list[str]) -> Shape:
        """The shape of an object with these names."""
        shape = Shape(self._schema, self._fillers, names)
        if len(self.known) < _MOST_SHAPES and sum(map(len, names)) <= _MOST_CHARACTERS:
            self.known[tuple(names)] = shape
        return shape


def _respelled(member: Member, spelled: Mapping[str, str]) -> bool:
    return spelled.get(member.attribute, member.name) != member.name


def _filler(member: Member) -> Any:
    """The canonical JSON of the member's default where that is a plain scalar, else ABSENT."""
    if member.default_factory is not MISSING or member.requires is not None:
        return ABSENT
    value = member.absent_value()
    declared = member.type
    if value is None and declared.nullable:
        return None
    if isinstance(declared, IntegerType):
        return value if type(value) is int and declared.lowest <= value <= declared.highest else ABSENT
    return value if type(value) is _JSON_TYPES.get(type(declared)) else ABSENT


_JSON_TYPES: dict[type[ValueType], type] = {BooleanType: bool, TextType: str}


def _taker(
    schema: CarrierSchema, fillers: Sequence[Any], spelled: Mapping[str, str], names: list[str]
) -> Callable[[dict[str, Any]], Iterable[Any]]:
    wanted = [spelled.get(member.attribute, member.name) for member in schema.members]
    if wanted == names:
        return dict.values
    if len(spelled) == len(wanted) > 1:
        return operator.itemgetter(*wanted)
    return lambda found: map(found.get, wanted, fillers)

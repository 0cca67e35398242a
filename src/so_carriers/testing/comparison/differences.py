"""Where two values first differ, told so that a tester sees it at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from so_carriers.errors import format_path
from so_carriers.schema.carrier_schema import CarrierSchema
from so_carriers.schema.identity import inner, same_scalar, written
from so_carriers.schema.layout import Place, layout_of
from so_carriers.schema.member import Member
from so_carriers.schema.types import (
    CarrierType,
    DictionaryType,
    ListType,
    ValueType,
    declared_type,
    is_carrier,
)
from so_carriers.schema.wire_state import Spelling
from so_carriers.testing.comparison.descriptions import ABSENT, parting, told_apart, told_apart_in_secret
from so_carriers.values.ascii_case import fold


@dataclass(frozen=True, slots=True)
class Difference:
    """A place where two values differ, and what stands there in either, in words.

    `steps` are the names and indices from the root to the place; for bytes the last is the
    index. Values of secret members are not shown.
    """

    steps: tuple[str | int, ...]
    one: str
    other: str

    @property
    def path(self) -> str:
        """The place as errors write it, `$.LicenseOwners[0].Name`."""
        return format_path(self.steps)

    def __str__(self) -> str:
        return f"{self.path}: {self.one} against {self.other}"


def first_difference(one: Any, other: Any, *, type: Any = None, names: bool = True) -> Difference | None:
    """The first place where two values are not identical; None where `so_carriers.identical` says they are.

    The values may be carriers, lists, dictionaries, scalars, plain documents and bytes. What
    counts is what `identical` compares: presence, null, order, spellings, unknown members, the
    tokens of numbers and the types of values (`1` is not `True`).

    `type` is what a plain document stands for, so that what is secret in it is not shown. With
    `names=False` the order of members and the spelling of declared names do not count, nor of
    what Python type a number is: patches cannot say those.
    """
    return next(all_differences(one, other, type=type, names=names), None)


def all_differences(one: Any, other: Any, *, type: Any = None, names: bool = True) -> Iterator[Difference]:
    """Every such place, the innermost ones, in order; takes what `first_difference` does."""
    declared = None if type is None else declared_type(type)
    return _Comparison(names).values(_Spot((), declared), _Side(one), _Side(other))


class _Side(NamedTuple):
    """What stands in one of the two values, with the spelling that is kept for it."""

    value: Any
    spelling: Any = None

    @property
    def shown(self) -> Any:
        """The value, with its spelling where that is what is written."""
        kept = isinstance(self.spelling, Spelling) and written(self.value, self.spelling) is not self.value
        return self.spelling if kept else self.value

    def step(self, key: int | str) -> _Side:
        """What is under an index or a key."""
        return _Side(self.value[key], inner(self.spelling, key))


@dataclass(frozen=True, slots=True)
class _Spot:
    """A place in both values, and what is known of it."""

    steps: tuple[str | int, ...]
    declared: ValueType | None
    secret: bool = False

    def member(self, name: str, member: Member | None, schema: CarrierSchema) -> _Spot:
        """The place of a member; one whose name is nearly that of a secret one is secret too."""
        known = member or schema.by_folded_name.get(fold(name))
        declared = None if member is None else member.type
        return self._within(name, declared, known is not None and known.secret)

    def item(self, key: int | str) -> _Spot:
        """The place of an item of a list or dictionary, or of a member of a plain document."""
        match self.declared:
            case CarrierType(carrier=carrier) if isinstance(key, str):
                schema: CarrierSchema = carrier.__carrier_schema__
                return self.member(key, schema.by_folded_name.get(fold(key)), schema)
            case ListType(item=declared) | DictionaryType(value=declared):
                return self._within(key, declared, False)
            case _:
                return self._within(key, None, False)

    def _within(self, step: str | int, declared: ValueType | None, secret: bool) -> _Spot:
        # The keys of a dictionary that is secret are so too.
        steps = self.steps if self.secret else (*self.steps, step)
        return _Spot(steps, declared, self.secret or secret)

    def difference(self, one: Any, other: Any) -> Difference:
        """What to say of the two values that stand here."""
        tell = told_apart_in_secret if self.secret else told_apart
        return Difference(self.steps, *tell(one, other))


@dataclass(frozen=True, slots=True)
class _Comparison:
    """How values are compared; each method gives all differences."""

    names: bool

    def values(self, spot: _Spot, one: _Side, other: _Side) -> Iterator[Difference]:
        kind = type(one.value)
        if is_carrier(kind) and kind is type(other.value):
            yield from self.carriers(spot, one.value, other.value)
        elif isinstance(one.value, dict) and kind is type(other.value):
            yield from self.dictionaries(spot, one, other)
        elif isinstance(one.value, list) and kind is type(other.value):
            yield from self.lists(spot, one, other)
        elif isinstance(one.value, bytes) and isinstance(other.value, bytes):
            yield from self.bytes(spot, one.value, other.value)
        elif not self.are_same(one, other):
            yield spot.difference(one.shown, other.shown)

    def are_same(self, one: _Side, other: _Side) -> bool:
        """Whether two scalars, or values of different kinds, are the same."""
        texts = written(*one), written(*other)
        if not self.names and all(isinstance(text, (int, float)) for text in texts):
            # The same number may be a float in one and its token in the other.
            is_bool = [isinstance(text, bool) for text in texts]
            return is_bool[0] == is_bool[1] and repr(texts[0]) == repr(texts[1])
        return same_scalar(one.value, other.value) and same_scalar(*texts)

    def bytes(self, spot: _Spot, one: bytes, other: bytes) -> Iterator[Difference]:
        if one != other:
            # Latin-1 has a character for each byte, so that places are the same.
            texts = one.decode("latin-1"), other.decode("latin-1")
            yield spot.item(parting(one, other)).difference(*texts)

    def lists(self, spot: _Spot, one: _Side, other: _Side) -> Iterator[Difference]:
        shorter, longer = sorted((len(one.value), len(other.value)))
        for index in range(longer):
            sides = [side.step(index) if index < len(side.value) else _NOTHING for side in (one, other)]
            if index < shorter:
                yield from self.values(spot.item(index), *sides)
            else:
                yield spot.item(index).difference(*(side.shown for side in sides))

    def dictionaries(self, spot: _Spot, one: _Side, other: _Side) -> Iterator[Difference]:
        for key in {**one.value, **other.value}:
            sides = [side.step(key) if key in side.value else _NOTHING for side in (one, other)]
            if any(side is _NOTHING for side in sides):
                yield spot.item(key).difference(*(side.shown for side in sides))
            else:
                yield from self.values(spot.item(key), *sides)
        yield from self.orders(spot, [*one.value], [*other.value])

    def orders(self, spot: _Spot, one: list[str], other: list[str]) -> Iterator[Difference]:
        """The first difference of two orders of the same names; other names are told of elsewhere."""
        if self.names and one != other and {*one} == {*other}:
            at = parting(one, other)
            shown = ["its members in one order", "in another"]
            if not spot.secret:
                shown = [f"{format_path([names[at]])[1:]} as member {at + 1}" for names in (one, other)]
            yield Difference(spot.steps, *shown)

    def carriers(self, spot: _Spot, one: Any, other: Any) -> Iterator[Difference]:
        schema: CarrierSchema = type(one).__carrier_schema__
        places = [_by_member(layout_of(carrier)) for carrier in (one, other)]
        for key in {**places[0], **places[1]}:
            here, there = places[0].get(key), places[1].get(key)
            name, member, _ = here or places[1][key]
            inside = spot.member(name, member, schema)
            if here is not None and there is not None:
                yield from self.members(inside, (one, here), (other, there))
            else:
                shown = [_written(carrier, place).shown for carrier, place in ((one, here), (other, there))]
                yield inside.difference(*shown)
        orders = [[place.name for place in found.values()] for found in places]
        yield from self.orders(spot, *orders)

    def members(self, spot: _Spot, one: tuple[Any, Place], other: tuple[Any, Place]) -> Iterator[Difference]:
        places = one[1], other[1]
        if self.names and places[0].name != places[1].name:
            yield Difference(spot.steps, *(f'spelled "{place.name}"' for place in places))
        if places[0].null != places[1].null:
            yield spot.difference(_written(*one).shown, _written(*other).shown)
        elif self.names or not places[0].null:
            # Where null is written, what the attributes hold is compared all the same.
            yield from self.values(spot, _attribute(*one), _attribute(*other))


_NOTHING = _Side(ABSENT)


def _by_member(layout: Iterable[Place]) -> dict[tuple[bool, str], Place]:
    """The names of a carrier by what they name: a declared member, or an unknown one."""
    return {
        (False, place.name) if place.member is None else (True, place.member.name): place for place in layout
    }


def _written(carrier: Any, place: Place | None) -> _Side:
    """What is written for a member, if it is there."""
    if place is None:
        return _NOTHING
    return _Side(None) if place.null else _attribute(carrier, place)


def _attribute(carrier: Any, place: Place) -> _Side:
    """What a carrier holds for a member."""
    state = carrier._wire_state
    if place.member is None:
        return _Side(state.unknown[place.name])
    attribute = place.member.attribute
    return _Side(getattr(carrier, attribute), state.spellings.get(attribute) if state is not None else None)

"""The schema of one carrier class: its members, and how an instance is filled.

It is made with the class; what needs the annotations is worked out at once where they
can be read, and on first use where a class that they name is declared further down.
"""

from __future__ import annotations

import dataclasses
import operator
import sys
import threading
import typing
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from types import FrameType
from typing import Any

from so_carriers.errors import InvalidDefinition
from so_carriers.schema.member import Member, declaration_of
from so_carriers.schema.types import CONTAINERS, CarrierType, value_type
from so_carriers.schema.wire_state import WireState
from so_carriers.values.ascii_case import fold

# One for all, as working out the members of one carrier may do so for others.
_RESOLVING = threading.RLock()


class CarrierSchema:
    """What engines and users may know of a carrier class.

    `carrier` is the class, `name` its name on the wire (the root element of its XML).
    """

    def __init__(
        self, carrier: type[Any], name: str, annotations: Mapping[str, Any], scope: FrameType
    ) -> None:
        self.carrier = carrier
        self.name = name
        self.compiled: dict[object, Any] = {}
        """What engines have compiled for this class, each under a key of its own."""
        self._annotations = annotations
        self._scope: FrameType | None = scope
        self._members: tuple[Member, ...] | None = None

    @property
    def members(self) -> tuple[Member, ...]:
        """The members in declared order; raises InvalidDefinition where an annotation cannot be used."""
        if self._members is None:
            with _RESOLVING:
                if self._members is None:
                    self._members = self._resolve()
                    self._scope = None
        return self._members

    def _resolve(self) -> tuple[Member, ...]:
        inherited = {m.attribute: m for base in _base_schemas(self.carrier) for m in base.members}
        hints = self._hints()
        return tuple(
            self._member(field, hints[field.name]) if field.name in hints else inherited[field.name]
            for field in dataclasses.fields(self.carrier)
        )

    @cached_property
    def as_type(self) -> CarrierType:
        """The type of a value that is such a carrier."""
        return CarrierType(self.carrier)

    @cached_property
    def by_attribute(self) -> dict[str, Member]:
        """The members by attribute."""
        return {member.attribute: member for member in self.members}

    @cached_property
    def by_name(self) -> dict[str, Member]:
        """The members by wire name."""
        return {member.name: member for member in self.members}

    @cached_property
    def by_folded_name(self) -> dict[str, Member]:
        """The members by wire name in ASCII lower case."""
        return {fold(member.name): member for member in self.members}

    def spelled(self, names: Iterable[str]) -> dict[str, str]:
        """Which of a body's names stands for each member that is there, by attribute.

        The exact one, else the last in another ASCII case.
        """
        spelled: dict[str, str] = {}
        for name in names:
            member = self.by_name.get(name) or self.by_folded_name.get(fold(name))
            if member is not None and spelled.get(member.attribute) != member.name:
                spelled[member.attribute] = name
        return spelled

    @cached_property
    def read_key(self) -> Callable[[Any], tuple[Any, ...]] | None:
        """Reads the key members of an instance; None where the carrier declares none that are scalars."""
        return _reader([m.attribute for m in self.members if m.key and not isinstance(m.type, CONTAINERS)])

    @cached_property
    def values(self) -> Callable[[Any], tuple[Any, ...]]:
        """Reads all attributes of an instance at once, in declared order."""
        return _reader([*self.by_attribute]) or (lambda _carrier: ())

    @cached_property
    def blank(self) -> type[Any]:
        """A class of the same layout whose assignments go straight into the slots.

        Whoever fills an instance makes one of these, stores each attribute, and then
        gives it the carrier's class; the carrier's own assignment also keeps the wire
        state, which costs five times as much.
        """
        # Both, since the interpreter has one slot for the two: else each store runs Python code.
        plain = {"__setattr__": object.__setattr__, "__delattr__": object.__delattr__}
        body = {"__slots__": (), "__module__": self.carrier.__module__, **plain}
        return type(self.carrier.__name__, (self.carrier,), body)

    def build(self, values: Iterable[Any], state: WireState | None) -> Any:
        """An instance with these attributes, in declared order, and this wire state."""
        carrier = object.__new__(self.blank)
        for member, value in zip(self.members, values, strict=True):
            setattr(carrier, member.attribute, value)
        carrier._wire_state = state
        carrier.__class__ = self.carrier
        return carrier

    def all_absent(self) -> Any:
        """An instance whose members are all absent, as `{}` gives it."""
        return self.build((member.absent_value() for member in self.members), self.all_absent_state)

    @cached_property
    def all_absent_state(self) -> WireState | None:
        """The wire state of `{}`; None for a carrier that declares no member."""
        return WireState(absent=frozenset(self.by_attribute)) or None

    def check(self) -> None:
        """Raises InvalidDefinition, with class, field and reason, unless the class can be a carrier."""
        self._check_names()
        self._check_requirements(self.carrier, frozenset())

    def _check_names(self) -> None:
        seen: dict[str, tuple[str, str]] = {}
        for field in dataclasses.fields(self.carrier):
            name = self._wire_name(field)
            attribute, other = seen.setdefault(fold(name), (field.name, name))
            if attribute != field.name:
                reason = f'its wire name "{name}" is that of {attribute} ("{other}")'
                raise self.refusal(field.name, f"{reason}; names must differ by more than case")

    def _wire_name(self, field: dataclasses.Field[Any]) -> str:
        declaration = declaration_of(field)
        if declaration is None:
            raise self.refusal(field.name, 'it has no wire name; declare it with member("WireName")')
        name: object = declaration.name
        if not isinstance(name, str) or not name or any("\ud800" <= c <= "\udfff" for c in name):
            raise self.refusal(field.name, f"its wire name must be a text, found {name!r}")
        return name

    def _check_requirements(self, carrier: type[Any], outer: frozenset[type[Any]]) -> None:
        for member in carrier.__carrier_schema__.members:
            if member.requires in outer | {carrier}:
                reason = f"it requires a {member.requires.__qualname__} within itself, so none can be made"
                raise carrier.__carrier_schema__.refusal(member.attribute, reason)
            if member.requires is not None:
                self._check_requirements(member.requires, outer | {carrier})

    def _hints(self) -> dict[str, Any]:
        # Many members share one annotation, and reading its text is the costly part.
        read: dict[Any, Any] = {}
        hints: dict[str, Any] = {}
        for attribute, annotation in self._annotations.items():
            key = annotation if isinstance(annotation, str) else id(annotation)
            if key not in read:
                read[key] = self._hint(attribute, annotation)
            hints[attribute] = read[key]
        return hints

    def _hint(self, attribute: str, annotation: Any) -> Any:
        module = sys.modules.get(self.carrier.__module__)
        scope = {**(self._scope.f_locals if self._scope else {}), self.carrier.__name__: self.carrier}
        holder = type("Annotations", (), {"__annotations__": {attribute: annotation}})
        try:
            hints = typing.get_type_hints(holder, vars(module) if module else {}, scope, include_extras=True)
        except NameError as error:
            reason = f"its annotation says {annotation}, but {error}"
            raise self.refusal(attribute, reason) from error
        except Exception as error:  # an annotation is the user's own code, and may raise anything
            raise self.refusal(attribute, f"its annotation {annotation!r} is no type: {error}") from error
        return hints[attribute]

    def _member(self, field: dataclasses.Field[Any], hint: Any) -> Member:
        declaration = declaration_of(field)
        try:
            declared_type = value_type(hint)
        except InvalidDefinition as reason:
            raise self.refusal(field.name, str(reason)) from reason
        return Member(
            attribute=field.name,
            name=self._wire_name(field),
            type=declared_type,
            key=declaration is not None and declaration.key,
            secret=declaration is not None and declaration.secret,
            default=field.default,
            default_factory=field.default_factory,
        )

    def refusal(self, attribute: str, reason: str) -> InvalidDefinition:
        """The error for one field of this class."""
        return InvalidDefinition(f"{self.carrier.__qualname__}.{attribute}: {reason}")


def _reader(attributes: list[str]) -> Callable[[Any], tuple[Any, ...]] | None:
    """Reads these attributes of an instance at once, in order; None where there are none."""
    if len(attributes) > 1:
        return operator.attrgetter(*attributes)
    return (lambda carrier: (getattr(carrier, attributes[0]),)) if attributes else None


def schema_of(carrier: type[Any]) -> CarrierSchema:
    """The schema of a carrier class; raises InvalidDefinition for any other class."""
    schema = vars(carrier).get("__carrier_schema__")
    if not isinstance(schema, CarrierSchema):
        raise InvalidDefinition(f"{carrier.__qualname__} is not a carrier: decorate it with @carrier")
    return schema


def _base_schemas(carrier: type[Any]) -> list[CarrierSchema]:
    bases = [base for base in carrier.__mro__[:0:-1] if "__carrier_schema__" in vars(base)]
    return [vars(base)["__carrier_schema__"] for base in bases]

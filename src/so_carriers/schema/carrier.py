"""`@carrier`: makes a dataclass whose instances remember how they came.

    @carrier
    class Invoice:
        number: int = member("InvoiceNumber", key=True)
        paid: DateTime | None = member("Paid", default=None)

The result is a dataclass of the standard library with slots and keyword-only
arguments; every codec works on it at once.
"""

from __future__ import annotations

import contextlib
import copy
import dataclasses
import inspect
import reprlib
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import InitVar, dataclass
from types import FrameType
from typing import Any, ClassVar, NoReturn, TypeVar, dataclass_transform, overload

from so_carriers.errors import InvalidDefinition
from so_carriers.schema.carrier_schema import CarrierSchema
from so_carriers.schema.declared import announce
from so_carriers.schema.identity import same_value
from so_carriers.schema.member import member
from so_carriers.schema.wire_state import JsonValue, WireState

C = TypeVar("C")

_STATE = "_wire_state"
_set = object.__setattr__
_RESERVED = {"__init__", "__new__", "__post_init__", "__setattr__", "__delattr__", "__slots__"}
"""What fills and changes an instance, which is the library's business."""
_RESERVED_IN_BASES = _RESERVED - {"__init__", "__slots__"}
"""The dataclass has these two of its own, so that a base may have any."""
_PER_CLASS = ("__dict__", "__weakref__", "__annotations__", "__annotate__", "__annotate_func__")


class Carrier:
    """What every carrier inherits: the slot of the wire state, and assignments that keep it true."""

    __slots__ = (_STATE,)
    __carrier_schema__: ClassVar[CarrierSchema]
    _wire_state: WireState | None

    def __new__(cls, *_arguments: Any, **_members: Any) -> Any:
        """Makes the blank that the dataclass's own `__init__` fills; `__post_init__` gives it its class."""
        schema = cls.__carrier_schema__
        if schema.carrier is not cls:
            raise InvalidDefinition(f"{cls.__qualname__} is not a carrier: decorate it with @carrier")
        return object.__new__(schema.blank)

    def __post_init__(self, _wire_state: WireState | None) -> None:
        schema = self.__carrier_schema__
        self._wire_state = None if _wire_state is None else _replaced_state(self, schema, _wire_state)
        self.__class__ = schema.carrier

    def __setattr__(self, name: str, value: Any) -> None:
        _set(self, name, value)
        state = self._wire_state
        if state is not None:
            _set(self, _STATE, state.without(name))

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(
            f"{name} cannot be deleted; set_absent(carrier, {name!r}) leaves it out of the body"
        )

    def __eq__(self, other: object) -> bool:
        if other.__class__ is not self.__class__:
            return NotImplemented
        values = self.__carrier_schema__.values
        return bool(values(self) == values(other) and _unknown(self) == _unknown(other))

    __hash__ = None  # type: ignore[assignment]  # carriers change, so they have no hash, as any dataclass

    @reprlib.recursive_repr()
    def __repr__(self) -> str:
        shown = ", ".join(f"{f.name}={getattr(self, f.name)!r}" for f in dataclasses.fields(self) if f.repr)  # type: ignore[arg-type]  # every carrier is a dataclass
        return f"{type(self).__qualname__}({shown})"

    def __copy__(self) -> Any:
        schema = self.__carrier_schema__
        return schema.build(schema.values(self), self._wire_state)

    def __deepcopy__(self, memo: dict[int, Any]) -> Any:
        schema = self.__carrier_schema__
        twin = object.__new__(schema.blank)
        memo[id(self)] = twin
        for item in schema.members:
            setattr(twin, item.attribute, copy.deepcopy(getattr(self, item.attribute), memo))
        twin._wire_state = self._wire_state
        twin.__class__ = schema.carrier
        return twin

    def __reduce__(self) -> tuple[Any, ...]:
        schema = self.__carrier_schema__
        attributes = dict(zip(schema.by_attribute, schema.values(self), strict=True))
        return _unfilled, (type(self),), (attributes, self._wire_state)

    def __setstate__(self, pickled: tuple[Mapping[str, Any], WireState | None]) -> None:
        attributes, state = pickled
        for item in self.__carrier_schema__.members:
            # A pickle of another version may lack a member.
            known = item.attribute in attributes
            _set(self, item.attribute, attributes[item.attribute] if known else item.absent_value())
        _set(self, _STATE, state)


def _unfilled(cls: type[Carrier]) -> Any:
    """What unpickling fills: first the instance, then its attributes, as carriers may hold each other."""
    return object.__new__(cls)


def _replaced_state(carrier: Carrier, schema: CarrierSchema, state: WireState) -> WireState | None:
    """The wire state that `dataclasses.replace` hands on: what was given a value is there now.

    A member that was given its default stays as it was: it cannot be told from one
    that was not named.
    """
    kept: WireState | None = state
    for attribute in state.absent | state.null:
        given = getattr(carrier, attribute)
        if kept is not None and not same_value(given, schema.by_attribute[attribute].absent_value()):
            kept = kept.without(attribute)
    return kept


def _unknown(carrier: Any) -> Mapping[str, JsonValue]:
    state: WireState | None = carrier._wire_state
    return state.unknown if state is not None else {}


@overload
def carrier(cls: type[C], /) -> type[C]: ...
@overload
def carrier(*, name: str) -> Callable[[type[C]], type[C]]: ...
@dataclass_transform(kw_only_default=True, field_specifiers=(member,))
def carrier(cls: type[C] | None = None, /, *, name: str | None = None) -> Any:
    """Makes a carrier of a class whose fields are declared with `member()`.

    `name` is the carrier's name on the wire where it is not the class's own. Raises
    InvalidDefinition, with class, field and reason, for what cannot be a carrier: a
    field without a wire name, a type that has no place on the wire, two members whose
    names differ by case at most.
    """
    scope = sys._getframe(1)
    if cls is None:
        return lambda decorated: _make_carrier(decorated, name, scope)
    return _make_carrier(cls, name, scope)


def _make_carrier(cls: type[Any], name: str | None, scope: FrameType) -> type[Any]:
    annotations = inspect.get_annotations(cls)
    _check_body(cls, annotations)
    made = _make_dataclass(cls, annotations)
    fields = {field.name for field in dataclasses.fields(made)}
    own = {attribute: annotation for attribute, annotation in annotations.items() if attribute in fields}
    schema = CarrierSchema(made, name or cls.__name__, own, scope)
    made.__carrier_schema__ = schema
    for argument in _arguments(made) - fields - {_STATE}:
        raise schema.refusal(argument, f"{annotations[argument]} is not a type that a carrier can have")
    try:
        schema.check()
    except InvalidDefinition as error:
        # A class that an annotation names may be declared further down; engines check again on first use.
        if not isinstance(error.__cause__, NameError):
            raise
    announce(made)
    return made


def _check_body(cls: type[Any], annotations: Mapping[str, Any]) -> None:
    """Raises InvalidDefinition where the class defines what a carrier cannot."""
    for base in cls.__mro__[:-1]:
        if base is cls or not issubclass(base, Carrier):
            for reserved in (_RESERVED if base is cls else _RESERVED_IN_BASES) & vars(base).keys():
                raise InvalidDefinition(f"{cls.__qualname__}: a carrier cannot define {reserved}")
    taken = {_STATE, *getattr(cls, "__dataclass_fields__", ())} - (annotations.keys() - {_STATE})
    for attribute in taken & (vars(cls).keys() | annotations.keys()):
        raise InvalidDefinition(f"{cls.__qualname__}.{attribute}: the name is that of an inherited member")
    for attribute, value in vars(cls).items():
        if isinstance(value, dataclasses.Field) and attribute not in annotations:
            raise InvalidDefinition(f"{cls.__qualname__}.{attribute}: the member has no type; annotate it")


def _arguments(made: type[Any]) -> set[str]:
    code = made.__init__.__code__
    return set(code.co_varnames[1 : code.co_argcount + code.co_kwonlyargcount])


def _make_dataclass(cls: type[Any], annotations: Mapping[str, Any]) -> type[Any]:
    body = {key: value for key, value in vars(cls).items() if key not in _PER_CLASS}
    # As an InitVar with the slot's name the wire state is handed on by dataclasses.replace.
    body["__annotations__"] = {**annotations, _STATE: InitVar[Any]}
    body[_STATE] = None
    bases = tuple(base for base in cls.__bases__ if base is not object)
    if not any(issubclass(base, Carrier) for base in bases):
        bases = (*bases, Carrier)
    metaclass: Any = type(cls)
    plain = metaclass(cls.__name__, bases, body)
    try:
        made: type[Any] = dataclass(slots=True, kw_only=True, eq=False, repr=False)(plain)
    except (TypeError, ValueError) as reason:
        raise InvalidDefinition(f"{cls.__qualname__}: {reason}") from reason
    # The default of the InitVar would hide the slot behind it.
    delattr(made, _STATE)
    _point_super_at(made, cls)
    return made


def _point_super_at(made: type[Any], cls: type[Any]) -> None:
    """Lets `super()` without arguments work in methods: it looks into a cell that holds the first class."""
    for function in (function for value in vars(cls).values() for function in _functions(value)):
        for cell in getattr(function, "__closure__", None) or ():
            with contextlib.suppress(ValueError):  # a cell may be empty as yet
                if cell.cell_contents is cls:
                    cell.cell_contents = made


def _functions(value: Any) -> Iterator[Any]:
    """The functions in an attribute of a class: itself, those of a property, and what a decorator wraps."""
    for name in ("__func__", "fget", "fset", "fdel", "__wrapped__"):
        inside = getattr(value, name, None)
        if inside is not None:
            yield from _functions(inside)
    yield value

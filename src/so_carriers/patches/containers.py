"""What a pointer can lead through: carriers, lists and dictionaries, each in a class of one kind.

    CarrierKind      names lead to members, declared ones by their wire name, and unknown ones
    ListKind         indices lead to items
    DictionaryKind   keys lead to values; plain objects are dictionaries too

What stands somewhere is a `Node`: a value, its declared type, and the spelling that its
carrier keeps of it. Nothing here copies: whoever changes a container has made it their own.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple, Protocol

from so_carriers.engines.python.documents import document_of, value_of
from so_carriers.errors import PatchConflict, excerpt
from so_carriers.schema.carrier_schema import CarrierSchema
from so_carriers.schema.identity import inner
from so_carriers.schema.member import Member
from so_carriers.schema.stated_type import stated_type
from so_carriers.schema.types import AnyType, CarrierType, DictionaryType, ListType, ValueType
from so_carriers.schema.wire_state import Spellings, WireState
from so_carriers.settings import DEEPEST, Dialect, Limits
from so_carriers.values.ascii_case import fold

PLAIN = AnyType(nullable=True)
"""The type of what stands in a plain document."""

UNKNOWN = AnyType(nullable=True)
"""The type of what stands in an unknown member of a carrier."""

Key = Member | int | str
"""What a token means in a container: a declared member or an unknown name, an index, a key.

Each kind gives its own, and takes no other.
"""

_INDEX = re.compile(r"0|[1-9][0-9]{0,17}", re.ASCII)
"""An array index of RFC 6901, section 4."""

_CONTAINER_TYPES = (ListType, DictionaryType)

_set = object.__setattr__
_DEEP = Limits(depth=DEEPEST)


class Home(NamedTuple):
    """The member that keeps the spelling of what is in a list or dictionary, and the steps there from it."""

    carrier: Any
    attribute: str
    steps: tuple[int | str, ...] = ()


class Node(NamedTuple):
    """A value where it stands."""

    value: Any
    type: ValueType
    spelling: Spellings | None = None
    secret: bool = False
    home: Home | None = None


class Kind(Protocol):
    """What can be done with containers of one kind."""

    def find(self, node: Node, token: str, dialect: Dialect) -> Key:
        """What a token leads to; raises PatchConflict where nothing is there."""
        ...

    def place(self, node: Node, token: str, dialect: Dialect) -> Key:
        """Where a token would add something; raises PatchConflict where nothing can be."""
        ...

    def holds(self, node: Node, key: Any) -> bool:
        """Whether something is where `place` said."""
        ...

    def child(self, node: Node, key: Any) -> Node:
        """What stands there."""
        ...

    def type_at(self, node: Node, key: Any) -> tuple[ValueType, bool]:
        """The type of what may stand there, and whether it is secret."""
        ...

    def put_copy(self, node: Node, key: Any, value: Any) -> None:
        """Puts a copy of what stands there into its place."""
        ...

    def add(self, node: Node, key: Any, value: Any, spelling: Spellings | None) -> None:
        """Adds a value: before the item that is there in a list, in the place of what is there elsewhere."""
        ...

    def replace(self, node: Node, key: Any, value: Any, spelling: Spellings | None) -> None:
        """Puts another value in the place of what is there."""
        ...

    def remove(self, node: Node, key: Any) -> None:
        """Takes out what is there."""
        ...


def kind_of(value: Any) -> Kind:
    """The kind of a container; raises PatchConflict for what is none."""
    cls = value.__class__
    if "__carrier_schema__" in cls.__dict__:
        return CARRIERS
    if isinstance(value, list):
        return LISTS
    if isinstance(value, dict):
        return DICTIONARIES
    what = "null" if value is None else f"a {cls.__name__}"
    raise PatchConflict(f"nothing is within {what}")


def is_object(value: Any) -> bool:
    """Whether a value is written as an object."""
    return isinstance(value, dict) or "__carrier_schema__" in value.__class__.__dict__


def type_here(declared: ValueType, value: Any) -> ValueType:
    """The declared type, or that of a carrier that stands where none is declared."""
    if declared is PLAIN and "__carrier_schema__" in value.__class__.__dict__:
        return stated_type(value) or PLAIN
    return declared


class CarrierKind:
    """Carriers: a name is a declared member, exactly or as this carrier spells it, or an unknown one."""

    def find(self, node: Node, token: str, dialect: Dialect) -> Key:
        """The member or the unknown name that is there."""
        carrier = node.value
        member: Member | None = carrier.__carrier_schema__.by_name.get(token)
        if member is not None and carrier._wire_state is None:
            return member
        key = self._key(carrier, token, dialect)
        if self.holds(node, key):
            return key
        if isinstance(key, Member):
            raise PatchConflict(f"the member {key.name} is absent")
        raise PatchConflict(
            f"there is no member {excerpt(token).removeprefix('text ')}{_advice(carrier, token)}"
        )

    def place(self, node: Node, token: str, dialect: Dialect) -> Key:
        """The member, absent maybe, or any other name."""
        return self._key(node.value, token, dialect)

    def holds(self, node: Node, key: Any) -> bool:
        """Whether the member is there."""
        state: WireState | None = node.value._wire_state
        if isinstance(key, Member):
            return state is None or key.attribute not in state.absent
        return state is not None and key in state.unknown

    def _key(self, carrier: Any, token: str, dialect: Dialect) -> Key:
        schema = carrier.__carrier_schema__
        member: Member | None = schema.by_name.get(token)
        if member is not None:
            return member
        state: WireState = carrier._wire_state or _NO_STATE
        if token in state.unknown:
            return token
        for attribute, name in state.names.items():
            if name == token:
                spelled: Member = schema.by_attribute[attribute]
                return spelled
        if dialect is Dialect.NETSERVER:
            member = schema.by_folded_name.get(fold(token))
            return member or _folded(state.unknown, token)
        return token

    def child(self, node: Node, key: Any) -> Node:
        """What the member holds."""
        carrier = node.value
        state: WireState | None = carrier._wire_state
        if not isinstance(key, Member):
            return Node(_state_of(carrier).unknown[key], UNKNOWN, None, node.secret)
        attribute = key.attribute
        value, spelling = getattr(carrier, attribute), None
        if state is not None:
            value = None if attribute in state.null else value
            spelling = state.spellings.get(attribute)
        home = Home(carrier, attribute) if key.type.__class__ in _CONTAINER_TYPES else None
        return Node(value, key.type, spelling, node.secret or key.secret, home)

    def type_at(self, node: Node, key: Any) -> tuple[ValueType, bool]:
        """The member's type."""
        return (key.type, node.secret or key.secret) if isinstance(key, Member) else (UNKNOWN, node.secret)

    def put_copy(self, node: Node, key: Any, value: Any) -> None:
        """Puts a copy of what the member holds into its place."""
        if isinstance(key, Member):
            _set(node.value, key.attribute, value)
        else:
            self._set_unknown(node.value, key, value)

    def add(self, node: Node, key: Any, value: Any, spelling: Spellings | None) -> None:
        """Gives the member a value; null is kept beside it where its type has none."""
        carrier = node.value
        if not isinstance(key, Member):
            self._add_unknown(carrier, key, value)
            return
        null = value is None and not key.type.nullable
        _set(carrier, key.attribute, key.absent_value() if null else value)
        state: WireState | None = carrier._wire_state
        if state is not None or null or spelling is not None:
            _set(carrier, "_wire_state", _with_member(state or _NO_STATE, key.attribute, null, spelling))

    replace = add

    def remove(self, node: Node, key: Any) -> None:
        """Makes a declared member absent, and forgets an unknown one."""
        carrier, state = node.value, _state_of(node.value)
        if not isinstance(key, Member):
            unknown = {name: value for name, value in state.unknown.items() if name != key}
            _set(carrier, "_wire_state", state.changed(unknown=unknown))
            return
        written, folded = state.names.get(key.attribute, key.name), fold(key.name)
        if any(fold(name) == folded for name in state.unknown):
            _change_document(carrier, lambda document: document.pop(written))
            return
        _set(carrier, key.attribute, key.absent_value())
        if carrier._wire_state is None:
            _set(carrier, "_wire_state", absent_alone(carrier.__carrier_schema__, key.attribute))
            return
        spellings = {name: kept for name, kept in state.spellings.items() if name != key.attribute}
        absent, null = state.absent | {key.attribute}, state.null - {key.attribute}
        _set(carrier, "_wire_state", state.changed(absent=absent, null=null, spellings=spellings))

    def _add_unknown(self, carrier: Any, name: str, value: Any) -> None:
        if fold(name) in carrier.__carrier_schema__.by_folded_name:
            # Which of several spellings of a member is the member is for reading to say.
            _change_document(carrier, lambda document: document.update({name: value}))
        else:
            self._set_unknown(carrier, name, value)

    def _set_unknown(self, carrier: Any, name: str, value: Any) -> None:
        state = _state_of(carrier)
        _set(carrier, "_wire_state", state.changed(unknown={**state.unknown, name: value}))


class ListKind:
    """Lists: a token is an index, or `-` for the place after the last item (RFC 6901, section 4)."""

    def find(self, node: Node, token: str, dialect: Dialect) -> Key:
        """The index of an item that is there."""
        return _index(token, len(node.value) - 1, node.value)

    def place(self, node: Node, token: str, dialect: Dialect) -> Key:
        """The index before which an item can be added."""
        size = len(node.value)
        return size if token == "-" else _index(token, size, node.value)

    def holds(self, node: Node, key: Any) -> bool:
        """Whether an item has the index."""
        return bool(key < len(node.value))

    def child(self, node: Node, key: Any) -> Node:
        """The item."""
        value = node.value[key]
        declared, secret = self.type_at(node, key)
        return Node(value, type_here(declared, value), inner(node.spelling, key), secret, _within(node, key))

    def type_at(self, node: Node, key: Any) -> tuple[ValueType, bool]:
        """The type of all items."""
        return (node.type.item if isinstance(node.type, ListType) else node.type), node.secret

    def put_copy(self, node: Node, key: Any, value: Any) -> None:
        """Puts a copy of an item into its place."""
        node.value[key] = value

    def add(self, node: Node, key: Any, value: Any, spelling: Spellings | None) -> None:
        """Inserts an item."""
        _respell(node, spelling, lambda kept: _moved(kept, key, 1, spelling))
        node.value.insert(key, value)

    def replace(self, node: Node, key: Any, value: Any, spelling: Spellings | None) -> None:
        """Puts another item in the place of one."""
        _respell(node, spelling, lambda kept: _spelled(kept, key, spelling))
        node.value[key] = value

    def remove(self, node: Node, key: Any) -> None:
        """Takes an item out."""
        _respell(node, None, lambda kept: _moved(_spelled(kept, key, None), key, -1, None))
        del node.value[key]


class DictionaryKind:
    """Dictionaries and plain objects: a token is a key."""

    def find(self, node: Node, token: str, dialect: Dialect) -> Key:
        """The key that is there."""
        key = self.place(node, token, dialect)
        if key in node.value:
            return key
        raise PatchConflict(f"there is no member {excerpt(token).removeprefix('text ')}")

    def place(self, node: Node, token: str, dialect: Dialect) -> Key:
        """The key that is there, or the token itself."""
        if token in node.value or dialect is Dialect.RFC:
            return token
        return _folded(node.value, token)

    def holds(self, node: Node, key: Any) -> bool:
        """Whether the key is there."""
        return key in node.value

    def child(self, node: Node, key: Any) -> Node:
        """The value under a key."""
        value = node.value[key]
        declared, secret = self.type_at(node, key)
        return Node(value, type_here(declared, value), inner(node.spelling, key), secret, _within(node, key))

    def type_at(self, node: Node, key: Any) -> tuple[ValueType, bool]:
        """The type of all values."""
        return (node.type.value if isinstance(node.type, DictionaryType) else node.type), node.secret

    def put_copy(self, node: Node, key: Any, value: Any) -> None:
        """Puts a copy of a value into its place."""
        node.value[key] = value

    def add(self, node: Node, key: Any, value: Any, spelling: Spellings | None) -> None:
        """Puts a value under a key."""
        _respell(node, spelling, lambda kept: _spelled(kept, key, spelling))
        node.value[key] = value

    replace = add

    def remove(self, node: Node, key: Any) -> None:
        """Takes a key out."""
        _respell(node, None, lambda kept: _spelled(kept, key, None))
        del node.value[key]


CARRIERS, LISTS, DICTIONARIES = CarrierKind(), ListKind(), DictionaryKind()
_NO_STATE = WireState()


def _state_of(carrier: Any) -> WireState:
    state: WireState | None = carrier._wire_state
    return state or _NO_STATE


@lru_cache(1024)
def absent_alone(_schema: CarrierSchema, attribute: str) -> WireState:
    """The state of a carrier that lacks one member; what is worked out of it goes by the schema."""
    return WireState(absent=frozenset({attribute}))


def _with_member(
    state: WireState, attribute: str, null: bool, spelling: Spellings | None
) -> WireState | None:
    """The state once a member was given a value."""
    changed: WireState | None = state.without(attribute)
    if null:
        changed = (changed or _NO_STATE).changed(null=(changed or _NO_STATE).null | {attribute})
    kept = (changed or _NO_STATE).spellings
    if spelling is not None or attribute in kept:
        changed = (changed or _NO_STATE).changed(spellings=_spelled(kept, attribute, spelling))
    return changed or None


def _change_document(carrier: Any, change: Callable[[dict[str, Any]], object]) -> None:
    """Changes a carrier as its document changes."""
    schema = carrier.__carrier_schema__
    document = document_of(carrier, None, _DEEP)
    change(document)
    changed = value_of(document, CarrierType(schema.carrier), _DEEP, strict=False)
    for attribute in (*schema.by_attribute, "_wire_state"):
        _set(carrier, attribute, getattr(changed, attribute))


def _folded(names: Any, token: str) -> str:
    """The name that is the token in another case, or the token itself."""
    folded = fold(token)
    return next((name for name in names if fold(name) == folded), token)


def _index(token: str, highest: int, items: list[Any]) -> int:
    if _INDEX.fullmatch(token):
        index = int(token)
        if index <= highest:
            return index
        raise PatchConflict(f"the array has {len(items)} items, and no place at {index}")
    if token == "-":
        raise PatchConflict("- is the place after the last item, where nothing is")
    found = excerpt(token).removeprefix("text ")
    raise PatchConflict(f"an array has indices, which are 0 or digits that begin with another; found {found}")


def _within(node: Node, key: int | str) -> Home | None:
    home = node.home
    return None if home is None else Home(home.carrier, home.attribute, (*home.steps, key))


def _respell(
    node: Node, spelling: Spellings | None, change: Callable[[dict[Any, Spellings]], dict[Any, Spellings]]
) -> None:
    """Changes what the carrier keeps of the spelling of a list or dictionary, if it keeps anything."""
    if node.home is None or (spelling is None and node.spelling is None):
        return
    carrier, attribute, steps = node.home
    state = _state_of(carrier)
    kept = _respelled(state.spellings.get(attribute), steps, change)
    _set(carrier, "_wire_state", state.changed(spellings=_spelled(state.spellings, attribute, kept)))


def _respelled(kept: Any, steps: tuple[int | str, ...], change: Callable[[Any], Any]) -> Any:
    kept = kept or {}
    if not steps:
        return change(kept) or None
    return _spelled(kept, steps[0], _respelled(kept.get(steps[0]), steps[1:], change)) or None


def _spelled(kept: Any, step: Any, spelling: Spellings | None) -> dict[Any, Spellings]:
    """The spellings with that of one step, or without any there."""
    others = {other: each for other, each in kept.items() if other != step}
    return others if spelling is None else {**others, step: spelling}


def _moved(kept: Any, start: int, by: int, spelling: Spellings | None) -> dict[Any, Spellings]:
    """The spellings of a list whose items moved from an index on, with that of a new item there."""
    moved = {index + by if index >= start else index: each for index, each in kept.items()}
    return moved if spelling is None else {**moved, start: spelling}


def _advice(carrier: Any, token: str) -> str:
    member = carrier.__carrier_schema__.by_folded_name.get(fold(token))
    return "" if member is None else f"; one is called {member.name}, and case counts"

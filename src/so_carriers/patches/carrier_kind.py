"""Carriers as containers: a token is the name of a member, declared or unknown."""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from so_carriers.engines.python.documents import document_of, value_of
from so_carriers.errors import DecodeError, PatchConflict, excerpt
from so_carriers.patches.documents import cost_of
from so_carriers.patches.nodes import UNKNOWN, Key, Node
from so_carriers.patches.spellings import Home
from so_carriers.patches.workspace import Workspace
from so_carriers.schema.carrier_schema import CarrierSchema
from so_carriers.schema.member import Member
from so_carriers.schema.types import CONTAINERS, ValueType
from so_carriers.schema.wire_state import JsonValue, Spellings, WireState
from so_carriers.settings import DEEPEST, Dialect, Limits
from so_carriers.values.ascii_case import fold

_set = object.__setattr__
_DEEP = Limits(depth=DEEPEST)
_NO_STATE = WireState()


class CarrierKind:
    """Carriers: a name is a declared member, exactly or as this carrier spells it, or an unknown one."""

    def find(self, node: Node, token: str, work: Workspace) -> Key:
        """The member or the unknown name that is there."""
        carrier = node.value
        member: Member | None = carrier.__carrier_schema__.by_name.get(token)
        if member is not None and carrier._wire_state is None:
            return member
        key = self.place(node, token, work)
        if self.holds(node, key):
            return key
        if isinstance(key, Member):
            raise PatchConflict(f"the member {key.name} is absent")
        raise PatchConflict(
            f"there is no member {excerpt(token).removeprefix('text ')}{_advice(carrier, token)}"
        )

    def place(self, node: Node, token: str, work: Workspace) -> Key:
        """The member, absent maybe, or any other name."""
        carrier = node.value
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
        if work.dialect is Dialect.NETSERVER:
            member = schema.by_folded_name.get(fold(token))
            return member or work.spelled_like(state.unknown, token)
        return token

    def holds(self, node: Node, key: Any) -> bool:
        """Whether the member is there."""
        state: WireState | None = node.value._wire_state
        if isinstance(key, Member):
            return state is None or key.attribute not in state.absent
        return state is not None and key in state.unknown

    def child(self, node: Node, key: Any) -> Node:
        """What the member holds."""
        carrier = node.value
        state: WireState | None = carrier._wire_state
        if not isinstance(key, Member):
            return Node((state or _NO_STATE).unknown[key], UNKNOWN, None, node.secret)
        attribute = key.attribute
        value, spelling = getattr(carrier, attribute), None
        if state is not None:
            value = None if attribute in state.null else value
            spelling = state.spellings.get(attribute)
        home = Home(carrier, attribute) if key.type.__class__ in CONTAINERS else None
        return Node(value, key.type, spelling, node.secret or key.secret, home)

    def type_at(self, node: Node, key: Any) -> tuple[ValueType, bool]:
        """The member's type."""
        return (key.type, node.secret or key.secret) if isinstance(key, Member) else (UNKNOWN, node.secret)

    def put_copy(self, node: Node, key: Any, value: Any, work: Workspace) -> None:
        """Puts a copy of what the member holds into its place."""
        if isinstance(key, Member):
            _set(node.value, key.attribute, value)
        else:
            _own_unknown(node.value, work)[key] = value

    def add(self, node: Node, key: Any, value: Any, spelling: Spellings | None, work: Workspace) -> None:
        """Gives the member a value; null is kept beside it where its type has none."""
        carrier = node.value
        if not isinstance(key, Member):
            self._add_unknown(carrier, key, value, work)
            return
        null = value is None and not key.type.nullable
        _set(carrier, key.attribute, key.absent_value() if null else value)
        state: WireState | None = carrier._wire_state
        if state is not None or null or spelling is not None:
            _set(carrier, "_wire_state", _with_member(state or _NO_STATE, key.attribute, null, spelling))

    replace = add

    def remove(self, node: Node, key: Any, work: Workspace) -> None:
        """Makes a declared member absent, and forgets an unknown one."""
        carrier = node.value
        state: WireState | None = carrier._wire_state
        if not isinstance(key, Member):
            unknown = _own_unknown(carrier, work)
            del unknown[key]
            work.note_removed(unknown, key)
            # What holds nothing is no state.
            _set(carrier, "_wire_state", carrier._wire_state or None)
        elif state is None:
            _set(carrier, key.attribute, key.absent_value())
            _set(carrier, "_wire_state", absent_alone(carrier.__carrier_schema__, key.attribute))
        elif fold(key.name) in work.folded_names(state.unknown):
            written = state.names.get(key.attribute, key.name)
            _change_document(carrier, lambda document: document.pop(written), work)
        else:
            _set(carrier, key.attribute, key.absent_value())
            spellings = {name: kept for name, kept in state.spellings.items() if name != key.attribute}
            absent, null = state.absent | {key.attribute}, state.null - {key.attribute}
            _set(carrier, "_wire_state", state.changed(absent=absent, null=null, spellings=spellings))

    def _add_unknown(self, carrier: Any, name: str, value: Any, work: Workspace) -> None:
        if fold(name) in carrier.__carrier_schema__.by_folded_name:
            # Which of several spellings of a member is the member is for reading to say.
            _change_document(carrier, lambda document: document.update({name: value}), work)
        else:
            unknown = _own_unknown(carrier, work)
            unknown[name] = value
            work.note_added(unknown, name)


@lru_cache(1024)
def absent_alone(_schema: CarrierSchema, attribute: str) -> WireState:
    """The state of a carrier that lacks one member; what is worked out of it goes by the schema."""
    return WireState(absent=frozenset({attribute}))


def _own_unknown(carrier: Any, work: Workspace) -> MutableMapping[str, JsonValue]:
    """The unknown members of a carrier, to be changed in place."""
    state: WireState = carrier._wire_state or _NO_STATE
    own: MutableMapping[str, JsonValue] | None = work.own.get(id(state.unknown))
    if own is None:
        own = dict(state.unknown)
        work.own[id(own)] = own
        _set(carrier, "_wire_state", replace(state, unknown=own))
    elif state.places is not None:
        # Worked out when the members were others.
        _set(state, "places", None)
    return own


def _with_member(
    state: WireState, attribute: str, null: bool, spelling: Spellings | None
) -> WireState | None:
    """The state once a member was given a value."""
    changed = state.without(attribute) or _NO_STATE
    if null:
        changed = replace(changed, null=changed.null | {attribute})
    if spelling is not None:
        changed = replace(changed, spellings={**changed.spellings, attribute: spelling})
    elif attribute in changed.spellings:
        kept = {name: each for name, each in changed.spellings.items() if name != attribute}
        changed = replace(changed, spellings=kept)
    return changed or None


def _change_document(carrier: Any, change: Callable[[dict[str, Any]], object], work: Workspace) -> None:
    """Changes a carrier as its document changes.

    Raises DecodeError, without a path, where what was changed is not what its member holds.
    """
    schema = carrier.__carrier_schema__
    document = document_of(carrier, None, _DEEP)
    change(document)
    # It takes as long as a copy of the carrier would, so it is counted as one.
    work.charge(cost_of(document, _DEEP))
    try:
        changed = value_of(document, schema.as_type, _DEEP, strict=False)
    except DecodeError as error:
        failure = error.further_in()
    else:
        for attribute in (*schema.by_attribute, "_wire_state"):
            _set(carrier, attribute, getattr(changed, attribute))
        return
    raise failure


def _advice(carrier: Any, token: str) -> str:
    member = carrier.__carrier_schema__.by_folded_name.get(fold(token))
    return "" if member is None else f"; one is called {member.name}, and case counts"

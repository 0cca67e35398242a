"""What generated tests of patches draw from, and how they compare what comes of them.

A pair of values is an old and a new one: independent of each other, or the new one a copy of
the old with some changes. `form` is a value as a patch can say it: what would be written,
without the order of members and the spelling of declared names.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import jsonpatch
import jsonpointer
from hypothesis import strategies as st

import so_carriers as so
from so_carriers.schema.types import CarrierType, DictionaryType, ListType, ValueType, is_carrier
from so_carriers.values.ascii_case import fold
from tests.strategies import (
    Draw,
    _value as value_of,
    bodies_of,
    carriers_of,
    hurting_texts,
    json_values,
    number_tokens,
)

Pair = tuple[Any, Any]

MOST_ITEMS = 8
"""How long a list that is changed may become."""


@so.carrier
class Shelf:
    """Two key members, none of which has a default."""

    number: so.int32 = so.member("Number", key=True)
    side: str = so.member("Side", key=True)
    counts: list[so.int32] = so.member("Counts")
    label: str | None = so.member("Label", default=None)


@so.carrier
class Store:
    """Lists and dictionaries of every kind, carriers with and without keys in them, and itself."""

    id: so.int32 = so.member("Id", key=True)
    counts: list[so.int32] = so.member("Counts", default_factory=list)
    kinds: list[so.UserType | str | None] = so.member("Kinds", default_factory=list)
    stock: dict[str, so.int32] = so.member("Stock", default_factory=dict)
    grid: list[list[so.int32] | None] | None = so.member("Grid", default=None)
    days: list[so.DateTime] = so.member("Days", default_factory=list)
    shelves: list[Shelf] = so.member("Shelves", default_factory=list)
    by_name: dict[str, Shelf | None] = so.member("ByName", default_factory=dict)
    inner: Store | None = so.member("Inner", default=None)
    branches: list[Store] | None = so.member("Branches", default=None)


CLASSES: list[Any] = [so.User, so.Role, so.RoleEntity, so.CreateExternalUserRequest, Shelf, Store]


# --- how values are compared


def form(value: Any) -> Any:
    """A carrier, a list or dictionary of carriers, or a plain document, as a patch can say it.

    Members are found by their declared names and in any order; an absent one is missing, one
    that is null is None. Numbers are their tokens.
    """
    if is_carrier(type(value)):
        return _form(value, exact_document(so.encode(value)))
    if isinstance(value, dict):
        return {name: form(item) for name, item in value.items()}
    return [*map(form, value)] if isinstance(value, list) else document_form(value)


def is_as_if_decoded(value: Any) -> bool:
    """Whether all that carriers hold, and keep beside it, is what reading what they write gives."""
    if is_carrier(type(value)):
        return so.identical(so.decode(so.encode(value), type(value)), value)
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return all(map(is_as_if_decoded, items))


def exact_document(body: bytes) -> Any:
    """The document of a body, every number a token."""
    return json.loads(body, parse_int=so.NumberToken, parse_float=so.NumberToken)


def _form(value: Any, document: Any) -> Any:
    cls: Any = type(value)
    if is_carrier(cls) and document is not None:
        unknown, attributes = so.unknown_members(value), _attributes_by_folded_name(cls)
        members: dict[Any, Any] = {}
        for name, item in document.items():
            if name in unknown:
                members["unknown", name] = document_form(item)
            else:
                declared, attribute = attributes[fold(name)]
                members[declared] = _form(getattr(value, attribute), item)
        return cls.__name__, members
    if isinstance(value, dict) and document is not None:
        items = {name: _form(value[name], item) for name, item in document.items()}
        return items if cls is dict else (cls.__name__, items)
    if isinstance(value, list) and document is not None:
        return [_form(*both) for both in zip(value, document, strict=True)]
    return document_form(document)


def document_form(document: Any) -> Any:
    """The same of a plain document; `1` is not `true`, and `1.10` not `1.1`."""
    if isinstance(document, dict):
        return {name: document_form(item) for name, item in document.items()}
    if isinstance(document, list):
        return [document_form(item) for item in document]
    if isinstance(document, (int, float)) and not isinstance(document, bool):
        return "number", repr(document)
    return type(document).__name__, document


def members_of(found: Any) -> Any:
    """The members of an object, in the form of a value."""
    match found:
        case (kind, dict() as members) if isinstance(kind, str):
            return {name if isinstance(name, str) else name[1]: item for name, item in members.items()}
        case _:
            return found


@cache
def _attributes_by_folded_name(cls: Any) -> dict[str, tuple[str, str]]:
    return {fold(member.name): (member.name, member.attribute) for member in so.schema_of(cls).members}


# --- carriers


@st.composite
def carrier_pairs(draw: Draw, cls: Any) -> Pair:
    """Two carriers of a class."""
    old = draw(carriers_of(cls))
    return old, draw(carriers_of(cls) if draw(st.integers(0, 3)) == 0 else changed_copies(old))


@st.composite
def root_pairs(draw: Draw, cls: Any) -> Pair:
    """Two lists or two dictionaries of carriers of a class; the type is `list[cls]` or `dict[str, cls]`."""
    old = draw(st.lists(carriers_of(cls), min_size=1, max_size=3))
    new = _changed_list(draw, copy.deepcopy(old), CarrierType(cls))
    if draw(st.booleans()):
        return old, new
    names = draw(st.lists(hurting_texts(), min_size=MOST_ITEMS, max_size=MOST_ITEMS, unique=True))
    return dict(zip(names, old, strict=False)), dict(zip(names[::-1][:2] + names, new, strict=False))


@st.composite
def changed_copies(draw: Draw, carrier: Any) -> Any:
    """Copies of a carrier with some changes, at its members and in them."""
    return _changed(draw, copy.deepcopy(carrier))


def _changed(draw: Draw, carrier: Any, most: int = 3) -> Any:
    members = so.schema_of(type(carrier)).members
    for _ in range(draw(st.integers(1, most))):
        if draw(st.integers(0, 3)) == 0:
            carrier = _changed_by_decoding(draw, carrier)
            continue
        member = draw(st.sampled_from(members))
        way = draw(st.sampled_from(["absent", "other", "inside", "inside", "inside"]))
        if way == "absent":
            so.set_absent(carrier, member.attribute)
            continue
        found = None if way == "other" else getattr(carrier, member.attribute)
        setattr(carrier, member.attribute, _changed_value(draw, found, member.type))
    return carrier


def _changed_by_decoding(draw: Draw, carrier: Any) -> Any:
    """What attributes cannot change: unknown members, names and values as they are spelled, nulls."""
    document = exact_document(so.encode(carrier))
    cls: Any = type(carrier)
    way = draw(st.sampled_from(["remove", "respell", "unknown", "members", "null", "shuffle"]))
    if way == "unknown":
        document[draw(st.sampled_from(["X", "x", "y/~1"]) | hurting_texts())] = draw(json_values())
    elif way == "members":
        others = exact_document(draw(bodies_of(cls)).encode())
        for name, item in others.items():
            document[next((each for each in document if fold(each) == fold(name)), name)] = item
    elif document:
        name = draw(st.sampled_from([*document]))
        if way == "shuffle":
            document = dict(draw(st.permutations([*document.items()])))
        elif way == "null":
            document[name] = None
        else:
            item = document.pop(name)
            if way == "respell":
                document[name.swapcase()] = item
    changed, error = _decoded(document, cls)
    return carrier if error else changed


def _decoded(document: Any, cls: Any) -> tuple[Any, bool]:
    # Of several spellings of a name that lost one, the other may hold what its type cannot.
    try:
        return so.decode(body_of(document), cls), False
    except so.DecodeError:
        return None, True


def _changed_value(draw: Draw, value: Any, declared: ValueType) -> Any:
    """Another value of the type, most often the same one but for something in it."""
    if value and isinstance(declared, CarrierType):
        return _changed(draw, value, 2)
    if value and isinstance(declared, ListType):
        return _changed_list(draw, value, declared.item)
    if value and isinstance(declared, DictionaryType):
        return _changed_dictionary(draw, value, declared)
    return value_of(draw, declared, 2)


def _changed_list(draw: Draw, items: list[Any], declared: ValueType) -> list[Any]:
    for _ in range(draw(st.integers(1, 3))):
        size = len(items)
        way = draw(st.sampled_from(["shuffle", "remove", "double", "insert", "insert", "change"]))
        if way == "insert" and size < MOST_ITEMS:
            items.insert(draw(st.integers(0, size)), value_of(draw, declared, 2))
        if not items:
            continue
        at = draw(st.integers(0, size - 1)) if size else 0
        if way == "shuffle":
            items = [*draw(st.permutations(items))]
        elif way == "remove":
            del items[at]
        elif way == "double" and size < MOST_ITEMS:
            items.insert(draw(st.integers(0, size)), copy.deepcopy(items[at]))
        elif way == "change":
            items[at] = _changed_value(draw, items[at], declared)
    return items


def _changed_dictionary(draw: Draw, found: dict[str, Any], declared: DictionaryType) -> dict[str, Any]:
    name = draw(st.sampled_from([*found]))
    way = draw(st.sampled_from(["remove", "insert", "change", "respell"]))
    if way == "insert":
        found[draw(hurting_texts())] = value_of(draw, declared.value, 2)
    elif way == "change":
        found[name] = _changed_value(draw, found[name], declared.value)
    else:
        item = found.pop(name)
        if way == "respell":
            found[name.swapcase()] = item
    return found


@st.composite
def canonical_carriers(draw: Draw, cls: Any) -> Any:
    """Carriers whose names are spelled as they are declared, each once."""
    document = canonical(document_of(draw(carriers_of(cls))), CarrierType(cls))
    changed, error = _decoded(document, cls)
    return so.decode(b"{}", cls) if error else changed


def document_of(carrier: Any) -> Any:
    """What stands in the body of a carrier, as patches hold it: whole numbers are int."""
    return document_in(so.encode(carrier))


def document_in(body: bytes) -> Any:
    """What stands in a body, as patches hold it."""
    return json.loads(body, parse_int=_whole, parse_float=so.NumberToken)


def body_of(document: Any) -> bytes:
    """The body of a plain document, whatever numbers stand in it."""
    return so.encode(_with_tokens(document))


def _with_tokens(document: Any) -> Any:
    if isinstance(document, dict):
        return {name: _with_tokens(item) for name, item in document.items()}
    if isinstance(document, list):
        return [*map(_with_tokens, document)]
    if isinstance(document, (int, float)) and not isinstance(document, bool):
        return so.NumberToken(repr(document))
    return document


def _whole(token: str) -> int | so.NumberToken:
    return int(token) if len(token) < LONGEST_INTEGER else so.NumberToken(token)


LONGEST_INTEGER = 600
"""The digits from which on the library holds a whole number as its token."""


def canonical(document: Any, declared: ValueType | None) -> Any:
    """A document with all names as they are declared, and of several spellings of a name the first."""
    if isinstance(document, list):
        item = declared.item if isinstance(declared, ListType) else None
        return [canonical(each, item) for each in document]
    if not isinstance(document, dict) or declared is None:
        return document
    if isinstance(declared, DictionaryType):
        return {name: canonical(each, declared.value) for name, each in document.items()}
    types = _types_of(declared)
    found: dict[str, Any] = {}
    folded = {fold(name): name for name in types}
    for name, each in document.items():
        exact: str = folded.get(fold(name)) or name
        found.setdefault(exact, canonical(each, types.get(exact)))
    return found


def _types_of(declared: ValueType | None) -> dict[str, ValueType]:
    if not isinstance(declared, CarrierType):
        return {}
    return {member.name: member.type for member in so.schema_of(declared.carrier).members}


# --- plain documents

NAMES = ["a", "A", "b", "", "0", "1", "-", "01", "/", "~", "~1", "a/b", "k\u0301", "K"]
"""Names of members that are easily taken for something else."""


@cache
def names() -> st.SearchStrategy[str]:
    return st.sampled_from(NAMES) | hurting_texts()


@cache
def scalars() -> st.SearchStrategy[Any]:
    """Scalars of plain documents, many of them equal to Python."""
    return (
        st.none()
        | st.booleans()
        | st.sampled_from([0, 1, -1, 1.0, 0.0, "", "a", "1"])
        | st.integers(-(2**63), 2**63 - 1)
        | st.floats(allow_nan=False, allow_infinity=False)
        | number_tokens().filter(lambda token: token != "-0").map(so.NumberToken)
        | hurting_texts()
    )


@cache
def documents() -> st.SearchStrategy[Any]:
    """Plain documents of any shape."""
    return documents_of(scalars(), names())


def documents_of(leaves: st.SearchStrategy[Any], keys: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    """Plain documents with these scalars and names."""
    return st.recursive(
        leaves,
        lambda inner: st.lists(inner, max_size=5) | st.dictionaries(keys, inner, max_size=5),
        max_leaves=10,
    )


@st.composite
def document_pairs(draw: Draw, values: st.SearchStrategy[Any]) -> Pair:
    """Two plain documents."""
    old = draw(values)
    if draw(st.integers(0, 3)) == 0:
        return old, draw(values)
    new = copy.deepcopy(old)
    for _ in range(draw(st.integers(1, 3))):
        new = _changed_document(draw, new, values)
    return old, new


def _changed_document(draw: Draw, document: Any, values: st.SearchStrategy[Any]) -> Any:
    if not isinstance(document, (dict, list)) or not document or draw(st.integers(0, 5)) == 0:
        return draw(values)
    way = draw(st.sampled_from(["shuffle", "remove", "insert", "double", "inside", "inside", "inside"]))
    if isinstance(document, list):
        at = draw(st.integers(0, len(document) - 1))
        if way == "shuffle":
            return [*draw(st.permutations(document))]
        if way == "remove":
            del document[at]
        elif way == "inside":
            document[at] = _changed_document(draw, document[at], values)
        else:
            item = draw(values) if way == "insert" else copy.deepcopy(document[at])
            document.insert(draw(st.integers(0, len(document))), item)
        return document
    name = draw(st.sampled_from([*document]))
    if way == "shuffle":
        return dict(draw(st.permutations([*document.items()])))
    if way == "remove":
        del document[name]
    elif way == "inside":
        document[name] = _changed_document(draw, document[name], values)
    elif way == "insert":
        document[draw(names())] = draw(values)
    else:
        document[name.swapcase()] = copy.deepcopy(document[name])
    return document


def places_in(document: Any, tokens: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every place of a plain document, the whole first, with what stands there."""
    yield tokens, document
    if isinstance(document, dict):
        for name, item in document.items():
            yield from places_in(item, (*tokens, name))
    elif isinstance(document, list):
        for index, item in enumerate(document):
            yield from places_in(item, (*tokens, str(index)))


def pointer(*tokens: str) -> str:
    return str(so.JsonPointer(tokens))


# --- patches

WRONG_TOKENS = ["-", "01", "-1", "+1", "1e0", " 1", "1 ", "9", "x", "1" * 19, "\u0661"]
"""Tokens that lead to no item of a list, and seldom to a member."""


@st.composite
def patches_for(draw: Draw, document: Any) -> list[dict[str, Any]]:
    """Operations of which most can be applied to a plain document, one after the other."""
    operations: list[dict[str, Any]] = []
    for _ in range(draw(st.integers(1, 5))):
        operations.append(_operation(draw, document))
        try:
            document = jsonpatch.apply_patch(document, operations[-1:])
        except (jsonpatch.JsonPatchException, jsonpointer.JsonPointerException):
            break
    return operations


def _operation(draw: Draw, document: Any) -> dict[str, Any]:
    places = [*places_in(document)]
    tokens, there = draw(st.sampled_from(places))
    name = draw(st.sampled_from(["add", "add", "remove", "replace", "move", "copy", "test"]))
    if name == "remove" and not tokens:
        name = "test"
    operation: dict[str, Any] = {"op": name, "path": pointer(*tokens)}
    if name in {"move", "copy"}:
        operation["from"] = pointer(*tokens)
        inside = tokens if name == "move" else None
        operation["path"] = pointer(*draw(_targets([*_containers(places, inside)], tokens)))
    elif name == "add":
        operation["path"] = pointer(*draw(_targets([*_containers(places)], tokens)))
    elif draw(st.integers(0, 19)) == 0:
        operation["path"] = pointer(*tokens, draw(st.sampled_from(WRONG_TOKENS)))
    if name == "test":
        operation["value"] = draw(documents()) if draw(st.integers(0, 9)) == 0 else there
    elif name in {"add", "replace"}:
        operation["value"] = draw(documents())
    return operation


def _containers(
    places: list[tuple[tuple[str, ...], Any]], inside: tuple[str, ...] | None = None
) -> Iterator[tuple[tuple[str, ...], Any]]:
    """The places where something can be added; not those within the one that moves."""
    for tokens, there in places:
        if isinstance(there, (dict, list)) and (inside is None or tokens[: len(inside)] != inside):
            yield tokens, there


@st.composite
def _targets(
    draw: Draw, containers: list[tuple[tuple[str, ...], Any]], otherwise: tuple[str, ...]
) -> tuple[str, ...]:
    if not containers or draw(st.integers(0, 19)) == 0:
        return otherwise
    tokens, there = draw(st.sampled_from(containers))
    if draw(st.integers(0, 19)) == 0:
        return (*tokens, draw(st.sampled_from(WRONG_TOKENS)))
    if isinstance(there, list):
        # Where something was moved away from before it, the last index is one too high.
        return (*tokens, draw(st.integers(0, len(there)).map(str) | st.just("-")))
    return (*tokens, draw(st.sampled_from([*there]) | names() if there else names()))


TypedPlace = tuple[tuple[str, ...], ValueType | None, Any]


def typed_places_in(
    document: Any, declared: ValueType | None, tokens: tuple[str, ...] = ()
) -> Iterator[TypedPlace]:
    """Every place of a carrier's document, with its type and what stands there; unknown members have none."""
    yield tokens, declared, document
    if isinstance(document, dict):
        types = _types_of(declared)
        for name, item in document.items():
            inner = declared.value if isinstance(declared, DictionaryType) else types.get(name)
            yield from typed_places_in(item, inner, (*tokens, name))
    elif isinstance(document, list):
        inner = declared.item if isinstance(declared, ListType) else None
        for index, item in enumerate(document):
            yield from typed_places_in(item, inner, (*tokens, str(index)))


@st.composite
def typed_patches_for(draw: Draw, carrier: Any) -> list[dict[str, Any]]:
    """Operations for a canonical carrier, most of which it and the types of its members allow."""
    declared = CarrierType(type(carrier))
    document, operations = document_of(carrier), []
    others = [*typed_places_in(document_of(draw(canonical_carriers(type(carrier)))), declared)]
    for _ in range(draw(st.integers(1, 4))):
        operation = _typed_operation(draw, [*typed_places_in(document, declared)], others)
        operations.append(operation)
        try:
            document = jsonpatch.apply_patch(document, [operation])
        except (jsonpatch.JsonPatchException, jsonpointer.JsonPointerException):
            break
    return operations


def _typed_operation(draw: Draw, places: list[TypedPlace], others: list[TypedPlace]) -> dict[str, Any]:
    tokens, declared, there = draw(st.sampled_from(places))
    name = draw(st.sampled_from(["add", "add", "remove", "replace", "move", "copy", "test"]))
    if name == "test" or not tokens:
        return {"op": "test", "path": pointer(*tokens), "value": there}
    if name == "remove":
        return {"op": name, "path": pointer(*tokens)}
    if name in {"move", "copy"}:
        targets = [
            target
            for target in _typed_targets(draw, places, declared)
            if name == "copy" or target[: len(tokens)] != tokens or target == tokens
        ]
        target = draw(st.sampled_from(targets or [tokens]))
        return {"op": name, "from": pointer(*tokens), "path": pointer(*target)}
    alike = [item for _, each, item in [*places, *others] if each == declared]
    if name == "add":
        tokens = draw(st.sampled_from(_typed_targets(draw, places, declared)))
    return {"op": name, "path": pointer(*tokens), "value": draw(st.sampled_from(alike))}


def _typed_targets(draw: Draw, places: list[TypedPlace], wanted: ValueType | None) -> list[tuple[str, ...]]:
    """Where a value of that type can be added."""
    targets: list[tuple[str, ...]] = []
    for tokens, declared, there in places:
        if isinstance(there, list) and (declared.item if isinstance(declared, ListType) else None) == wanted:
            targets.append((*tokens, draw(st.integers(0, len(there)).map(str) | st.just("-"))))
        elif isinstance(there, dict) and isinstance(declared, CarrierType):
            types = _types_of(declared)
            targets += [(*tokens, name) for name, each in types.items() if each == wanted]
            targets += [(*tokens, "\x00new")] if wanted is None else []
        elif (
            isinstance(there, dict)
            and (declared.value if isinstance(declared, DictionaryType) else None) == wanted
        ):
            targets.append((*tokens, draw(names())))
    return targets

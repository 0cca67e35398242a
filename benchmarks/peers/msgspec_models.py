"""msgspec, on its own Structs and on dataclasses."""

from __future__ import annotations

import dataclasses
from typing import Any

import msgspec

from benchmarks.peers.declarations import Declaration, Rename, as_published, declare
from benchmarks.peers.json_peer import JsonPeer

STRUCT = "msgspec Struct"
STRUCT_UNSET = "msgspec Struct, UNSET"
DATACLASS = "msgspec dataclass"


def struct_peer(
    root: type, rename: Rename = as_published, *, name: str = STRUCT, many: bool = False
) -> JsonPeer:
    """Structs with Python's names."""
    return _peer(name, struct_class(root, rename), many)


def struct_unset_peer(root: type, *, many: bool = False) -> JsonPeer:
    """Structs whose members say UNSET where the body had none, and which write none then."""
    return _peer(STRUCT_UNSET, struct_class(root, unset=True), many)


def struct_class(root: type, rename: Rename = as_published, *, unset: bool = False) -> type[Any]:
    """The Struct of a carrier, its fields renamed one by one; `unset` tells absent from any value."""
    module_name = f"{__name__}.{'unset_' if unset else ''}structs_{rename.__name__}"

    def make(declaration: Declaration) -> type[Any]:
        fields = [
            (field.attribute, f"{field.annotation} | UnsetType", msgspec.UNSET)
            if unset
            else (field.attribute, field.annotation, field.default)
            for field in declaration.fields
        ]
        names = {field.attribute: field.name for field in declaration.fields}
        return msgspec.defstruct(declaration.name, fields, rename=names, kw_only=True, module=module_name)

    module = declare(root, rename, module_name, make)
    vars(module)[msgspec.UnsetType.__name__] = msgspec.UnsetType
    made: type[Any] = getattr(module, root.__name__)
    return made


def dataclass_peer(root: type, rename: Rename = as_published, *, many: bool = False) -> JsonPeer:
    """Dataclasses with the names of the body, since msgspec cannot rename a dataclass's attributes."""
    module_name = f"{__name__}.dataclasses_{rename.__name__}"

    def make(declaration: Declaration) -> type[Any]:
        fields = [
            (field.name, field.annotation, dataclasses.field(default=field.default))
            for field in declaration.fields
        ]
        made: type[Any] = dataclasses.make_dataclass(declaration.name, fields, kw_only=True, slots=True)
        # From Python 3.12 on make_dataclass says that the class is of the module that called it.
        made.__module__ = module_name
        return made

    return _peer(DATACLASS, getattr(declare(root, rename, module_name, make), root.__name__), many)


def _peer(name: str, root: type[Any], many: bool) -> JsonPeer:
    decoder = msgspec.json.Decoder(list[root] if many else root)  # type: ignore[valid-type]  # made at run time
    return JsonPeer(name=name, decode=decoder.decode, encode=msgspec.json.Encoder().encode)

"""cattrs on orjson, on attrs classes with an alias for each member."""

from __future__ import annotations

from typing import Any

import attrs
from cattrs.preconf.orjson import make_converter

from benchmarks.peers.declarations import Declaration, Rename, as_published, declare
from benchmarks.peers.json_peer import JsonPeer

CATTRS = "cattrs"


def cattrs_peer(
    root: type, rename: Rename = as_published, *, name: str = CATTRS, many: bool = False
) -> JsonPeer:
    """Slotted classes with Python's names, and a converter that words its errors briefly, which is faster."""
    module_name = f"{__name__}.classes_{rename.__name__}"

    def make(declaration: Declaration) -> type[Any]:
        fields = {
            field.attribute: attrs.field(type=field.annotation, default=field.default, alias=field.name)  # type: ignore[call-overload]  # the name of a type is one of its ways to be given
            for field in declaration.fields
        }
        made: type[Any] = attrs.make_class(declaration.name, fields, kw_only=True, slots=True, eq=True)
        made.__module__ = module_name
        return made

    single = getattr(declare(root, rename, module_name, make), root.__name__)
    shape = list[single] if many else single  # type: ignore[valid-type]  # made at run time
    converter = make_converter(detailed_validation=False, use_alias=True)
    converter.get_structure_hook(shape)

    def decode(body: bytes) -> Any:
        return converter.loads(body, shape)

    return JsonPeer(name=name, decode=decode, encode=converter.dumps)

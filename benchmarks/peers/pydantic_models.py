"""pydantic, on models with an alias for each member."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, create_model

from benchmarks.peers.declarations import Declaration, Rename, as_published, declare
from benchmarks.peers.json_peer import JsonPeer

PYDANTIC = "pydantic"


def pydantic_peer(
    root: type, rename: Rename = as_published, *, name: str = PYDANTIC, many: bool = False
) -> JsonPeer:
    """Models with Python's names, read and written by alias."""
    model = model_class(root, rename)
    adapter: TypeAdapter[Any] = TypeAdapter(list[model] if many else model)  # type: ignore[valid-type]  # made at run time
    return JsonPeer(name=name, decode=adapter.validate_json, encode=adapter.dump_json)


def model_class(root: type, rename: Rename = as_published) -> type[BaseModel]:
    """The model of a carrier, with an alias for each member."""
    module_name = f"{__name__}.models_{rename.__name__}"

    def make(declaration: Declaration) -> type[Any]:
        fields: dict[str, Any] = {
            field.attribute: (field.annotation, Field(default=field.default, alias=field.name))
            for field in declaration.fields
        }
        config = ConfigDict(serialize_by_alias=True)
        made: type[Any] = create_model(declaration.name, __config__=config, __module__=module_name, **fields)
        return made

    made: type[BaseModel] = getattr(declare(root, rename, module_name, make), root.__name__)
    return made

"""pydantic, on models with an alias for each member."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, create_model

from benchmarks.peers.declarations import Declaration, Rename, as_published, declare
from benchmarks.peers.json_peer import JsonPeer

PYDANTIC = "pydantic"
PYDANTIC_UNSET = "pydantic, unset left out"
PYDANTIC_EXTRA = "pydantic, extra allowed"


def pydantic_peer(
    root: type, rename: Rename = as_published, *, name: str = PYDANTIC, many: bool = False
) -> JsonPeer:
    """Models with Python's names, read and written by alias."""
    adapter = _adapter(model_class(root, rename), many)
    return JsonPeer(
        name=name, decode=adapter.validate_json, encode=adapter.dump_json, keeping=_without_unset(adapter)
    )


def pydantic_unset_peer(root: type, *, many: bool = False) -> JsonPeer:
    """The same models; what a body did not have is not written either."""
    adapter = _adapter(model_class(root), many)
    return JsonPeer(name=PYDANTIC_UNSET, decode=adapter.validate_json, encode=_without_unset(adapter))


def pydantic_extra_peer(root: type) -> JsonPeer:
    """Models that keep the members that they do not declare."""
    adapter = _adapter(model_class(root, extra="allow"), many=False)
    return JsonPeer(name=PYDANTIC_EXTRA, decode=adapter.validate_json, encode=_without_unset(adapter))


def _adapter(model: type[BaseModel], many: bool) -> TypeAdapter[Any]:
    return TypeAdapter(list[model] if many else model)  # type: ignore[valid-type]  # made at run time


def _without_unset(adapter: TypeAdapter[Any]) -> Callable[[Any], bytes]:
    return partial(adapter.dump_json, exclude_unset=True)


def model_class(
    root: type, rename: Rename = as_published, *, extra: Literal["allow", "ignore"] = "ignore"
) -> type[BaseModel]:
    """The model of a carrier, with an alias for each member."""
    module_name = f"{__name__}.models_{rename.__name__}_{extra}"

    def make(declaration: Declaration) -> type[Any]:
        fields: dict[str, Any] = {
            field.attribute: (field.annotation, Field(default=field.default, alias=field.name))
            for field in declaration.fields
        }
        config = ConfigDict(serialize_by_alias=True, extra=extra)
        made: type[Any] = create_model(declaration.name, __config__=config, __module__=module_name, **fields)
        return made

    made: type[BaseModel] = getattr(declare(root, rename, module_name, make), root.__name__)
    return made

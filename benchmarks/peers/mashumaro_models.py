"""mashumaro on orjson, on dataclasses with an alias for each member."""

from __future__ import annotations

import dataclasses
from typing import Any

from mashumaro import field_options
from mashumaro.codecs.orjson import ORJSONDecoder, ORJSONEncoder
from mashumaro.config import BaseConfig

from benchmarks.peers.declarations import Declaration, Rename, as_published, declare
from benchmarks.peers.json_peer import JsonPeer

MASHUMARO = "mashumaro"


class _Config(BaseConfig):
    """Members are written by the names that they are read by."""

    serialize_by_alias = True


def mashumaro_peer(
    root: type, rename: Rename = as_published, *, name: str = MASHUMARO, many: bool = False
) -> JsonPeer:
    """Dataclasses with Python's names, and a decoder and an encoder made beforehand."""
    # The code that it makes names classes by the attributes of their module's package.
    module_name = f"mashumaro_dataclasses_{rename.__name__}"

    def make(declaration: Declaration) -> type[Any]:
        fields = [
            (
                field.attribute,
                field.annotation,
                dataclasses.field(default=field.default, metadata=field_options(alias=field.name)),
            )
            for field in declaration.fields
        ]
        made: type[Any] = dataclasses.make_dataclass(
            declaration.name, fields, kw_only=True, slots=True, namespace={"Config": _Config}
        )
        # From Python 3.12 on make_dataclass says that the class is of the module that called it.
        made.__module__ = module_name
        return made

    single = getattr(declare(root, rename, module_name, make), root.__name__)
    shape = list[single] if many else single  # type: ignore[valid-type]  # made at run time
    decoder: ORJSONDecoder[Any] = ORJSONDecoder(shape)
    encoder: ORJSONEncoder[Any] = ORJSONEncoder(shape)
    return JsonPeer(name=name, decode=decoder.decode, encode=encoder.encode)

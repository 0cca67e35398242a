"""Modules that declare a carrier as the users of other libraries write it, as files of source."""

from __future__ import annotations

import atexit
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.peers.declarations import Declaration, Field, as_published, declare
from so_carriers.schema.types import EnumType

_FUTURE = "from __future__ import annotations\n\nfrom datetime import datetime\nfrom enum import StrEnum\n"


def msgspec_source(root: type) -> str:
    """Structs, and a decoder and an encoder of the root."""

    def struct(declaration: Declaration) -> Iterator[str]:
        names = {field.attribute: field.name for field in declaration.fields}
        yield f"class {declaration.name}(msgspec.Struct, kw_only=True, rename={names!r}):"
        for field in declaration.fields:
            yield f"    {field.attribute}: {field.annotation} = {_default(field)}"

    return _source(
        root,
        "import msgspec",
        struct,
        f"decode = msgspec.json.Decoder({root.__name__}).decode",
        "encode = msgspec.json.Encoder().encode",
    )


def pydantic_source(root: type) -> str:
    """Models, and what validates and writes the root."""

    def model(declaration: Declaration) -> Iterator[str]:
        yield f"class {declaration.name}(BaseModel):"
        yield "    model_config = ConfigDict(serialize_by_alias=True)"
        for field in declaration.fields:
            default = f"Field({_default(field)}, alias={field.name!r})"
            yield f"    {field.attribute}: {field.annotation} = {default}"

    return _source(
        root,
        "from pydantic import BaseModel, ConfigDict, Field, TypeAdapter",
        model,
        f"decode = {root.__name__}.model_validate_json",
        f"encode = TypeAdapter({root.__name__}).dump_json",
    )


def _source(
    root: type, imports: str, declared: Callable[[Declaration], Iterator[str]], *functions: str
) -> str:
    enums: dict[str, str] = {}
    classes: list[str] = []

    def make(declaration: Declaration) -> type[Any]:
        enums.update(dict(map(_enum, filter(_is_enum, declaration.fields))))
        classes.append("\n".join(declared(declaration)))
        return type(declaration.name, (), {})

    declare(root, as_published, f"{__name__}.declared", make)
    return "\n\n".join([_FUTURE + imports, *enums.values(), *classes, "\n".join(functions), ""])


def _is_enum(field: Field) -> bool:
    return isinstance(field.type, EnumType) and not field.type.names.is_flags


def _enum(field: Field) -> tuple[str, str]:
    """The name of a member's enum, and the class."""
    if not isinstance(field.type, EnumType):
        raise TypeError(f"{field.name} is no enum")
    names = field.type.names
    texts = [f"    {item.name} = {text!r}" for item, text in names.texts.items()]
    return names.enum_class.__name__, "\n".join([f"class {names.enum_class.__name__}(StrEnum):", *texts])


def _default(field: Field) -> str:
    if isinstance(field.default, StrEnum):
        return f"{type(field.default).__name__}.{field.default.name}"
    return (
        repr(field.default).removeprefix("datetime.")
        if isinstance(field.default, datetime)
        else repr(field.default)
    )


@cache
def module_folder(root: type) -> Path:
    """A folder with the modules `msgspec_classes` and `pydantic_classes`, gone when this process ends."""
    folder = tempfile.TemporaryDirectory(prefix="cold_modules_")
    atexit.register(folder.cleanup)
    for name, source in (("msgspec_classes", msgspec_source), ("pydantic_classes", pydantic_source)):
        Path(folder.name, f"{name}.py").write_text(source(root), encoding="utf-8")
    return Path(folder.name)

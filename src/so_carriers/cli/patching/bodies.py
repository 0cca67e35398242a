"""The files of `diff` and `patch`: one body each, typed by a carrier or a plain JSON document."""

from __future__ import annotations

import codecs
import enum
from dataclasses import dataclass
from typing import Any, NamedTuple

from rich.console import Console

from so_carriers.cli.conversion.errors import Failure, WrongUsage
from so_carriers.cli.conversion.formats import (
    JSON_LINES,
    Format,
    guess_by_content,
    guess_by_name,
    input_format,
    output_format,
)
from so_carriers.cli.conversion.notation import carrier_said
from so_carriers.cli.conversion.reading import Input
from so_carriers.codecs.codec import Patch
from so_carriers.codecs.json import json_octets
from so_carriers.engines.python.documents import read_document
from so_carriers.errors import DecodeError, SoCarriersError
from so_carriers.messages import decode, encode
from so_carriers.patches.documents import json_document
from so_carriers.patches.json_patch import JsonPatch
from so_carriers.patches.merge_patch import MergePatch
from so_carriers.settings import Dialect, Limits

_BYTES_AT_ONCE = 512 * 1024
_CARRIERS = "NAME: User, in any case, or array<User> (so-carriers carriers lists them)"


class PatchKind(enum.Enum):
    """The two kinds of patches, as `--as` calls them."""

    JSON_PATCH = "json-patch"
    MERGE_PATCH = "merge-patch"


class Body(NamedTuple):
    """What a file holds: the value, the format that it came in, and its size in bytes."""

    value: Any
    format: Format
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Bodies:
    """Reads and writes the bodies of one command; all of it raises ConversionError.

    `carrier` is what `--carrier` says, None for plain JSON documents.
    """

    carrier: str | None
    dialect: Dialect
    limits: Limits
    console: Console
    strict: bool = False
    extensions: bool = True
    allow_loss: bool = False
    indent: bool = False

    @property
    def type(self) -> Any:
        """The type of the bodies; None for plain documents."""
        if self.carrier is None:
            return None
        carrier, is_array = carrier_said(self.carrier)
        item: Any = carrier | None
        return list[item] if is_array else carrier

    def read(self, path: str, said: str | None) -> Body:
        """The body of a file in the format that is said, or that its name or its first bytes tell."""
        with Input(path) as source:
            found = self._format(source, path, said)
            text = _all_of(source, self.limits)
        if found.name == "form":
            # Editors end a file with a line break, which no such body has.
            text = text.rstrip(b"\r\n")
        try:
            return Body(self._value(text, found), found, len(text))
        except SoCarriersError as error:
            raise Failure(f"{source.name}: {error}{self._advice(error)}") from error

    def read_both(self, old: str, new: str, said: list[str]) -> tuple[Body, Body]:
        """Two bodies; one format is that of both, and two are one for each."""
        if len(said) > 2:
            raise WrongUsage("--from is said more than twice, and there are two files")
        first, second = (said[0], said[-1]) if said else (None, None)
        return self.read(old, first), self.read(new, second)

    def read_patch(self, path: str, kind: PatchKind | None) -> Patch:
        """The patch of a file in UTF-8, of the kind that is said, or that its shape tells."""
        with Input(path) as source:
            text = _all_of(source, self.limits)
        try:
            if (kind or _shape(text, source.name)) is PatchKind.JSON_PATCH:
                return JsonPatch.decode(text, dialect=self.dialect, limits=self.limits)
            return MergePatch.decode(text, dialect=self.dialect, limits=self.limits)
        except SoCarriersError as error:
            raise Failure(f"{source.name}: {error}") from error

    def target(self, said: str | None, out: str | None, source: Format) -> Format:
        """The format to write: the one that is said, that the name `out` tells, or that of the source."""
        said = said or (None if out is None else guess_by_name(out))
        found = Format(source.name, source.media_type) if said is None else output_format(said)
        self._check(found, "what is written" if out is None else out)
        return found

    def written(self, value: Any, target: Format) -> bytes:
        """The body of a value."""
        try:
            body = encode(
                json_document(value, self.limits) if self.carrier is None else value,
                target.media_type,
                type=self.type,
                dialect=self.dialect,
                limits=self.limits,
                extensions=self.extensions,
                allow_loss=self.allow_loss,
                indent=self.indent,
            )
        except SoCarriersError as error:
            raise Failure(f"the patched document cannot be written: {error}") from error
        return body + b"\n" if self.indent else body

    def _format(self, source: Input, path: str, said: str | None) -> Format:
        said = said or guess_by_name(path)
        if said is None:
            said = guess_by_content(source.first)
            if said is None:
                raise WrongUsage(f"say with --from what {source.name} holds; its first bytes do not tell")
            self.console.print(f"{source.name} is read as {said}, by its first bytes", style="dim")
        found = input_format(said)
        self._check(found, source.name)
        return found

    def _check(self, found: Format, name: str) -> None:
        if found.name == JSON_LINES:
            raise WrongUsage(f"{name}: JSON lines hold many bodies, and one is wanted; a JSON array is one")
        if self.carrier is None and found.name != "json":
            raise WrongUsage(f"{name}: {found.name} needs --carrier {_CARRIERS}")

    def _value(self, text: bytes, found: Format) -> Any:
        if self.carrier is None:
            return read_document(json_octets(text, found.charset), self.limits)
        media_type = (
            found.media_type if found.charset is None else f"{found.media_type}; charset={found.charset}"
        )
        return decode(
            text, self.type, media_type, dialect=self.dialect, limits=self.limits, strict=self.strict
        )

    def _advice(self, error: SoCarriersError) -> str:
        is_array = isinstance(error, DecodeError) and error.path == "$" and error.found == "an array"
        return f"; --carrier 'array<{self.carrier}>' reads one" if is_array and self.carrier else ""


def _all_of(source: Input, limits: Limits) -> bytes:
    chunks, size = [], 0
    while chunk := source.read(_BYTES_AT_ONCE):
        chunks.append(chunk)
        size += len(chunk)
        if size > limits.body:
            raise Failure(f"{source.name} is longer than {limits.body:,} bytes; --limit-body allows more")
    return b"".join(chunks)


def _shape(text: bytes, name: str) -> PatchKind:
    match text.removeprefix(codecs.BOM_UTF8).lstrip()[:1]:
        case b"[":
            return PatchKind.JSON_PATCH
        case b"{":
            return PatchKind.MERGE_PATCH
    raise WrongUsage(f"say with --as what {name} holds: it is neither an array of operations nor an object")

"""What input and output are: said by an option, or guessed from the name or the first bytes of a file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePath

from so_carriers.charsets import BYTE_ORDER_MARKS, DEFAULT_CHARSET, python_codec
from so_carriers.cli.conversion.errors import WrongUsage
from so_carriers.defaults import default_registry
from so_carriers.errors import InvalidValue
from so_carriers.media_types import MediaType

JSON_LINES = "json-lines"

_MEDIA_TYPES = {
    "json": "application/json",
    JSON_LINES: "application/x-ndjson",
    "xml": "application/xml",
    "form": "application/x-www-form-urlencoded",
    "json-patch": "application/json-patch+json",
    "merge-patch": "application/merge-patch+json",
}
_OTHER_NAMES = {"jsonl": JSON_LINES, "ndjson": JSON_LINES}
_LINES_MEDIA_TYPES = ("application/x-ndjson", "application/jsonl")
_SUFFIXES = {".json": "json", ".jsonl": JSON_LINES, ".ndjson": JSON_LINES, ".xml": "xml", ".form": "form"}

_FIRST_CHARACTERS = (
    (re.compile(r"\s*<"), "xml"),
    (re.compile(r'\s*[\[{"\d-]|\s*(?:null|true|false)\b'), "json"),
    (re.compile(r"[\w.%+:\[\]-]+="), "form"),
)


@dataclass(frozen=True, slots=True)
class Format:
    """What a file holds.

    `name` is `json`, `json-lines`, `xml`, or that of another codec, of which a file holds
    one body; `media_type` is what decode and encode are asked for.
    """

    name: str
    media_type: str
    charset: str | None = None

    @property
    def record_media_type(self) -> str:
        """The media type of a record that was cut out of a file: those of JSON and XML come in UTF-8."""
        charset = "utf-8" if self.name in ("json", JSON_LINES, "xml") else self.charset
        return self.media_type if charset is None else f"{self.media_type}; charset={charset}"


def input_format(said: str) -> Format:
    """The format of `--from`; raises WrongUsage for one that is not read."""
    media_type = _media_type(said)
    if media_type.essence in _LINES_MEDIA_TYPES:
        return Format(JSON_LINES, "application/json", _known(media_type.charset))
    entry = default_registry().reader(media_type.essence)
    if entry is None:
        raise _unknown(said, "read")
    return Format(entry.codec.name, media_type.essence, _known(media_type.charset))


def output_format(said: str) -> Format:
    """The format of `--to`; raises WrongUsage for one that is not written."""
    media_type = _media_type(said)
    if python_codec(media_type.charset or DEFAULT_CHARSET) != DEFAULT_CHARSET:
        raise WrongUsage(f"{said}: what is written is in UTF-8")
    if media_type.essence in _LINES_MEDIA_TYPES:
        return Format(JSON_LINES, "application/json")
    entry = default_registry().writer(media_type.essence)
    if entry is None:
        raise _unknown(said, "written")
    return Format(entry.codec.name, media_type.essence)


def guess_by_name(path: str) -> str | None:
    """The short name of the format that a file's suffix tells, if it does."""
    return _SUFFIXES.get(PurePath(path).suffix.lower())


def guess_by_content(first: bytes) -> str | None:
    """The short name of the format that the first bytes tell, if they do."""
    charset = next((name for mark, name in BYTE_ORDER_MARKS if first.startswith(mark)), "utf-8")
    text = first.decode(charset, "replace").removeprefix("\ufeff")
    # XML in UTF-16 needs no mark (XML 1.0, appendix F.1).
    text = text.replace("\0", "")
    return next((name for pattern, name in _FIRST_CHARACTERS if pattern.match(text)), None)


def _media_type(said: str) -> MediaType:
    name = _OTHER_NAMES.get(said.lower(), said.lower())
    try:
        return MediaType.parse(_MEDIA_TYPES.get(name, said))
    except InvalidValue as error:
        raise _unknown(said, "known") from error


def _known(charset: str | None) -> str | None:
    if charset is not None and python_codec(charset) is None:
        raise WrongUsage(f"charset {charset} is not read")
    return charset


def _unknown(said: str, what: str) -> WrongUsage:
    registry = default_registry()
    media_types = sorted({entry.media_type.essence for entry in registry.entries} | {*_LINES_MEDIA_TYPES})
    return WrongUsage(f"{said} is not {what}; say {', '.join(_MEDIA_TYPES)} or {', '.join(media_types)}")

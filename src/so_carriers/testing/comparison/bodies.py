"""Bodies as text, where two of them differ, and whether they hold what is not to be shown."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import so_carriers as so
from so_carriers.charsets import python_codec
from so_carriers.errors import InvalidValue
from so_carriers.media_types import MediaType
from so_carriers.schema.types import CarrierType, DictionaryType, ListType, ValueType, declared_type
from so_carriers.testing.comparison.broken_laws import holds_secrets
from so_carriers.testing.comparison.descriptions import parting
from so_carriers.testing.comparison.differences import Difference, first_difference
from so_carriers.testing.comparison.documents import exact_document


def essence_of(media_type: str) -> str:
    """`type/subtype` in lower case, without parameters."""
    return media_type.partition(";")[0].strip(" \t").lower()


def without_charset(media_type: str) -> str:
    """The media type in which something is written: always in UTF-8."""
    if _charset_of(media_type) is None:
        return media_type
    parsed = MediaType.parse(media_type)
    return str(replace(parsed, parameters=tuple(each for each in parsed.parameters if each[0] != "charset")))


def body_text(body: bytes | str, media_type: str) -> str:
    """The text of a body, by the charset of its media type; raises ValueError where it is none."""
    if isinstance(body, str):
        return body
    charset = _charset_of(media_type)
    codec = python_codec(charset) if charset is not None else None
    return bytes(body).decode(codec or "utf-8").removeprefix("\ufeff")


def _charset_of(media_type: str) -> str | None:
    try:
        return MediaType.parse(media_type).charset
    except InvalidValue:
        return None


def difference_of_bodies(one: Any, other: Any, type: Any, *, is_secret: bool) -> Difference | None:
    """Where two bodies differ: a member of their JSON, or a byte; of bytes that are secret only where."""
    try:
        found = first_difference(exact_document(one), exact_document(other), type=type)
    except (ValueError, TypeError, so.SoCarriersError):
        found = None
    if found is not None or one == other:
        return found
    if is_secret and isinstance(one, (bytes, str)) and isinstance(other, (bytes, str)):
        kind = "characters" if isinstance(one, str) else "bytes"
        return Difference(
            (parting(one, other),), *(f"{len(body)} {kind}, not shown" for body in (one, other))
        )
    return first_difference(one, other)


def body_holds_secrets(body: Any, type: Any, media_type: str) -> bool:
    """Whether a body of a type has a secret member that holds anything, or may have for all we can read."""
    try:
        return holds_secrets(so.decode(body, type, media_type))
    except so.SoCarriersError:
        return _may_be_secret(declared_type(type), set())


def _may_be_secret(declared: ValueType, seen: set[Any]) -> bool:
    """Whether a value of this type may hold a secret member."""
    if isinstance(declared, ListType):
        return _may_be_secret(declared.item, seen)
    if isinstance(declared, DictionaryType):
        return _may_be_secret(declared.value, seen)
    if not isinstance(declared, CarrierType) or declared.carrier in seen:
        return False
    seen.add(declared.carrier)
    members = so.schema_of(declared.carrier).members
    return any(member.secret or _may_be_secret(member.type, seen) for member in members)

"""A case: one input with all that is needed to run it again, in data that a file can hold."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

import so_carriers as so
from so_carriers.schema.types import is_carrier


class Target(enum.Enum):
    """What is put to the test."""

    JSON = "json"
    XML = "xml"
    FORM = "form"
    PATCH = "patch"
    NEGOTIATE = "negotiate"


JSON = "application/json"
XML = "application/xml"
FORM = "application/x-www-form-urlencoded"
JSON_PATCH = "application/json-patch+json"
MERGE_PATCH = "application/merge-patch+json"

MEDIA_TYPES: Mapping[Target, tuple[str, ...]] = MappingProxyType(
    {
        Target.JSON: (JSON, "text/json"),
        Target.XML: (XML, "text/xml"),
        Target.FORM: (FORM,),
        Target.PATCH: (JSON_PATCH, MERGE_PATCH, JSON),
        Target.NEGOTIATE: (JSON,),
    }
)
"""What the body of a case may be read as."""

UNDRAWN = "drawing"
"""The check of a failure that happened before there was a case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One input, and the check that it is for.

    `carrier` is the name of the carrier class that `body` is read as, in `media_type`. A
    patch starts from `base`, which is JSON. `header` is an Accept or a Content-Type; a case
    has a body, a header, or both.
    """

    target: Target
    check: str
    carrier: str = ""
    media_type: str = JSON
    body: bytes | None = None
    base: bytes | None = None
    header: str | None = None

    @property
    def cls(self) -> Any:
        """The carrier class."""
        return carriers_by_name()[self.carrier]

    @property
    def size(self) -> int:
        """How much there is to read: of two cases that fail alike the smaller one is shown."""
        return len(self.body or b"") + len(self.base or b"") + len(self.header or "")


@cache
def carriers_by_name() -> dict[str, type[Any]]:
    """Every carrier of the library."""
    found = {name: getattr(so, name) for name in so.__all__ if name[0].isupper()}
    return {name: value for name, value in found.items() if is_carrier(value)}

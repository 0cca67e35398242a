"""`member()`: how a field of a carrier says its wire name."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import MISSING, dataclass
from typing import Any

from so_carriers.errors import InvalidDefinition
from so_carriers.schema.types import CarrierType, ValueType

_DECLARATION = "so_carriers.member"


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """What `member()` was told, kept in the metadata of the dataclass field."""

    name: str
    key: bool
    secret: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One member of a carrier: the attribute, its name on the wire, its type, and what was declared of it."""

    attribute: str
    name: str
    type: ValueType
    key: bool
    secret: bool
    default: Any
    default_factory: Callable[[], Any] | Any

    def absent_value(self) -> Any:
        """What the attribute reads while the member is absent, or null against its type."""
        if self.default is not MISSING:
            return self.default
        if self.default_factory is not MISSING:
            return self.default_factory()
        return self.type.zero()

    @property
    def is_required(self) -> bool:
        """Whether the class cannot be called without a value for it."""
        return self.default is MISSING and self.default_factory is MISSING

    @property
    def requires(self) -> Any:
        """The carrier that must be made to fill the member while it is absent, if any."""
        if not self.is_required or self.type.nullable or not isinstance(self.type, CarrierType):
            return None
        return self.type.carrier


def member(
    name: str,
    /,
    *,
    default: Any = MISSING,
    default_factory: Callable[[], Any] | Any = MISSING,
    key: bool = False,
    secret: bool = False,
) -> Any:
    """Declares a field of a carrier by its name on the wire, written out (`"Tooltip"`, `"ToolTip"`).

    With `default` or `default_factory` the constructor's argument is optional; without,
    it is required; both at once raise InvalidDefinition. `key` marks what identifies an
    item in a list; a `secret` member shows in no repr and no error.
    """
    if default is not MISSING and default_factory is not MISSING:
        raise InvalidDefinition(f"member({name!r}): give default or default_factory, not both")
    declaration = Declaration(name=name, key=key, secret=secret)
    metadata = {_DECLARATION: declaration}
    return dataclasses.field(
        default=default, default_factory=default_factory, repr=not secret, metadata=metadata
    )


def declaration_of(field: dataclasses.Field[Any]) -> Declaration | None:
    """What `member()` was told of this field; None where the field was not made by it."""
    return field.metadata.get(_DECLARATION)

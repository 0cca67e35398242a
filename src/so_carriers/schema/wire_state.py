"""What attributes cannot say of a carrier, kept beside them in one hidden slot.

A carrier made in Python, or read from a body that names every member once, in the
declared order and in canonical spelling, has no wire state at all: its slot is None.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, NamedTuple, TypeAlias

JsonValue: TypeAlias = "dict[str, JsonValue] | list[JsonValue] | str | int | float | bool | None"
"""What an unknown member may hold; a float is a `NumberToken` where its token is not Python's."""


class Spelling(NamedTuple):
    """A scalar that came in another than its canonical spelling."""

    value: Any
    """What it was read as; the spelling counts while the attribute holds the same."""

    written: str | int | float
    """The JSON text or number as it came."""


Spellings: TypeAlias = "Spelling | Mapping[int | str, Spellings]"
"""The spelling of a scalar, or those inside a list or dictionary by index or key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WireState:
    """What one carrier came with; immutable, and shared between copies.

    `absent`, `null`, `names` and `spellings` speak of members by attribute name;
    `unknown` holds members that the carrier does not declare by wire name; `order` is
    every name as it stood in the body, or None where that was the declared order with
    unknown members last.
    """

    absent: frozenset[str] = frozenset()
    null: frozenset[str] = frozenset()
    unknown: Mapping[str, JsonValue] = field(default_factory=dict)
    order: tuple[str, ...] | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    spellings: Mapping[str, Spellings] = field(default_factory=dict)
    places: Any = field(default=None, init=False, repr=False, compare=False)
    """What `layout` worked out of this state; many carriers of one body share it."""
    respelled: Any = field(default=None, init=False, repr=False, compare=False)
    """What a writer worked out of the spellings; whoever changes those in place resets it."""

    def __bool__(self) -> bool:
        """Whether there is anything to keep."""
        return bool(
            self.absent or self.null or self.unknown or self.order is not None or self.names or self.spellings
        )

    def without(self, attribute: str) -> WireState | None:
        """The state once this member is present and not null; None where nothing is left to keep."""
        if attribute not in self.absent and attribute not in self.null:
            return self
        return self.changed(absent=self.absent - {attribute}, null=self.null - {attribute})

    def changed(self, **parts: Any) -> WireState | None:
        """The state with some parts replaced; None where nothing is left to keep."""
        return replace(self, **parts) or None

    def __reduce__(self) -> tuple[Any, ...]:
        # What is empty need not be pickled, and what was worked out is so again.
        parts = {f.name: getattr(self, f.name) for f in fields(self) if f.init}
        return _restore, ({name: part for name, part in parts.items() if part},)


def _restore(parts: dict[str, Any]) -> WireState:
    return WireState(**parts)

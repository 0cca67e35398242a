"""How far generated values go: one value that the strategies hand on from container to container."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument

from so_carriers.testing.strategies.texts import plain_texts

DEPTH = 5
"""Reaches the licences of a user: the carrier, a list, the owner of a licence, a list, a module."""

ITEMS = 2


@dataclass(frozen=True, kw_only=True)
class Extent:
    """The options of the strategies, as their users give them; raises InvalidArgument for one that cannot be.

    `depth` is how many containers that hold something stand in each other at most, the root among
    them; `items` how many values a list or dictionary holds at most; `texts` what all texts are drawn
    from, names of unknown members and keys too (None: `texts()`, and what a server sends where that is
    known). `unknown` adds members that carriers do not declare; `nulls` null against the type, and
    in carriers absent members; `spellings` other than the canonical names, values and orders;
    `white_space` what may stand between tokens.
    """

    depth: int = DEPTH
    items: int = ITEMS
    texts: st.SearchStrategy[str] | None = None
    unknown: bool = True
    nulls: bool = True
    spellings: bool = True
    white_space: bool = True

    def __post_init__(self) -> None:
        for name in ("depth", "items"):
            number: object = getattr(self, name)
            if not isinstance(number, int) or isinstance(number, bool) or number < 0:
                raise InvalidArgument(f"{name} must be a number from 0, found {number!r}")
        for name in ("unknown", "nulls", "spellings", "white_space"):
            flag: object = getattr(self, name)
            if not isinstance(flag, bool):
                raise InvalidArgument(f"{name} must be True or False, found {flag!r}")
        if self.texts is not None and not isinstance(self.texts, st.SearchStrategy):
            raise InvalidArgument(f"texts must be a strategy such as st.text(), found {self.texts!r}")
        # In a new folder Hypothesis first makes its tables of characters, which takes a second or more. Here
        # that is part of making a strategy; in the first draw its health check would call us too slow.
        self.text.validate()

    @cached_property
    def text(self) -> st.SearchStrategy[str]:
        """What texts are drawn from."""
        return plain_texts() if self.texts is None else self.texts

    @cached_property
    def counts(self) -> st.SearchStrategy[int]:
        """How many values a list or dictionary of this extent holds."""
        return st.integers(0, self.items if self.depth else 0)

    @cached_property
    def inner(self) -> Extent:
        """The extent of what stands in a container of this extent."""
        return replace(self, depth=self.depth - 1) if self.depth else self

    @cached_property
    def shallow(self) -> Extent:
        """The extent of what stands in a container, where that holds scalars only."""
        return replace(self, depth=min(self.inner.depth, 1))

    @property
    def has_wire_state(self) -> bool:
        """Whether carriers may hold more than their attributes say."""
        return self.unknown or self.nulls or self.spellings


DEFAULT_EXTENT = Extent()

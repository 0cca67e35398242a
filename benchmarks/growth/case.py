"""What `benchmarks.growth` measures."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.growth.fit import Prepare


def _nothing(_name: str) -> tuple[str, ...]:
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One work at several sizes.

    `axis` says what the sizes count. `contenders` prepare the work, each by its name, this
    library first; `losses` finds out at a small size, in words, what the one of a name loses.
    `drops` are those that leave out what grows, and so have nothing to do.
    """

    name: str
    axis: str
    sizes: Sequence[int]
    contenders: Mapping[str, Prepare]
    losses: Callable[[str], tuple[str, ...]] = _nothing
    drops: Collection[str] = ()

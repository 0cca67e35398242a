"""What `benchmarks.growth` measures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from benchmarks.growth.fit import Prepare


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One work at several sizes.

    `axis` says what the sizes count. `contenders` prepare the work, each by its name, this
    library first; `loses` tells in words what one of them loses, where it loses anything.
    """

    name: str
    axis: str
    sizes: Sequence[int]
    contenders: Mapping[str, Prepare]
    loses: Mapping[str, str] = field(default_factory=dict)

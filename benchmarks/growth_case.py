"""What `benchmarks.growth` measures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.growth_fit import Prepare


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One work at several sizes; `theirs` is the same of jsonpatch, None where it does not know it."""

    name: str
    sizes: Sequence[int]
    ours: Prepare
    theirs: Prepare | None

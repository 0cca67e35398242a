"""What is measured: lines, and the contenders of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from benchmarks.clocks import own_seconds

SUBJECT = "so_carriers"
"""The contender that the bars speak of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contender:
    """One way to do the work of a line.

    `call` is what is timed: it is called once for each of the arguments that
    `arguments(n)` made beforehand, and `clock` tells the seconds that have gone by. `check`
    does the work once, untimed, and tells in words what comes out otherwise than it should;
    it raises where the work cannot be done. A floor does a part of the work only: what
    stands on it can come near it and not below.
    """

    name: str
    call: Callable[[Any], object]
    arguments: Callable[[int], Iterable[Any]]
    check: Callable[[], tuple[str, ...]]
    clock: Callable[[], float] = own_seconds
    is_floor: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One operation, and who does it.

    `name` stays the same from run to run, `remark` says what may not. `references` names the
    peers that ratios are taken to: the fastest of them; where it is `SUBJECT`, the others are
    parts of its work. `at_most` is the ratio that `SUBJECT`
    may reach, None where no bar is set. `baseline` names the contender whose time is part of
    all others' and is taken off them.
    """

    name: str
    remark: str
    contenders: tuple[Contender, ...]
    references: tuple[str, ...]
    at_most: float | None = None
    baseline: str | None = None

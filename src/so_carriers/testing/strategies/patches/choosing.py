"""Choosing from what a value has, which is other things each time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from hypothesis import strategies as st

T = TypeVar("T")


def choice(draw: st.DrawFn, found: Sequence[T]) -> T:
    """One of several things; the first is the simplest.

    `sampled_from` looks at every one of them, which takes long for many that are used once.
    """
    return found[draw(st.integers(0, len(found) - 1))]

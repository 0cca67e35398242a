"""What tests of threads share: eager switching, and classes that nobody has used yet."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import pytest

import so_carriers as so


@pytest.fixture
def eager_switching() -> Iterator[None]:
    """Has the interpreter change threads as often as it can."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


def fresh_classes() -> tuple[type[Any], type[Any]]:
    """Two carriers that hold each other, with an enum, none of which was ever used."""

    class Kind(so.WireFlag):
        NONE = 0, "None"
        OWN = 1, "Own"
        OTHER = 2, "Other"

    @so.carrier
    class Leaf:
        kind: Kind | str = so.member("Kind", default=Kind.NONE)
        tree: Tree | None = so.member("Tree", default=None)

    @so.carrier
    class Tree:
        name: str = so.member("Name", default="")
        leaf: Leaf = so.member("Leaf")
        leaves: list[Leaf | None] = so.member("Leaves", default_factory=list)
        trees: dict[str, Tree] | None = so.member("Trees", default=None)
        grown: so.DateTime | None = so.member("Grown", default=None)

    return Leaf, Tree

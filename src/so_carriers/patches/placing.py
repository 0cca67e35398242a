"""The place of what cannot be written, where it stands in a whole value."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from so_carriers.errors import EncodeError, PatchConflict
from so_carriers.patches.containers import kind_of
from so_carriers.patches.nodes import Node
from so_carriers.patches.workspace import Workspace
from so_carriers.schema.member import Member


def place(error: EncodeError, tokens: Sequence[str], roots: Iterable[Node], work: Workspace) -> None:
    """Puts the way to a value before the path of the error in it; what is secret stays out of both.

    `roots` are the values in which the tokens may lead there.
    """
    ways = [_way(root, tokens, work) for root in roots]
    steps, is_secret = max(ways, key=lambda way: (way[1], len(way[0])))
    for step in reversed(steps):
        error.within(step, secret=is_secret)
        is_secret = False


def _way(node: Node, tokens: Sequence[str], work: Workspace) -> tuple[list[str | int], bool]:
    """The steps of a pointer, as far as it leads or up to a secret, and whether it came to one."""
    steps: list[str | int] = []
    for token in tokens:
        try:
            kind = kind_of(node.value)
            key = kind.find(node, token, work)
        except PatchConflict:
            steps.append(token)
            continue
        node = kind.child(node, key)
        steps.append(key.name if isinstance(key, Member) else key)
        if node.secret:
            return steps, True
    return steps, False

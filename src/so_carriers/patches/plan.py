"""Patches whose operations do not meet, as a tree of the places that they change.

Most patches give a few members new values. Where no operation touches what another one has
touched, their order does not matter, and all can be done in one pass over the value.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from so_carriers.patches.documents import depth_of
from so_carriers.patches.operations import PatchOperation


class Leaf(NamedTuple):
    """What is done in one place.

    `name` is that of an operation, or `set` for a member that need not be there, `drop` for one
    that is taken out if it is.
    """

    name: str
    document: Any


class Branch(dict[str, Any]):
    """What is done within one container: by token a `Leaf`, or a `Branch` for what is further in.

    `is_taken` says that an item is inserted or taken out, so that no other operation may lead
    through the container. `merged` is the document that is merged into it, None in a JSON Patch:
    it takes the place of what is no object.
    """

    __slots__ = ("is_taken", "merged")

    def __init__(self, merged: dict[str, Any] | None = None) -> None:
        self.merged = merged
        self.is_taken = False


class Plan(NamedTuple):
    """What a patch does: first all tests, then all changes; `depth` is the most containers that it makes."""

    tests: tuple[tuple[tuple[str, ...], Any], ...]
    changes: Branch
    depth: int


def plan_of(operations: Iterable[PatchOperation]) -> Plan | None:
    """The plan of these operations; None where they meet, or take from one place to another."""
    changes, tests, depth = Branch(), [], 0
    for operation in operations:
        tokens = operation.path.tokens
        branch = _way_to(changes, tokens[:-1], make=operation.name != "test") if tokens else None
        if branch is None or operation.source is not None or tokens[-1] in branch:
            return None
        if operation.name == "test":
            tests.append((tokens, operation.document))
            continue
        if operation.name != "replace" and (tokens[-1].isdecimal() or tokens[-1] == "-"):
            if branch:
                return None
            branch.is_taken = True
        branch[tokens[-1]] = Leaf(operation.name, operation.document)
        depth = max(depth, len(tokens) + depth_of(operation.document))
    return Plan(tuple(tests), changes, depth)


def _way_to(branch: Branch, tokens: Iterable[str], *, make: bool) -> Branch | None:
    """The branch at the end of a way; None where another operation is met on it."""
    for token in tokens:
        if branch.is_taken:
            return None
        inner = branch.get(token)
        if inner is None:
            inner = Branch()
            if make:
                branch[token] = inner
        if inner.__class__ is not Branch:
            return None
        branch = inner
    return None if branch.is_taken else branch


def merge_plan_of(document: dict[str, Any]) -> Plan:
    """The plan of a merge patch with that document."""
    return Plan((), _merged_branch(document), depth_of(document))


def _merged_branch(document: dict[str, Any]) -> Branch:
    branch = Branch(document)
    for name, item in document.items():
        if item is None:
            branch[name] = Leaf("drop", None)
        elif type(item) is dict:
            branch[name] = _merged_branch(item)
        else:
            branch[name] = Leaf("set", item)
    return branch

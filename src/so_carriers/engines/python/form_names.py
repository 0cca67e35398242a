"""The names in a form, and the tree that they make.

    Person.Firstname         a member of a member; Person[Firstname] is the same name
    Credentials[0].Value     a member of an item; indices are plain digits from 0 on
    CustomFields[SO:1]       what is no index in brackets is one step, dots included
    Tags[]                   the next item

Nothing is decided here of what a name means: one that is repeated, and one that has both a
value and steps below it, stay so in the tree.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, NamedTuple, TypeAlias

from so_carriers.engines.python.form_pairs import Pair, Text
from so_carriers.engines.python.json_depth import too_deep
from so_carriers.errors import DecodeError
from so_carriers.schema.carrier_schema import CarrierSchema
from so_carriers.settings import Limits


class Index(NamedTuple):
    """What `[0]` stands for; without digits what `[]` does."""

    digits: str


NEXT: Final = Index("")

KEY: Final = "Key"
VALUE: Final = "Value"
"""The steps to key and value of one entry of a dictionary."""

OWN: Final = None
"""The step to the values of a name that has steps below it too."""

Step: TypeAlias = str | Index | None
Tree: TypeAlias = "dict[Step, Tree] | list[Text]"
"""The values of a name, most often one, or the steps below it."""

_FIRST: Final = re.compile(r"[^.\[\]]*+")
_NEXT: Final = re.compile(r"\.([^.\[\]]*+)|\[([^\]]*+)\]")
_INDEX: Final = re.compile(r"0|[1-9][0-9]*+|")

_KEPT_NAMES = 256
_LONGEST_KEPT_NAME = 100


class MalformedName(str):
    """What is wrong with a name."""

    __slots__ = ()


def tree_of(pairs: Iterable[Pair], schema: CarrierSchema, limits: Limits) -> dict[Step, Tree]:
    """The tree of the names of a carrier's form.

    Raises DecodeError for a malformed name, LimitExceeded for one that nests too deep.
    """
    tree: dict[Step, Tree] = {}
    # An entry of a dictionary takes two steps, as in `[0].Value`, and is one container.
    most = 2 * limits.depth
    for place, (name, text) in enumerate(pairs, start=1):
        steps = _kept_steps(name) if len(name) <= _LONGEST_KEPT_NAME else steps_of(name, most)
        if isinstance(steps, MalformedName):
            raise _refusal(name, f"{steps} in the name of pair {place}", schema)
        if len(steps) > most:
            raise too_deep(limits)
        _plant(tree, steps, text)
    return tree


def _refusal(name: str, found: str, schema: CarrierSchema) -> DecodeError:
    failure = DecodeError("names such as a.b, a[b] and a[0]", found)
    first = _first_step(name)
    # Nothing else of the name is quoted: it may be a piece of a password that was not escaped.
    if schema.spelled([first]):
        failure.within(first)
    return failure


def steps_of(name: str, most: int) -> tuple[str | Index, ...] | MalformedName:
    """The steps of a name; of one that has more than `most`, one more than these."""
    first = _first_step(name)
    steps: list[str | Index] = [first]
    end = len(first)
    if not first and name.startswith(("[", "]")):
        return MalformedName("a bracket at the start")
    while end < len(name) and len(steps) <= most:
        step = _NEXT.match(name, end)
        if step is None:
            return MalformedName("a stray bracket")
        end = step.end()
        dotted, bracketed = step.groups()
        if dotted is not None:
            steps.append(dotted)
        else:
            steps.append(Index(bracketed) if _INDEX.fullmatch(bracketed) else bracketed)
    return tuple(steps)


def is_plain_step(name: str) -> bool:
    """Whether a name is one step as it stands."""
    return _FIRST.fullmatch(name) is not None


@lru_cache(_KEPT_NAMES)
def _kept_steps(name: str) -> tuple[str | Index, ...] | MalformedName:
    return steps_of(name, len(name))


def _first_step(name: str) -> str:
    match = _FIRST.match(name)
    return match.group() if match else ""


def _plant(tree: dict[Step, Tree], steps: tuple[str | Index, ...], text: Text) -> None:
    for step in steps[:-1]:
        inner = tree.get(step)
        if not isinstance(inner, dict):
            inner = tree[step] = {} if inner is None else {OWN: inner}
        tree = inner
    last: Step = steps[-1]
    there = tree.get(last)
    if isinstance(there, dict):
        tree, last, there = there, OWN, there.get(OWN)
    if isinstance(there, list):
        there.append(text)
    else:
        tree[last] = [text]

"""A golden body with the types of its members, so that it can be changed where a type stands."""

from __future__ import annotations

import itertools
import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from tests.golden.tokens import Members

T = TypeVar("T")

HERE = Path(__file__).parent
SCHEMA: dict[str, Any] = json.loads((HERE / "schema.json").read_text(encoding="utf-8"))
CARRIERS: dict[str, list[tuple[str, str, bool]]] = SCHEMA["carriers"] | SCHEMA["requests"]
BASE = ("TableRight", "FieldProperties")


@dataclass(frozen=True)
class Slot:
    """A place for a value: a member, an item of a list, a key of a dictionary, or the whole body."""

    holder: list[Any]
    index: int
    kind: str
    nullable: bool
    is_member: bool = False

    @property
    def value(self) -> Any:
        """What stands there."""
        return self.holder[self.index]

    def put(self, value: Any) -> None:
        """Puts something else there."""
        self.holder[self.index] = value

    def enum(self) -> dict[str, int]:
        """The names and numbers of the slot's enum; nothing where none are documented."""
        names: dict[str, int] = SCHEMA["enums"].get(self.kind.partition("<")[2].removesuffix(">"), {})
        return names


class Document:
    """A body of a type of schema.json; what `pick` gives depends on `name` alone."""

    def __init__(self, root: Any, kind: str, name: str) -> None:
        self._whole = [root]
        self.kind = kind
        self._turns = itertools.count(zlib.crc32(name.encode()))

    @property
    def root(self) -> Any:
        """The body."""
        return self._whole[0]

    def pick(self, pool: Sequence[T]) -> T:
        """The next of these, round and round."""
        return pool[next(self._turns) % len(pool)]

    def every(self, nth: int) -> bool:
        """True at every nth call."""
        return next(self._turns) % nth == 0

    def slots(self, *heads: str) -> list[Slot]:
        """The slots whose type is one of these (`int32`, `enum`), or all; the outer ones first."""
        return [slot for slot in self._walk() if not heads or slot.kind.partition("<")[0] in heads]

    def carriers(self) -> list[tuple[Members, str]]:
        """Every carrier in the body with the name of its class, the outer ones first."""
        return [
            (slot.value, slot.kind)
            for slot in self._walk()
            if slot.kind in CARRIERS and slot.value is not None
        ]

    def dictionaries(self) -> list[Members]:
        """Every dictionary in the body."""
        kinds = ("dict", *SCHEMA["dictionaries"])
        return [slot.value for slot in self.slots(*kinds) if slot.value is not None]

    def _walk(self) -> Iterator[Slot]:
        waiting = [Slot(self._whole, 0, self.kind.removesuffix("?"), self.kind.endswith("?"))]
        while waiting:
            slot = waiting.pop(0)
            yield slot
            if slot.value is not None:
                waiting.extend(_inside(slot))


def _inside(slot: Slot) -> Iterator[Slot]:
    head, _, inner = slot.kind.partition("<")
    inner = inner.removesuffix(">")
    if head == "array":
        yield from (Slot(slot.value, index, inner, inner != "int32") for index in range(len(slot.value)))
    elif head == "dict" or slot.kind in SCHEMA["dictionaries"]:
        of = SCHEMA["dictionaries"].get(slot.kind) or inner.rpartition(",")[2]
        yield from (Slot(pair, 1, of, True) for pair in slot.value)
    elif slot.kind in CARRIERS:
        types = {name: (kind, nullable) for name, kind, nullable in CARRIERS[slot.kind]}
        yield from (Slot(pair, 1, *types[pair[0]], is_member=True) for pair in slot.value if pair[0] in types)


def declares(carrier: str, name: str) -> bool:
    """Whether a carrier has a member of exactly this name."""
    return any(member[0] == name for member in CARRIERS[carrier])

"""Makes the golden bodies that are our own, and index.json, which lists all of them.

    python -m tests.golden.make

Every run gives the same files. The bodies of source/ are the samples of NetServer's
documentation (POST Agents/User/CreateDefaultUser and CreateExternalUser) and are not
touched. Ours are invented, in the shapes in which servers and their clients write:

    carriers/   each carrier and dictionary as a response of today's servers
    requests/   each request; TableRight and FieldProperties are left out at every level
    shapes/     older servers, $select, depth-limited samples, and what samples.py spells out

index.json tells the type of each; `refused` marks what strict reading refuses.
schema.json holds the facts: names, types and nullability of all members, and the enums.
Every body is in compact form: no white space, shortest escapes, number tokens as they are.
"""

from __future__ import annotations

import itertools
import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from tests.golden import samples
from tests.golden.document import BASE, CARRIERS, HERE, SCHEMA

DEEPEST = 3

SOURCE = [
    ("create_default_user_response", "User", "the response of POST Agents/User/CreateDefaultUser"),
    (
        "create_external_user_request",
        "CreateExternalUserRequest",
        "the request of POST Agents/User/CreateExternalUser",
    ),
    ("create_external_user_response", "int32", "the response of POST Agents/User/CreateExternalUser"),
]


@dataclass(frozen=True, kw_only=True)
class Manner:
    """Whose habits a body shows."""

    base_first: bool = False
    """TableRight and FieldProperties before the carrier's own members, as older servers write."""

    rights: bool = True
    """Whether TableRight and FieldProperties are written at all; requests leave them out."""

    selected: tuple[str, ...] | None = None
    """With `$select`: the members that are not null."""

    complete: bool = False
    """No member of the root is null."""

    bare_items: bool = False
    """Carriers in lists below the root as `{}`, as depth-limited samples write."""


TODAY = Manner(complete=True)
REQUEST = Manner(complete=True, rights=False)


class Body:
    """Fills one body; what it takes from the samples depends on the body's name alone."""

    def __init__(self, name: str, manner: Manner) -> None:
        self.manner = manner
        self.turns = itertools.count(zlib.crc32(name.encode()))

    def pick(self, pool: Sequence[Any]) -> Any:
        return pool[next(self.turns) % len(pool)]

    def every(self, nth: int) -> bool:
        return next(self.turns) % nth == 0

    def value(self, kind: str, name: str = "", depth: int = 0) -> Any:
        """A value of this type of schema.json; `name` is the member that it is for."""
        head, _, rest = kind.partition("<")
        inner = rest.removesuffix(">")
        if head == "array":
            return self.items(inner, name, depth)
        if head == "dict":
            return self.dictionary(inner.rpartition(",")[2], name, depth)
        if head == "enum":
            return self.pick([*SCHEMA["enums"].get(inner, samples.UNLISTED_ENUM)])
        if head == "flags":
            return self.pick(samples.MASKS[inner])
        if kind in SCHEMA["dictionaries"]:
            return self.dictionary(SCHEMA["dictionaries"][kind], kind, depth)
        if kind in CARRIERS:
            return self.carrier(kind, depth)
        pools = samples.VALUES[kind]
        return self.pick(pools.get(name, pools[""]))

    def carrier(self, name: str, depth: int) -> dict[str, Any]:
        members = [m for m in CARRIERS[name] if self.manner.rights or m[0] not in BASE]
        if self.manner.base_first:
            members.sort(key=lambda m: m[0] not in BASE)
        return {wire: self.member(wire, kind, nullable, depth) for wire, kind, nullable in members}

    def member(self, wire: str, kind: str, nullable: bool, depth: int) -> Any:
        if self.is_null(wire, kind, nullable, depth):
            return None
        return self.value(kind, wire, depth + 1)

    def is_null(self, wire: str, kind: str, nullable: bool, depth: int) -> bool:
        if depth == 0 and self.manner.selected is not None:
            return wire not in self.manner.selected
        if not nullable or (depth == 0 and self.manner.complete):
            return False
        return self.every(7) or (kind in CARRIERS and depth >= DEEPEST)

    def items(self, kind: str, name: str, depth: int) -> list[Any]:
        is_carrier = kind in CARRIERS
        if self.manner.bare_items and is_carrier and depth > 1:
            return [{}, {}]
        if is_carrier and depth >= DEEPEST:
            return []
        items = [self.value(kind, name, depth) for _ in range(self.pick([1, 2, 2, 3]))]
        if kind != "int32" and self.every(5):
            items.append(None)
        return items

    def dictionary(self, kind: str, name: str, depth: int) -> dict[str, Any]:
        keys = samples.KEYS.get(name, samples.KEYS["ExtraFields"])
        count = len(keys) if depth == 0 else self.pick([0, 1, 2])
        if kind != "FieldProperty":
            return {key: keys[key] for key in [*keys][:count]}
        return {key: self.value(kind, depth=depth) for key in [*keys][:count]}


def shaped() -> Iterator[tuple[str, str, str, Any]]:
    """Bodies that show habits other than today's: (name, type, note, value)."""
    habits = {
        "older_server": (Manner(base_first=True), "base members first, as older servers write"),
        "depth_limited": (Manner(bare_items=True), "all-absent carriers in lists, as in samples"),
        "without_rights": (
            Manner(rights=False),
            "no TableRight and FieldProperties at any level, as clients send it",
        ),
    }
    for habit, (manner, note) in habits.items():
        for kind in ("User", "RoleEntity", "array<SelectableMDOListItem>", "ResolvedUser"):
            name = f"{habit}_{kind.removeprefix('array<').removesuffix('>')}"
            yield name, kind, note, Body(name, manner).value(kind)
    for kind, selected in samples.SELECTED.items():
        name = f"selected_{kind}"
        note = "$select: every other member is null, also where its type is not"
        yield name, kind, note, Body(name, Manner(selected=selected)).value(kind)
    yield from samples.SHAPES


def bodies() -> Iterator[tuple[str, str, str, Any]]:
    """All bodies of our own: (file without suffix, type, note, value)."""
    for kind in [*SCHEMA["carriers"], *SCHEMA["dictionaries"]]:
        yield f"carriers/{kind}", kind, "a response of today's servers", Body(kind, TODAY).value(kind)
    for kind in SCHEMA["requests"]:
        yield f"requests/{kind}", kind, "a request", Body(kind, REQUEST).value(kind)
    for name, kind, note, value in shaped():
        yield f"shapes/{name}", kind, note, value


def compact(value: Any) -> str:
    """The compact form; a text that is already JSON (`samples.Json`) stays as it is."""
    if isinstance(value, samples.Json):
        return value
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def entry(name: str, kind: str, note: str) -> dict[str, Any]:
    """The line of the index for one body."""
    line: dict[str, Any] = {"file": f"{name}.json", "type": kind, "note": note}
    return line | {"refused": True} if name.removeprefix("shapes/") in samples.REFUSED else line


def main() -> None:
    """Writes every body and the index."""
    index = [entry(f"source/{name}", kind, note) for name, kind, note in SOURCE]
    for name, kind, note, value in bodies():
        target = HERE / f"{name}.json"
        target.parent.mkdir(exist_ok=True)
        target.write_text(compact(value), encoding="utf-8", newline="")
        index.append(entry(name, kind, note))
    lines = ",\n".join(json.dumps(line, ensure_ascii=False) for line in index)
    (HERE / "index.json").write_text(f"[\n{lines}\n]\n", encoding="utf-8", newline="")


if __name__ == "__main__":
    main()

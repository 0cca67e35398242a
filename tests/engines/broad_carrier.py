"""A carrier with members of every type, all of which the native engine serves."""

from __future__ import annotations

import so_carriers as so


@so.carrier
class Leaf:
    """What Broad holds in lists and dictionaries."""

    id: so.int32 = so.member("Id", key=True)
    names: list[str] = so.member("Names")
    kind: so.UserType | str = so.member("Kind", default=so.UserType.INTERNAL_ASSOCIATE)


@so.carrier
class Filled:
    """What only Python can make where its member is absent."""

    names: list[str] = so.member("Names", default_factory=lambda: ["made in Python"])
    entries: dict[str, str] = so.member("Entries", default_factory=lambda: {"made": "in Python"})
    number: int = so.member("Number", default=5)


@so.carrier
class Broad:
    """Members with and without defaults, nullable and not, and carriers that hold each other."""

    leaf: Leaf = so.member("Leaf")
    kind: so.UserType | str = so.member("Kind")
    rights: so.ETableRight | str | None = so.member("Rights")
    number: int = so.member("Number")
    small: so.int32 | None = so.member("Small")
    flag: bool = so.member("Flag")
    maybe: bool | None = so.member("Maybe")
    day: so.DateTime = so.member("Day")
    days: list[so.DateTime | None] = so.member("Days")
    kinds: list[so.UserType | str] = so.member("Kinds")
    grid: list[list[so.int32 | None] | None] = so.member("Grid")
    flags: dict[str, bool] = so.member("Flags")
    leaves: dict[str, Leaf | None] = so.member("Leaves")
    tables: dict[str, dict[str, so.int32]] | None = so.member("Tables")
    rights_of: dict[str, so.ETableRight | str | None] = so.member("RightsOf")
    text: str = so.member("Täxt", default="default")
    inner: Broad | None = so.member("Inner", default=None)
    others: list[Broad | None] = so.member("Others")

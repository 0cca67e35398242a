"""What stands somewhere in a value, and what can be done with the containers that it stands in."""

from __future__ import annotations

from typing import Any, NamedTuple, Protocol

from so_carriers.patches.spellings import Home
from so_carriers.patches.workspace import Workspace
from so_carriers.schema.member import Member
from so_carriers.schema.stated_type import stated_type
from so_carriers.schema.types import AnyType, ValueType
from so_carriers.schema.wire_state import Spellings

PLAIN = AnyType(nullable=True)
"""The type of what stands in a plain document."""

UNKNOWN = AnyType(nullable=True)
"""The type of what stands in an unknown member of a carrier."""

Key = Member | int | str
"""What a token means in a container: a declared member or an unknown name, an index, a key.

Each kind of container gives its own, and takes no other.
"""


class Node(NamedTuple):
    """A value where it stands: its declared type, and the spelling that its carrier keeps of it.

    `secret` says that it stands in a secret member, `home` which carrier keeps the spellings
    of what is in it.
    """

    value: Any
    type: ValueType
    spelling: Spellings | None = None
    secret: bool = False
    home: Home | None = None


class Kind(Protocol):
    """What can be done with containers of one kind; those that are changed are `own` to the workspace."""

    def find(self, node: Node, token: str, work: Workspace) -> Key:
        """What a token leads to; raises PatchConflict where nothing is there."""
        ...

    def place(self, node: Node, token: str, work: Workspace) -> Key:
        """Where a token would add something; raises PatchConflict where nothing can be."""
        ...

    def holds(self, node: Node, key: Any) -> bool:
        """Whether something is where `place` said."""
        ...

    def child(self, node: Node, key: Any) -> Node:
        """What stands there."""
        ...

    def type_at(self, node: Node, key: Any) -> tuple[ValueType, bool]:
        """The type of what may stand there, and whether it is secret."""
        ...

    def put_copy(self, node: Node, key: Any, value: Any, work: Workspace) -> None:
        """Puts a copy of what stands there into its place."""
        ...

    def add(self, node: Node, key: Any, value: Any, spelling: Spellings | None, work: Workspace) -> None:
        """Adds a value: before the item that is there in a list, in the place of what is there elsewhere."""
        ...

    def replace(self, node: Node, key: Any, value: Any, spelling: Spellings | None, work: Workspace) -> None:
        """Puts another value in the place of what is there."""
        ...

    def remove(self, node: Node, key: Any, work: Workspace) -> None:
        """Takes out what is there."""
        ...


def is_object(value: Any) -> bool:
    """Whether a value is written as an object."""
    return isinstance(value, dict) or "__carrier_schema__" in value.__class__.__dict__


def type_here(declared: ValueType, value: Any) -> ValueType:
    """The declared type, or that of a carrier that stands where none is declared."""
    if declared is PLAIN and "__carrier_schema__" in value.__class__.__dict__:
        return stated_type(value) or PLAIN
    return declared

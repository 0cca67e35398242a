"""Enumerations whose members say how they are written on the wire.

    class UserType(WireEnum):
        UNKNOWN = 0, "Unknown"
        INTERNAL_ASSOCIATE = 1, "InternalAssociate"

Flags are declared alike; a second name of a value (an alias) is read, never written.
"""

from __future__ import annotations

import enum
from typing import ClassVar, Self


class WireEnum(enum.IntEnum):
    """An enumeration of numbers with a wire name beside each."""

    wire_values: ClassVar[dict[str, int]]
    """Every wire name that is read, aliases too, with its number."""

    wire_name: str

    def __new__(cls, value: int, wire_name: str) -> Self:
        member = int.__new__(cls, value)
        member._value_ = value
        member.wire_name = wire_name
        _keep_name(cls, wire_name, value)
        return member


class WireFlag(enum.IntFlag):
    """Flags with a wire name beside each; any number is a value, named or not.

    `composites` names the combinations that the wire writes under one name: one counts
    where the bits of the value within `composite_bits` are exactly that combination.
    """

    wire_values: ClassVar[dict[str, int]]
    """Every wire name that is read, composites and aliases too, with its number."""

    composites = enum.nonmember(dict[int, str]())
    composite_bits = enum.nonmember(0)

    def __new__(cls, value: int, wire_name: str) -> Self:
        member = int.__new__(cls, value)
        member._value_ = value
        _keep_name(cls, wire_name, value)
        return member

    @property
    def wire_name(self) -> str:
        """The canonical text: names in ascending order of their bits, joined by a comma and a blank.

        A number with a bit that no member names is written in decimal, as .NET's
        Enum.ToString does.
        """
        return _flag_text(type(self), int(self))


def _keep_name(cls: type[WireEnum] | type[WireFlag], wire_name: str, value: int) -> None:
    # The enum machinery drops an alias after making it, so this is the one place that sees its name.
    if "wire_values" not in cls.__dict__:
        cls.wire_values = {}
    cls.wire_values[wire_name] = value


def _flag_text(flags: type[WireFlag], value: int) -> str:
    names = {number: name for name, number in reversed(flags.wire_values.items())}
    if value == 0:
        return names.get(0, "0")
    together = value & flags.composite_bits
    parts = [flags.composites[together]] if together in flags.composites else []
    rest = value ^ together if parts else value
    while rest:
        bit = rest & -rest
        if rest < 0 or bit not in names:
            return str(value)
        parts.append(names[bit])
        rest ^= bit
    return ", ".join(parts)

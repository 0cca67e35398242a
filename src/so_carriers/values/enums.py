"""Enumerations whose members say how they are written on the wire.

    class UserType(WireEnum):
        UNKNOWN = 0, "Unknown"
        INTERNAL_ASSOCIATE = 1, "InternalAssociate"

Flags are declared alike; a second name of a value (an alias) is read, never written.
"""

from __future__ import annotations

import enum
from typing import Self

from so_carriers.errors import InvalidDefinition


class WireEnum(enum.IntEnum):
    """An enumeration of numbers with a wire name beside each."""

    wire_values: dict[str, int]
    """Every wire name that is read, aliases too, with its number."""

    wire_name: str

    def __new__(cls, value: int, wire_name: str = "") -> Self:
        """Makes a member; looking one up by its number needs no name."""
        member = int.__new__(cls, value)
        member._value_ = value
        member.wire_name = wire_name
        _keep_name(cls, wire_name, value)
        return member


class WireFlag(enum.IntFlag):
    """Flags with a wire name beside each; any number is a value, named or not.

    The class argument `composites` names combinations that the wire writes under one
    name: one counts where the bits of the value within `composite_bits` are exactly that
    combination.
    """

    wire_values: dict[str, int]
    """Every wire name that is read, composites and aliases too, with its number."""

    composites: dict[int, str]
    composite_bits: int

    def __init_subclass__(cls, *, composites: dict[int, str] | None = None, composite_bits: int = 0) -> None:
        cls.composites = composites or {}
        cls.composite_bits = composite_bits

    def __new__(cls, value: int, wire_name: str = "") -> Self:
        """Makes a member; looking one up by its number needs no name."""
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


def _keep_name(cls: type[WireEnum | WireFlag], wire_name: str, value: int) -> None:
    # The enum machinery drops an alias after making it, so this is the one place that sees its name.
    if "wire_values" not in cls.__dict__:
        cls.wire_values = {}
    refused = _name_refusal(cls, wire_name)
    if refused:
        raise InvalidDefinition(f"{cls.__qualname__}: the member {value} needs a wire name {refused}")
    cls.wire_values[wire_name] = value


def _name_refusal(cls: type[WireEnum | WireFlag], wire_name: object) -> str:
    if not isinstance(wire_name, str) or not wire_name or any("\ud800" <= c <= "\udfff" for c in wire_name):
        return f'beside its number: NAME = 1, "Name"; found {wire_name!r}'
    if wire_name in cls.wire_values:
        return f'of its own; "{wire_name}" is taken'
    if issubclass(cls, WireFlag) and (" " in wire_name or "," in wire_name):
        return f'without blanks and commas, which separate flags; found "{wire_name}"'
    return ""


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

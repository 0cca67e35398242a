"""How the members of an enum are called on the wire, for any enum of Python's.

A `WireEnum` or `WireFlag` says it beside each member; a standard enum with texts as
values is called by these, one with numbers by its members' names.
"""

from __future__ import annotations

import enum
import functools
import operator
import re
from functools import cached_property
from typing import Any

from so_carriers.errors import InvalidDefinition
from so_carriers.schema.wire_state import Spelling
from so_carriers.values.ascii_case import fold
from so_carriers.values.enums import WireEnum, WireFlag

_NUMBER = re.compile(r"-?[0-9]{1,10}")
_HIGHEST_FLAGS = 2**31 - 1
_KEPT_TEXTS = 1024
_LONGEST_KEPT_TEXT = 200


class EnumNames:
    """The tables of one enum class, both ways; raises InvalidDefinition for an enum that has no members."""

    def __init__(self, enum_class: type[enum.Enum]) -> None:
        if not list(enum_class.__members__):
            raise InvalidDefinition(
                f"{enum_class.__qualname__} is not a type that a carrier can have: it has no members"
            )
        self.enum_class = enum_class
        self.is_flags = issubclass(enum_class, enum.Flag)

    @cached_property
    def by_name(self) -> dict[str, Any]:
        """Every wire name that is read, aliases too, with its member."""
        if issubclass(self.enum_class, (WireEnum, WireFlag)):
            return {name: self.enum_class(number) for name, number in self.enum_class.wire_values.items()}
        return {
            self._standard_name(name, member): member for name, member in self.enum_class.__members__.items()
        }

    @cached_property
    def by_folded_name(self) -> dict[str, Any]:
        """The same in ASCII lower case; the first of several wins."""
        return {fold(name): member for name, member in reversed(self.by_name.items())}

    @cached_property
    def by_number(self) -> dict[int, Any]:
        """The members with a number, by it."""
        return {
            int(member.value): member
            for member in self.enum_class.__members__.values()
            if isinstance(member.value, int)
        }

    @cached_property
    def canonical(self) -> dict[str, Any]:
        """Canonical texts with what they stand for: every member, and sums of flags as they are met."""
        return {self._text(member): member for member in self.by_name.values()}

    @cached_property
    def texts(self) -> dict[Any, str]:
        """The same the other way round."""
        return {member: self._text(member) for member in self.by_name.values()}

    def text(self, member: Any) -> str:
        """The canonical text of a member, or of a sum of flags."""
        text = self.texts.get(member)
        return text if text is not None else self._keep(self._text(member), member)

    def _keep(self, text: str, member: Any) -> str:
        # Sums come from the wire, so what is kept of them is bounded.
        if len(self.texts) < _KEPT_TEXTS:
            self.texts[member] = text
            self.canonical[text] = member
        return text

    def _text(self, member: Any) -> str:
        if isinstance(member, (WireEnum, WireFlag)):
            return member.wire_name
        if self.is_flags:
            return _standard_flag_text(member)
        return self._standard_name(member.name, member)

    @cached_property
    def spellings(self) -> dict[str, Spelling]:
        """What has been read from texts that are not canonical; bounded, since the texts are the peer's."""
        return {}

    def read_spelling(self, written: str) -> Spelling | None:
        """The member that a text names in a spelling that is not canonical; None for an unknown name."""
        spelling = self.spellings.get(written)
        if spelling is None:
            value = self.read(written)
            if value is None:
                return None
            spelling = Spelling(value, written)
            # What is canonical is no spelling to keep, not even until another thread has found that out.
            is_canonical = self.text(value) == written
            if not is_canonical and len(self.spellings) < _KEPT_TEXTS and len(written) <= _LONGEST_KEPT_TEXT:
                self.spellings[written] = spelling
        return spelling

    def read(self, written: str) -> Any:
        """The member, or sum of flags, that a text names; None where this version does not know it.

        Names count in any ASCII case, numbers in plain digits; flags may be separated by
        commas or blanks.
        """
        if not self.is_flags:
            return self._read_one(written)
        parts = [self._read_one(part) for part in written.replace(",", " ").split(" ") if part]
        if not parts or None in parts:
            return None
        return self.read_number(functools.reduce(operator.or_, (int(part.value) for part in parts)))

    def _read_one(self, written: str) -> Any:
        if written in self.by_name:
            return self.by_name[written]
        folded = self.by_folded_name.get(fold(written))
        if folded is None and _NUMBER.fullmatch(written):
            return self.read_number(int(written))
        return folded

    def read_number(self, number: int) -> Any:
        """The member, or sum of flags, of that number; None where there is none."""
        if self.is_flags:
            return self._flags(number)
        return self.by_number.get(number)

    def _flags(self, number: int) -> Any:
        if not 0 <= number <= _HIGHEST_FLAGS:
            return None
        known = self.enum_class._value2member_map_
        is_new = number not in known
        try:
            flags = self.enum_class(number)
        except ValueError:  # a Flag of the standard library may refuse bits without a name
            return None
        # The enum keeps every sum that it has made, and the numbers are the peer's. Those of an enum.Flag
        # that is no int have to be kept: they are equal to themselves alone.
        if is_new and len(known) > _KEPT_TEXTS and isinstance(flags, int):
            known.pop(number, None)
        return flags

    def zero(self) -> Any:
        """The member of value 0, else the first."""
        if self.is_flags:
            return self.enum_class(0)
        return self.by_number.get(0, next(iter(self.enum_class)))

    @staticmethod
    def _standard_name(name: str, member: enum.Enum) -> str:
        return member.value if isinstance(member.value, str) else name


@functools.cache
def names_of(enum_class: type[enum.Enum]) -> EnumNames:
    """The tables of an enum class, made once."""
    return EnumNames(enum_class)


def _standard_flag_text(member: enum.Flag) -> str:
    number = int(member.value)
    if number == 0:
        return member.name or "0"
    parts = list(member)
    if sum(int(part.value) for part in parts) != number:
        return str(number)
    return ", ".join(str(part.name) for part in parts)

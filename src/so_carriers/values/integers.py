"""Integers of a stated width.

NetServer's documents call them int32; a plain `int` in a carrier is 64 bits wide.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Self

from so_carriers.errors import InvalidValue, excerpt


class Int32(int):
    """A signed integer of 32 bits, the width of every number in NetServer's carriers.

    As a type of `decode` it asks for a number in that range and gives a plain int;
    called, it raises InvalidValue for a number outside.
    """

    LOWEST: ClassVar[int] = -(2**31)
    HIGHEST: ClassVar[int] = 2**31 - 1

    def __new__(cls, value: int = 0) -> Self:
        """Makes one of a number in the range."""
        number: object = value
        if not isinstance(number, int) or not cls.LOWEST <= value <= cls.HIGHEST:
            raise InvalidValue(
                f"expected an integer from {cls.LOWEST} to {cls.HIGHEST}, found {excerpt(value)}"
            )
        return super().__new__(cls, value)


int32 = Annotated[int, Int32]
"""How a member of a carrier is annotated: an `int` to Python and its checkers, 32 bits on the wire."""

"""What ends a conversion, each with the exit code that tells of it."""

from __future__ import annotations

from typing import ClassVar

SOME_REJECTED = 1


class ConversionError(Exception):
    """The conversion cannot go on; the message is one line for people."""

    exit_code: ClassVar[int]


class WrongUsage(ConversionError):
    """What was asked for cannot be done, whatever is in the input."""

    exit_code = 2


class Failure(ConversionError):
    """The input is broken, or the output cannot be written."""

    exit_code = 3


class Interrupted(BaseException):
    """A signal says to end; no Exception, so that nothing takes it for a failure of its own."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.exit_code = 128 + number

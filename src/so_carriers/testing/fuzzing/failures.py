"""What went wrong with a case, and when two failures are of one kind."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from so_carriers.errors import printable
from so_carriers.testing.fuzzing.cases import Case

_LIBRARY = Path(__file__).resolve().parents[2]
_FUZZING = Path(__file__).resolve().parent
_LONGEST_MESSAGE = 2_000
_SHOWN_FRAMES = 12
_LAWS = "so_carriers.testing."


class Kind(NamedTuple):
    """What failures of one cause have in common: they are reported once."""

    check: str
    error: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """One case that failed.

    `error` is the class of what was raised, `place` where in the library, and `trace` the
    way there. `is_shrunk` says that no smaller input is known that fails alike, and
    `is_steady` that the case failed again when it was run again.
    """

    case: Case
    error: str
    message: str
    place: str
    trace: tuple[str, ...] = ()
    is_shrunk: bool = False
    is_steady: bool = True

    @property
    def kind(self) -> Kind:
        """What it shares with other failures of its cause."""
        # Where time runs out is another place each time.
        place = "" if self.error == TookTooLong.__name__ else self.place
        return Kind(f"{self.case.target.value}: {self.case.check}", self.error, place)


class Observed(AssertionError):
    """What a check found that is no exception of the code under test; `what` stands for the place."""

    def __init__(self, what: str, message: str) -> None:
        super().__init__(message)
        self.what = what


class TookTooLong(Exception):
    """One case took longer than it may."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"took over {seconds:g} s")


def failure_of(case: Case, error: BaseException, hidden: Callable[[str], str] = str) -> Failure:
    """The failure that an exception is; `hidden` takes out of its message what is not shown."""
    frames, message = _frames(error), _message(hidden(str(error)))
    return Failure(
        case=case,
        error=type(error).__name__,
        message=message,
        place=_place(error, message, frames),
        trace=tuple(frames[-_SHOWN_FRAMES:]),
    )


def _place(error: BaseException, message: str, frames: list[str]) -> str:
    if isinstance(error, Observed):
        return error.what
    if not frames:
        return "outside the library"
    if frames[-1].startswith(_LAWS) and isinstance(error, AssertionError):
        # What a law says first is which law it is.
        return message.partition("\n")[0]
    return frames[-1]


def _message(said: str) -> str:
    """What was said, with its line breaks, and nothing else that a terminal would obey."""
    text = "\n".join(map(printable, said.splitlines()))
    return text if len(text) <= _LONGEST_MESSAGE else f"{text[:_LONGEST_MESSAGE]}..."


def _frames(error: BaseException) -> list[str]:
    """The places in the library that the exception came through, the innermost last."""
    found = []
    for frame, line in traceback.walk_tb(error.__traceback__):
        code = frame.f_code
        path = Path(code.co_filename)
        if path.is_relative_to(_LIBRARY) and not path.is_relative_to(_FUZZING):
            module = ".".join(path.relative_to(_LIBRARY.parent).with_suffix("").parts)
            found.append(f"{module}:{line} {code.co_qualname}")
    return found

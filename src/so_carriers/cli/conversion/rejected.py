"""Where records go that cannot be converted."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path

from so_carriers.cli.conversion.converter import Rejection
from so_carriers.cli.conversion.errors import WrongUsage
from so_carriers.cli.conversion.progress import counted
from so_carriers.cli.conversion.reading import STANDARD
from so_carriers.cli.conversion.writing import Target, open_target

SUFFIX = ".rejected"


class Rejects:
    """The rejected records of one conversion: a file beside the output, made when there is one.

    `name` is that file; where neither input nor output has a name, they go to standard
    error, a line each.
    """

    def __init__(self, source: str, target: str) -> None:
        beside = target if _is_file(target) else source
        self.name = beside + SUFFIX if _is_file(beside) else None
        self.count = 0
        self.first = ""
        """What was wrong with the first one."""
        self._target: Target | None = None
        if self.name is not None and source != STANDARD and _is_same(self.name, source):
            raise WrongUsage(f"{source} is where rejected records would go; give another output")

    def add(self, rejections: list[Rejection]) -> None:
        """Writes more of them down."""
        if rejections and not self.count:
            line, number, path, reason, _ = rejections[0]
            self.first = f"record {number:,} in line {line}: {path}: {reason}"
        self.count += len(rejections)
        for rejection in rejections:
            text = rejection.to_json() + "\n"
            if self.name is None:
                sys.stderr.write(text)
            else:
                self._target = self._target or open_target(self.name)
                self._target.write(text.encode())

    def finish(self) -> None:
        """Gives the file its name; where nothing was rejected, that of an earlier run is removed."""
        if self._target is not None:
            self._target.finish()
        elif self.name is not None and Path(self.name).is_file():
            with contextlib.suppress(OSError):
                Path(self.name).unlink()

    def summary(self) -> str:
        """How many there are, where they went, and what was wrong with the first."""
        place = f" to {self.name}" if self.name is not None else ""
        return (
            f"rejected {counted(self.count)}{place}; {'' if self.count == 1 else 'the first is '}{self.first}"
        )

    def discard(self) -> None:
        """Takes the unfinished file away."""
        if self._target is not None:
            self._target.discard()


def _is_file(path: str) -> bool:
    """Whether a file has this name or can get it: neither a standard stream nor a pipe or a device."""
    return path != STANDARD and (Path(path).is_file() or not Path(path).exists())


def _is_same(one: str, other: str) -> bool:
    with contextlib.suppress(OSError):
        return Path(one).samefile(other)
    return False

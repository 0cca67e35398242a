"""The output: under its name only when it is whole."""

from __future__ import annotations

import contextlib
import os
import stat
import sys
from pathlib import Path
from typing import BinaryIO, Protocol

from so_carriers.cli.conversion.errors import Failure, WrongUsage
from so_carriers.cli.conversion.reading import STANDARD


class Target(Protocol):
    """Where something is written to; all of it raises Failure where that cannot be done."""

    written: int
    """The bytes so far."""

    def write(self, text: bytes) -> None:
        """Writes on."""
        ...

    def finish(self) -> None:
        """Makes what was written stand."""
        ...

    def discard(self) -> None:
        """Gives up what was written, as far as it can be; does nothing after `finish`."""
        ...


def open_target(path: str) -> Target:
    """Where to write what goes to that path, or to standard output for `-`.

    A file is replaced at the end; what is no file (a pipe, a device) is written to as it is.
    """
    if path == STANDARD:
        return StreamTarget(sys.stdout.buffer, "standard output", is_ours=False)
    try:
        real = Path(path).resolve()
        mode = real.stat().st_mode if real.exists() else None
        if mode is not None and stat.S_ISDIR(mode):
            raise WrongUsage(f"{path} is a directory")
        if mode is not None and not stat.S_ISREG(mode):
            return StreamTarget(real.open("wb"), path, is_ours=True)
        return FileTarget(real, path, None if mode is None else stat.S_IMODE(mode))
    except OSError as error:
        raise _failure(path, error) from error


class StreamTarget:
    """A stream, whose readers get at once what is written."""

    def __init__(self, stream: BinaryIO, name: str, *, is_ours: bool) -> None:
        self.written = 0
        self._is_ours = is_ours
        self._stream = stream
        self._name = name

    def write(self, text: bytes) -> None:
        """Writes on."""
        self._attempt(text)
        self.written += len(text)

    def finish(self) -> None:
        """Hands on what is still held back."""
        self._attempt(b"")
        self.discard()

    def discard(self) -> None:
        """Writes no more; what was written has been read by others."""
        if self._is_ours:
            self._stream.close()

    def _attempt(self, text: bytes) -> None:
        try:
            self._stream.write(text)
            self._stream.flush()
        except OSError as error:
            # When it is closed what is held back would be tried once more.
            with contextlib.suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), self._stream.fileno())
            raise _failure(self._name, error) from error


class FileTarget:
    """A file that gets its name when it is whole; until then it stands beside it under another."""

    def __init__(self, path: Path, name: str, mode: int | None) -> None:
        self.written = 0
        self._path = path
        self._name = name
        self._partial = path.with_name(f".so-carriers-{os.urandom(8).hex()}.partial")
        self._file = self._partial.open("xb")
        if mode is not None:
            self._partial.chmod(mode)

    def write(self, text: bytes) -> None:
        """Writes on."""
        try:
            self._file.write(text)
        except OSError as error:
            raise _failure(self._name, error) from error
        self.written += len(text)

    def finish(self) -> None:
        """Gives the file its name, once the disk has all of it."""
        try:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
            self._partial.replace(self._path)
        except OSError as error:
            raise _failure(self._name, error) from error

    def discard(self) -> None:
        """Takes the unfinished file away."""
        with contextlib.suppress(OSError):
            self._file.close()
        with contextlib.suppress(OSError):
            self._partial.unlink()


def _failure(name: str, error: OSError) -> Failure:
    reason = "nobody reads it any more" if isinstance(error, BrokenPipeError) else error.strerror
    return Failure(f"{name} cannot be written: {reason}")

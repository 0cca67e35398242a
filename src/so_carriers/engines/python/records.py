"""Streams of bodies, one after another: what splitting JSON and XML has in common.

A stream is read in chunks and held only as far as the record that is being read, so that
its length does not matter; a record over the limit is skipped, and that too takes no more.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from so_carriers.charsets import BYTE_ORDER_MARKS, python_codec
from so_carriers.errors import LimitExceeded, excerpt
from so_carriers.settings import Limits

CHUNK = 256 * 1024

_LONGEST_MARK = 4
# Without a mark Python takes these as the machine's own order, and with one reads it once only.
_LITTLE_ENDIAN = {"utf-16": "utf-16-le", "utf-32": "utf-32-le"}


class BinaryStream(Protocol):
    """What is read: a binary file, a pipe, a socket."""

    def read(self, size: int, /) -> bytes:
        """At most that many bytes; none at the end."""
        ...


class Record(NamedTuple):
    """One body of a stream, in UTF-8."""

    line: int
    """The line that it begins in, from 1 on."""

    body: bytes
    """Empty where the body was too long to be kept."""

    refusal: LimitExceeded | None = None
    """Why it was not kept."""


class BrokenStream(Exception):
    """The stream cannot be split any further: what came before stands, what follows is lost."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(line, reason)
        self.line = line
        self.reason = reason

    def __str__(self) -> str:
        return f"line {self.line}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Records:
    """The bodies of a stream, and whether they are items of something or the one body there is."""

    many: bool
    records: Iterator[Record]
    """Raises BrokenStream where the stream is not what it began as."""


class Window:
    """What has been read of a stream and not been taken yet: `data` from `start` on, as UTF-8."""

    def __init__(self, stream: BinaryStream, charset: str | None = None) -> None:
        self.data = b""
        self.start = 0
        self.line = 1
        """The line that `start` is in."""
        self.charset = charset
        """That of the stream, as far as it is known."""
        self._stream = stream
        self._decode: codecs.IncrementalDecoder | None = None
        self._codec = ""
        self._failed = False
        self._open()

    def _open(self) -> None:
        """Reads the first bytes; a byte-order mark counts for more than the charset that was named."""
        while len(self.data) < _LONGEST_MARK and (chunk := self._stream.read(CHUNK)):
            self.data += chunk
        for mark, codec in BYTE_ORDER_MARKS:
            if self.data.startswith(mark):
                self.start = len(mark)
                self.charset = codec
                break
        if self.charset is not None:
            self.decode_as(self.charset)

    def decode_as(self, charset: str) -> None:
        """Takes the stream, from `start` on, for text in this charset; to be called before anything is taken.

        Raises BrokenStream for a charset that is not read.
        """
        codec = python_codec(charset)
        if codec is None:
            raise BrokenStream(self.line, f"charset {excerpt(charset)} is not read")
        if codec != "utf-8":
            self._codec = _LITTLE_ENDIAN.get(codec, codec)
            self._decode = codecs.getincrementaldecoder(self._codec)()
            self.data = self._in_utf_8(self.data[self.start :])
            self.start = 0

    def more(self) -> bool:
        """Reads on; False at the end of the stream. Raises BrokenStream for bytes outside the charset."""
        chunk = b"" if self._failed else self._stream.read(CHUNK)
        text = chunk if self._failed else self._in_utf_8(chunk)
        if self._failed and not text:
            raise BrokenStream(self._last_line(), f"the bytes that follow are not {self._codec}")
        # What was taken is let go of.
        self.data = self.data[self.start :] + text
        self.start = 0
        return bool(chunk) or bool(text)

    def _in_utf_8(self, chunk: bytes) -> bytes:
        if self._decode is None:
            return chunk
        try:
            text = self._decode.decode(chunk, final=not chunk)
        except UnicodeDecodeError as error:
            # What stands before the failure is good.
            self._failed = True
            text = error.object[: error.start].decode(self._codec)
        return text.encode()

    def _last_line(self) -> int:
        return self.line + self.data.count(b"\n", self.start)

    def has(self, count: int) -> bool:
        """Whether that many bytes are there, after reading on if need be."""
        while len(self.data) - self.start < count:
            if not self.more():
                return False
        return True

    def take(self, end: int) -> bytes:
        """Takes what stands before `end`, a place in `data`."""
        taken = self.data[self.start : end]
        self.line += taken.count(b"\n")
        self.start = end
        return taken


def end_of_run(pattern: re.Pattern[bytes], data: bytes, at: int) -> int:
    """Where that ends which the pattern matches from there on, which may be nothing."""
    match = pattern.match(data, at)
    return at if match is None else match.end()


class Collector:
    """The pieces of one record, dropped once they are too many."""

    def __init__(self, line: int, limits: Limits) -> None:
        self._line = line
        self._limits = limits
        self._pieces: list[bytes] = []
        self._size = 0

    def add(self, piece: bytes) -> None:
        """Keeps one more piece."""
        self._size += len(piece)
        if self._size <= self._limits.body:
            self._pieces.append(piece)
        else:
            self._pieces.clear()

    def record(self) -> Record:
        """The record of all pieces."""
        if self._size <= self._limits.body:
            return Record(self._line, b"".join(self._pieces))
        message = f"the record has {self._size} bytes"
        return Record(self._line, b"", LimitExceeded("body", self._limits.body, message))

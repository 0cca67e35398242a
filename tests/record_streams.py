"""Streams to split into records, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from so_carriers.engines.python.records import BrokenStream, Record, Records


class InPieces:
    """A stream that gives as many bytes as it likes each time, as a pipe does."""

    def __init__(self, content: bytes, sizes: list[int]) -> None:
        self._content = content
        self._sizes = sizes
        self._reads = 0

    def read(self, size: int, /) -> bytes:
        """At most that many bytes; none at the end."""
        take = min(size, self._sizes[self._reads % len(self._sizes)])
        self._reads += 1
        piece, self._content = self._content[:take], self._content[take:]
        return piece


class Endless:
    """A stream that is made as it is read: `before`, then `repeated` again and again, `size` bytes in all."""

    def __init__(self, before: bytes, repeated: bytes, size: int) -> None:
        self._pending = before
        self._block = repeated * max(1, 8192 // len(repeated))
        self._left = size

    def read(self, size: int, /) -> bytes:
        """At most that many bytes; none at the end."""
        if self._left <= 0:
            return b""
        if not self._pending:
            self._pending = self._block
        piece, self._pending = self._pending[:size], self._pending[size:]
        self._left -= len(piece)
        return piece


class Outcome(NamedTuple):
    """What came of a stream."""

    many: bool | None
    """None where it broke before that was known."""
    records: list[Record]
    failure: str
    """Empty where the stream did not break."""

    @property
    def bodies(self) -> list[str]:
        """The texts of the records."""
        return [record.body.decode() for record in self.records]


def outcome(read: Callable[[], Records]) -> Outcome:
    """Reads a stream to its end, or to where it breaks."""
    many = None
    records: list[Record] = []
    try:
        found = read()
        many = found.many
        records.extend(found.records)  # what came before a failure stays
    except BrokenStream as error:
        return Outcome(many, records, str(error))
    return Outcome(many, records, "")


def drain(read: Callable[[], Records]) -> None:
    """Reads a stream to its end, or to where it breaks, and keeps nothing of it."""
    try:
        for _ in read().records:
            pass
    except BrokenStream:
        pass

"""The input: a file or standard input, counted as it is read, and its records."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, Protocol, Self, cast

from so_carriers.cli.conversion.errors import Failure, WrongUsage
from so_carriers.cli.conversion.formats import JSON_LINES, Format
from so_carriers.engines.python.json_records import json_records
from so_carriers.engines.python.records import BrokenStream, Collector, Record, Records
from so_carriers.engines.python.xml_records import xml_records
from so_carriers.settings import Limits

STANDARD = "-"
_FIRST_BYTES = 4096
_BYTES_IN_BATCH = 512 * 1024
_RECORDS_IN_BATCH = 1000


class _Stream(Protocol):
    def read1(self, size: int, /) -> bytes: ...
    def close(self) -> None: ...


class Input:
    """What is converted; `taken` counts the bytes that were read, `size` is all of them, if that is known."""

    def __init__(self, path: str) -> None:
        self.name = "standard input" if path == STANDARD else path
        self.taken = 0
        self.size: int | None = None
        self._stream = cast(_Stream, sys.stdin.buffer) if path == STANDARD else self._open(path)
        self._close = path != STANDARD
        self.first = self._read(_FIRST_BYTES)
        """The first bytes, which `read` gives once more."""
        self._pending = self.first

    def _open(self, path: str) -> _Stream:
        try:
            stream = Path(path).open("rb")  # noqa: SIM115 -- it is closed by __exit__
        except (FileNotFoundError, IsADirectoryError) as error:
            raise WrongUsage(f"{path}: {error.strerror}") from error
        except OSError as error:
            raise Failure(f"{path} cannot be read: {error.strerror}") from error
        status = os.fstat(stream.fileno())
        self.size = status.st_size if stat.S_ISREG(status.st_mode) else None
        return cast(_Stream, stream)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *failure: object) -> None:
        if self._close:
            self._stream.close()

    def read(self, size: int, /) -> bytes:
        """At most that many bytes; none at the end. Raises Failure where the input cannot be read."""
        chunk, self._pending = self._pending or self._read(size), b""
        self.taken += len(chunk)
        return chunk

    def _read(self, size: int) -> bytes:
        try:
            return self._stream.read1(size)
        except OSError as error:
            self.__exit__()
            raise Failure(f"{self.name} cannot be read: {error.strerror}") from error


def records_of(source: Input, found: Format, limits: Limits, *, is_array: bool) -> Records:
    """The records of the input; with `is_array` an XML root of any name is that of an array.

    Raises Failure where the input is no text of its charset, and the like.
    """
    try:
        if found.name == "xml":
            return xml_records(source, limits, charset=found.charset, many=is_array)
        if found.name in ("json", JSON_LINES):
            return json_records(source, limits, charset=found.charset, lines=found.name == JSON_LINES)
    except BrokenStream as error:
        raise Failure(f"{source.name}, {error}") from error
    return Records(False, iter([_one_body(source, limits)]))


def _one_body(source: Input, limits: Limits) -> Record:
    collector = Collector(1, limits)
    while chunk := source.read(_BYTES_IN_BATCH):
        collector.add(chunk)
    record = collector.record()
    # Editors end a file with a line break, which no such body has.
    return record._replace(body=record.body.rstrip(b"\r\n"))


class Batch(NamedTuple):
    """Some records that stand next to each other."""

    first: int
    """The number of the first one in the input, from 1 on."""
    records: list[Record]


class Batches:
    """The records by some hundreds; `broken` says afterwards why there are no more, if that was no end."""

    def __init__(self, records: Iterator[Record]) -> None:
        self.broken: BrokenStream | None = None
        self._records = records

    def __iter__(self) -> Iterator[Batch]:
        batch = Batch(1, [])
        size = 0
        try:
            for record in self._records:
                batch.records.append(record)
                size += len(record.body)
                if size >= _BYTES_IN_BATCH or len(batch.records) >= _RECORDS_IN_BATCH:
                    yield batch
                    batch, size = Batch(batch.first + len(batch.records), []), 0
        except BrokenStream as error:
            self.broken = error
        if batch.records:
            yield batch

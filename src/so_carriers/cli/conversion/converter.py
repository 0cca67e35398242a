"""Records of one format to records of another: what each worker does."""

from __future__ import annotations

import contextlib
import gc
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from so_carriers.cli.conversion.reading import Batch
from so_carriers.engines.python.records import Record
from so_carriers.errors import DecodeError, SoCarriersError
from so_carriers.messages import decode, encode
from so_carriers.select import Selection
from so_carriers.settings import Limits


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is to be done with each record; workers get it once."""

    carrier: type[Any]
    is_array: bool
    """Whether a record is an array of the carrier."""
    allows_null: bool
    reads: str
    writes: str
    select: str
    strict: bool
    extensions: bool
    allow_loss: bool
    indent: bool
    limits: Limits
    separator: bytes
    """What stands between two records of the output."""
    margin: bytes
    """What stands before each line of a record but the first."""


class Rejection(NamedTuple):
    """A record that was left out, and why."""

    line: int
    number: int
    """Which record of the input it is, from 1 on: much JSON is one long line."""
    path: str
    reason: str
    record: str | None
    """Its text, or None where it was too long to be kept."""

    def to_json(self) -> str:
        """The object that stands for it in a file of rejected records, in one line."""
        return json.dumps(self._asdict(), ensure_ascii=False)


class Converted(NamedTuple):
    """What became of a batch: how many bodies there are and their text, and what was left out."""

    bodies: int
    text: bytes
    rejected: list[Rejection]


class Converter:
    """Converts batches of records by one plan."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._type = _type_of(plan)
        self._selection = Selection.parse(plan.select)

    def convert(self, batch: Batch) -> Converted:
        """The bodies of a batch in its order, without those that are rejected."""
        bodies: list[bytes] = []
        rejected: list[Rejection] = []
        with _without_collecting():
            for number, record in enumerate(batch.records, batch.first):
                try:
                    bodies.append(self._body(record))
                except SoCarriersError as error:
                    rejected.append(_rejection(number, record, error))
        return Converted(len(bodies), self._plan.separator.join(bodies), rejected)

    def _body(self, record: Record) -> bytes:
        plan = self._plan
        if record.refusal is not None:
            raise record.refusal
        value = decode(record.body, self._type, plan.reads, limits=plan.limits, strict=plan.strict)
        body = encode(
            self._selection.apply(value),
            plan.writes,
            type=self._type,
            limits=plan.limits,
            extensions=plan.extensions,
            allow_loss=plan.allow_loss,
            indent=plan.indent,
        )
        return body.replace(b"\n", plan.margin) if plan.margin else body


@contextlib.contextmanager
def _without_collecting() -> Iterator[None]:
    """Does without looking for cycles: that takes a fifth of the time, and decoded values have none."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _type_of(plan: Plan) -> Any:
    item: Any = plan.carrier | None
    if plan.is_array:
        return list[item]
    return item if plan.allows_null else plan.carrier


def _rejection(number: int, record: Record, error: SoCarriersError) -> Rejection:
    path = error.path or "$"
    if isinstance(error, DecodeError) and error.line is not None:
        # The record's own lines are those of the file from where it begins.
        error.line += record.line - 1
    text = None if record.refusal is not None else record.body.decode("utf-8", "backslashreplace").strip()
    return Rejection(record.line, number, path, str(error).removeprefix(f"{path}: "), text)

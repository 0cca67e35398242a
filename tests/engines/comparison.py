"""One input put to both engines: the native one gives what the reference engine gives, or it declines."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import Any

import so_carriers as so
from so_carriers.schema.types import ValueType
from so_carriers.settings import DEFAULT_LIMITS, Limits
from so_carriers.testing import first_difference
from tests.engines.asked_types import value_type
from tests.engines.edits import edited
from tests.engines.formats import Format, reason_of

_INDEX = re.compile(r"\[[^\]]*\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One body and how it is read; `edits` is the seed of what happens to the value before it is written."""

    format: str
    asked: str
    body: bytes
    strict: bool = False
    depth: int = DEFAULT_LIMITS.depth
    members: int = DEFAULT_LIMITS.members
    text: int = DEFAULT_LIMITS.text
    writes: bool = False
    edits: int | None = None

    @property
    def limits(self) -> Limits:
        """The limits that it is read and written under."""
        return _limits(self.depth, self.members, self.text)

    @property
    def declared(self) -> ValueType:
        """The type that it is read as."""
        return value_type(self.asked)


@cache
def _limits(depth: int, members: int, text: int) -> Limits:
    return Limits(depth=depth, members=members, text=text)


class Disagreement(Exception):
    """The engines do not agree; `kind` is one for failures that have one cause, as far as can be told."""

    def __init__(self, kind: str, shown: str) -> None:
        super().__init__(f"{kind}: {shown}")
        self.kind = kind
        self.shown = shown


def check(case: Case, form: Format, tally: Counter[str]) -> None:
    """Raises Disagreement for a case that the engines do not agree on; counts what was served."""
    tally["executions"] += 1
    given = _read_natively(case, form, tally)
    if given is _DECLINED:
        return
    expected = _read(case, form)
    _compare_values(given, expected)
    if case.writes:
        _compare_texts(given, expected, case, form, tally)
    if case.edits is not None:
        given, expected = edited(given, case.edits), edited(expected, case.edits)
        _compare_texts(given, expected, case, form, tally)


_DECLINED = object()


def _read_natively(case: Case, form: Format, tally: Counter[str]) -> Any:
    declared, limits = case.declared, case.limits
    try:
        given = form.read_natively(case.body, declared, limits, case.strict)
    except MemoryError:
        tally["read: out of memory"] += 1
        return _DECLINED
    except BaseException as error:
        raise Disagreement(f"the native reader raises {type(error).__name__}", str(error)) from error
    reason = reason_of(given)
    if reason is None:
        tally["served"] += 1
        return given
    tally[f"read declined: {reason}"] += 1
    return _DECLINED


def _read(case: Case, form: Format) -> Any:
    try:
        return form.read(case.body, case.declared, case.limits, case.strict)
    except Exception as error:
        raise Disagreement(
            f"the reference reader raises {type(error).__name__}", _shortened(error)
        ) from error


def _compare_values(given: Any, expected: Any) -> None:
    if type(given) is not type(expected):
        raise Disagreement("values of two types", f"{type(given)} against {type(expected)}")
    if not so.identical(given, expected):
        difference = first_difference(given, expected)
        path = "" if difference is None else difference.path
        raise Disagreement(f"two values at {_INDEX.sub('[]', path)}", str(difference))


def _compare_texts(given: Any, expected: Any, case: Case, form: Format, tally: Counter[str]) -> None:
    """Writes what the native reader gave with both engines, and what the other one gave."""
    declared = None if case.depth % 2 else case.declared
    try:
        written = form.write_natively(given, declared, case.limits)
    except MemoryError:
        tally["write: out of memory"] += 1
        return
    except BaseException as error:
        raise Disagreement(f"the native writer raises {type(error).__name__}", str(error)) from error
    reason = reason_of(written)
    if reason is not None:
        tally[f"write declined: {reason}"] += 1
        return
    tally["written"] += 1
    for value, whose in ((given, "its own"), (expected, "the reference's")):
        try:
            other = form.write(value, declared, case.limits)
        except AttributeError:
            # The reference engine looks at absent members too, from which an edit may have deleted something.
            tally["write: an attribute is missing"] += 1
            return
        except Exception as error:
            kind = f"the reference writer raises {type(error).__name__} for {whose} value"
            raise Disagreement(kind, _shortened(error)) from error
        if type(written) is not bytes or written != other:
            raise Disagreement(f"two texts of {whose} value", _parting(written, other))


def _parting(written: Any, other: bytes) -> str:
    """Both texts from where they part."""
    if type(written) is not bytes:
        return f"{type(written)} against bytes"
    size = min(len(written), len(other))
    at = next((i for i in range(size) if written[i] != other[i]), size)
    return f"at {at}: {written[max(0, at - 20) : at + 60]!r} against {other[max(0, at - 20) : at + 60]!r}"


def _shortened(error: Exception) -> str:
    return f"{type(error).__name__}: {str(error)[:300]}"

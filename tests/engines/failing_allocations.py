"""Makes each allocation of a call to the native engine fail, one by one, and looks at what comes of it.

    python -m tests.engines.failing_allocations json "read respelled"
    python -m tests.engines.failing_allocations plans

What a call gives then is a MemoryError, or what it gives otherwise, or it declines; and it keeps nothing.
Needs `_testcapi`, which comes with most CPythons.
"""

from __future__ import annotations

import _testcapi  # type: ignore[import-not-found]  # it has no stub, and need not be there
import gc
import sys
from collections.abc import Iterator
from functools import partial
from types import SimpleNamespace
from typing import Annotated, Any
from unittest import mock

import typer

import so_carriers as so
from so_carriers.engines.native import _native, plans
from so_carriers.schema.carrier_schema import schema_of
from tests.engines.asked_types import asked_type
from tests.engines.native_calls import Call, calls_of
from tests.engines.shared_objects import SharedObjects

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)

_UNTOUCHED = 30
"""After so many allocations in turn whose failure changed nothing, the call has made them all."""

_FEW, _MANY = 12, 1_000
"""How often a call is made to see whether something grows, at first and where it does."""

_FREE = 200
"""The interpreter keeps fewer objects of a class than that to use them again."""

_ALL = 1_000_000
"""So many that all later allocations fail, too."""


def calls(name: str) -> Iterator[tuple[str, Call, tuple[Any, ...]]]:
    """The calls of a format, or with the name `plans` those that make and fill plans."""
    return _plan_calls() if name == "plans" else calls_of(name)


def _plan_calls() -> Iterator[tuple[str, Call, tuple[Any, ...]]]:
    described: list[dict[str, Any]] = []

    def value_plan(**parts: Any) -> Any:
        described.append(parts)
        return _native.ValuePlan(**parts)

    classes = [asked_type(name) for name in ("User", "Broad", "Filled", "TableRight")]
    watched = SimpleNamespace(ValuePlan=value_plan, CarrierPlan=_native.CarrierPlan)
    plans.value_plan.cache_clear()
    with mock.patch.object(plans, "_native", watched):
        members = {cls: [plans._described(member) for member in schema_of(cls).members] for cls in classes}
    for number, parts in enumerate(described):
        yield f"plan {number}", partial(_native.ValuePlan, **parts), ()
    for cls in classes:
        yield f"members of {cls.__name__}", partial(_fill, cls, members[cls]), (cls,)


def _fill(cls: Any, members: list[Any]) -> None:
    plan = _native.CarrierPlan(cls)
    sys._clear_type_cache()  # so that its slots are looked up each time
    plan.fill(members, schema_of(cls).all_absent_state, b"<a></a>")


class InPython:
    """A MemoryError that was raised in Python code that the engine called."""


def fail_each(call: Call, given: tuple[Any, ...]) -> tuple[int, list[str]]:
    """How many allocations were made to fail, and what was wrong in words."""
    complaints: list[str] = []
    expected = call()
    first, untouched = 0, 0
    while untouched < _UNTOUCHED and len(complaints) < 5:
        outcome = _with_failure(call, first)
        untouched = untouched + 1 if _is_same(outcome, expected) else 0
        wrong = [
            each for each in (outcome, _with_failure(call, first, _ALL)) if not _is_allowed(each, expected)
        ]
        complaints += [f"allocation {first}: {each!r:.300} instead of {expected!r:.300}" for each in wrong]
        # CPython 3.11 itself loses the arguments of a function for which it can make no cell.
        if outcome is not InPython:
            complaints += [f"allocation {first}: {kept}" for kept in _kept(call, first, given)]
        first += 1
    return first, complaints


def _with_failure(call: Call, first: int, count: int = 1) -> Any:
    """What a call gives, or the class or text of what it raises, where so many allocations of it fail."""
    try:
        _testcapi.set_nomemory(first, first + count)
        return call()
    except MemoryError as error:
        _testcapi.remove_mem_hooks()
        return _kind_of(error.__traceback__)
    except BaseException as error:  # noqa: BLE001  # whatever it is, it is wrong
        _testcapi.remove_mem_hooks()
        return f"raised {error!r}"
    finally:
        _testcapi.remove_mem_hooks()


def _kind_of(traceback: Any) -> Any:
    """In a function of its own, as a frame that holds its own traceback is only freed by the collector."""
    return InPython if traceback is not None and traceback.tb_next is not None else MemoryError


def _is_allowed(outcome: Any, expected: Any) -> bool:
    return (
        outcome is MemoryError
        or outcome is InPython
        or isinstance(outcome, _native.Declined)
        or _is_same(outcome, expected)
    )


def _is_same(outcome: Any, expected: Any) -> bool:
    if isinstance(expected, _native.Declined) or isinstance(outcome, _native.Declined):
        return outcome is expected
    if isinstance(expected, _native.ValuePlan):
        return isinstance(outcome, _native.ValuePlan)
    return type(outcome) is type(expected) and so.identical(outcome, expected)


def _kept(call: Call, first: int, given: tuple[Any, ...]) -> list[str]:
    """What is there after such failures that was not there before, one for each; looked at twice."""
    if not _grown(call, first, given, _FEW):
        return []
    for _ in range(_FREE):
        _with_failure(call, first)
    return _grown(call, first, given, _FEW) and _grown(call, first, given, _MANY)


def _grown(call: Call, first: int, given: tuple[Any, ...], repeats: int) -> list[str]:
    if repeats == _MANY:
        gc.collect()
    _with_failure(call, first)
    shared = SharedObjects(given)
    blocks = sys.getallocatedblocks()
    for _ in range(repeats):
        _with_failure(call, first)
    if repeats == _MANY:
        gc.collect()
    grown = sys.getallocatedblocks() - blocks
    complaints = [f"{grown} blocks of memory more after {repeats} calls"] if grown >= repeats else []
    return [*complaints, *shared.changes(repeats - 1)]


@app.command()
def main(name: str, beginning: Annotated[str, typer.Argument()] = "") -> None:
    """Run the calls of a format whose names begin like that; exits with 1 where anything was wrong."""
    gc.disable()
    failed = 0
    for key, call, given in calls(name):
        if key.startswith(beginning):
            typer.echo(f"{name}, {key}: ", nl=False)  # so that it is known what the process dies of
            count, complaints = fail_each(call, given)
            failed += bool(complaints)
            typer.echo("\n    ".join([f"{count} allocations failed", *complaints]))
    raise SystemExit(int(failed > 0))


if __name__ == "__main__":
    app()

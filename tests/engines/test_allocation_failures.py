"""Where memory is short the native engine says so, or declines; it neither crashes nor keeps anything.

Each allocation of a call is made to fail in turn, in a process of its own, as a crash would end it.
"""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from typing import Any

import pytest

from tests.conftest import REPOSITORY
from tests.engines.formats import for_every_format, needs_native

pytestmark = [
    needs_native,
    pytest.mark.skipif(
        importlib.util.find_spec("_testcapi") is None,
        reason="this Python comes without _testcapi, which makes allocations fail",
    ),
]


def run(*command: str) -> str:
    """What a process says, which has to end well."""
    done = subprocess.run(
        [sys.executable, *command], capture_output=True, text=True, timeout=600, cwd=REPOSITORY, check=False
    )
    assert done.returncode == 0, (
        f"it ended with {done.returncode}\n{done.stdout[-3_000:]}\n{done.stderr[-3_000:]}"
    )
    return done.stdout


@for_every_format
@pytest.mark.parametrize("kind", ["read", "write"])
def test_every_allocation_may_fail(format_: Any, kind: str) -> None:
    said = run("-m", "tests.engines.failing_allocations", format_.name, kind)
    lines = [line for line in said.splitlines() if line.endswith("allocations failed")]
    assert len(lines) > 20


def test_every_allocation_may_fail_while_plans_are_made() -> None:
    said = run("-m", "tests.engines.failing_allocations", "plans")
    assert said.count("allocations failed") > 20


LEAKS = """
from functools import partial
from tests.engines.failing_allocations import fail_each
item, kept = object(), []
print(*fail_each(partial(kept.append, item), (item,))[1])
"""


def test_what_is_kept_is_found() -> None:
    assert "references to given object" in run("-c", LEAKS)


WRONG = """
from tests.engines.failing_allocations import fail_each
def call():
    try:
        return ["a" * 100]
    except MemoryError:
        raise SystemError("returned NULL without setting an exception")
print(*fail_each(call, ())[1])
"""


def test_what_is_raised_wrongly_is_found() -> None:
    assert "SystemError" in run("-c", WRONG)

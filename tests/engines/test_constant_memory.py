"""However often the native engine is called, the process keeps what it had: for good bodies and bad ones."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from so_carriers.schema.types import declared_type
from so_carriers.settings import DEFAULT_LIMITS
from tests.conftest import REPOSITORY
from tests.engines.formats import FORMATS, for_every_format, needs_native

pytestmark = needs_native

CALLS = os.environ.get("SO_CARRIERS_ENDURANCE", "20000")
"""How many at least; a million take minutes."""


@for_every_format
def test_memory_stays_constant(format_: Any) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.engines.endurance", "--calls", CALLS, "--format", format_.name],
        capture_output=True,
        text=True,
        timeout=3_600,
        cwd=REPOSITORY,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 complaints" in done.stdout


def leaking_text(kept: list[Any]) -> None:
    kept.append("a" * len(kept))


def leaking_object(kept: list[Any]) -> None:
    kept.append([])


def leaking_reference(kept: list[Any]) -> None:
    kept.append(FORMATS["json"].read(b"null", declared_type(str | None), DEFAULT_LIMITS, False))


@pytest.mark.parametrize(
    ("leaking", "complaint"),
    [
        (leaking_text, "blocks of memory"),
        (leaking_object, "objects"),
        pytest.param(
            leaking_reference,
            "references to None",
            marks=pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal there"),
        ),
    ],
)
def test_what_is_kept_is_found(leaking: Callable[[list[Any]], None], complaint: str) -> None:
    from tests.engines.endurance import LEAST_ROUNDS, growth  # noqa: PLC0415  # it needs the native engine

    complaints = growth([partial(leaking, [])], LEAST_ROUNDS, [])
    assert any(complaint in each for each in complaints)

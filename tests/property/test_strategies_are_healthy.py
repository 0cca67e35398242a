"""The strategies of every carrier class pass Hypothesis's own health checks as they are."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings

import so_carriers as so
from so_carriers.schema.types import is_carrier
from so_carriers.testing import carriers, json_bodies

CLASSES = [cls for name in so.__all__ if is_carrier(cls := getattr(so, name))]
PLAIN = settings(settings.get_profile("default"), max_examples=20, database=None)
"""Hypothesis's own settings, but for the number of examples: none of the checks comes from it."""


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_carriers_and_bodies_are_healthy_for_every_class(cls: Any) -> None:
    @PLAIN
    @given(carriers(cls))
    def is_written(value: Any) -> None:
        so.encode(value)

    @PLAIN
    @given(json_bodies(cls))
    def is_read(body: bytes) -> None:
        so.decode(body, cls)

    is_written()
    is_read()

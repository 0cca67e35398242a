"""Large and deep bodies: a result or an error of ours, and work that does not grow with their square."""

from __future__ import annotations

import pytest

from tests.engines.formats import needs_native
from tests.engines.growth_cases import CASES, GrowthCase, outcome
from tests.hostile.bounded_work import within

pytestmark = needs_native


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.media_type[12:]}-{case.name}")
def test_work_does_not_grow_with_the_square(case: GrowthCase) -> None:
    call = case.prepared(case.size)
    with within(2):
        result = outcome(call)
    assert result is not None

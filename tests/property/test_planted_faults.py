"""The laws and the strategies find what is wrong: codecs, patches and negotiators with one defect each.

A law that finds nothing proves nothing until it was seen to find something.
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings, strategies as st

from tests.property import (
    planted_codec_faults as codec,
    planted_format_faults as formats,
    planted_negotiation_faults as negotiator,
    planted_patch_faults as patch,
)
from tests.property.fault_benches import Bench
from tests.property.planted_faults import BENCHES

EXAMPLES = 200


def name_of(fault: Any) -> str:
    """The name that a fault has in the module where it is planted."""
    modules: tuple[Any, ...] = (codec, formats, patch, negotiator)
    names: dict[int, str] = {id(found): name for module in modules for name, found in vars(module).items()}
    return names[id(fault)]


FAULTS = [
    pytest.param(bench, fault, id=f"{title}-{name_of(fault)}")
    for title, bench in BENCHES.items()
    for fault in bench.faults
]


def tries(bench: Bench, implementation: Any) -> int:
    """How many examples the law was tried with, the same ones in each run; raises what the law raises."""
    count = 0

    # Shrinking would only take time: what is asked is whether the fault is found.
    @settings(max_examples=EXAMPLES, derandomize=True, database=None, phases=[Phase.generate], deadline=None)
    @given(bench.examples)
    def law_holds(example: Any) -> None:
        nonlocal count
        count += 1
        bench.law(implementation)(example)

    law_holds()
    return count


@pytest.fixture(scope="module", autouse=True)
def everything_is_loaded() -> None:
    """What Hypothesis and the library load on first use is no fault of the strategies' speed."""

    @settings(max_examples=1, database=None, suppress_health_check=[HealthCheck.too_slow], deadline=None)
    @given(st.tuples(*(bench.examples for bench in BENCHES.values())))
    def load(_: Any) -> None:
        pass

    load()


@pytest.mark.parametrize(("bench", "fault"), FAULTS)
def test_each_planted_fault_is_found(bench: Bench, fault: Any) -> None:
    with pytest.raises(AssertionError) as found:
        tries(bench, fault)
    assert len(str(found.value)) <= 1_000


@pytest.mark.parametrize("bench", BENCHES.values(), ids=[*BENCHES])
def test_nothing_is_found_where_no_fault_is_planted(bench: Bench) -> None:
    assert tries(bench, bench.original) >= EXAMPLES


def test_there_are_faults_enough() -> None:
    assert len({fault for bench in BENCHES.values() for fault in bench.faults}) >= 18

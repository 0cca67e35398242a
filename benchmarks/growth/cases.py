"""All that `benchmarks.growth` measures."""

from __future__ import annotations

from benchmarks.growth.array_bodies import array_cases
from benchmarks.growth.case import Case
from benchmarks.growth.deep_bodies import depth_cases
from benchmarks.growth.header_cases import header_cases
from benchmarks.growth.hostile_bodies import hostile_body_cases
from benchmarks.growth.hostile_patches import hostile_patch_cases
from benchmarks.growth.member_bodies import member_cases
from benchmarks.growth.patch_cases import patch_cases
from benchmarks.growth.text_bodies import text_cases


def all_cases() -> list[Case]:
    """Bodies first, then headers, then patches."""
    return [
        *array_cases(),
        *member_cases(),
        *text_cases(),
        *depth_cases(),
        *hostile_body_cases(),
        *header_cases(),
        *patch_cases(),
        *hostile_patch_cases(),
    ]

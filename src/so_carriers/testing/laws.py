"""What holds of every value, body, patch and header: laws for anybody's tests.

Each is a plain function that asserts one law of one example, and raises AssertionError with the
first place where it does not hold. They need no Hypothesis, and take anybody's functions in the
place of the library's: put your own client, server or negotiator to them.
"""

from __future__ import annotations

from so_carriers.testing.comparison.codec_laws import (
    assert_body_comes_back,
    assert_formats_agree,
    assert_round_trips,
)
from so_carriers.testing.comparison.differences import Difference, all_differences, first_difference
from so_carriers.testing.comparison.negotiation_laws import assert_negotiates
from so_carriers.testing.comparison.patch_laws import assert_patch_law

__all__ = [
    "Difference",
    "all_differences",
    "assert_body_comes_back",
    "assert_formats_agree",
    "assert_negotiates",
    "assert_patch_law",
    "assert_round_trips",
    "first_difference",
]

"""The power that times grow with is fitted right, and times are taken in processes that can be ended."""

from __future__ import annotations

import time
from functools import partial

import pytest

from benchmarks.growth.fit import Series, Work, exponent, fitted_sizes, measure_within

DECADES = (1, 10, 100, 1_000, 10_000)
FIXED = 5e-6


@pytest.mark.parametrize("power", [0.5, 1.0, 1.5, 2.0])
def test_the_power_is_that_of_the_times(power: float) -> None:
    found = exponent({size: 3e-6 * size**power for size in DECADES})
    assert found == pytest.approx(power, abs=0.06)


@pytest.mark.parametrize("power", [1.0, 2.0])
@pytest.mark.parametrize("per_size", [1e-6, 1e-7, 1e-8])
def test_what_every_call_costs_does_not_hide_the_power(per_size: float, power: float) -> None:
    found = exponent({size: FIXED + per_size * size**power for size in DECADES})
    assert found == pytest.approx(power, abs=0.06)


def test_linear_times_have_the_power_one_whatever_every_call_costs() -> None:
    for fixed in (0.0, 1e-6, 1e-4):
        assert exponent({size: fixed + 1e-6 * size for size in DECADES}) == pytest.approx(1.0)


def test_sizes_that_do_not_take_twice_the_least_time_take_no_part() -> None:
    seconds = {10: 4.0, 100: 4.1, 1_000: 3.9, 10_000: 8.0, 100_000: 40.0}
    assert fitted_sizes(seconds) == [10_000, 100_000]
    assert fitted_sizes({}) == []


def test_a_smallest_size_that_took_longer_than_the_next_does_not_bend_the_power() -> None:
    seconds = {1_000: 0.5, 10_000: 0.2, 100_000: 1.1, 1_000_000: 10.1}
    assert fitted_sizes(seconds) == [100_000, 1_000_000]
    assert exponent(seconds) == pytest.approx(1.0)


def test_the_power_is_the_slope_of_the_least_squares() -> None:
    # Steps of 2 and of 1 between three nearly equal distances: the middle does not count.
    assert exponent({1: 0.0, 1_000: 1.0, 10_000: 100.0, 100_000: 1_000.0}) == pytest.approx(1.5, abs=0.001)


def test_times_that_do_not_grow_have_no_power_and_are_called_flat() -> None:
    flat = Series(dict.fromkeys(DECADES, FIXED))
    assert flat.exponent is flat.last_exponent is None
    assert flat.is_flat
    assert not Series({}).is_flat
    assert not Series({1: FIXED}).is_flat
    assert exponent({}) is None


def test_growth_that_shows_at_the_end_alone_shows_in_the_last_power() -> None:
    late = Series({size: 1e-6 * size + 1e-10 * size**2 for size in DECADES})
    assert late.exponent is not None
    assert late.exponent < 1.15
    assert late.last_exponent == pytest.approx(1.26, abs=0.01)


def test_the_last_power_is_that_of_the_last_tenfold() -> None:
    series = Series({1: 0.0, 10: 1.0, 30: 3.0, 100: 20.0, 199: 41.0})
    assert series.last_exponent == exponent({1: 0.0, 30: 3.0, 100: 20.0, 199: 41.0})


def prepared(size: int) -> Work:
    if size == 10:
        raise ValueError("no ten\nin two lines")
    return partial(time.sleep, 60 if size == 100 else 0)


def test_times_come_from_a_process_until_it_fails() -> None:
    series = measure_within(prepared, (1, 10, 100), patience=60)
    assert [*series.seconds] == [1]
    assert series.seconds[1] > 0
    assert series.note == "10: ValueError: no ten"


def test_what_takes_too_long_is_ended_and_noted() -> None:
    series = measure_within(prepared, (100, 1), patience=0.05)
    assert series.seconds == {}
    assert series.note == "100: over 0.05 s"

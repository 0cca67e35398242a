"""The bar of `so-carriers convert`: on a terminal, and where it takes long."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from so_carriers.cli.conversion import progress
from so_carriers.cli.conversion.progress import Meter


def shown(*, terminal: bool, size: int | None = 1_000_000) -> str:
    """What a person sees of two batches, at any moment."""
    file = io.StringIO()
    meter = Meter(Console(file=file, force_terminal=terminal, width=100), size)
    meter.advance(1_000, 250_000)
    meter.advance(1_000, 500_000)
    meter.stop()
    return file.getvalue()


def test_a_long_conversion_on_a_terminal_shows_how_far_it_is_its_rate_and_the_time_left(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(progress, "_SECONDS_BEFORE", 0)
    monkeypatch.setattr(progress, "_SECONDS_BETWEEN", 0)
    text = shown(terminal=True)
    for said in ("25%", "50%", "records/s", "MB/s", "0:00:0"):
        assert said in text


def test_input_of_unknown_length_has_a_rate_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_SECONDS_BEFORE", 0)
    text = shown(terminal=True, size=None)
    assert "records/s" in text
    assert "25%" not in text


def test_a_short_conversion_shows_no_bar() -> None:
    assert shown(terminal=True) == ""


def test_without_a_terminal_there_is_no_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_SECONDS_BEFORE", 0)
    assert shown(terminal=False) == ""


@pytest.mark.parametrize(
    ("records", "taken", "said"),
    [
        (0, 0, "0 records, 0 bytes read, 9 bytes written, "),
        (1, 99_999, "1 record, 99,999 bytes read, 9 bytes written, "),
        (12_345, 255_000_000, "12,345 records, 255.0 MB read, 9 bytes written, "),
    ],
)
def test_the_summary_counts_in_words_and_units(records: int, taken: int, said: str) -> None:
    meter = Meter(Console(file=io.StringIO()), None)
    meter.advance(records, taken)
    assert meter.summary(taken, 9).startswith(said)

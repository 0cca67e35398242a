"""The growth of one case as text and as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks.growth.case import Case
from benchmarks.growth.fit import Series, fitted_sizes

NOTABLE = 1.15
"""The power from which growth is worth a look."""


def table(case: Case, found: Mapping[str, Series], loses: Mapping[str, Sequence[str]]) -> str:
    """One case: the milliseconds at each size, the powers, what is lost and what was left out."""
    rows = [("", *(f"{size:,}" for size in case.sizes), "power", "last", "")]
    rows += [
        (name, *_cells(case.sizes, series), _remarks(loses[name], series)) for name, series in found.items()
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [_aligned(row, widths) for row in rows]
    return "\n".join([f"{case.name} (ms by {case.axis})", *lines])


def _aligned(row: Sequence[str], widths: Sequence[int]) -> str:
    (name, *figures, remarks), (name_width, *figure_widths, _) = row, widths
    cells = [name.ljust(name_width), *map(str.rjust, figures, figure_widths), remarks]
    return "  " + "  ".join(cells).rstrip()


def _cells(sizes: Sequence[int], series: Series) -> list[str]:
    times = [f"{series.seconds[size] * 1e3:,.3f}" if size in series.seconds else "-" for size in sizes]
    if series.is_flat:
        return [*times, "flat", "flat"]
    return [*times, _power_cell(series.exponent), _power_cell(series.last_exponent)]


def _power_cell(power: float | None) -> str:
    if power is None:
        return "-"
    return f"{power:.2f}{' !' if power > NOTABLE else ''}"


def _remarks(loses: Sequence[str], series: Series) -> str:
    return "; ".join(filter(None, [f"loses {', '.join(loses)}" if loses else "", series.note]))


def case_document(
    case: Case, found: Mapping[str, Series], loses: Mapping[str, Sequence[str]]
) -> dict[str, Any]:
    """One case for a file of JSON."""
    return {
        "name": case.name,
        "axis": case.axis,
        "contenders": {
            name: {
                "seconds": dict(series.seconds),
                "power": series.exponent,
                "last_power": series.last_exponent,
                "fitted": fitted_sizes(series.seconds),
                "loses": ", ".join(loses[name]),
                "drops": name in case.drops,
                "note": series.note,
            }
            for name, series in found.items()
        },
    }

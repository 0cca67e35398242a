"""`python -m benchmarks.growth`: how the time of patches grows with lists and with operations.

Each row is one work at several sizes, in processor time, and the power of the size that it
grows with, fitted from 100 on: 1 is twice the time for twice the size, 2 four times.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.line import SUBJECT

try:
    from benchmarks.growth_case import Case
    from benchmarks.growth_cases import cases
    from benchmarks.growth_fit import Series, measure_within
    from benchmarks.growth_hostile import hostile_cases
    from benchmarks.heading import heading
    from benchmarks.peers.patch_peers import JSONPATCH
    from benchmarks.report import heading_text
except ModuleNotFoundError as missing:
    raise SystemExit(f"there is no {missing.name}: pip install -e '.[bench]'") from missing

NOTABLE = 1.2
"""The power from which growth is worth a look."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line."""
    options = _parser().parse_args(arguments)
    chosen = _chosen(options.only)
    conditions = {name: text for name, text in heading(1).items() if name != "rounds"}
    print(heading_text(conditions))
    found = []
    for case in chosen:
        found.append((case, _measured(case, options)))
        print(f"\n{table(*found[-1])}", flush=True)
    if options.json is not None:
        document = {"heading": conditions, "cases": [case_document(*each) for each in found]}
        options.json.write_text(json.dumps(document, indent=1), encoding="utf-8")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.growth", description=__doc__)
    parser.add_argument("--only", metavar="SUBSTRING", default="", help="the cases whose name holds this")
    parser.add_argument("--largest", type=int, default=10_000, metavar="N", help="the largest size (10,000)")
    parser.add_argument(
        "--patience", type=float, default=20.0, metavar="SECONDS", help="for one size of one row (20)"
    )
    parser.add_argument("--alone", action="store_true", help="without jsonpatch beside it")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures to this file too")
    return parser


def _chosen(only: str) -> list[Case]:
    found = [*cases(), *hostile_cases()]
    chosen = [case for case in found if only.lower() in case.name.lower()]
    if not chosen:
        names = [case.name for case in found]
        raise SystemExit("\n".join([f"no case's name holds {only!r}; there are:", *names]))
    return chosen


def _measured(case: Case, options: argparse.Namespace) -> dict[str, Series]:
    sizes = [size for size in case.sizes if size <= options.largest]
    contenders = {SUBJECT: case.ours}
    if case.theirs is not None and not options.alone:
        contenders[JSONPATCH] = case.theirs
    return {name: measure_within(each, sizes, options.patience) for name, each in contenders.items()}


def table(case: Case, found: Mapping[str, Series]) -> str:
    """One case: the milliseconds at each size, the power, and what was left out."""
    rows = [("", *(f"{size:,}" for size in case.sizes), "power", "")]
    rows += [(name, *_cells(case.sizes, series), series.note) for name, series in found.items()]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [_aligned(row, widths) for row in rows]
    return "\n".join([f"{case.name} (ms by size)", *lines])


def _aligned(row: Sequence[str], widths: Sequence[int]) -> str:
    (name, *figures, note), (name_width, *figure_widths, _) = row, widths
    return "  " + "  ".join([name.ljust(name_width), *map(str.rjust, figures, figure_widths), note]).rstrip()


def _cells(sizes: Sequence[int], series: Series) -> list[str]:
    times = [f"{series.seconds[size] * 1e3:,.3f}" if size in series.seconds else "-" for size in sizes]
    power = series.exponent
    if power is None:
        return [*times, "-"]
    return [*times, f"{power:.2f}{' !' if power > NOTABLE else ''}"]


def case_document(case: Case, found: Mapping[str, Series]) -> dict[str, Any]:
    """One case for a file of JSON."""
    return {
        "name": case.name,
        "contenders": {
            name: {"seconds": dict(series.seconds), "power": series.exponent, "note": series.note}
            for name, series in found.items()
        },
    }


if __name__ == "__main__":
    sys.exit(main())

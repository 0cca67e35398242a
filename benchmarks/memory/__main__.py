"""`python -m benchmarks.memory`: the memory that each carrier of an array takes.

Each figure comes from processes of their own. It counts what was resident above that of
the same process just before it decoded, divided by the carriers: at the most, and while the
carriers live, with what Python has freed and not given back. The body does not count. 1 kB is
1,000 bytes.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

try:
    from benchmarks.heading import heading
    from benchmarks.memory.contenders import CARRIER, FORMATS, Format, losses_of
    from benchmarks.memory.decoded import Measured, measure
    from benchmarks.memory.resident import IS_COUNTED
    from benchmarks.report import heading_text
except ModuleNotFoundError as missing:
    raise SystemExit(f"there is no {missing.name}: pip install -e '.[bench]'") from missing

TITLES = ("", "peak", "kept", "kB per carrier; loses")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One codec's figures, and what it loses."""

    name: str
    format: str
    body_bytes: int
    loses: Sequence[str]
    measured: Measured


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line."""
    options = _parser().parse_args(arguments)
    if not IS_COUNTED:
        raise SystemExit("memory is read from /proc/self, which this system has not")
    chosen = _chosen(options.only)
    conditions = {name: text for name, text in heading(1).items() if name not in {"rounds", "clock"}}
    print(heading_text(conditions))
    documents: list[dict[str, Any]] = []
    for each in chosen:
        rows = _rows(each, options)
        print(f"\n{table(rows)}", flush=True)
        documents += map(row_document, rows)
    if options.json is not None:
        document = {"heading": conditions, "carrier": CARRIER.__name__, "rows": documents}
        options.json.write_text(json.dumps(document, indent=1), encoding="utf-8")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.memory", description=__doc__)
    parser.add_argument("--only", metavar="SUBSTRING", default="", help="the formats whose name holds this")
    parser.add_argument(
        "--carriers", type=int, default=10_000, metavar="N", help="in the array; a fifth in XML (10,000)"
    )
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="processes for each figure (3)")
    parser.add_argument("--patience", type=float, default=120.0, metavar="SECONDS", help="for a run (120)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures to this file too")
    return parser


def _chosen(only: str) -> list[Format]:
    chosen = [each for each in FORMATS if only.lower() in each.name.lower()]
    if not chosen:
        names = ", ".join(each.name for each in FORMATS)
        raise SystemExit(f"no format's name holds {only!r}; there are: {names}")
    return chosen


def _rows(chosen: Format, options: argparse.Namespace) -> list[Row]:
    carriers = max(1, round(options.carriers * chosen.share))
    with tempfile.TemporaryDirectory() as folder:
        small, large = Path(folder, "small"), Path(folder, "large")
        small.write_bytes(chosen.body(1))
        large.write_bytes(chosen.body(carriers))
        return [
            Row(
                name=name,
                format=chosen.name,
                body_bytes=large.stat().st_size,
                loses=losses_of(chosen, name),
                measured=measure(
                    make, large, small, carriers=carriers, runs=options.runs, patience=options.patience
                ),
            )
            for name, make in chosen.codecs.items()
        ]


def table(rows: Sequence[Row]) -> str:
    """The rows of one format."""
    first = rows[0]
    carriers = first.measured.carriers
    lines = [TITLES, *map(_cells, rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    title = (
        f"{first.format}, an array of {carriers:,} {CARRIER.__name__}, "
        f"{_kilobytes(first.body_bytes / carriers)} kB each in the body"
    )
    return "\n".join([title, *(_aligned(line, widths) for line in lines)])


def _cells(row: Row) -> tuple[str, ...]:
    measured = row.measured
    figures = _kilobytes(measured.peak_per_carrier), _kilobytes(measured.kept_per_carrier)
    return row.name, *figures, measured.note or "; ".join(row.loses) or "nothing"


def _kilobytes(number: float | None) -> str:
    return "-" if number is None else f"{number / 1000:,.2f}"


def _aligned(line: Sequence[str], widths: Sequence[int]) -> str:
    (name, *figures, remark), (name_width, *figure_widths, _) = line, widths
    cells = [name.ljust(name_width), *map(str.rjust, figures, figure_widths), remark]
    return "  " + "  ".join(cells).rstrip()


def row_document(row: Row) -> dict[str, Any]:
    """One row for a file of JSON; all figures are bytes."""
    measured = row.measured
    return {
        "name": row.name,
        "format": row.format,
        "carriers": measured.carriers,
        "body_bytes": row.body_bytes,
        "loses": list(row.loses),
        "peak_bytes": [run.peak for run in measured.runs],
        "kept_bytes": [run.kept for run in measured.runs],
        "peak_per_carrier": measured.peak_per_carrier,
        "kept_per_carrier": measured.kept_per_carrier,
        "note": measured.note,
    }


if __name__ == "__main__":
    sys.exit(main())

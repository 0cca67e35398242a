"""`python -m benchmarks`: measures every line and prints it as it is done."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

try:
    from benchmarks.heading import heading
    from benchmarks.lines.imports import import_lines
    from benchmarks.lines.json import json_lines
    from benchmarks.lines.negotiation import negotiation_lines
except ModuleNotFoundError as missing:
    raise SystemExit(f"no module {missing.name}: install the extra, pip install -e '.[bench]'") from missing

from benchmarks.line import SUBJECT, Line
from benchmarks.report import document, heading_text, missed_bars, table
from benchmarks.result import Result, measure
from benchmarks.timing import SAMPLE_SECONDS


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line; the exit code is 1 where a bar that was to be checked is missed."""
    options = _parser().parse_args(arguments)
    rounds, sample_seconds = (1, 0.0) if options.quick else (options.rounds, SAMPLE_SECONDS)
    conditions = heading()
    print(heading_text(conditions, rounds))
    results = []
    for line in _lines(options.only):
        results.append(measure(line, rounds, sample_seconds))
        print(f"\n{table(results[-1])}", flush=True)
    if options.json is not None:
        options.json.write_text(json.dumps(document(conditions, results), indent=1))
    complaints = missed_bars(results) if options.check else []
    complaints += _losses_of_subject(results)
    if complaints:
        print("\n" + "\n".join(complaints), file=sys.stderr)
    return 1 if complaints else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description=sys.modules["benchmarks"].__doc__
    )
    parser.add_argument("--only", metavar="SUBSTRING", default="", help="the lines whose name holds this")
    parser.add_argument("--rounds", type=int, default=31, metavar="N", help="rounds per line (31)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures to this file too")
    judging = parser.add_mutually_exclusive_group()
    judging.add_argument(
        "--check", action="store_true", help="name the bars that are missed, and exit with 1 then"
    )
    judging.add_argument("--quick", action="store_true", help="check every contender, time each once")
    return parser


def _lines(only: str) -> list[Line]:
    lines = [*json_lines(), *negotiation_lines(), *import_lines()]
    return [line for line in lines if only.lower() in line.name.lower()]


def _losses_of_subject(results: Sequence[Result]) -> list[str]:
    """Where the library itself loses something, which no speed makes up for."""
    return [
        f"{result.line.name}: {SUBJECT} loses {'; '.join(result.loses[SUBJECT])}"
        for result in results
        if result.loses[SUBJECT]
    ]


if __name__ == "__main__":
    sys.exit(main())

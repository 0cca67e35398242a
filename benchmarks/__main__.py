"""`python -m benchmarks`: measures every line and prints it as it is done."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import benchmarks
from benchmarks.line import SUBJECT, Line
from benchmarks.report import document, heading_text, missed_bars, table
from benchmarks.result import Result, measure
from benchmarks.timing import SAMPLE_SECONDS

try:
    from benchmarks.heading import heading
    from benchmarks.lines.form import form_lines
    from benchmarks.lines.imports import import_lines
    from benchmarks.lines.json import json_lines
    from benchmarks.lines.negotiation import negotiation_lines
    from benchmarks.lines.patches import patch_lines
    from benchmarks.lines.xml import xml_lines
except ModuleNotFoundError as missing:
    raise SystemExit(f"there is no {missing.name}: pip install -e '.[bench]'") from missing


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line.

    The exit code is 1 where the library loses anything, and with `--check` where it misses
    a bar.
    """
    options = _parser().parse_args(arguments)
    rounds, sample_seconds = (1, 0.0) if options.quick else (options.rounds, SAMPLE_SECONDS)
    lines = _lines(options.only)
    conditions = heading(rounds)
    print(heading_text(conditions))
    results = []
    for line in lines:
        results.append(measure(line, rounds, sample_seconds))
        print(f"\n{table(results[-1])}", flush=True)
    if options.json is not None:
        options.json.write_text(json.dumps(document(conditions, results), indent=1), encoding="utf-8")
    complaints = [*_losses_of_subject(results), *(missed_bars(results) if options.check else ())]
    if complaints:
        print("", *complaints, sep="\n", file=sys.stderr)
    return 1 if complaints else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=benchmarks.__doc__)
    parser.add_argument("--only", metavar="SUBSTRING", default="", help="the lines whose name holds this")
    parser.add_argument("--rounds", type=_rounds, default=31, metavar="N", help="rounds a line (31)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures to this file too")
    judging = parser.add_mutually_exclusive_group()
    judging.add_argument("--check", action="store_true", help="name the missed bars, and exit with 1")
    judging.add_argument("--quick", action="store_true", help="check every contender, time each once")
    return parser


def _rounds(text: str) -> int:
    rounds = int(text)
    if rounds < 1:
        raise argparse.ArgumentTypeError("at least one round")
    return rounds


def _lines(only: str) -> list[Line]:
    lines = [
        *json_lines(),
        *xml_lines(),
        *form_lines(),
        *patch_lines(),
        *negotiation_lines(),
        *import_lines(),
    ]
    chosen = [line for line in lines if only.lower() in line.name.lower()]
    if not chosen:
        raise SystemExit(
            "\n".join([f"no line's name holds {only!r}; there are:", *(line.name for line in lines)])
        )
    return chosen


def _losses_of_subject(results: Sequence[Result]) -> list[str]:
    """Where the library itself loses something, which no speed makes up for."""
    return [
        f"{result.line.name}: {SUBJECT} loses {'; '.join(result.loses[SUBJECT])}"
        for result in results
        if result.loses[SUBJECT]
    ]


if __name__ == "__main__":
    sys.exit(main())

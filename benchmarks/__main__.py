"""The speed of so_carriers beside what a Python user would pick instead.

Every contender of a line does the same work on the same bytes, in one process, in turn,
round by round. What it gives is checked first, and what it loses stands beside its time.
A bar is met only where noise leaves no doubt of it; `benchmarks/verdicts.py` has the rule.
Bars depend on the engine that serves, which the heading names; `benchmarks/bars.py` has them.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Sequence
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

from benchmarks.charts.selection import left_out
from benchmarks.figures import Figures
from benchmarks.figures_file import read_figures, write_figures
from benchmarks.report import (
    LEGEND,
    heading_text,
    losses_of_subject,
    missed_bars,
    summary,
    table,
    unable,
)

try:
    from benchmarks.comparison import compare, comparison_text
    from benchmarks.running import chosen_lines, run
except ModuleNotFoundError as missing:
    raise SystemExit(f"there is no {missing.name}: pip install -e '.[bench]'") from missing


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line.

    The exit code is 1 where the library loses anything, with `--check` where it misses a
    bar, and with `--compare` where its ratio became worse than noise explains.
    """
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.quick and (options.check or options.compare or options.source):
        parser.error("--quick times one cold call each, which is nothing to judge or to compare")
    if options.plot is not None and find_spec("matplotlib") is None:
        raise SystemExit("there is no matplotlib: pip install -e '.[bench]'")
    before = _read(options.compare) if options.compare else None
    figures = _figures(options)
    print(f"\n{summary(figures)}".rstrip())
    if options.json is not None:
        write_figures(figures, options.json)
    if options.plot is not None:
        _plot(figures, options.plot)
    complaints = [
        *losses_of_subject(figures.lines),
        *((*missed_bars(figures.lines), *unable(figures.lines)) if options.check else ()),
        *(_regressions(before, figures, options.compare.name) if before else ()),
    ]
    if complaints:
        print("", *complaints, sep="\n", file=sys.stderr)
    return 1 if complaints else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="SO_CARRIERS_ENGINE=python measures the reference engine, by its own bars.\n"
        "python -m benchmarks.growth and python -m benchmarks.memory tell how time and memory grow;\n"
        "python -m benchmarks.record runs all of them and writes docs/benchmarks.md.",
    )
    what = parser.add_argument_group("what is measured")
    what.add_argument(
        "--only", metavar="SUBSTRING", default="", help="the lines whose name holds this, in any case"
    )
    what.add_argument(
        "--bars", action="store_true", help="only lines that have a bar, and in them only whom it names"
    )
    what.add_argument("--rounds", type=_rounds, default=31, metavar="N", help="rounds of each line (31)")
    what.add_argument(
        "--quick", action="store_true", help="check every contender and call each once; no verdicts"
    )
    what.add_argument(
        "--from",
        dest="source",
        type=Path,
        metavar="FILE",
        help="measure nothing, take the figures of this file",
    )
    what.add_argument(
        "--closer-seconds",
        type=float,
        default=math.inf,
        metavar="N",
        help="with --check, ask no more fresh processes after so many seconds than were begun (no end)",
    )
    then = parser.add_argument_group("what is done with the figures")
    then.add_argument(
        "--check",
        action="store_true",
        help="measure in fresh processes what is too close to tell; name missed bars, and exit with 1",
    )
    then.add_argument(
        "--compare",
        type=Path,
        metavar="OLD.json",
        help="tell what is faster or slower than there beyond noise; exit with 1 if this library is slower",
    )
    then.add_argument("--json", type=Path, metavar="FILE", help="write them to this file")
    then.add_argument("--plot", type=Path, metavar="DIR", help="draw them there, as SVG and PNG")
    return parser


def _rounds(text: str) -> int:
    rounds = int(text)
    if rounds < 1:
        raise argparse.ArgumentTypeError("at least one round")
    return rounds


def _figures(options: argparse.Namespace) -> Figures:
    """What is measured now, or was measured before; printed either way."""
    if options.source is None:
        return run(
            chosen_lines(options.only, bars_alone=options.bars),
            options.rounds,
            closer=options.check,
            quick=options.quick,
            closer_seconds=options.closer_seconds,
        )
    stored = _read(options.source)
    lines = [
        line
        for line in stored.lines
        if options.only.lower() in line.name.lower() and not (options.bars and line.at_most is None)
    ]
    print(heading_text(stored.heading), LEGEND, *map(table, lines), sep="\n\n")
    return replace(stored, lines=lines)


def _read(file: Path) -> Figures:
    try:
        return read_figures(file)
    except (OSError, ValueError) as error:
        raise SystemExit(str(error)) from error


def _regressions(before: Figures, figures: Figures, old: str) -> list[str]:
    found = compare(before, figures)
    print("", comparison_text(before, figures, found), sep="\n")
    return [f"{each.line}: {each.contender} is slower than in {old}" for each in found if each.is_regression]


def _plot(figures: Figures, folder: Path) -> None:
    # matplotlib takes a second to import, and nothing else here needs it.
    from benchmarks.charts.drawing import draw_all  # noqa: PLC0415  # the door that opens on first use

    folder.mkdir(parents=True, exist_ok=True)
    for file in draw_all(figures, folder, ("svg", "png")):
        print(f"drawn: {file.name}")
    for name in left_out(figures):
        print(f"not drawn: {name}")


if __name__ == "__main__":
    sys.exit(main())

"""`python -m benchmarks.record`: everything measured anew, stored, and the document written.

It runs `python -m benchmarks.memory`, `python -m benchmarks.growth` and
`python -m benchmarks --check` with the native engine, which has to be built, then
`python -m benchmarks --check --bars` with the reference engine, one after the other, and puts
what they found into benchmarks/figures.json, from which docs/benchmarks.md is made. Nothing is
written before all of them are done, so that all tell of the same commit; it is an error if they
do not. A part that is not measured stays as it was stored. What the options leave out is said on
the page.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.figures import Figures
from benchmarks.figures_file import STORED, read_figures, write_figures
from benchmarks.heading import heading
from benchmarks.payloads import ROOT
from benchmarks.reference_part import REFERENCE, reference_part

LINES, PARTS = "lines", ("growth", "memory")
_ALL = (LINES, REFERENCE, *PARTS)
_JOBS = ("--jobs", "2")


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line; a bar that is missed is a finding, and no failure here."""
    options = _parser().parse_args(arguments)
    if "with changes" in heading(options.rounds)["so_carriers"] and not options.with_changes:
        raise SystemExit("there are changes that no commit has: figures would tell of no commit")
    chosen = options.parts or _ALL
    with tempfile.TemporaryDirectory() as folder:
        files = {
            part: _measured(Path(folder), part, *command)
            for part, command in _commands(options).items()
            if part in chosen
        }
        parts = {part: json.loads(files[part].read_bytes()) for part in PARTS if part in files}
        if REFERENCE in files:
            parts[REFERENCE] = reference_part(read_figures(files[REFERENCE]))
        lines = read_figures(files[LINES]) if LINES in files else None
    _store(lines, parts)
    return subprocess.run([sys.executable, "-m", "benchmarks.document"], cwd=ROOT, check=False).returncode


def _commands(options: argparse.Namespace) -> dict[str, tuple[str, ...]]:
    """The modules and their arguments, by part, those that are over soon first."""
    sizes = () if options.largest is None else ("--largest", str(options.largest))
    check = ("--check", "--rounds", str(options.rounds), "--closer-seconds", str(options.closer_seconds))
    return {
        "memory": ("benchmarks.memory", "--carriers", str(options.carriers), "--runs", str(options.runs)),
        "growth": ("benchmarks.growth", "--patience", str(options.patience), *_JOBS, *sizes),
        LINES: ("benchmarks", *check),
        REFERENCE: ("benchmarks", *check, "--bars"),
    }


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.record",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "parts", nargs="*", type=_part, metavar="PART", help=f"{', '.join(_ALL)} (all of them)"
    )
    parser.add_argument("--rounds", type=int, default=21, metavar="N", help="rounds of each line (21)")
    parser.add_argument(
        "--closer-seconds",
        type=float,
        default=120.0,
        metavar="N",
        help="for fresh processes: no stage but the first begins later (120)",
    )
    parser.add_argument("--carriers", type=int, default=2_000, metavar="N", help="for memory (2,000)")
    parser.add_argument("--runs", type=int, default=2, metavar="N", help="processes of each memory (2)")
    parser.add_argument("--largest", type=int, metavar="N", help="size of growth (all)")
    parser.add_argument(
        "--patience", type=float, default=2.0, metavar="SECONDS", help="for one size of growth (2)"
    )
    parser.add_argument(
        "--with-changes", action="store_true", help="also where there are changes to no commit"
    )
    return parser


def _part(text: str) -> str:
    # argparse holds that no parts at all are a choice of their own.
    if text not in _ALL:
        raise argparse.ArgumentTypeError(f"there are {', '.join(_ALL)}")
    return text


def _measured(folder: Path, part: str, module: str, *arguments: str) -> Path:
    """The file that a command of this package wrote, run with the engine of its part."""
    file, started = folder / f"{part}.json", time.monotonic()
    environment = {**os.environ, "SO_CARRIERS_ENGINE": "python" if part == REFERENCE else "native"}
    command = [sys.executable, "-m", module, "--json", str(file), *arguments]
    subprocess.run(command, cwd=ROOT, env=environment, check=False)  # noqa: S603  # the commands above
    if not file.is_file():
        raise SystemExit(f"{part}: python -m {module} wrote no figures")
    print(f"\n{part}: {time.monotonic() - started:,.0f} s\n", flush=True)
    return file


def _store(lines: Figures | None, parts: Mapping[str, Any]) -> None:
    """Stores what was measured, all of it at once, beside what was not."""
    found = [*([] if lines is None else [lines.heading]), *(part["heading"] for part in parts.values())]
    commits = {heading.get("so_carriers", "unknown") for heading in found}
    if len(commits) > 1:
        raise SystemExit(f"the parts are not of one commit: {'; '.join(sorted(commits))}")
    old = read_figures(STORED) if STORED.is_file() else Figures(heading=found[0], lines=[])
    write_figures(replace(lines or old, parts={**old.parts, **parts}), STORED)


if __name__ == "__main__":
    sys.exit(main())

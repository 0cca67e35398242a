"""`python -m benchmarks.record`: everything measured anew, stored, and the document written.

It runs `python -m benchmarks --check`, `python -m benchmarks.growth` and
`python -m benchmarks.memory`, one after the other, and puts what they found into
benchmarks/figures.json, from which docs/benchmarks.md is made. A part that is not measured
stays as it was stored.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.figures import Figures
from benchmarks.figures_file import STORED, read_figures, write_figures
from benchmarks.payloads import ROOT

LINES, PARTS = "lines", ("growth", "memory")


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line; a bar that is missed is a finding, and no failure here."""
    options = _parser().parse_args(arguments)
    parts = options.parts or (LINES, *PARTS)
    with tempfile.TemporaryDirectory() as folder:
        if LINES in parts:
            file = _measured(Path(folder), "benchmarks", "--check", "--rounds", str(options.rounds))
            _store(read_figures(file))
        for part in PARTS:
            if part in parts:
                file = _measured(Path(folder), f"benchmarks.{part}")
                _store_part(part, json.loads(file.read_bytes()))
    return subprocess.run([sys.executable, "-m", "benchmarks.document"], cwd=ROOT, check=False).returncode


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.record",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "parts", nargs="*", type=_part, metavar="PART", help="lines, growth or memory (all of them)"
    )
    parser.add_argument("--rounds", type=int, default=31, metavar="N", help="rounds of each line (31)")
    return parser


def _part(text: str) -> str:
    # argparse holds that no parts at all are a choice of their own.
    if text not in {LINES, *PARTS}:
        raise argparse.ArgumentTypeError(f"there are {', '.join([LINES, *PARTS])}")
    return text


def _measured(folder: Path, module: str, *arguments: str) -> Path:
    """The file that a command of this package wrote."""
    file, started = folder / f"{module}.json", time.monotonic()
    subprocess.run([sys.executable, "-m", module, "--json", str(file), *arguments], cwd=ROOT, check=False)  # noqa: S603  # the commands above
    if not file.is_file():
        raise SystemExit(f"python -m {module} wrote no figures")
    print(f"\npython -m {module}: {time.monotonic() - started:,.0f} s\n", flush=True)
    return file


def _store(found: Figures) -> None:
    stored = read_figures(STORED).parts if STORED.is_file() else {}
    write_figures(replace(found, parts=stored), STORED)


def _store_part(part: str, found: dict[str, Any]) -> None:
    """Stores what another command found; it ran under the conditions of the same heading, or says its own."""
    stored = read_figures(STORED) if STORED.is_file() else Figures(heading=found["heading"], lines=[])
    write_figures(replace(stored, parts={**stored.parts, part: found}), STORED)


if __name__ == "__main__":
    sys.exit(main())

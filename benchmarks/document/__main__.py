"""`python -m benchmarks.document`: docs/benchmarks.md and its charts, made of stored figures."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.charts.selection import document_charts
from benchmarks.document.page import page
from benchmarks.figures import Figures
from benchmarks.figures_file import STORED, read_figures
from benchmarks.payloads import ROOT

try:
    from benchmarks.charts.drawing import draw
except ModuleNotFoundError as missing:
    raise SystemExit(f"there is no {missing.name}: pip install -e '.[bench]'") from missing


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.document", description=__doc__)
    parser.add_argument(
        "--from", dest="source", type=Path, default=STORED, metavar="FILE", help="benchmarks/figures.json"
    )
    parser.add_argument("--to", type=Path, default=ROOT / "docs", metavar="DIR", help="docs/")
    options = parser.parse_args(arguments)
    try:
        figures = read_figures(options.source)
    except (OSError, ValueError) as error:
        raise SystemExit(str(error)) from error
    for file in write_document(figures, options.to):
        print(f"written: {file.relative_to(options.to)}")
    return 0


def write_document(figures: Figures, folder: Path) -> list[Path]:
    """Writes the page and its charts, and takes away charts that it does not show."""
    charts = folder / "benchmarks"
    charts.mkdir(parents=True, exist_ok=True)
    for old in charts.glob("*.svg"):
        old.unlink()
    text = folder / "benchmarks.md"
    text.write_text(page(figures), encoding="utf-8", newline="\n")
    return [text, *draw(document_charts(figures), charts, ("svg",))]


if __name__ == "__main__":
    sys.exit(main())

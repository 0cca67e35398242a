"""Charts drawn by matplotlib, which is imported here and nowhere else.

The same figures give the same bytes, by the same version of matplotlib: a drawing holds no
date and no random name, and its texts are texts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter, NullLocator

from benchmarks.charts.selection import (
    BarPanel,
    Chart,
    Curve,
    CurvePanel,
    all_charts,
)
from benchmarks.figures import Figures, Kind
from benchmarks.report import figure

_SETTINGS: dict[Any, Any] = {
    "svg.hashsalt": "so_carriers",
    "svg.fonttype": "none",
    "font.size": 9,
    "font.family": ["DejaVu Sans"],
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": "#57606a",
    "hatch.linewidth": 0.8,
    "figure.constrained_layout.h_pad": 0.08,
    "figure.constrained_layout.w_pad": 0.08,
    "figure.facecolor": "white",
    "savefig.facecolor": "white",
}
_OURS, _OTHERS, _FLOOR = "#0550ae", "#8c959f", "#d8dee4"
_FACES = {Kind.SUBJECT: _OURS, Kind.PEER: _OTHERS, Kind.LOSSY: "white", Kind.FLOOR: _FLOOR, Kind.PART: _FLOOR}
_CURVE_COLOURS = ("#bc4c00", "#1a7f37", "#8250df", "#bf3989", "#6e7781")
_MARKERS = "sD^vP"
_MEANINGS = {
    Kind.SUBJECT: "this library",
    Kind.PEER: "loses nothing",
    Kind.LOSSY: "loses data or gets it wrong",
    Kind.FLOOR: "floor: other, lesser work",
    Kind.PART: "a step of it",
}


def draw_all(figures: Figures, folder: Path, suffixes: Sequence[str]) -> list[Path]:
    """Draws every chart for which there are figures, in each of the formats; the files that were written."""
    return draw(all_charts(figures), folder, suffixes)


def draw(charts: Iterable[Chart], folder: Path, suffixes: Sequence[str]) -> list[Path]:
    """Draws these charts."""
    files = []
    with mpl.rc_context(_SETTINGS):
        for chart in charts:
            picture = _picture(chart)
            files += [_save(picture, folder / f"{chart.name}.{suffix}") for suffix in suffixes]
    return files


def _save(picture: Figure, file: Path) -> Path:
    metadata = {"Date": None, "Creator": None} if file.suffix == ".svg" else {"Software": None}
    picture.savefig(file, metadata=metadata, dpi=144)
    if file.suffix == ".svg":
        # Some lines end in blanks, which editors and git take exception to.
        text = "\n".join(map(str.rstrip, file.read_text(encoding="utf-8").splitlines()))
        file.write_text(f"{text}\n", encoding="utf-8", newline="\n")
    return file


def _picture(chart: Chart) -> Figure:
    bars = [panel for panel in chart.panels if isinstance(panel, BarPanel)]
    return (
        _bar_picture(bars) if bars else _curve_picture([p for p in chart.panels if isinstance(p, CurvePanel)])
    )


def _new_figure(width: float, height: float) -> Figure:
    picture = Figure(figsize=(width, height), layout="constrained")
    FigureCanvasAgg(picture)
    return picture


def _bar_picture(panels: Sequence[BarPanel]) -> Figure:
    """The panels one below the other, each as high as its bars need."""
    heights = [0.24 * len(panel.bars) + 0.55 for panel in panels]
    picture = _new_figure(8.0, sum(heights) + 0.45)
    axes = picture.subplots(len(panels), 1, squeeze=False, gridspec_kw={"height_ratios": heights})
    for panel, each in zip(panels, axes[:, 0], strict=True):
        _draw_bars(each, panel)
    axes[-1, 0].set_xlabel("time per call, on log axes that start anywhere: lengths are no shares", size=8)
    kinds = {bar.kind for panel in panels for bar in panel.bars}
    handles = [_swatch(kind) for kind in _MEANINGS if kind in kinds]
    picture.legend(handles=handles, loc="outside lower center", ncols=4, frameon=False)
    return picture


def _swatch(kind: Kind) -> Patch:
    return Patch(label=_MEANINGS[kind], **_bar_style(kind))


def _bar_style(kind: Kind) -> dict[str, Any]:
    is_lossy = kind is Kind.LOSSY
    edge = _OURS if kind is Kind.SUBJECT else "#57606a" if is_lossy else _OTHERS
    return {
        "facecolor": _FACES[kind],
        "edgecolor": edge,
        "hatch": "/////" if is_lossy else None,
        "linewidth": 0.8,
    }


def _draw_bars(axes: Axes, panel: BarPanel) -> None:
    unit, scale = _unit(panel)
    times = [bar.seconds * scale for bar in panel.bars]
    least, most = min(times) / 3, max(times) * 4
    axes.set_xscale("log")
    axes.set_xlim(least, most)
    for row, (bar, time) in enumerate(zip(panel.bars, times, strict=True)):
        axes.barh(row, time - least, left=least, height=0.72, **_bar_style(bar.kind))
        axes.annotate(
            f"{figure(time)} {unit}", (time, row), (4, 0), textcoords="offset points", va="center", size=8
        )
    axes.set_yticks(range(len(panel.bars)), [bar.label for bar in panel.bars])
    for label, bar in zip(axes.get_yticklabels(), panel.bars, strict=True):
        label.set_fontweight("bold" if bar.kind is Kind.SUBJECT else "normal")
    axes.tick_params(axis="y", length=0)
    axes.invert_yaxis()
    axes.set_title(panel.title, loc="left", size=10, fontweight="bold")
    axes.xaxis.set_major_formatter(FuncFormatter(lambda number, _: f"{_written_out(number)} {unit}"))
    axes.xaxis.set_minor_formatter(NullFormatter())
    subdivisions = (1.0, 2.0, 5.0) if most / least < 200 else (1.0,)
    axes.xaxis.set_major_locator(LogLocator(subs=subdivisions, numticks=7))


def _unit(panel: BarPanel) -> tuple[str, float]:
    """The unit that makes no bar long to read, and how many of it a second has."""
    return ("ms", 1e3) if min(bar.seconds for bar in panel.bars) >= 1e-3 else ("µs", 1e6)


def _written_out(number: float, _position: int | None = None) -> str:
    """No power of ten, since that is a small text above another, which not every renderer places."""
    return f"{number:,.10g}"


def _short(number: float, _position: int | None = None) -> str:
    """A size in so few letters that seven of them stand side by side."""
    for suffix, unit in (("M", 1e6), ("k", 1e3)):
        if number >= unit:
            return f"{number / unit:g}{suffix}"
    return f"{number:g}"


def _curve_picture(panels: Sequence[CurvePanel]) -> Figure:
    """The panels in two columns, with one legend for each, since contenders differ."""
    rows = (len(panels) + 1) // 2
    picture = _new_figure(9.0, 3.3 * rows)
    axes = picture.subplots(rows, 2, squeeze=False).flat
    for panel, each in zip(panels, axes, strict=False):
        _draw_curves(each, panel)
    for unused in list(axes)[len(panels) :]:
        unused.set_visible(False)
    return picture


def _draw_curves(axes: Axes, panel: CurvePanel) -> None:
    axes.set_xscale("log")
    axes.set_yscale("log")
    others = iter(zip(_CURVE_COLOURS, _MARKERS, strict=True))
    handles = [_draw_curve(axes, curve, others) for curve in panel.curves]
    axes.set_title(panel.title, loc="left", size=9, fontweight="bold")
    axes.set_xlabel(panel.axis)
    axes.set_ylabel("ms")
    axes.grid(visible=True, which="major", color="#d8dee4", linewidth=0.6)
    axes.set_axisbelow(True)
    for axis, label in ((axes.xaxis, _short), (axes.yaxis, _written_out)):
        axis.set_major_formatter(FuncFormatter(label))
        axis.set_minor_formatter(NullFormatter())
        axis.set_major_locator(LogLocator(numticks=8))
        axis.set_minor_locator(NullLocator())
    axes.legend(handles=handles, fontsize=7.5, frameon=False, loc="best")


def _draw_curve(axes: Axes, curve: Curve, others: Any) -> Line2D:
    colour, marker = (_OURS, "o") if curve.kind is Kind.SUBJECT else next(others)
    (line,) = axes.plot(
        list(curve.seconds),
        [seconds * 1e3 for seconds in curve.seconds.values()],
        color=colour,
        marker=marker,
        markersize=4,
        linewidth=2.2 if curve.kind is Kind.SUBJECT else 1.1,
        linestyle={Kind.LOSSY: "--", Kind.FLOOR: ":"}.get(curve.kind, "-"),
        label=f"{curve.label}{', loses data' if curve.kind is Kind.LOSSY else ''}",
        zorder=3 if curve.kind is Kind.SUBJECT else 2,
    )
    return line

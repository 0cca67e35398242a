"""docs/benchmarks.md is what the stored figures say, and says it whole."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

from benchmarks.charts.selection import Bar, BarPanel, Chart, Curve, CurvePanel, all_charts, document_charts
from benchmarks.document.advice import faster, never_faster, smaller, who_is, work_of
from benchmarks.document.alternatives import WHEN
from benchmarks.document.page import page
from benchmarks.figures import ContenderFigures, Figures, Kind, LineFigures
from benchmarks.figures_file import STORED, read_figures
from benchmarks.line import SUBJECT
from benchmarks.spread import Spread
from benchmarks.verdicts import Verdict

DOCUMENTS = Path(__file__).resolve().parents[2] / "docs"
PAGE = DOCUMENTS / "benchmarks.md"

needs_matplotlib = pytest.mark.skipif(
    importlib.util.find_spec("matplotlib") is None, reason="extra bench: matplotlib not installed"
)


@pytest.fixture(scope="module")
def stored() -> Figures:
    return read_figures(STORED)


def test_the_page_is_what_the_stored_figures_make_of_it(stored: Figures) -> None:
    assert PAGE.read_bytes().decode() == page(stored), "run python -m benchmarks.document"


def test_what_was_not_measured_is_not_on_the_page(stored: Figures) -> None:
    text = page(Figures(heading=stored.heading, lines=stored.lines[:1]))
    assert "## JSON" in text
    assert not [title for title in ("## XML", "## Growth", "## Memory", "## Imports") if title in text]


def test_parts_that_were_measured_under_other_conditions_say_so(stored: Figures) -> None:
    heading = {**stored.heading, "machine": "another machine"}
    memory = {"heading": heading, "rows": MEMORY}
    text = page(Figures(heading=stored.heading, lines=[], parts={"memory": memory}))
    assert "Measured on its own: machine another machine." in text
    assert "| JSON | so_carriers | 10 | 0.200 | 3.00 | 2.00 | nothing |" in text


def test_who_is_faster_at_the_largest_size_is_told_unless_it_drops_what_grows(stored: Figures) -> None:
    def series(seconds: float, loses: str = "", drops: bool = False) -> dict[str, object]:
        return {
            "seconds": {"1": 1e-6, "1000": seconds},
            "power": 1.0,
            "last_power": None,
            "fitted": [1000],
            "loses": loses,
            "drops": drops,
            "note": "",
        }

    contenders = {
        SUBJECT: series(1e-3),
        "quick": series(2e-4),
        "careless": series(3e-4, "a digit"),
        "flat": series(1e-3) | {"fitted": []},
        "unmeasured": series(1e-3) | {"seconds": {}, "fitted": [], "power": None, "note": "1: over 2 s"},
        "slow": series(2e-3),
        "lossy": series(1e-4, "all of them", drops=True),
        "bare (floor)": series(1e-5),
    }
    case = {"name": "decode", "axis": "carriers", "contenders": contenders}
    growth = {"heading": stored.heading, "cases": [case]}
    text = page(Figures(heading=stored.heading, lines=[], parts={"growth": growth}))
    assert "- quick: decode (1,000 carriers): 0.200\n" in text
    assert "- careless: decode (1,000 carriers): 0.300, loses a digit\n" in text
    assert "- lossy" not in text
    assert "| decode | carriers | slow | 1,000 | 2.00 | 1.00 |  |  |" in text
    assert "| decode | carriers | flat | 1,000 | 1.00 | flat | flat |  |" in text
    assert "| decode | carriers | unmeasured |  |  |  |  | 1: over 2 s |" in text


MEMORY = [
    {
        "format": "JSON",
        "name": SUBJECT,
        "carriers": 10,
        "body_bytes": 2000,
        "peak_per_carrier": 3000.0,
        "kept_per_carrier": 2000.0,
        "loses": [],
        "note": "",
    }
]


def test_the_page_shows_each_chart_that_is_stored_and_no_other(stored: Figures) -> None:
    text = PAGE.read_text(encoding="utf-8")
    shown = re.findall(r"!\[[^]]+\]\(benchmarks/([\w-]+)\.svg\)", text)
    assert sorted(shown) == sorted(chart.name for chart in document_charts(stored))
    assert {path.name for path in (DOCUMENTS / "benchmarks").iterdir()} == {f"{name}.svg" for name in shown}


def test_the_page_and_its_charts_name_no_place_of_the_machine() -> None:
    for file in [PAGE, STORED, *(DOCUMENTS / "benchmarks").iterdir()]:
        found = re.findall(r"/(?:home|root|work|tmp|usr)/|[A-Z]:\\", file.read_text(encoding="utf-8"))
        assert not found, file.name


def test_the_stored_figures_are_small_and_this_library_loses_nothing_in_them(stored: Figures) -> None:
    assert STORED.stat().st_size < 200_000
    for line in stored.lines:
        subject = line.contender(SUBJECT)
        assert subject is not None
        assert subject.loses == ()


def test_every_line_stands_on_the_page_with_all_its_contenders(stored: Figures) -> None:
    text = page(stored)
    for line in stored.lines:
        name = line.name.replace("*/*", "\\*/\\*")
        _, _, after = text.partition(f"**{name}** (")
        table = after.partition("\n\n**")[0].partition("\n\n## ")[0]
        for contender in line.contenders:
            assert f"| {'**so_carriers**' if contender.name == SUBJECT else contender.name} |" in table


def test_every_missed_bar_is_listed(stored: Figures) -> None:
    text = page(stored)
    missed = [line for line in stored.lines if line.verdict in {Verdict.MISSED, Verdict.TOO_CLOSE}]
    if not missed:
        assert "No bar is missed." in text
        return
    assert f"{len(missed)} bars are missed:" in text
    for line in missed:
        name = line.name.replace("*/*", "\\*/\\*")
        assert f"- {name}: " in text


def test_everyone_who_is_faster_somewhere_stands_in_the_advice(stored: Figures) -> None:
    ahead = faster(stored)
    section = page(stored).partition("## Where something else is the better choice")[2]
    for who, found in ahead.items():
        assert f"| {who} | " in section
        assert all(0 < each.share < 1 for each in found)
    for item in never_faster(stored):
        assert item in section
    measured = {
        who_is(contender.name)
        for line in stored.lines
        for contender in line.contenders
        if contender.kind in {Kind.PEER, Kind.LOSSY, Kind.FLOOR}
    }
    assert measured <= WHEN.keys()


def test_who_is_faster_is_told_by_ratios_within_rounds_and_what_it_loses() -> None:
    def contender(name: str, low: float, high: float, *loses: str) -> ContenderFigures:
        middle = Spread((low + high) / 2, low, high, low, high)
        return ContenderFigures(name=name, kind=Kind.LOSSY, loses=loses, to_subject=middle)

    def line(name: str, *contenders: ContenderFigures) -> LineFigures:
        return LineFigures(
            name=name, remark="", at_most=None, reference=None, verdict=None, contenders=contenders
        )

    lines = [
        line("import", contender("pydantic", 0.2, 0.4), contender("orjson", 0.9, 1.1)),
        line("import, and touch", contender("pydantic", 0.7, 0.9)),
        line("merge patch diff, a body", contender("json-merge-patch", 0.1, 0.3, "a null")),
    ]
    text = page(Figures(heading={}, lines=lines))
    assert "| pydantic | import: 0.300; import, and touch: 0.800 | nothing that these lines look at |" in text
    assert "| json-merge-patch | merge patch diff: 0.200 | a null |" in text
    assert "its diff compares dictionaries" in text
    assert "| orjson |" not in text.partition("## Where something else")[2]


def test_who_takes_less_memory_is_told_with_what_it_loses(stored: Figures) -> None:
    other = MEMORY[0] | {"name": "small", "kept_per_carrier": 1000.0, "loses": ["a digit"]}
    larger = MEMORY[0] | {"name": "large", "kept_per_carrier": 4000.0}
    memory = {"heading": stored.heading, "rows": [*MEMORY, other, larger]}
    found = [*smaller(Figures(heading={}, lines=[], parts={"memory": memory}))]
    assert found == ["- small, JSON: 0.500 of what is kept; loses a digit"]


def test_what_imports_do_is_a_work_of_its_own_each() -> None:
    assert work_of("import, and touch") == "import, and touch"
    assert work_of("JSON decode, a body") == "JSON decode"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("pydantic, unset left out + werkzeug", "pydantic"),
        ("orjson, dict + jsonpatch + werkzeug (headers remembered)", "orjson, dict"),
        ("msgspec Struct, camelCase classes", "msgspec Struct"),
        ("msgspec Struct on urllib.parse", "msgspec Struct"),
        ("orjson + jsonpatch, in place", "orjson + jsonpatch"),
        ("orjson, dict (floor)", "orjson, dict"),
        ("nobody", "nobody"),
    ],
)
def test_contenders_are_told_by_how_their_names_begin(name: str, expected: str) -> None:
    assert who_is(name) == expected


BARS = Chart(
    name="bars",
    text="",
    panels=(
        BarPanel(
            title="a line",
            bars=tuple(
                Bar(label=f"<{kind}> & ä", seconds=10.0**-number, kind=kind)
                for number, kind in enumerate(Kind, start=2)
                if kind not in {Kind.BASELINE, Kind.UNABLE}
            ),
        ),
    ),
)
CURVES = Chart(
    name="curves",
    text="",
    panels=tuple(
        CurvePanel(
            title=f"growth {number}",
            axis="carriers",
            curves=(
                Curve(label=SUBJECT, seconds={1: 1e-5, 1000: 1e-2}, kind=Kind.SUBJECT),
                Curve(label="other", seconds={1: 2e-5, 1000: 1e-1}, kind=Kind.LOSSY),
                Curve(label="floor", seconds={1: 2e-6}, kind=Kind.FLOOR),
            ),
        )
        for number in range(3)
    ),
)


@needs_matplotlib
def test_charts_are_drawn_as_svg_with_texts_and_as_png_and_the_same_each_time(tmp_path: Path) -> None:
    from benchmarks.charts.drawing import draw  # noqa: PLC0415  # it needs the extra

    first, second = tmp_path / "first", tmp_path / "second"
    for folder in (first, second):
        folder.mkdir()
        draw([BARS, CURVES], folder, ("svg", "png"))
    assert sorted(path.name for path in first.iterdir()) == [
        "bars.png",
        "bars.svg",
        "curves.png",
        "curves.svg",
    ]
    for path in first.iterdir():
        assert path.read_bytes() == (second / path.name).read_bytes()
    text = (first / "bars.svg").read_text(encoding="utf-8")
    assert "&lt;lossy&gt; &amp; ä" in text
    assert ">10,000 µs<" in text
    assert "<dc:date>" not in text
    assert (first / "curves.png").read_bytes().startswith(b"\x89PNG")


def test_each_line_has_a_chart_when_all_are_drawn(stored: Figures) -> None:
    charts = all_charts(stored)
    drawn = {panel.title for chart in charts for panel in chart.panels}
    assert drawn >= {line.name for line in stored.lines}
    assert len({chart.name for chart in charts}) == len(charts)

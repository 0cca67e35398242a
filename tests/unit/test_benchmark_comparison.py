"""Two runs are compared by intervals, and figures come out of their file as they went in."""

from __future__ import annotations

import importlib.util
import json
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.comparison import Change, change, compare, comparison_text
from benchmarks.figures import CloserLook, ContenderFigures, Figures, Kind, LineFigures
from benchmarks.figures_file import read_figures, write_figures
from benchmarks.line import SUBJECT
from benchmarks.spread import Spread
from benchmarks.verdicts import Verdict

needs_peers = pytest.mark.skipif(
    any(
        importlib.util.find_spec(name) is None
        for name in ("django", "msgspec", "pydantic", "werkzeug", "xsdata")
    ),
    reason="extra bench is not installed",
)


# What webob imports is deprecated in Python 3.11 and gone in 3.13.
about_webob = pytest.mark.filterwarnings("ignore:'cgi' is deprecated:DeprecationWarning")


def around(median: float, by: float = 0.02) -> Spread:
    return Spread(median, median * (1 - by / 2), median * (1 + by / 2), median * (1 - by), median * (1 + by))


def contender(name: str, ratio: float, kind: Kind = Kind.LOSSY) -> ContenderFigures:
    seconds = around(ratio * 1e-5)
    loses = ("members: 1",) if kind is Kind.LOSSY else ()
    return ContenderFigures(
        name=name, kind=kind, loses=loses, seconds=seconds, least=seconds.low, ratio=around(ratio)
    )


def figures(
    subject: float, *, reference: str = "fast", slow: float = 2.0, machine: str = "a machine"
) -> Figures:
    unit = {"fast": 1.0, "slow": slow}[reference]
    line = LineFigures(
        name="JSON decode, a body",
        remark="3 bytes",
        at_most=0.5,
        reference=reference,
        verdict=Verdict.MET,
        contenders=(
            contender(SUBJECT, subject / unit, Kind.SUBJECT),
            contender("fast", 1 / unit),
            contender("slow", slow / unit),
            ContenderFigures(name="none", kind=Kind.UNABLE, loses=("all: ValueError: no",)),
        ),
        closer=CloserLook(processes=8, ratio=around(subject)),
    )
    heading = {"machine": machine, "packages": "orjson 1.0, lxml 2.0"}
    return Figures(heading=heading, lines=[line], parts={"growth": {"cases": [{"name": "n", "power": 1.25}]}})


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (1.0, 1.0, Change.WITHIN_NOISE),
        (1.0, 1.1, Change.WITHIN_NOISE),
        (1.0, 0.9, Change.WITHIN_NOISE),
        (1.0, 1.2, Change.WITHIN_NOISE),
        (1.0, 1.5, Change.SLOWER),
        (1.0, 0.8, Change.WITHIN_NOISE),
        (1.0, 0.6, Change.FASTER),
    ],
)
def test_a_change_is_what_noise_does_not_explain(old: float, new: float, expected: Change) -> None:
    assert change(around(old), around(new)) is expected


def test_a_wide_interval_hides_a_change() -> None:
    assert change(around(1.0), around(1.1), drift=0.0) is Change.SLOWER
    assert change(around(1.0, 0.3), around(1.3, 0.3)) is Change.WITHIN_NOISE
    assert change(None, around(1.0)) is change(around(1.0), None) is Change.NOT_COMPARED


@pytest.mark.parametrize(("subject", "regressions"), [(0.4, 0), (0.41, 0), (0.6, 1), (0.2, 0)])
def test_only_this_library_can_become_worse(subject: float, regressions: int) -> None:
    found = compare(figures(0.4), figures(subject, slow=5.0))
    assert [each.contender for each in found] == [SUBJECT, "slow"]
    assert sum(each.is_regression for each in found) == regressions
    assert found[1].change is Change.SLOWER


def test_ratios_are_taken_to_the_reference_of_the_older_run() -> None:
    found = compare(figures(0.4, slow=0.9), figures(0.4, reference="slow", slow=0.9))
    (subject, slow) = found
    assert subject.new is not None
    assert subject.new.median == pytest.approx(0.4)
    assert subject.change is Change.WITHIN_NOISE
    assert slow.change is Change.WITHIN_NOISE


def test_a_comparison_says_where_the_runs_differ() -> None:
    old, new = figures(0.4), figures(0.6, machine="another machine")
    new = replace(new, heading=dict(new.heading) | {"packages": "orjson 1.1, lxml 2.0"})
    other = replace(new.lines[0], name="JSON encode, a body")
    new = replace(new, lines=[*new.lines, other])
    text = comparison_text(old, new, compare(old, new))
    assert "not the same machine: a machine then, another machine now" in text
    assert "not the same packages: orjson 1.0 then, orjson 1.1 now" in text
    assert "measured now and not then: JSON encode, a body" in text
    assert "0.400 (0.392 to 0.408)" in text
    assert text.endswith("faster: 0, slower: 1, within noise: 1, not compared: 0")


def test_figures_come_out_of_their_file_as_they_went_in(tmp_path: Path) -> None:
    file = tmp_path / "figures.json"
    write_figures(figures(0.4), file)
    written = file.read_bytes()
    assert json.loads(written)["growth"]["cases"][0]["power"] == 1.25
    found = read_figures(file)
    assert found.lines[0].verdict is Verdict.MET
    assert found.lines[0].contenders[3].kind is Kind.UNABLE
    write_figures(found, file)
    assert file.read_bytes() == written


@pytest.mark.parametrize("text", ["[]", "{}", '{"lines": [{}], "heading": {}}', "no JSON"])
def test_a_file_without_figures_is_refused(text: str, tmp_path: Path) -> None:
    file = tmp_path / "figures.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=r"figures|JSON|Expecting"):
        read_figures(file)


@needs_peers
@about_webob
def test_stored_figures_are_judged_and_compared_without_measuring(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from benchmarks.__main__ import main  # noqa: PLC0415  # it needs the extra

    old, new = tmp_path / "old.json", tmp_path / "new.json"
    write_figures(figures(0.4), old)
    missed = figures(0.6)
    write_figures(replace(missed, lines=[replace(missed.lines[0], verdict=Verdict.MISSED)]), new)
    assert main(["--from", str(old), "--compare", str(old)]) == 0
    capsys.readouterr()
    assert main(["--from", str(old), "--check"]) == 1
    assert "JSON decode, a body: none cannot do it: all: ValueError: no" in capsys.readouterr().err
    assert main(["--from", str(new)]) == 0
    capsys.readouterr()
    assert main(["--from", str(new), "--check", "--compare", str(old)]) == 1
    printed = capsys.readouterr()
    assert "bars: 0 met, 1 missed, 0 of these too close to tell" in printed.out
    assert "SLOWER" in printed.out
    assert "found 0.600 (0.588 to 0.612) over 8 processes: MISSED" in printed.err
    assert f"{SUBJECT} is slower than in old.json" in printed.err
    assert main(["--from", str(new), "--only", "no such line"]) == 0
    capsys.readouterr()
    write_figures(replace(missed, lines=[replace(missed.lines[0], at_most=None)]), new)
    assert main(["--from", str(new), "--bars"]) == 0
    assert "JSON decode" not in capsys.readouterr().out


@needs_peers
@about_webob
@pytest.mark.parametrize(
    "arguments",
    [["--quick", "--check"], ["--quick", "--compare", "x"], ["--rounds", "0"], ["--from", "nowhere"]],
)
def test_what_makes_no_sense_is_refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    from benchmarks.__main__ import main  # noqa: PLC0415  # it needs the extra

    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code not in {0, None}
    capsys.readouterr()

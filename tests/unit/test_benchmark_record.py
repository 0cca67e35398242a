"""A record keeps what was not measured anew."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from benchmarks import record
from benchmarks.figures import Figures
from benchmarks.figures_file import STORED, read_figures, write_figures
from benchmarks.reference_part import reference_lines
from benchmarks.verdicts import Verdict

HEADING = {"machine": "a machine"}


@pytest.fixture
def stored(tmp_path: Path) -> Path:
    return tmp_path / "figures.json"


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch, stored: Path) -> list[list[str]]:
    """The commands that were run, each of which finds something small; what is stored lies in a folder."""
    ran: list[list[str]] = []

    def run(command: list[str], **options: Any) -> subprocess.CompletedProcess[str]:
        ran.append(command[2:])
        if "--json" in command:
            file = Path(command[command.index("--json") + 1])
            heading = {**HEADING, "engine": options["env"]["SO_CARRIERS_ENGINE"]}
            if command[2] == "benchmarks":
                write_figures(Figures(heading=heading, lines=[]), file)
            else:
                file.write_text(json.dumps({"heading": heading, "found_by": command[2]}), encoding="utf-8")
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setattr(record, "STORED", stored)
    monkeypatch.setattr(record, "heading", lambda _: {"so_carriers": "0.1, commit abc"})
    return ran


def test_everything_is_measured_one_after_the_other_and_the_document_written(
    commands: list[list[str]], stored: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert record.main(["--rounds", "7"]) == 0
    assert [command[0] for command in commands] == [
        "benchmarks.memory",
        "benchmarks.growth",
        "benchmarks",
        "benchmarks",
        "benchmarks.document",
    ]
    check = ["--check", "--rounds", "7", "--closer-seconds", "120.0"]
    assert commands[2][-5:] == check
    assert commands[3][-6:] == [*check, "--bars"]
    found = read_figures(stored)
    assert {name: part.get("found_by") for name, part in found.parts.items()} == {
        "growth": "benchmarks.growth",
        "memory": "benchmarks.memory",
        "reference": None,
    }
    assert re.search(r"^reference: \d+ s$", capsys.readouterr().out, re.MULTILINE)


@pytest.mark.usefixtures("commands")
def test_all_is_measured_with_the_native_engine_and_bars_with_the_reference_engine_too(
    stored: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert record.main([]) == 0
    found = read_figures(stored)
    engines = {name: part["heading"]["engine"] for name, part in found.parts.items()}
    assert found.heading["engine"] == "native"
    assert engines == {"growth": "native", "memory": "native", "reference": "python"}
    capsys.readouterr()


@pytest.mark.usefixtures("commands")
def test_what_is_not_measured_stays_as_it_was(stored: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = {"heading": HEADING, "found_by": "an older run"}
    write_figures(Figures(heading={"machine": "older"}, lines=[], parts={"growth": old}), stored)
    assert record.main(["memory"]) == 0
    assert read_figures(stored).parts["growth"] == old
    assert record.main(["reference"]) == 0
    assert read_figures(stored).heading == {"machine": "older"}
    assert record.main(["lines"]) == 0
    found = read_figures(stored)
    assert found.heading == {**HEADING, "engine": "native"}
    assert found.parts.keys() == {"growth", "memory", "reference"}
    capsys.readouterr()


@pytest.mark.usefixtures("commands")
def test_a_command_that_finds_nothing_ends_the_record(monkeypatch: pytest.MonkeyPatch) -> None:
    def run(command: list[str], **_: Any) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess(command, 1)

    monkeypatch.setattr(subprocess, "run", run)
    with pytest.raises(SystemExit, match=r"python -m benchmarks\.growth wrote no figures"):
        record.main(["growth"])


def test_changes_that_no_commit_has_are_refused_unless_asked_for(
    commands: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(record, "heading", lambda _: {"so_carriers": "0.1, commit abc with changes"})
    with pytest.raises(SystemExit, match="no commit"):
        record.main(["memory"])
    assert commands == []
    assert record.main(["memory", "--with-changes"]) == 0
    capsys.readouterr()


def test_parts_of_several_commits_are_not_stored(commands: list[list[str]], stored: Path) -> None:
    headings = [{"so_carriers": "0.1, commit abc"}, {"so_carriers": "0.1, commit def"}]
    with pytest.raises(SystemExit, match="not of one commit"):
        record._store(Figures(heading=headings[0], lines=[]), {"growth": {"heading": headings[1]}})
    assert not stored.exists()
    assert commands == []


def test_the_stored_figures_are_of_one_commit_without_changes() -> None:
    """It fails where `python -m benchmarks.record` ran on a tree with changes, or for some parts alone."""
    figures = read_figures(STORED)
    headings = [figures.heading, *(part["heading"] for part in figures.parts.values())]
    (commit,) = {each["so_carriers"] for each in headings}
    assert re.search(r"commit [0-9a-f]{7,}$", commit), commit


def test_the_stored_bars_were_looked_at_closer() -> None:
    figures = read_figures(STORED)
    assert not [
        line.name
        for line in (*figures.lines, *reference_lines(figures))
        if line.verdict is Verdict.TOO_CLOSE and line.closer is None
    ]

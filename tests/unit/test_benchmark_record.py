"""A record keeps what was not measured anew."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from benchmarks import record
from benchmarks.figures import Figures
from benchmarks.figures_file import read_figures, write_figures

HEADING = {"machine": "a machine"}


@pytest.fixture
def stored(tmp_path: Path) -> Path:
    return tmp_path / "figures.json"


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch, stored: Path) -> list[list[str]]:
    """The commands that were run, each of which finds something small; what is stored lies in a folder."""
    ran: list[list[str]] = []

    def run(command: list[str], **_: Any) -> subprocess.CompletedProcess[str]:
        ran.append(command[2:])
        if "--json" in command:
            file = Path(command[command.index("--json") + 1])
            if command[2] == "benchmarks":
                write_figures(Figures(heading=HEADING, lines=[]), file)
            else:
                file.write_text(json.dumps({"heading": HEADING, "found_by": command[2]}), encoding="utf-8")
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setattr(record, "STORED", stored)
    return ran


def test_everything_is_measured_one_after_the_other_and_the_document_written(
    commands: list[list[str]], stored: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert record.main(["--rounds", "7"]) == 0
    assert [command[0] for command in commands] == [
        "benchmarks",
        "benchmarks.growth",
        "benchmarks.memory",
        "benchmarks.document",
    ]
    assert commands[0][-3:] == ["--check", "--rounds", "7"]
    found = read_figures(stored)
    assert {name: part["found_by"] for name, part in found.parts.items()} == {
        "growth": "benchmarks.growth",
        "memory": "benchmarks.memory",
    }
    assert "python -m benchmarks.memory: " in capsys.readouterr().out


@pytest.mark.usefixtures("commands")
def test_what_is_not_measured_stays_as_it_was(stored: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = {"heading": HEADING, "found_by": "an older run"}
    write_figures(Figures(heading={"machine": "older"}, lines=[], parts={"growth": old}), stored)
    assert record.main(["memory"]) == 0
    assert read_figures(stored).parts["growth"] == old
    assert record.main(["lines"]) == 0
    found = read_figures(stored)
    assert found.heading == HEADING
    assert found.parts.keys() == {"growth", "memory"}
    capsys.readouterr()


@pytest.mark.usefixtures("commands")
def test_a_command_that_finds_nothing_ends_the_record(monkeypatch: pytest.MonkeyPatch) -> None:
    def run(command: list[str], **_: Any) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess(command, 1)

    monkeypatch.setattr(subprocess, "run", run)
    with pytest.raises(SystemExit, match=r"python -m benchmarks\.growth wrote no figures"):
        record.main(["growth"])

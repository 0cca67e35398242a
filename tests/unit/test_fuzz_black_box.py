"""What is left of an input when the interpreter dies of it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from so_carriers.cli.fuzzing import session
from tests.command_runs import REPOSITORY, run
from tests.unit.test_fuzz_command import ROLES, plain_subjects


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


CRASHES = """
import ctypes
from so_carriers.cli.fuzzing import session
from so_carriers.cli.main import main
from tests.unit.test_fuzz_command import plain_subjects

def crash(case):
    if b"7" in case.body:
        ctypes.string_at(0)

session.check = crash
session.subjects = plain_subjects
main()
"""


def test_when_the_interpreter_dies_its_last_input_is_there_to_be_replayed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(path for path in [str(REPOSITORY), *sys.path] if path))
    # Its tables are there already.
    monkeypatch.setenv("HYPOTHESIS_STORAGE_DIRECTORY", str(REPOSITORY / ".hypothesis"))
    died = subprocess.run(
        [sys.executable, "-c", CRASHES, *ROLES], capture_output=True, text=True, check=False, timeout=120
    )
    assert died.returncode not in (0, 1, 2)
    (path,) = re.findall(r"should the interpreter die, (\S+) holds the input", died.stderr)
    document = json.loads(Path(path).read_bytes())
    assert "7" in document["input"]["text"]
    assert run("fuzz", "--replay", path).exit_code == 0


def test_otherwise_nothing_of_it_is_left(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setattr(session, "subjects", plain_subjects)
    assert run("fuzz", "--target", "json", "--examples", "5", "--seed", "1").exit_code == 0
    assert not [*folder.glob("so-carriers-fuzz*")]

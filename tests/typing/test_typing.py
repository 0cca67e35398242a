"""What mypy and pyright say of user code: nothing is wrong in it but what is marked as wrong."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import so_carriers as so

USER_CODE = Path(__file__).with_name("user_code.py")
SOURCE = Path(str(so.__file__)).parents[1]
REVEALED = {
    "so.User": "User",
    "list[so.User]": "list[User]",
    "so.User | None": "User | None",
    "dict[str, so.User]": "dict[str, User]",
    "list[so.User | None] | None": "list[User | None] | None",
    "int": "int",
    "so.Int32": "Int32",
    "str | None": "str | None",
    "Note": "Note",
    "list[Note]": "list[Note]",
}
"""What is asked of `decode`, and what checkers say of the result."""

REVEALING = """
import so_carriers as so
from typing import reveal_type

@so.carrier
class Note:
    text: str = so.member("Text")

"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with the user's code, and with code that has types revealed."""
    shutil.copy(USER_CODE, tmp_path)
    lines = "".join(f'reveal_type(so.decode(b"", {asked}))\n' for asked in REVEALED)
    (tmp_path / "revealing.py").write_text(REVEALING + lines, encoding="utf-8")
    return tmp_path


def run(checker: str, *arguments: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs a type checker in a folder; the test is skipped where the checker is not installed."""
    if importlib.util.find_spec(checker) is None:
        pytest.skip(f"{checker} is not installed; it belongs to the dependency group `lint`")
    command = [sys.executable, "-m", checker, *arguments]
    return subprocess.run(
        command, cwd=folder, env=os.environ | environment, capture_output=True, text=True, check=False
    )


def as_written(shown: str) -> str:
    """A type without the modules of its names: `so_carriers.carriers.user.User` is `User`."""
    return re.sub(r"\b(?:\w+\.)+(\w+)", r"\1", shown)


def test_mypy_finds_the_types_that_are_promised(project: Path) -> None:
    settings = ["--strict", "--config-file=", "--cache-dir=.cache", "--follow-imports=silent", "--no-pretty"]
    answer = run("mypy", *settings, USER_CODE.name, "revealing.py", folder=project, MYPYPATH=str(SOURCE))
    found = re.findall(r"^(\w+\.py:\d+): (\w+): (.*)$", answer.stdout, re.MULTILINE)
    assert [f"{place}: {text}" for place, kind, text in found if kind != "note"] == []
    assert answer.returncode == 0, answer.stdout + answer.stderr
    assert [as_written(text.split('"')[1]) for _, _, text in found] == [*REVEALED.values()]


@pytest.mark.parametrize("mode", ["standard", "strict"])
def test_pyright_finds_the_types_that_are_promised(project: Path, mode: str) -> None:
    settings: dict[str, Any] = {
        "include": [USER_CODE.name, "revealing.py"],
        "extraPaths": [str(SOURCE)],
        "pythonVersion": "3.11",
        "typeCheckingMode": mode,
        "reportUnnecessaryTypeIgnoreComment": "error",
    }
    (project / "pyrightconfig.json").write_text(json.dumps(settings), encoding="utf-8")
    answer = run("pyright", "--outputjson", folder=project)
    said = json.loads(answer.stdout)
    assert said["summary"]["filesAnalyzed"] == 2, answer.stdout
    found = [
        (entry["severity"], Path(entry["file"]).name, entry["range"]["start"]["line"] + 1, entry["message"])
        for entry in said["generalDiagnostics"]
    ]
    assert [entry for entry in found if entry[0] != "information"] == []
    assert answer.returncode == 0, answer.stderr
    assert [message.rpartition('" is "')[2].strip('"') for *_, message in found] == [*REVEALED.values()]

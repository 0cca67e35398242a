"""Running `so-carriers` in this process, and the commands that documents show."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any, NamedTuple

from typer.testing import CliRunner, Result

import so_carriers as so
from so_carriers.cli.app import app
from tests.conversion_runs import compact

REPOSITORY = Path(__file__).resolve().parents[1]

MEDIA_TYPES = {
    "json": "application/json",
    "xml": "application/xml",
    "form": "application/x-www-form-urlencoded",
}

OLD = {
    "Name": "Anné",
    "Rank": 1,
    "Person": {"Firstname": "Kari", "Title": "Dr"},
    "OtherGroups": [{"Id": 1, "Value": "a"}, {"Id": 2, "Value": "b"}, {"Id": 3, "Value": "c"}],
}
NEW = {
    "Name": "Anné",
    "Rank": 2,
    "Person": {"Firstname": "Kari", "Lastname": "Moe"},
    "OtherGroups": [{"Id": 3, "Value": "c"}, {"Id": 1, "Value": "a"}],
}
PATCH: list[dict[str, Any]] = [
    {"op": "test", "path": "/Rank", "value": 1},
    {"op": "replace", "path": "/Rank", "value": 7},
    {"op": "remove", "path": "/Person/Title"},
]


def user_of(value: Any) -> so.User:
    """The user of that JSON."""
    return so.decode(compact(value), so.User)


def write_users(folder: Path) -> None:
    """Writes OLD and NEW in three formats, and PATCH."""
    for name, value in (("old", OLD), ("new", NEW)):
        user = user_of(value)
        for suffix, media_type in MEDIA_TYPES.items():
            (folder / f"{name}.{suffix}").write_bytes(so.encode(user, media_type) + b"\n")
    (folder / "patch.json").write_text(compact(PATCH))


def run(*arguments: str, stdin: bytes | str | None = None, columns: int = 80) -> Result:
    """Runs the command in a terminal of that width."""
    return CliRunner().invoke(app, arguments, input=stdin, env={"TERM": "dumb", "COLUMNS": str(columns)})


def rows(result: Result) -> list[list[str]]:
    """The rows of a table by their words."""
    found = [line.split() for line in result.stdout.splitlines() if line.startswith(" ")]
    return [row for row in found if row and row[0] != "Where" and not row[0].startswith("─")]


class Shown(NamedTuple):
    """A command line of a document, and what it is said to print."""

    arguments: list[str]
    output: str


def shown_commands(document: str, section: str) -> list[Shown]:
    """The command lines of one section of a document, each begun by `$`."""
    text = (REPOSITORY / document).read_text(encoding="utf-8")
    (part,) = re.findall(rf"^## {section}$(.*?)(?=^## |\Z)", text, flags=re.MULTILINE | re.DOTALL)
    blocks = re.findall(r"^```\n(\$ .*?)^```$", part, flags=re.MULTILINE | re.DOTALL)
    found = [re.split(r"^\$ ", block, flags=re.MULTILINE)[1:] for block in blocks]
    return [
        Shown(shlex.split(line.partition("\n")[0]), line.partition("\n")[2])
        for block in found
        for line in block
    ]

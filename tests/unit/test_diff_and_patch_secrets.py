"""Summaries and messages of `diff` and `patch` show nothing of what is secret."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from so_carriers.carriers.secret_names import DOTS
from so_carriers.cli.carrier_tables import all_carriers
from so_carriers.schema.carrier_schema import schema_of
from tests.command_runs import rows, run
from tests.conversion_runs import compact

SECRET = "hunter2"
SECRET_MEMBERS = [
    (name, member.name)
    for name, carrier in all_carriers().items()
    for member in schema_of(carrier).members
    if member.secret
]
NAMES = [
    "Password",
    "OldPassword",
    "NewPassword",
    "AccessToken",
    "RefreshToken",
    "AppToken",
    "SecretValue",
    "CredentialValue",
]
WITHIN: list[Any] = [
    SECRET,
    {SECRET: 1},
    [SECRET, {"deep": [{"in": SECRET}]}],
    {"Name": SECRET, "list": [[SECRET]]},
]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, in which the command runs."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def assert_hidden(folder: Path, old: Any, new: Any, *options: str) -> None:
    """Neither direction of the difference shows the secret, and the raw patch has it."""
    (folder / "a.json").write_text(compact(old))
    (folder / "b.json").write_text(compact(new))
    for files in (["a.json", "b.json"], ["b.json", "a.json"]):
        for kind in ("json-patch", "merge-patch"):
            order = [*files, "--as", kind, *options]
            shown = run("diff", *order, columns=400)
            assert shown.exit_code == 1, shown.output
            assert SECRET not in shown.output
            assert DOTS in shown.output
            made = run("diff", *order, "--raw").stdout
            applied = run("patch", files[0], "-", "--as", kind, *options, columns=400, stdin=made)
            assert applied.exit_code == 0, applied.output
            assert SECRET not in applied.output
            assert DOTS in applied.output
    assert SECRET in run("diff", "a.json", "b.json", "--raw", *options).stdout


@pytest.mark.parametrize(("carrier", "member"), SECRET_MEMBERS)
def test_secret_members_are_dots(folder: Path, carrier: str, member: str) -> None:
    assert_hidden(folder, {member: "old"}, {member: SECRET}, "--carrier", carrier)


def test_secret_members_of_items_are_dots(folder: Path) -> None:
    assert_hidden(folder, [], [{"Value": SECRET}, None], "--carrier", "array<Credential>")
    assert_hidden(folder, [{"Value": "a"}], [{"Value": SECRET}], "--carrier", "array<Credential>")


def test_secrets_within_what_is_shown_are_dots(folder: Path) -> None:
    user = {"Credentials": [{"Value": SECRET, "DisplayValue": "seen"}]}
    for options in ([], ["--carrier", "User"]):
        assert_hidden(folder, {}, user, *options)
        assert_hidden(folder, {"Credentials": [{"Value": "other"}]}, user, *options)
    (folder / "a.json").write_text("{}")
    done = run("diff", "a.json", "b.json", "--carrier", "User", columns=200)
    assert '[{"Value":•••,"DisplayValue":"seen"}]' in done.stdout


@pytest.mark.parametrize("name", [*NAMES, "password", "ACCESSTOKEN"])
def test_what_is_called_like_a_secret_is_one_where_nothing_declares_it(folder: Path, name: str) -> None:
    assert_hidden(folder, {}, {name: SECRET, "x": {name: SECRET}})
    assert_hidden(folder, {name: 1}, {name: SECRET}, "--carrier", "Role")


@pytest.mark.parametrize("value", WITHIN)
@pytest.mark.parametrize("options", [[], ["--carrier", "User"]])
def test_whatever_is_within_a_secret_is_secret(folder: Path, value: Any, options: list[str]) -> None:
    assert_hidden(folder, {}, {"Password": value}, *options)
    assert_hidden(folder, {"x": {"Password": [1]}}, {"x": {"Password": value}}, *options)
    assert_hidden(folder, {"x": {"Password": {"a": 1}}}, {"x": {"Password": {"a": value}}}, *options)


def test_the_names_that_are_taken_for_secret_are_those_of_secret_members() -> None:
    assert {member for _, member in SECRET_MEMBERS} - {"Value"} == set(NAMES)


def test_names_within_a_secret_are_hidden_too(folder: Path) -> None:
    (folder / "a.json").write_text('{"Password":{"hunter2":1}}')
    (folder / "b.json").write_text('{"Password":{"hunter2":2}}')
    assert rows(run("diff", "a.json", "b.json")) == [["replace", "/Password/•••", DOTS, DOTS]]


def test_custom_and_extra_fields_may_be_secret_by_their_names(folder: Path) -> None:
    assert_hidden(folder, {"ExtraFields": {}}, {"ExtraFields": {"password": SECRET}}, "--carrier", "User")
    assert_hidden(folder, {"CustomFields": {}}, {"CustomFields": {"AppToken": SECRET}}, "--carrier", "User")


@pytest.mark.parametrize("source", ["/Credentials/0/Value", "/Credentials/0", "/Credentials", "/Password"])
@pytest.mark.parametrize("name", ["copy", "move"])
@pytest.mark.parametrize("options", [[], ["--carrier", "User"]])
def test_a_secret_that_travels_stays_one(folder: Path, source: str, name: str, options: list[str]) -> None:
    (folder / "doc.json").write_text(
        compact({"Rank": 1, "Password": SECRET, "Credentials": [{"Value": SECRET}], "Note": 1})
    )
    operations = [
        {"op": name, "from": source, "path": "/Tail"},
        {"op": "copy", "from": "/Tail", "path": "/Again"},
        {"op": "replace", "path": "/Tail", "value": 1},
        {"op": "move", "from": "/Again", "path": "/Note"},
        {"op": "remove", "path": "/Note"},
    ]
    (folder / "p.json").write_text(compact(operations))
    done = run("patch", "doc.json", "p.json", *options, columns=200)
    assert done.exit_code == 0, done.output
    assert SECRET not in done.output


def test_a_copy_that_stays_secret_hides_nothing_else(folder: Path) -> None:
    (folder / "doc.json").write_text(compact({"Rank": 1, "Credentials": [{"Value": SECRET}]}))
    operations = [
        {"op": "copy", "from": "/Credentials/0", "path": "/Credentials/-"},
        {"op": "replace", "path": "/Rank", "value": 2},
    ]
    (folder / "p.json").write_text(compact(operations))
    assert rows(run("patch", "doc.json", "p.json", "--carrier", "User")) == [
        ["copy", "/Credentials/1", '{"Value":•••}'],
        ["from", "/Credentials/0"],
        ["replace", "/Rank", "1", "2"],
    ]


@pytest.mark.parametrize(
    ("document", "change"),
    [
        (
            {"Credentials": [{"Value": SECRET}]},
            [{"op": "test", "path": "/Credentials/0/Value", "value": "no"}],
        ),
        ({"Credentials": []}, [{"op": "add", "path": "/Credentials/-", "value": {"Value": [SECRET]}}]),
        ({"Credentials": []}, {"Credentials": [{"Value": {SECRET: 1}}]}),
        ({"Credentials": [{"Value": [SECRET]}]}, {}),
        ({"Credentials": [{"Value": SECRET}]}, [{"op": "add", "path": "/Credentials/0/Value/x", "value": 1}]),
        ({"Password": SECRET}, [{"op": "test", "path": "/Password", "value": "no"}]),
    ],
)
def test_messages_of_errors_hold_no_secrets(folder: Path, document: Any, change: Any) -> None:
    (folder / "doc.json").write_text(compact(document))
    (folder / "p.json").write_text(compact(change))
    done = run("patch", "doc.json", "p.json", "--carrier", "User")
    assert done.exit_code == 3
    assert SECRET not in done.output
    assert len(done.stderr.splitlines()) == 1

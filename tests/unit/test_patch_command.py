"""`so-carriers patch`, as somebody uses it on files, and what documents show of `diff` and `patch`."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

import so_carriers as so
from tests.command_runs import MEDIA_TYPES, OLD, PATCH, rows, run, shown_commands, user_of, write_users
from tests.conversion_runs import compact, names


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two users in three formats and a patch, in which the command runs."""
    monkeypatch.chdir(tmp_path)
    write_users(tmp_path)
    return tmp_path


def patched() -> so.User:
    return so.JsonPatch(PATCH).apply(user_of(OLD))


@pytest.mark.parametrize("section", ["diff", "patch"])
def test_what_the_document_shows_is_what_is_printed(folder: Path, section: str) -> None:
    shown = shown_commands("docs/command-line.md", section)
    assert len(shown) > 3
    for (program, *arguments), output in shown:
        if program == "cat":
            (folder / arguments[0]).write_text(output)
        else:
            printed = run(*arguments).output
            assert "\n".join(map(str.rstrip, printed.splitlines())) == output.rstrip("\n"), arguments


@pytest.mark.parametrize("document", ["json", "xml", "form"])
@pytest.mark.parametrize("target", ["json", "xml", "form"])
def test_a_patched_document_is_written_in_the_type_that_is_asked_for(
    folder: Path, document: str, target: str
) -> None:
    expected = so.encode(patched(), MEDIA_TYPES[target])
    order = ["patch", f"old.{document}", "patch.json", "--carrier", "User"]
    done = run(*order, "--to", target, "--raw")
    assert (done.exit_code, done.stdout_bytes, done.stderr) == (0, expected, "")
    done = run(*order, "--out", f"out.{target}")
    assert done.exit_code == 0
    assert f"out.{target} is written as {target}, {len(expected)} bytes\n" in done.stdout
    assert (folder / f"out.{target}").read_bytes() == expected


def test_without_a_type_for_the_output_it_is_that_of_the_document(folder: Path) -> None:
    done = run("patch", "old.xml", "patch.json", "--carrier", "User", "--raw", "--out", "out.dat", "--indent")
    assert done.stdout_bytes == so.encode(patched(), "text/xml", indent=True) + b"\n"
    assert (folder / "out.dat").read_bytes() == done.stdout_bytes


def test_a_document_may_be_patched_in_its_place(folder: Path) -> None:
    (folder / "old.json").chmod(0o640)
    assert run("patch", "old.json", "patch.json", "--out", "old.json").exit_code == 0
    assert json.loads((folder / "old.json").read_bytes())["Rank"] == 7
    assert stat.S_IMODE((folder / "old.json").stat().st_mode) == 0o640


def test_without_an_output_it_is_shown_what_would_change(folder: Path) -> None:
    before = {path: path.read_bytes() for path in folder.iterdir()}
    done = run("patch", "old.json", "patch.json", "--carrier", "User")
    assert (done.exit_code, done.stderr) == (0, "")
    assert rows(done) == [
        ["test", "/Rank", "1"],
        ["replace", "/Rank", "1", "7"],
        ["remove", "/Person/Title", '"Dr"'],
    ]
    assert "nothing was written; --out FILE writes the patched document, --raw prints it\n" in done.stdout
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


@pytest.mark.parametrize("kind", ["json-patch", "merge-patch"])
@pytest.mark.parametrize("options", [[], ["--carrier", "User"]])
def test_what_diff_prints_patch_applies(kind: str, options: list[str]) -> None:
    made = run("diff", "old.json", "new.json", "--as", kind, "--raw", *options)
    done = run("patch", "old.json", "-", "--out", "out.json", *options, stdin=made.stdout_bytes)
    assert (done.exit_code, done.stderr) == (0, "")
    assert run("diff", "out.json", "new.json", *options).exit_code == 0


def test_the_document_may_be_standard_input_and_the_patch_may_begin_with_a_mark(folder: Path) -> None:
    (folder / "marked.json").write_bytes(b"\xef\xbb\xbf" + compact({"Rank": 9}).encode())
    done = run("patch", "-", "marked.json", "--raw", stdin='{"Rank":1.50,"x":1e400}')
    assert (done.exit_code, done.stdout) == (0, '{"Rank":9,"x":1e400}')


def test_the_kind_of_a_patch_is_told_by_its_shape_or_said() -> None:
    done = run("patch", "old.json", "-", stdin=" 3")
    assert done.exit_code == 2
    assert "say with --as what standard input holds" in done.stderr
    done = run("patch", "old.json", "-", "--as", "merge-patch", "--raw", stdin=" 3")
    assert (done.exit_code, done.stdout) == (0, "3")
    done = run("patch", "old.json", "-", "--as", "merge-patch", stdin="3")
    assert rows(done)[0][:3] == ["replace", "the", "whole"]


def test_every_operation_is_shown_with_what_it_covers(folder: Path) -> None:
    (folder / "doc.json").write_text('{"a":[1,{"b":2}],"c":"old","d":{"e":3}}')
    operations = [
        {"op": "add", "path": "/a/-", "value": 9},
        {"op": "add", "path": "/a/0", "value": 8},
        {"op": "add", "path": "/c", "value": "new"},
        {"op": "copy", "from": "/d", "path": "/c"},
        {"op": "move", "from": "/a/0", "path": "/a/1/b"},
        {"op": "move", "from": "/c", "path": "/c"},
        {"op": "add", "path": "", "value": [None]},
    ]
    (folder / "p.json").write_text(compact(operations))
    assert rows(run("patch", "doc.json", "p.json", columns=160)) == [
        ["add", "/a/2", "9"],
        ["add", "/a/0", "8"],
        ["add", "/c", '"old"', '"new"'],
        ["copy", "/c", '"new"', '{"e":3}'],
        ["from", "/d"],
        ["move", "/a/1/b", "2", "8"],
        ["from", "/a/0"],
        ["move", "/c", '{"e":3}', '{"e":3}'],
        ["from", "/c"],
        ["add", "the", "whole", '{"a":[1,{"b":8},9],"c":{"e":3},"d":{"e":3}}', "[null]"],
    ]


def test_merge_patches_show_what_they_change_and_nothing_else(folder: Path) -> None:
    (folder / "doc.json").write_text('{"a":1,"b":{"c":2,"d":3},"e":[1]}')
    (folder / "p.json").write_text('{"a":1,"b":{"c":null,"x":null,"d":{"f":4}},"e":{"g":5}}')
    assert rows(run("patch", "doc.json", "p.json")) == [
        ["remove", "/b/c", "2"],
        ["replace", "/b/d", "3", '{"f":4}'],
        ["replace", "/e", "[1]", '{"g":5}'],
    ]
    (folder / "p.json").write_text('{"A":2,"E":{"g":5}}')
    assert rows(run("patch", "doc.json", "p.json", "--dialect", "netserver")) == [
        ["replace", "/a", "1", "2"],
        ["add", "/e/1", '{"g":5}'],
    ]


def test_the_dialect_of_netserver_finds_names_in_any_case() -> None:
    change = (
        '[{"op":"replace","path":"person/FIRSTNAME","value":"Ann"},{"op":"replace","path":"rank","value":2}]'
    )
    order = ["patch", "old.json", "-", "--carrier", "User"]
    done = run(*order, "--dialect", "netserver", stdin=change)
    assert [row[1] for row in rows(done)] == ["/Person/Firstname", "/Rank"]
    assert run(*order, stdin=change).exit_code == 3


def test_strict_rejects_other_spellings_in_document_and_patch(folder: Path) -> None:
    (folder / "spelled.json").write_text('{"Rank":"1"}')
    for document, change in (("spelled.json", "{}"), ("old.json", '{"Rank":"1"}')):
        order = ["patch", document, "-", "--carrier", "User", "--raw"]
        assert run(*order, stdin=change).exit_code == 0
        done = run(*order, "--strict", stdin=change)
        assert (done.exit_code, done.stdout) == (3, "")
        assert "canonical spelling" in done.stderr


def test_what_a_format_cannot_say_of_the_patched_document_ends_with_3_and_no_file(folder: Path) -> None:
    before = names(folder)
    order = ["patch", "old.json", "-", "--carrier", "User"]
    change = '[{"op":"add","path":"/Tooltip","value":null},{"op":"replace","path":"/Rank","value":3.0}]'
    done = run(*order, "--out", "out.form", stdin=change)
    assert (done.exit_code, done.stdout) == (3, "")
    assert (
        "so-carriers patch: the patched document cannot be written: a form cannot say $.Rank" in done.stderr
    )
    assert run(*order, "--to", "xml", "--no-extensions", "--raw", stdin=change).exit_code == 3
    assert names(folder) == before
    assert run(*order, "--to", "form", "--allow-loss", "--raw", stdin=change).exit_code == 0
    done = run(*order, "--to", "xml", "--no-extensions", "--allow-loss", "--raw", stdin=change)
    assert "<Rank>3</Rank>" in done.stdout

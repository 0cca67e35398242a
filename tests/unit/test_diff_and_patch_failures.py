"""What `so-carriers diff` and `so-carriers patch` say, and with what they exit, where something is wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NoReturn

import pytest

from so_carriers.cli import diff_command
from so_carriers.cli.conversion.errors import Interrupted
from tests.command_runs import run, write_users
from tests.conversion_runs import compact, names


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two users in three formats and a patch, in which the command runs."""
    monkeypatch.chdir(tmp_path)
    write_users(tmp_path)
    (tmp_path / "what.dat").write_text("what is this")
    (tmp_path / "many.jsonl").write_text("{}\n{}\n")
    (tmp_path / "many.json").write_text("{}\n{}\n")
    (tmp_path / "broken.json").write_text('{"Rank":1')
    (tmp_path / "broken.xml").write_text("<User>\n<Rank>1</User>")
    (tmp_path / "wrong.json").write_text('{"Rank":"first"}')
    (tmp_path / "latin.json").write_bytes(b'{"Name":"\xe9"}')
    (tmp_path / "doctype.xml").write_text("<!DOCTYPE x><User/>")
    (tmp_path / "empty.json").write_text("")
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["diff", "missing.json", "new.json"], "missing.json: No such file or directory"),
        (["diff", ".", "new.json", "--from", "json"], ".: Is a directory"),
        (["diff", "-", "-"], "standard input can be one of the two files, not both"),
        (["diff", "old.json", "what.dat"], "say with --from what what.dat holds; its first bytes"),
        (["diff", "old.json", "new.json", "--from", "jason"], "jason is not known; say json"),
        (["diff", "old.json", "new.json", "--from", "text/csv"], "text/csv is not read; say json"),
        (["diff", "old.json", "new.json", "--from", "text/json;charset=utf-7"], "charset utf-7 is not read"),
        (["diff", "old.json", "new.json", *["--from", "json"] * 3], "--from is said more than twice"),
        (["diff", "old.json", "many.jsonl"], "many.jsonl: JSON lines hold many bodies, and one is wanted"),
        (["diff", "old.json", "new.json", "--from", "json-lines"], "old.json: JSON lines hold many bodies"),
        (["diff", "old.json", "new.xml"], "new.xml: xml needs --carrier NAME: User, in any case"),
        (["diff", "old.form", "new.json"], "old.form: form needs --carrier NAME"),
        (["diff", "old.json", "new.json", "--carrier", "Usr"], "no carrier 'Usr'; did you mean User?"),
        (["diff", "old.json", "new.json", "--carrier", "array<Usr>"], "did you mean User?"),
        (["diff", "old.json", "new.json", "--allow-loss"], "--allow-loss is for --as merge-patch"),
        (["diff", "old.json", "new.json", "--test", "--as", "merge-patch"], "--test is for --as json-patch"),
        (["patch", "missing.json", "patch.json"], "missing.json: No such file or directory"),
        (["patch", "old.json", "missing.json"], "missing.json: No such file or directory"),
        (["patch", "-", "-"], "standard input can be one of the two files, not both"),
        (["patch", "old.xml", "patch.json"], "old.xml: xml needs --carrier NAME"),
        (["patch", "old.json", "patch.json", "--to", "xml"], "what is written: xml needs --carrier NAME"),
        (["patch", "old.json", "patch.json", "--out", "out.form"], "out.form: form needs --carrier NAME"),
        (["patch", "old.json", "patch.json", "--out", "out.jsonl"], "out.jsonl: JSON lines hold many bodies"),
        (["patch", "old.json", "patch.json", "--to", "jsonl"], "what is written: JSON lines hold many"),
        (["patch", "old.json", "patch.json", "--to", "text/json;charset=utf-16"], "is in UTF-8"),
        (["patch", "old.json", "patch.json", "--out", "-"], "--out is for files; --raw prints"),
        (["patch", "old.json", "patch.json", "--out", "."], ". is a directory"),
        (["patch", "old.json", "empty.json"], "say with --as what empty.json holds"),
    ],
)  # fmt: skip
def test_wrong_usage_exits_with_2_one_line_of_advice_and_no_file(
    folder: Path, arguments: list[str], said: str
) -> None:
    before = names(folder)
    done = run(*arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"so-carriers {arguments[0]}: ")
    assert said in line
    assert names(folder) == before


@pytest.mark.parametrize(
    "arguments",
    [
        ["diff", "old.json"],
        ["diff", "old.json", "new.json", "--as", "json"],
        ["diff", "old.json", "new.json", "--dialect", "soap"],
        ["patch", "old.json", "patch.json", "--as", "diff"],
        ["patch", "old.json", "patch.json", "--workers", "2"],
        ["patch", "old.json", "patch.json", "--limit-body", "0"],
    ],
)
def test_options_that_do_not_exist_exit_with_2(arguments: list[str]) -> None:
    done = run(*arguments)
    assert (done.exit_code, done.stdout) == (2, "")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["diff", "old.json", "broken.json"], "broken.json: $: expected JSON text (RFC 8259)"),
        (["diff", "broken.xml", "new.json", "--carrier", "User"], "broken.xml: "),
        (["diff", "doctype.xml", "new.json", "--carrier", "User"], "found a DOCTYPE (line 1)"),
        (["diff", "old.json", "wrong.json", "--carrier", "User"], "wrong.json: $.Rank: expected an integer"),
        (["diff", "old.json", "latin.json"], "latin.json: $: expected "),
        (["diff", "old.json", "empty.json"], "empty.json: $: expected a JSON value"),
        (["diff", "old.json", "many.json"], "many.json: $: expected JSON text (RFC 8259); line 2"),
        (["diff", "old.json", "new.json", "--limit-body", "9"], "old.json is longer than 9 bytes; --limit"),
        (["patch", "broken.json", "patch.json"], "broken.json: $: expected JSON text"),
        (["patch", "old.json", "broken.json"], "broken.json: $: expected JSON text"),
        (["patch", "old.json", "latin.json"], "latin.json: $: expected "),
        (["patch", "old.json", "new.json", "--as", "json-patch"], "new.json: $: expected a JSON Patch"),
        (["patch", "old.json", "patch.json", "--limit-body", "9"], "is longer than 9 bytes"),
        (["patch", "old.json", "patch.json", "--out", "gone/out.json"], "gone/out.json cannot be written"),
    ],
)  # fmt: skip
def test_what_is_broken_exits_with_3_and_one_line(folder: Path, arguments: list[str], said: str) -> None:
    before = names(folder)
    for raw in ([], ["--raw"]):
        done = run(*arguments, *raw)
        assert (done.exit_code, done.stdout) == (3, "")
        (line,) = done.stderr.splitlines()
        assert line.startswith(f"so-carriers {arguments[0]}: ")
        assert said in line
        assert names(folder) == before


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ([{"op": "remove", "path": "/Role"}], 'operation 0 (remove "/Role"): the member Role is absent'),
        (
            [{"op": "add", "path": "/x", "value": 1}, {"op": "copy", "from": "/Nope", "path": "/y"}],
            'operation 1 (copy "/Nope"): there is no member "Nope"',
        ),
        (
            [{"op": "replace", "path": "/OtherGroups/7", "value": {}}],
            'operation 0 (replace "/OtherGroups/7"): the array has 3 items, and no place at 7',
        ),
        (
            [{"op": "test", "path": "/Rank", "value": 5}],
            'operation 0 (test "/Rank"): expected integer 5, found integer 1',
        ),
        (
            [{"op": "add", "path": "/Rank", "value": 1}, {"op": "add", "path": "/Deleted", "value": "x"}],
            'operation 1 ("/Deleted"): $[1].value: expected true or false, found text "x"',
        ),
        ({"Person": {"Firstname": 3}}, "$.Person.Firstname: expected a text or null, found integer 3"),
    ],
)
def test_a_patch_that_does_not_apply_exits_with_3_and_tells_where(
    folder: Path, change: Any, said: str
) -> None:
    (folder / "p.json").write_text(compact(change))
    (folder / "out.json").write_text("as it was")
    done = run("patch", "old.json", "p.json", "--carrier", "User", "--out", "out.json")
    assert (done.exit_code, done.stdout) == (3, "")
    assert done.stderr == f"so-carriers patch: p.json does not apply: {said}\n"
    assert (folder / "out.json").read_text() == "as it was"


def test_what_is_no_operation_is_told_with_its_place(folder: Path) -> None:
    (folder / "p.json").write_text('[{"op":"add","path":"/a","value":1},{"op":"merge","path":"/a"}]')
    done = run("patch", "old.json", "p.json")
    assert done.exit_code == 3
    assert done.stderr.startswith("so-carriers patch: p.json: $[1].op: expected add, remove, replace, move")


def test_an_error_stays_one_line_whatever_a_file_is_called() -> None:
    done = run("diff", "a\nb\x1b[2J.json", "new.json")
    assert done.stderr == "so-carriers diff: a\\nb\\u001b[2J.json: No such file or directory\n"


def test_what_cannot_be_written_exits_with_3_and_keeps_what_was_there() -> None:
    if not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full")
    done = run("patch", "old.json", "patch.json", "--out", "/dev/full")
    assert done.exit_code == 3
    assert "/dev/full cannot be written: No space left on device" in done.stderr


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (MemoryError(), 3, "there is not enough memory"),
        (Interrupted(15), 143, "interrupted; no file was written"),
        (KeyboardInterrupt(), 130, "interrupted; no file was written"),
    ],
)
def test_the_end_is_in_order_whatever_ends_it(
    monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int, said: str
) -> None:
    def end(*_: object) -> NoReturn:
        raise error

    monkeypatch.setattr(diff_command, "check_streams", end)
    done = run("diff", "old.json", "new.json")
    assert (done.exit_code, done.stderr) == (code, f"so-carriers diff: {said}\n")


def test_help_tells_the_exit_codes() -> None:
    expected = {
        "diff": ["0 nothing differs", "1 something differs", "2 wrong usage", "3 a file is broken", "--test"],
        "patch": ["0 done", "2 wrong usage", "3 a file is broken", "does not apply", "--extensions", "--out"],
    }  # fmt: skip
    for command, said in expected.items():
        done = run(command, "--help")
        text = " ".join(done.stdout.split())
        assert [each for each in said if each not in text] == []
        assert max(map(len, done.output.splitlines())) <= 80
        assert command in run("--help").output

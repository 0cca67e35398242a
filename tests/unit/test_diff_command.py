"""`so-carriers diff`, as somebody uses it on files."""

from __future__ import annotations

from pathlib import Path

import pytest

import so_carriers as so
from tests.command_runs import NEW, OLD, rows, run, user_of, write_users
from tests.conversion_runs import compact


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two users in three formats and a patch, in which the command runs."""
    monkeypatch.chdir(tmp_path)
    write_users(tmp_path)
    return tmp_path


@pytest.mark.parametrize("old", ["json", "xml", "form"])
@pytest.mark.parametrize("new", ["json", "xml", "form"])
def test_the_raw_patch_is_the_one_of_the_library_whatever_the_formats(old: str, new: str) -> None:
    done = run("diff", f"old.{old}", f"new.{new}", "--carrier", "user", "--raw")
    assert (done.exit_code, done.stderr) == (1, "")
    assert done.stdout_bytes == so.JsonPatch.diff(user_of(OLD), user_of(NEW)).encode()
    done = run("diff", f"old.{old}", f"new.{new}", "--carrier", "User", "--raw", "--as", "merge-patch")
    assert (done.exit_code, done.stderr) == (1, "")
    assert done.stdout_bytes == so.MergePatch.diff(user_of(OLD), user_of(NEW)).encode()


@pytest.mark.parametrize(("kind", "nothing"), [("json-patch", "[]"), ("merge-patch", "{}")])
@pytest.mark.parametrize("options", [[], ["--carrier", "User"]])
def test_nothing_differs(kind: str, nothing: str, options: list[str]) -> None:
    done = run("diff", "old.json", "old.json", "--as", kind, *options)
    assert (done.exit_code, done.output) == (0, "nothing differs\n")
    done = run("diff", "old.json", "old.json", "--as", kind, *options, "--raw")
    assert (done.exit_code, done.output) == (0, nothing)


def test_the_order_of_members_is_no_difference(folder: Path) -> None:
    (folder / "turned.json").write_text(compact(dict(reversed(OLD.items()))))
    for options in ([], ["--carrier", "User"], ["--as", "merge-patch"]):
        assert run("diff", "old.json", "turned.json", *options).output == "nothing differs\n"


def test_the_table_has_each_operation_with_what_stands_there_before_and_after() -> None:
    done = run("diff", "old.json", "new.json", "--carrier", "User")
    assert (done.exit_code, done.stderr) == (1, "")
    assert rows(done) == [
        ["replace", "/Rank", "1", "2"],
        ["remove", "/OtherGroups/1", '{"Id":2,"Value":"b"}'],
        ["move", "/OtherGroups/1", '{"Id":1,"Value":"a"}'],
        ["from", "/OtherGroups/0"],
        ["remove", "/Person/Title", '"Dr"'],
        ["add", "/Person/Lastname", '"Moe"'],
    ]
    size = len(so.JsonPatch.diff(user_of(OLD), user_of(NEW)).encode())
    assert done.stdout.endswith(f"\nJSON Patch: 5 operations, {size} bytes\n")


def test_the_table_of_a_merge_patch_has_each_member_that_gets_another_value() -> None:
    done = run("diff", "old.json", "new.json", "--carrier", "User", "--as", "merge-patch", columns=200)
    assert done.exit_code == 1
    groups = '[{"Id":1,"Value":"a"},{"Id":2,"Value":"b"},{"Id":3,"Value":"c"}]'
    assert rows(done) == [
        ["replace", "/Rank", "1", "2"],
        ["replace", "/OtherGroups", groups, '[{"Id":3,"Value":"c"},{"Id":1,"Value":"a"}]'],
        ["remove", "/Person/Title", '"Dr"'],
        ["add", "/Person/Lastname", '"Moe"'],
    ]
    assert "\nMerge patch: 4 changes, " in done.stdout


@pytest.mark.parametrize("columns", [80, 120])
def test_a_table_fits_the_terminal(folder: Path, columns: int) -> None:
    (folder / "long.json").write_text(compact({**NEW, "Tooltip": "long " * 99, "x" * 500: {"y": [1] * 99}}))
    done = run("diff", "old.json", "long.json", columns=columns)
    assert max(map(len, done.stdout.splitlines())) <= columns
    assert "…" in done.stdout


def test_control_characters_and_markup_are_shown_and_not_obeyed(folder: Path) -> None:
    (folder / "a.json").write_text("{}")
    (folder / "b.json").write_text(
        '{"[red]":"\\u001b[31m\\u009b\\u202e","\\u001b[2J":"[bold]"}', encoding="utf-8"
    )
    done = run("diff", "a.json", "b.json", columns=120)
    assert rows(done) == [
        ["add", "/[red]", r'"\u001b[31m\u009b\u202e"'],
        ["add", r"/\u001b[2J", '"[bold]"'],
    ]


def test_of_many_changes_the_first_are_shown(folder: Path) -> None:
    (folder / "a.json").write_text("{}")
    (folder / "b.json").write_text(compact({f"m{number}": number for number in range(250)}))
    for kind in ("json-patch", "merge-patch"):
        done = run("diff", "a.json", "b.json", "--as", kind)
        assert len(rows(done)) == 200
        assert "\nand 50 more\n" in done.stdout
        assert "250 " in done.stdout


def test_indented_patches_are_for_people() -> None:
    done = run("diff", "old.json", "new.json", "--raw", "--indent")
    assert done.stdout.startswith('[\n  {\n    "op": ')
    assert done.stdout.endswith("\n]\n")


def test_tests_come_before_what_they_guard() -> None:
    done = run("diff", "old.json", "new.json", "--carrier", "User", "--test", "--raw")
    expected = so.JsonPatch.diff(user_of(OLD), user_of(NEW), test=True)
    assert done.stdout_bytes == expected.encode()
    assert "test" in done.stdout


def test_the_dialect_of_netserver_does_without_move() -> None:
    done = run("diff", "old.json", "new.json", "--carrier", "User", "--dialect", "netserver")
    assert {row[0] for row in rows(done)} == {"replace", "remove", "add"}


def test_what_a_merge_patch_cannot_say_ends_with_3_unless_loss_is_allowed(folder: Path) -> None:
    (folder / "null.json").write_text(compact({**OLD, "Rank": 4, "Person": None}))
    order = ["diff", "old.json", "null.json", "--carrier", "User", "--as", "merge-patch"]
    done = run(*order)
    assert (done.exit_code, done.stdout) == (3, "")
    assert done.stderr == (
        "so-carriers diff: a merge patch cannot say $.Person: null; "
        "--allow-loss leaves that out, --as json-patch says it\n"
    )
    done = run(*order, "--allow-loss", "--raw")
    assert (done.exit_code, done.stdout) == (1, '{"Rank":4}')
    assert done.stderr == "left out: a merge patch cannot say $.Person: null\n"


def test_something_differs_even_if_nothing_of_it_can_be_said(folder: Path) -> None:
    (folder / "null.json").write_text(compact({**OLD, "Person": None}))
    done = run("diff", "old.json", "null.json", "--as", "merge-patch", "--allow-loss")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "$.Person: null" in done.stderr


def test_plain_documents_may_be_anything_and_are_compared_to_the_digit(folder: Path) -> None:
    for old, new, code in (("1.50", "1.5", 1), ("[1,2]", "[1,2]", 0), ("null", "null", 0), ("[]", '"x"', 1)):
        (folder / "a.json").write_text(old)
        (folder / "b.json").write_text(new)
        for kind in ("json-patch", "merge-patch"):
            assert run("diff", "a.json", "b.json", "--as", kind).exit_code == code
            made = run("diff", "a.json", "b.json", "--as", kind, "--raw")
            assert made.exit_code == code
            back = run("patch", "a.json", "-", "--as", kind, "--raw", stdin=made.stdout)
            assert back.stdout == new


def test_arrays_of_a_carrier_are_compared_by_key(folder: Path) -> None:
    (folder / "a.json").write_text('[{"Id":1,"Name":"a"},{"Id":2}]')
    (folder / "b.xml").write_text(
        "<Roles><Role><Id>2</Id></Role><Role><Id>1</Id><Name>b</Name></Role></Roles>"
    )
    done = run("diff", "a.json", "b.xml", "--carrier", "Array<role?>")
    assert [row[0] for row in rows(done)] == ["move", "from", "replace"]
    done = run("diff", "a.json", "a.json", "--carrier", "role")
    assert done.exit_code == 3
    assert "expected an object, found an array; --carrier 'array<role>' reads one" in done.stderr


@pytest.mark.parametrize("stdin", ["old", "new"])
def test_one_of_the_files_may_be_standard_input(folder: Path, stdin: str) -> None:
    files = ["-" if name == stdin else f"{name}.xml" for name in ("old", "new")]
    body = (folder / f"{stdin}.xml").read_bytes()
    done = run("diff", *files, "--carrier", "User", "--raw", stdin=body)
    assert done.stdout_bytes == so.JsonPatch.diff(user_of(OLD), user_of(NEW)).encode()
    assert done.stderr == "standard input is read as xml, by its first bytes\n"


def test_the_type_and_the_charset_may_be_said_for_both_or_for_each(folder: Path) -> None:
    (folder / "a").write_bytes(compact(OLD).encode("iso-8859-1"))
    (folder / "b").write_bytes(compact(NEW).encode("iso-8859-1"))
    latin = ["--from", "application/json; charset=iso-8859-1"]
    expected = so.JsonPatch.diff(user_of(OLD), user_of(NEW)).encode()
    for options in ([], ["--carrier", "User"]):
        assert run("diff", "a", "b", *latin, *options).exit_code == 1
        assert run("diff", "a", "a", *latin, *options).exit_code == 0
    assert run("diff", "a", "old.json", *latin, "--from", "json").output == "nothing differs\n"
    done = run("diff", "a", "new.form", *latin, "--from", "form", "--carrier", "User", "--raw")
    assert (done.stdout_bytes, done.stderr) == (expected, "")

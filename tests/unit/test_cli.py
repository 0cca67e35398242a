"""The command line, as a person sees it in a terminal of 80 columns."""

from __future__ import annotations

import builtins
import json
import subprocess
import sys
from typing import Any

import pytest
from typer.testing import CliRunner, Result

import so_carriers as so
from so_carriers.cli import demonstration, patch_demonstration
from so_carriers.cli.app import app
from so_carriers.cli.carrier_tables import all_carriers, describe
from so_carriers.cli.main import main
from so_carriers.schema.types import value_type
from so_carriers.testing.comparison.compact import compact


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments, env={"COLUMNS": "80", "TERM": "dumb"})


def words(result: Result) -> str:
    """The output without the lines of tables and without line breaks."""
    return " ".join(result.output.replace("│", " ").replace("┃", " ").split())


def test_the_demonstration_shows_every_documented_body_in_every_format() -> None:
    result = run("demo")
    assert result.exit_code == 0, result.output
    rows = [row.split() for row in result.output.splitlines()]
    outcomes: dict[str, list[str]] = {}
    for row in rows:
        for codec in {"json", "xml", "form"} & {*row[:-1]}:
            outcomes.setdefault(codec, []).append(" ".join(row[row.index(codec) + 6 :]))
    # A form has no null and no empty list, and a number is no form.
    assert outcomes == {
        "json": ["identical"] * len(demonstration.BODIES),
        "xml": ["identical"] * len(demonstration.BODIES),
        "form": ["lossy (31 paths)", "identical"],
    }
    assert "CreateDefaultUser response" in result.output
    assert "is answered with Content-Type: application/json; charset=utf-8" in result.output
    assert max(map(len, result.output.splitlines())) <= 80


def test_the_demonstration_fails_where_a_body_does_not_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    def forgetful(value: Any, media_type: str = "application/json", **options: Any) -> bytes:
        return so.encode(value, media_type, **options).replace(b"878372", b"878370")

    monkeypatch.setattr(demonstration, "encode", forgetful)
    result = run("demo")
    assert result.exit_code == 1
    assert "differs at" in words(result)


def test_the_demonstration_shows_a_change_as_a_patch_of_each_kind() -> None:
    lines = run("demo").output.splitlines()
    old = so.decode(demonstration.BODIES[0].read(), so.User)
    new = patch_demonstration.changed(old)
    whole = len(so.encode(new))
    for name, media_type in (
        ("JSON Patch", "application/json-patch+json"),
        ("Merge Patch", "application/merge-patch+json"),
    ):
        patch = so.encode(new, media_type, base=old)
        (row,) = [line.split() for line in lines if line.startswith(f" {name}  ")]
        share = f"{len(patch) / whole:.0%}"
        assert (row[2:6], row[-1]) == ([str(len(patch)), share, "of", str(whole)], "identical")
        place = lines.index(name) + 1
        end = next(index for index in range(place, len(lines)) if not lines[index].startswith("  "))
        assert json.loads("".join(lines[place:end])) == json.loads(patch)


def test_the_demonstration_fails_where_a_patch_gives_another_body(monkeypatch: pytest.MonkeyPatch) -> None:
    def forgetful(value: Any, media_type: str = "application/json", **options: Any) -> bytes:
        return so.encode(value, media_type, **options).replace(b'"kari.moe"}', b'"kari"}')

    monkeypatch.setattr(patch_demonstration, "encode", forgetful)
    result = run("demo")
    assert result.exit_code == 1
    assert "differs at byte" in words(result)


def test_the_documented_bodies_compare_in_their_compact_form() -> None:
    for body in demonstration.BODIES:
        assert demonstration.compact(body.read()) == compact(body.read())


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [(b"ab", b"ab", ""), (b"ab", b"ac", "differs at byte 1"), (b"ab", b"abc", "differs at byte 2")],
)
def test_the_first_difference_is_told_by_its_place(one: bytes, other: bytes, expected: str) -> None:
    assert demonstration.first_difference(one, other) == expected


def test_negotiate_tells_which_range_decides_and_why() -> None:
    result = run("negotiate", "--accept", "text/json, */*;q=0.1")
    assert result.exit_code == 0
    assert "text/json" in result.output
    assert "the highest quality" in words(result)
    assert "Content-Type: text/json; charset=utf-8" in result.output
    assert "Vary: Accept" in result.output


def test_negotiate_without_a_header_shows_the_servers_preference() -> None:
    result = run("negotiate")
    assert result.exit_code == 0
    assert "No Accept header" in result.output


def test_negotiate_exits_with_1_where_nothing_is_acceptable() -> None:
    result = run("negotiate", "--accept", "image/png")
    assert result.exit_code == 1
    assert "406 Not Acceptable" in result.output


def test_negotiate_in_the_netserver_dialect_falls_back_to_json() -> None:
    result = run("negotiate", "--accept", "image/png", "--dialect", "netserver")
    assert result.exit_code == 0
    assert "application/json" in result.output


def test_negotiate_tells_which_codec_reads_a_request() -> None:
    result = run("negotiate", "--content-type", "application/json")
    assert result.exit_code == 0
    assert "is read by the codec json" in result.output


def test_negotiate_exits_with_1_where_a_request_cannot_be_read() -> None:
    result = run("negotiate", "--content-type", "text/csv")
    assert result.exit_code == 1
    assert "415 Unsupported Media Type" in result.output
    assert "Accept: application/json, text/json" in result.output


def test_markup_in_a_header_is_shown_as_it_is() -> None:
    assert "[bold]x[/]" in run("negotiate", "--accept", "[bold]x[/]").output


def test_carriers_lists_all_of_them() -> None:
    result = run("carriers")
    assert result.exit_code == 0
    assert len(all_carriers()) == 36 + 76
    for name in ("User", "MDOListItem", "CreateExternalUserRequest"):
        assert name in result.output


def test_a_carrier_is_found_in_any_case_and_shows_its_members() -> None:
    result = run("carriers", "createexternaluserrequest")
    assert result.exit_code == 0
    for shown in ("person_id", "PersonId", "int32", "secret"):
        assert shown in result.output


def test_a_name_that_is_no_carrier_exits_with_2_and_says_what_is_close() -> None:
    result = run("carriers", "Usr")
    assert result.exit_code == 2
    assert "did you mean User?" in result.output
    assert "did you mean" not in run("carriers", "xyzzy").output


def test_a_member_without_a_default_is_shown_as_required() -> None:
    from so_carriers.cli.carrier_tables import _default  # noqa: PLC0415 -- only this test looks inside

    @so.carrier
    class Invoice:
        number: int = so.member("InvoiceNumber")
        note: str = so.member("Note", default_factory=lambda: "none")

    assert [_default(member) for member in so.schema_of(Invoice).members] == ["required", "none"]


@pytest.mark.parametrize(
    ("annotation", "expected"),
    [
        (so.Int32, "int32"),
        (int, "int64"),
        (bool | None, "bool?"),
        (so.DateTime, "date-time"),
        (list[so.User | None] | None, "array<User?>?"),
        (dict[str, str | None], "dict<string,string?>"),
        (so.UserType | str, "enum<UserType>"),
        (so.ETableRight, "flags<ETableRight>"),
    ],
)
def test_types_are_written_as_in_netservers_documents(annotation: Any, expected: str) -> None:
    assert describe(value_type(annotation)) == expected


def test_help_names_every_command() -> None:
    result = run("--help")
    for command in ("demo", "negotiate", "carriers", "schema", "convert", "diff", "patch"):
        assert command in result.output


def test_without_its_extra_the_command_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    original = builtins.__import__

    def without_rich(name: str, *arguments: Any, **named: Any) -> Any:
        if name.startswith("so_carriers.cli.app"):
            raise ModuleNotFoundError("No module named 'rich'", name="rich.console")
        return original(name, *arguments, **named)

    monkeypatch.setattr(builtins, "__import__", without_rich)
    with pytest.raises(SystemExit, match=r"pip install 'so-carriers\[cli\]'"):
        main()


def test_another_missing_module_is_not_blamed_on_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    original = builtins.__import__

    def broken(name: str, *arguments: Any, **named: Any) -> Any:
        if name.startswith("so_carriers.cli.app"):
            raise ModuleNotFoundError("No module named 'orjson'", name="orjson")
        return original(name, *arguments, **named)

    monkeypatch.setattr(builtins, "__import__", broken)
    with pytest.raises(ModuleNotFoundError, match="orjson"):
        main()


def test_the_entry_point_runs_the_command() -> None:
    program = (
        "import sys; sys.argv = ['so-carriers', 'negotiate']; from so_carriers.cli.main import main; main()"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert "application/json" in done.stdout

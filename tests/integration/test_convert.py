"""`so-carriers convert`, as somebody uses it on files."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import so_carriers as so
from tests.conversion_runs import BAD, compact, convert, names

USERS = [
    {"Name": "Ann\u00e9", "Rank": 3, "Person": {"Firstname": "A", "Lastname": "L"}, "Role": None},
    {"Name": "Bob", "New": {"a": [1.5, None]}, "Credentials": [{"Value": "v"}, None]},
    {},
]


def json_lines(values: list[Any]) -> str:
    return "".join(compact(value) + "\n" for value in values)


MANY: dict[str, Callable[[list[Any]], str]] = {"json": compact, "jsonl": json_lines}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, in which the command runs."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("source", ["json", "jsonl", "xml"])
@pytest.mark.parametrize("target", ["json", "jsonl", "xml"])
def test_many_records_go_from_each_format_to_each(folder: Path, source: str, target: str) -> None:
    (folder / "first.json").write_text(compact(USERS), encoding="utf-8")
    for step, suffix in enumerate([source, target, "json"]):
        before = "first.json" if not step else f"{step - 1}.{[source, target][step - 1]}"
        done = convert(before, f"{step}.{suffix}")
        assert done.exit_code == 0, done.output
        assert done.stdout == ""
    assert (folder / "2.json").read_text(encoding="utf-8") == compact(USERS)
    if target in MANY:
        assert (folder / f"1.{target}").read_text(encoding="utf-8") == MANY[target](USERS)
    if target == "xml":
        expected = so.decode(compact(USERS), list[so.User])
        assert so.identical(so.decode((folder / "1.xml").read_bytes(), list[so.User], "text/xml"), expected)


@pytest.mark.parametrize("source", ["json", "xml", "form", "jsonl"])
@pytest.mark.parametrize("target", ["json", "xml", "form", "jsonl"])
def test_one_body_goes_from_each_format_to_each(folder: Path, source: str, target: str) -> None:
    user = {"Name": "Ann\u00e9", "Rank": 3, "Person": {"Firstname": "A"}}
    text = {
        "json": compact(user),
        "xml": so.encode(so.decode(compact(user), so.User), "text/xml").decode(),
        "form": "Name=Ann%C3%A9&Rank=3&Person.Firstname=A",
        "jsonl": compact(user) + "\n",
    }
    (folder / f"in.{source}").write_text(text[source] + "\n", encoding="utf-8")
    done = convert(f"in.{source}", f"out.{target}")
    if source == "jsonl" and target == "form":
        assert done.exit_code == 2
        return
    assert done.exit_code == 0, done.output
    written = (folder / f"out.{target}").read_text(encoding="utf-8")
    if source == "jsonl":  # lines are many, even if there is one
        text |= {"json": f"[{text['json']}]", "xml": f"<ArrayOfUser>{text['xml']}</ArrayOfUser>"}
    assert written == text[target]


def test_an_array_without_records_stays_one(folder: Path) -> None:
    for text in ("[]", " [ ]\n"):
        (folder / "in.json").write_text(text)
        for out, expected in (("a.json", "[]"), ("a.jsonl", ""), ("a.xml", "<ArrayOfUser></ArrayOfUser>")):
            assert convert("in.json", out).exit_code == 0
            assert (folder / out).read_text() == expected
            assert convert(out, "back.json").exit_code == 0
            assert (folder / "back.json").read_text() == "[]"


def test_null_in_an_array_keeps_its_place(folder: Path) -> None:
    (folder / "in.json").write_text('[null,{"Name":null}]')
    assert convert("in.json", "out.xml").exit_code == 0
    assert convert("out.xml", "back.json").exit_code == 0
    assert (folder / "back.json").read_text() == '[null,{"Name":null}]'


def test_a_carrier_is_found_in_any_case_and_as_an_array(folder: Path) -> None:
    (folder / "in.xml").write_text("<Roles><X><Id>1</Id></X></Roles>")
    run = convert("in.xml", "out.json", carrier="Array<role>")
    assert run.exit_code == 0, run.output
    assert (folder / "out.json").read_text() == '[{"Id":1}]'


def test_what_is_no_array_is_refused_where_one_was_asked_for(folder: Path) -> None:
    (folder / "in.json").write_text('{"Id":1}')
    run = convert("in.json", "out.json", carrier="array<Role?>")
    assert run.exit_code == 3
    assert "expected an array" in run.stderr


def test_standard_input_and_output_take_part_under_the_name_of_a_dash(folder: Path) -> None:
    done = convert("-", "-", "--to", "xml", stdin=compact({"Name": "a"}))
    assert done.exit_code == 0
    assert done.stdout_bytes == b"<User><Name>a</Name></User>"
    assert "standard input is read as json, by its first bytes" in done.stderr
    assert names(folder) == set()


def test_content_goes_to_standard_output_only_if_it_is_asked_for(folder: Path) -> None:
    (folder / "in.json").write_text(compact(USERS), encoding="utf-8")
    assert convert("in.json", "out.xml").stdout == ""
    assert convert("in.json", "-", "--to", "json").stdout == compact(USERS)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b'\n [{"Name":"a"}]', "json"),
        (b'"text"', "json"),
        (b"<User/>", "xml"),
        ("\ufeff<User/>".encode(), "xml"),
        ("\ufeff <User/>".encode("utf-16-be"), "xml"),
        ("<User/>".encode("utf-16-le"), "xml"),
        ("\ufeff[]".encode("utf-32-le"), "json"),
        (b"Person.Firstname=A", "form"),
        (b"CustomFields%5B0%5D.Key=A", "form"),
    ],
)
def test_the_type_is_told_by_the_first_bytes_where_the_name_does_not(
    folder: Path, content: bytes, told: str
) -> None:
    (folder / "in.dat").write_bytes(content)
    assert f"in.dat is read as {told}, by its first bytes" in convert("in.dat", "out.json").stderr


def test_the_name_counts_for_more_than_the_first_bytes_and_an_option_for_more_than_both(folder: Path) -> None:
    (folder / "in.json").write_text("<User/>")
    by_name = convert("in.json", "out.json")
    assert by_name.exit_code == 3
    assert "in.json is read as json, by its name" in by_name.stderr
    by_option = convert("in.json", "out.json", "--from", "text/xml", "--to", "text/json")
    assert by_option.exit_code == 0
    assert "is read as" not in by_option.stderr
    assert "is written as" not in by_option.stderr


@pytest.mark.parametrize(
    "said", ["json-lines", "JSONL", "ndjson", "application/x-ndjson", "application/jsonl"]
)
def test_json_lines_have_several_names(folder: Path, said: str) -> None:
    (folder / "in").write_text('{}\n\n{"Name":"a"}')
    assert convert("in", "out", "--from", said, "--to", said).exit_code == 0
    assert (folder / "out").read_text() == '{}\n{"Name":"a"}\n'


def test_the_charset_of_a_media_type_is_obeyed(folder: Path) -> None:
    for suffix, text in (
        ("json", '[{"Name":"é"}]'),
        ("xml", "<ArrayOfUser><User><Name>é</Name></User></ArrayOfUser>"),
    ):
        (folder / "in").write_bytes(text.encode("iso-8859-1"))
        assert convert("in", "out.json", "--from", f"application/{suffix}; charset=iso-8859-1").exit_code == 0
        assert (folder / "out.json").read_text(encoding="utf-8") == '[{"Name":"é"}]'


def test_a_file_may_be_converted_in_its_place(folder: Path) -> None:
    (folder / "users.json").write_text(json.dumps(USERS, indent=4))
    (folder / "users.json").chmod(0o640)
    assert convert("users.json", "users.json").exit_code == 0
    assert (folder / "users.json").read_text(encoding="utf-8") == compact(USERS)
    assert stat.S_IMODE((folder / "users.json").stat().st_mode) == 0o640


def test_a_link_stays_one_and_what_it_points_to_is_replaced(folder: Path) -> None:
    (folder / "in.json").write_text("{}")
    (folder / "real.json").write_text("before")
    (folder / "link.json").symlink_to("real.json")
    assert convert("in.json", "link.json").exit_code == 0
    assert (folder / "link.json").is_symlink()
    assert (folder / "real.json").read_text() == "{}"


def test_what_is_no_file_is_written_to_as_it_is(folder: Path) -> None:
    (folder / "in.jsonl").write_text(f"{BAD}\n{{}}\n")
    assert convert("in.jsonl", os.devnull, "--to", "json").exit_code == 1
    assert not Path(os.devnull).is_file()
    assert names(folder) == {"in.jsonl", "in.jsonl.rejected"}


def test_select_nulls_what_it_does_not_name(folder: Path) -> None:
    (folder / "in.json").write_text(compact(USERS), encoding="utf-8")
    assert convert("in.json", "out.json", "--select", "name,person/FIRSTNAME").exit_code == 0
    assert json.loads((folder / "out.json").read_bytes()) == [
        {"Name": "Ann\u00e9", "Rank": None, "Person": {"Firstname": "A", "Lastname": None}, "Role": None},
        {"Name": "Bob", "New": None, "Credentials": None},
        {},
    ]


def test_what_plain_xml_cannot_say_is_rejected_without_extensions_unless_loss_is_allowed(
    folder: Path,
) -> None:
    (folder / "in.json").write_text('[{"Rank":3.0},{"Rank":4}]')
    assert convert("in.json", "out.xml").exit_code == 0
    assert "json:token" in (folder / "out.xml").read_text()
    assert convert("in.json", "out.xml", "--no-extensions").exit_code == 1
    assert (folder / "out.xml").read_text() == "<ArrayOfUser><User><Rank>4</Rank></User></ArrayOfUser>"
    assert json.loads((folder / "out.xml.rejected").read_text())["path"] == "$.Rank"
    assert convert("in.json", "out.xml", "--no-extensions", "--allow-loss").exit_code == 0
    assert "<User><Rank>3</Rank></User>" in (folder / "out.xml").read_text()


def test_a_form_leaves_out_null_only_if_loss_is_allowed(folder: Path) -> None:
    (folder / "in.json").write_text('{"Name":null,"Rank":3}')
    assert convert("in.json", "out.form").exit_code == 3
    assert convert("in.json", "out.form", "--allow-loss").exit_code == 0
    assert (folder / "out.form").read_text() == "Rank=3"


def test_strict_rejects_other_spellings(folder: Path) -> None:
    (folder / "in.json").write_text('[{"Rank":"3"},{"Rank":4}]')
    assert convert("in.json", "out.json").exit_code == 0
    assert convert("in.json", "out.json", "--strict").exit_code == 1
    assert (folder / "out.json").read_text() == '[{"Rank":4}]'


def test_indented_json_is_that_of_the_whole_array(folder: Path) -> None:
    (folder / "in.json").write_text(compact(USERS), encoding="utf-8")
    assert convert("in.json", "out.json", "--indent").exit_code == 0
    expected = json.dumps(USERS, indent=2, ensure_ascii=False) + "\n"
    assert (folder / "out.json").read_text(encoding="utf-8") == expected
    assert convert("out.json", "back.json").exit_code == 0
    assert (folder / "back.json").read_text(encoding="utf-8") == compact(USERS)


def test_indented_xml_means_the_same(folder: Path) -> None:
    users = [{"Name": "two\nlines", "Person": {"Firstname": " a "}}, {}]
    (folder / "in.json").write_text(compact(users))
    assert convert("in.json", "out.xml", "--indent").exit_code == 0
    text = (folder / "out.xml").read_text()
    assert text.startswith("<ArrayOfUser>\n<User>\n  <Name>two\nlines</Name>\n")
    assert text.endswith("</User>\n<User/>\n</ArrayOfUser>\n")
    assert convert("out.xml", "back.json").exit_code == 0
    assert (folder / "back.json").read_text() == compact(users)


def test_the_summary_tells_records_bytes_and_rate(folder: Path) -> None:
    (folder / "in.json").write_text("[{},{}]")
    done = convert("in.json", "out.json")
    assert "2 records, 7 bytes read, 7 bytes written, " in done.stderr
    assert "records/s, " in done.stderr

"""What `so-carriers convert` does with what cannot be converted, read or written."""

from __future__ import annotations

import json
import signal
from pathlib import Path

import pytest

import so_carriers as so
from so_carriers.cli.conversion.converter import Converter
from tests.conversion_runs import BAD, convert, names


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, in which the command runs."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_rejected_records_stand_in_a_file_of_their_own_and_the_good_ones_are_kept(folder: Path) -> None:
    lines = ['{"Name":"A"}', "", BAD, '{"Name":', '{"Name":"D"}', '{"Name":"caf\u00e9", "Password": 5}']
    (folder / "in.jsonl").write_text("\n".join(lines), encoding="utf-8")
    done = convert("in.jsonl", "out.json")
    assert done.exit_code == 1
    assert (
        folder / "out.json"
    ).read_text() == '[{"Name":"A"},{"Name":"D"},{"Name":"café","Password":5}]'.replace("café", "caf\u00e9")
    rejected = [json.loads(line) for line in (folder / "out.json.rejected").read_text("utf-8").splitlines()]
    assert [(each["line"], each["number"], each["path"], each["record"]) for each in rejected] == [
        (3, 2, "$.Rank", BAD),
        (4, 3, "$", '{"Name":'),
    ]
    assert rejected[0]["reason"].startswith("expected an integer")
    assert (
        "rejected 2 records to out.json.rejected; the first is record 2 in line 3: $.Rank: expected"
        in done.stderr
    )
    assert names(folder) == {"in.jsonl", "out.json", "out.json.rejected"}


def test_the_reason_does_not_quote_what_is_secret(folder: Path) -> None:
    (folder / "in.json").write_text('[{"Credentials":[{"Value":["hunter2"]}]},{}]')
    done = convert("in.json", "out.json")
    (rejected,) = map(json.loads, (folder / "out.json.rejected").read_text().splitlines())
    assert rejected["path"] == "$.Credentials[0].Value"
    assert "hunter2" not in rejected["reason"] + done.stderr
    assert "hunter2" in rejected["record"]


def test_a_rejected_record_of_xml_has_its_path_and_line(folder: Path) -> None:
    (folder / "in.xml").write_text("<ArrayOfUser>\n<User/>\n<User><Rank>x</Rank></User>\n</ArrayOfUser>")
    assert convert("in.xml", "out.json").exit_code == 1
    (rejected,) = map(json.loads, (folder / "out.json.rejected").read_text().splitlines())
    assert (rejected["line"], rejected["path"]) == (3, "/User/Rank")
    assert rejected["record"] == "<User><Rank>x</Rank></User>"


def test_a_record_over_the_limit_is_rejected_without_its_text(folder: Path) -> None:
    (folder / "in.json").write_text(f'[{{"Name":"{"x" * 100}"}},{{}}]')
    assert convert("in.json", "out.json", "--limit-body", "50").exit_code == 1
    (rejected,) = map(json.loads, (folder / "out.json.rejected").read_text().splitlines())
    assert rejected == {
        "line": 1,
        "number": 1,
        "path": "$",
        "reason": "the record has 111 bytes (limit body=50)",
        "record": None,
    }


def test_rejected_records_stand_beside_the_input_where_the_output_has_no_name(folder: Path) -> None:
    (folder / "in.jsonl").write_text(f"{BAD}\n{{}}\n")
    done = convert("in.jsonl", "-", "--to", "json")
    assert (done.exit_code, done.stdout) == (1, "[{}]")
    assert names(folder) == {"in.jsonl", "in.jsonl.rejected"}


def test_rejected_records_go_to_standard_error_where_nothing_has_a_name() -> None:
    done = convert("-", "-", "--to", "json", "--from", "json-lines", stdin=f"{BAD}\n{{}}\n")
    assert (done.exit_code, done.stdout) == (1, "[{}]")
    rejected = json.loads(next(line for line in done.stderr.splitlines() if line.startswith("{")))
    assert (rejected["line"], rejected["record"]) == (1, BAD)


def test_a_run_without_rejected_records_takes_away_the_file_of_an_earlier_one(folder: Path) -> None:
    (folder / "in.jsonl").write_text(BAD + "\n{}")
    assert convert("in.jsonl", "out.json").exit_code == 1
    assert "out.json.rejected" in names(folder)
    (folder / "in.jsonl").write_text("{}")
    assert convert("in.jsonl", "out.json").exit_code == 0
    assert "out.json.rejected" not in names(folder)


def test_nothing_is_written_where_every_record_is_rejected(folder: Path) -> None:
    (folder / "in.json").write_text(f"[{BAD}]")
    (folder / "out.json").write_text("as it was")
    done = convert("in.json", "out.json")
    assert done.exit_code == 3
    assert "rejected 1 record to out.json.rejected; record 1 in line 1: $.Rank" in done.stderr
    assert done.stderr.endswith("so-carriers convert: nothing was written\n")
    assert (folder / "out.json").read_text() == "as it was"
    assert names(folder) == {"in.json", "out.json", "out.json.rejected"}


def test_what_stands_before_a_break_in_the_input_is_kept(folder: Path) -> None:
    (folder / "in.json").write_text('[{"Name":"a"},\n{"Name":"b"}\n{"Name":"c"}]')
    done = convert("in.json", "out.xml")
    assert done.exit_code == 3
    assert "in.json, line 3: expected a comma after the record; 2 records before that written" in done.stderr
    assert (folder / "out.xml").read_text().count("<User>") == 2
    assert so.decode((folder / "out.xml").read_bytes(), list[so.User], "text/xml")[1].name == "b"


def test_nothing_is_written_where_the_input_is_broken_from_the_start(folder: Path) -> None:
    (folder / "in.xml").write_text("<!DOCTYPE x><ArrayOfUser><User/></ArrayOfUser>")
    done = convert("in.xml", "out.json")
    assert done.exit_code == 3
    assert "in.xml, line 1: expected a document without a DOCTYPE" in done.stderr
    assert names(folder) == {"in.xml"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["missing.json", "out.json"], "missing.json: No such file or directory"),
        ([".", "out.json", "--from", "json"], ".: Is a directory"),
        (["in.json", "."], "say with --to what to write: the name . does not tell"),
        (["in.json", ".", "--to", "json"], ". is a directory"),
        (["in.json", "-"], "say with --to what to write to standard output"),
        (["in.json", "out.txt"], "say with --to what to write: the name out.txt does not tell"),
        (["in.txt", "out.json"], "say with --from what in.txt holds; its first bytes do not tell"),
        (
            ["in.json", "out.json", "--from", "text/csv"],
            "text/csv is not read; say json, json-lines, xml, form, json-patch, merge-patch or",
        ),
        (["in.json", "out.json", "--to", "text/csv"], "text/csv is not written; say json, json-lines"),
        (
            ["in.json", "out.json", "--from", "jason"],
            "jason is not known; say json, json-lines, xml, form, json-patch, merge-patch or",
        ),
        (["in.json", "out.json", "--from", "text/xml;charset=utf-7"], "charset utf-7 is not read"),
        (["in.json", "out.json", "--to", "text/xml;charset=utf-16"], "what is written is in UTF-8"),
        (["in.json", "out.jsonl", "--indent"], "JSON lines cannot be indented"),
        (["in.json", "out.form"], "holds one body, and there are many; take --to json-lines"),
        (["out.json.rejected", "out.json", "--from", "json"], "is where rejected records would go"),
    ],
)
def test_wrong_usage_exits_with_2_one_line_of_advice_and_no_file(
    folder: Path, arguments: list[str], said: str
) -> None:
    for name in ("in.json", "out.json.rejected"):
        (folder / name).write_text("[{},{}]")
    (folder / "in.txt").write_text("what is this")
    before = names(folder)
    done = convert(*arguments)
    assert done.exit_code == 2
    (line,) = [line for line in done.stderr.splitlines() if line.startswith("so-carriers convert: ")]
    assert said in line
    assert names(folder) == before


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("missing/out.json", "missing/out.json cannot be written: No such file or directory"),
        ("/dev/full", "/dev/full cannot be written: No space left on device"),
    ],
)
def test_what_cannot_be_written_exits_with_3(folder: Path, target: str, said: str) -> None:
    if target.startswith("/dev/") and not Path(target).exists():
        pytest.skip(f"there is no {target}")
    (folder / "in.json").write_text("[{},{}]")
    done = convert("in.json", target, "--to", "json")
    assert done.exit_code == 3
    assert said in done.stderr


def test_a_name_that_is_no_carrier_exits_with_2_and_says_what_is_close(folder: Path) -> None:
    (folder / "in.json").write_text("{}")
    for said in ("Usr", "array<Usr>"):
        done = convert("in.json", "out.json", carrier=said)
        assert done.exit_code == 2
        assert "did you mean User?" in done.stderr


def test_help_tells_the_exit_codes_and_where_rejected_records_go() -> None:
    done = convert("--help")
    for said in (
        "OUT.rejected",
        "IN.rejected",
        "1 some records were rejected",
        "2 wrong usage",
        "3 IN is broken",
    ):
        assert said in done.output
    assert max(map(len, done.output.splitlines())) <= 80


def test_a_signal_ends_a_run_in_this_process_too_and_its_handlers_are_put_back(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        signal.raise_signal(signal.SIGTERM)

    monkeypatch.setattr(Converter, "convert", interrupt)
    (folder / "in.json").write_text("{}")
    before = signal.getsignal(signal.SIGTERM)
    done = convert("in.json", "out.xml")
    assert done.exit_code == 128 + signal.SIGTERM
    assert "interrupted; no file was written" in done.stderr
    assert names(folder) == {"in.json"}
    assert signal.getsignal(signal.SIGTERM) is before


@pytest.mark.parametrize(
    ("place", "error", "said"),
    [
        ("so_carriers.cli.conversion.converter.decode", MemoryError(), "there is not enough memory"),
        (
            "pathlib.Path.replace",
            OSError(5, "Input/output error"),
            "out.json cannot be written: Input/output",
        ),
        ("os.fsync", OSError(28, "No space left on device"), "out.json cannot be written: No space left"),
    ],
)
def test_what_the_system_cannot_do_exits_with_3_and_leaves_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch, place: str, error: BaseException, said: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(place, fail)
    (folder / "in.json").write_text("{}")
    done = convert("in.json", "out.json")
    assert done.exit_code == 3
    assert said in done.stderr
    assert names(folder) == {"in.json"}


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="there is no file here that cannot be read")
def test_input_that_cannot_be_read_exits_with_3(folder: Path) -> None:
    done = convert("/proc/self/mem", "out.json", "--from", "json")
    assert done.exit_code == 3
    assert "/proc/self/mem cannot be read: Input/output error" in done.stderr
    assert names(folder) == set()


def test_the_lines_of_a_rejected_record_are_those_of_the_file(folder: Path) -> None:
    (folder / "in.xml").write_text(
        "<ArrayOfUser>\n<User/>\n<User>\n <Name>a</Name>\n <Rank>x</Rank>\n</User>\n"
        "<User><Name>b</User>\n<User><Rank>7</Rank></User></ArrayOfUser>"
    )
    assert convert("in.xml", "out.jsonl").exit_code == 1
    wrong, broken = [json.loads(line) for line in (folder / "out.jsonl.rejected").read_text().splitlines()]
    assert (wrong["line"], wrong["path"]) == (3, "/User/Rank")
    assert wrong["reason"].endswith("(line 5)")
    assert broken["line"] == 7
    assert broken["reason"].endswith("tag name mismatch (line 7)")
    # The record after the one whose tags do not match is kept.
    kept = [json.loads(line) for line in (folder / "out.jsonl").read_text().splitlines()]
    assert kept == [{}, {"Rank": 7}]

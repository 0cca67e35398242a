"""Files of failures: what is written is read again, and what is no such file is refused in a line."""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

from so_carriers.testing.fuzzing.cases import FORM, JSON_PATCH, XML, Case, Target
from so_carriers.testing.fuzzing.checks import ACCEPT, DAMAGED, GOOD, PATCH
from so_carriers.testing.fuzzing.failure_files import (
    LONGEST_FILE,
    Sent,
    UnreadableFailure,
    case_document,
    read_failure,
    recorded,
    write_failure,
)
from so_carriers.testing.fuzzing.failures import Failure

CASES = [
    Case(target=Target.JSON, check=GOOD, carrier="User", body=b'{"Name":"\xc3\xa5"}'),
    Case(target=Target.JSON, check=DAMAGED, carrier="User", media_type="text/json", body=b""),
    Case(target=Target.XML, check=DAMAGED, carrier="Role", media_type=XML, body=b"<Role>\xff\x00"),
    Case(target=Target.FORM, check=GOOD, carrier="Person", media_type=FORM, body=b"Firstname=%C3%A5"),
    Case(target=Target.PATCH, check=PATCH, carrier="Role", media_type=JSON_PATCH, body=b"[]", base=b"{}"),
    Case(target=Target.NEGOTIATE, check=ACCEPT, header='text/xml;q="\u202e\x1b[31m"'),
    Case(target=Target.NEGOTIATE, check=ACCEPT, header="text/\ud800\udfff\xe5"),
]


def failure_of(case: Case) -> Failure:
    return Failure(case=case, error="ValueError", message="one\ntwo", place="so_carriers.errors:1 f")


def valid(**changes: Any) -> dict[str, Any]:
    return {
        "so-carriers fuzz": 1,
        "target": "json",
        "check": GOOD,
        "carrier": "User",
        "input": {"text": "{}"},
        **changes,
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.target.value} {case.check}")
def test_a_case_is_read_as_it_was_written(case: Case, tmp_path: Path) -> None:
    path = write_failure(tmp_path / "new" / "folder", failure_of(case), seed=7)
    found = read_failure(path)
    assert found.case == case
    assert found.happened == "ValueError at so_carriers.errors:1 f"
    assert found.sent is None


@given(st.binary(max_size=20), st.text(st.characters(), max_size=20))
def test_any_input_is_read_as_it_was_written(body: bytes, header: str) -> None:
    case = Case(target=Target.NEGOTIATE, check=ACCEPT, carrier="User", body=body, header=header)
    document = {"so-carriers fuzz": 1, **json.loads(json.dumps(case_document(case)))}
    assert recorded(document).case == case


def test_the_file_is_small_plain_and_tells_how_to_run_it_again(tmp_path: Path) -> None:
    path = write_failure(tmp_path / "my failures", failure_of(CASES[0]), seed=7)
    text = path.read_text(encoding="utf-8")
    document = json.loads(text)
    assert text.replace("\n", "").isprintable()
    assert len(text) < 2_000
    assert document["replay"] == f"so-carriers fuzz --replay '{path}'"
    assert document["input"] == {"text": '{"Name":"å"}'}
    assert document["happened"]["message"] == ["one", "two"]
    assert (document["seed"], document["target"], document["carrier"]) == (7, "json", "User")
    assert {"python", "so-carriers", "hypothesis", "orjson", "lxml"} == set(document["versions"])


def test_what_does_not_print_is_written_as_an_escape(tmp_path: Path) -> None:
    path = write_failure(tmp_path, failure_of(CASES[5]), seed=7)
    assert r"\u202e\u001b[31m" in path.read_text(encoding="utf-8")


def test_bytes_that_are_no_text_are_written_in_base64(tmp_path: Path) -> None:
    path = write_failure(tmp_path, failure_of(CASES[2]), seed=7)
    assert base64.b64decode(json.loads(path.read_bytes())["input"]["base64"]) == CASES[2].body


def test_the_same_failure_has_the_same_name_and_another_one_another(tmp_path: Path) -> None:
    paths = [write_failure(tmp_path, failure_of(case), seed=seed) for case in CASES for seed in (1, 2)]
    assert len(set(paths)) == len(CASES)
    assert sorted(paths[:2]) == sorted({paths[0]}) * 2


def test_of_a_server_the_file_has_its_url_and_the_names_of_headers(tmp_path: Path) -> None:
    sent = Sent(
        url="http://localhost:1/a?b='", method="PUT", header_names=("Authorization",), answer="array<User>"
    )
    options = ("--method", "PUT")
    path = write_failure(tmp_path, failure_of(CASES[0]), seed=7, sent=replace(sent, options=options))
    # Words for a command are taken from no file.
    assert read_failure(path).sent == sent
    said = json.loads(path.read_bytes())["replay"]
    assert said.endswith("""--url 'http://localhost:1/a?b='"'"'' --method PUT""")


def test_half_a_character_in_a_command_spoils_no_file(tmp_path: Path) -> None:
    path = write_failure(tmp_path, failure_of(CASES[0]), seed=7, campaign="so-carriers fuzz --out \udcff")
    assert read_failure(path).case == CASES[0]


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ([], "expected an object as the file, found an array"),
        ({}, 'it has no "so-carriers fuzz": 1'),
        (valid(**{"so-carriers fuzz": 2}), 'it has no "so-carriers fuzz": 1'),
        (valid(target="yaml"), 'expected a target, found text "yaml"'),
        (valid(target=None), "expected a target, found null"),
        (valid(target=[]), "expected a target, found an array"),
        (valid(check=3), "expected a text as check, found integer 3"),
        (valid(carrier="os.system"), 'there is no carrier text "os.system"'),
        (valid(carrier="Usr\x1b"), 'there is no carrier text "Usr\\u001b"'),
        (valid(**{"media type": "text/xml"}), "expected a media type of json, found"),
        (valid(input="{}"), "expected an object as input"),
        (valid(input={"text": 3}), "expected input as an object with text or base64"),
        (valid(input={"text": "", "base64": ""}), "expected input as an object with text or base64"),
        (valid(input={"base64": "?"}), "expected input as an object with text or base64"),
        (valid(input={"base64": "\xe5"}), "expected input as an object with text or base64"),
        (valid(input={"pickle": "gASVAA=="}), "expected input as an object with text or base64"),
        (valid(input=None), "it has no input, so there is nothing to run again"),
        (valid(carrier="", input=None), "it has no input and no carrier"),
        (valid(target="patch", **{"media type": JSON_PATCH}), "it has no base"),
        (valid(target="negotiate"), "it has no header"),
        (valid(server=[]), "expected an object as server"),
        (valid(server={"method": "GET / HTTP"}), "expected a method"),
        (valid(server={"url": 3}), "expected a text as url"),
        (valid(server={"header names": "X"}), "expected a list of texts as header names"),
        (valid(server={"answer": "os.system"}), "expected a carrier or an array of one as answer"),
        (valid(server={"answer": "array<array<User>>"}), "expected a carrier or an array of one as answer"),
        (valid(server={"answer": "array<User>\n"}), "expected a carrier or an array of one as answer"),
        (valid(header={"base64": "//8="}), "expected header as UTF-8"),
        (valid(header={"base64": 3}), "expected header as an object with text or base64"),
        (valid(header=[]), "expected a text as header"),
        (valid(happened=[]), "expected an object as happened"),
    ],
)
def test_a_file_that_is_otherwise_is_refused(document: Any, said: str, tmp_path: Path) -> None:
    path = tmp_path / "failure.json"
    path.write_text(json.dumps(document))
    with pytest.raises(UnreadableFailure) as refusal:
        read_failure(path)
    assert said in str(refusal.value)
    assert str(refusal.value).isprintable()


@pytest.mark.parametrize(
    "text",
    [b"", b"\xff", b"{", b"[" * 100_000, b'{"a":' * 9 + b"1" + b"}" * 9, b" " * (LONGEST_FILE + 1)],
    ids=["empty", "no text", "broken", "deep", "deeper than such files are", "long"],
)
def test_a_file_that_is_no_such_json_is_refused(text: bytes, tmp_path: Path) -> None:
    path = tmp_path / "failure.json"
    path.write_bytes(text)
    with pytest.raises(UnreadableFailure):
        read_failure(path)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "none.json", tmp_path):
        with pytest.raises(UnreadableFailure):
            read_failure(path)

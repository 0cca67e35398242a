"""The golden bodies come back as they were, and show every carrier and every promise."""

from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import so_carriers as so
from so_carriers.testing.comparison.compact import compact
from tests.golden import derive, make
from tests.golden.promises import PROMISES
from tests.wire_types import is_bare, type_of

GOLDEN = Path(__file__).parents[1] / "golden"
DERIVED = GOLDEN / "derived"
INDEX: list[dict[str, str]] = json.loads((GOLDEN / "index.json").read_bytes())
DERIVED_INDEX: list[dict[str, Any]] = json.loads((DERIVED / "index.json").read_bytes())
SCHEMA = json.loads((GOLDEN / "schema.json").read_bytes())
BODIES = [(GOLDEN / entry["file"], entry["type"]) for entry in INDEX] + [
    (DERIVED / entry["file"], entry["type"]) for entry in DERIVED_INDEX
]

every_body = pytest.mark.parametrize(
    ("file", "notation"), BODIES, ids=[str(file.relative_to(GOLDEN)) for file, _ in BODIES]
)
every_golden_body = pytest.mark.parametrize("entry", INDEX, ids=lambda entry: entry["file"])
every_derived_body = pytest.mark.parametrize("entry", DERIVED_INDEX, ids=lambda entry: entry["file"])


@every_golden_body
def test_a_golden_body_comes_back_as_its_compact_form_byte_for_byte(entry: dict[str, str]) -> None:
    body = (GOLDEN / entry["file"]).read_bytes()
    assert so.encode(so.decode(body, type_of(entry["type"]))) == compact(body)


@every_derived_body
def test_a_derived_body_comes_back_as_its_compact_form_byte_for_byte(entry: dict[str, Any]) -> None:
    body = (DERIVED / entry["file"]).read_bytes()
    # A scalar that is the whole body has nothing that could keep its spelling: it is written canonically.
    bare = is_bare(entry["type"]) and entry.get("refused")
    expected = (GOLDEN / entry["from"]).read_bytes() if bare else body
    assert so.encode(so.decode(body, type_of(entry["type"]))) == compact(expected)


@every_body
def test_a_golden_value_is_identical_after_a_round_trip(file: Path, notation: str) -> None:
    value = so.decode(file.read_bytes(), type_of(notation))
    again = so.decode(so.encode(value), type_of(notation))
    assert so.identical(again, value)
    assert again == value


def twins(value: Any) -> Iterator[Any]:
    yield copy.copy(value)
    yield copy.deepcopy(value)
    yield pickle.loads(pickle.dumps(value))


@every_body
def test_a_golden_value_that_is_copied_or_pickled_is_written_alike(file: Path, notation: str) -> None:
    value = so.decode(file.read_bytes(), type_of(notation))
    for twin in twins(value):
        assert so.identical(twin, value)
        assert so.encode(twin) == so.encode(value)


@every_body
def test_a_golden_value_is_written_alike_where_its_type_is_given(file: Path, notation: str) -> None:
    value = so.decode(file.read_bytes(), type_of(notation))
    assert so.encode(value, type=type_of(notation)) == so.encode(value)


@pytest.mark.parametrize(
    "entry", [entry for entry in DERIVED_INDEX if entry.get("equal")], ids=lambda entry: entry["file"]
)
def test_a_body_that_is_only_spelled_differently_reads_as_an_equal_value(entry: dict[str, Any]) -> None:
    asked = type_of(entry["type"])
    assert so.decode((DERIVED / entry["file"]).read_bytes(), asked) == so.decode(
        (GOLDEN / entry["from"]).read_bytes(), asked
    )


@every_derived_body
def test_strict_reading_refuses_exactly_the_derived_bodies_that_the_index_says(entry: dict[str, Any]) -> None:
    refusal = refusal_of_strict_reading(entry)
    if entry.get("refused"):
        assert refusal is not None
        assert refusal.found is not None
        assert (refusal.path == "$") == is_bare(entry["type"])
    else:
        assert refusal is None or was_refused_before(entry)


def refusal_of_strict_reading(entry: dict[str, Any]) -> so.DecodeError | None:
    return _refusal((DERIVED / entry["file"]).read_bytes(), entry["type"])


def was_refused_before(entry: dict[str, Any]) -> bool:
    """Whether strict reading refuses the golden body already that this one was derived from."""
    return _refusal((GOLDEN / entry["from"]).read_bytes(), entry["type"]) is not None


def _refusal(body: bytes, notation: str) -> so.DecodeError | None:
    try:
        so.decode(body, type_of(notation), strict=True)
    except so.DecodeError as refusal:
        return refusal
    return None


def test_every_carrier_dictionary_and_request_has_a_golden_body() -> None:
    named = [*SCHEMA["carriers"], *SCHEMA["dictionaries"], *SCHEMA["requests"]]
    assert len(named) == 36 + 2 + 76
    assert set(named) <= {entry["type"] for entry in INDEX}


def test_the_three_bodies_of_the_documents_are_among_the_golden_ones() -> None:
    assert {entry["file"]: entry["type"] for entry in INDEX if entry["file"].startswith("source/")} == {
        "source/create_default_user_response.json": "User",
        "source/create_external_user_request.json": "CreateExternalUserRequest",
        "source/create_external_user_response.json": "int32",
    }


def test_every_promise_is_put_to_the_test_by_a_derived_body_and_no_other_is_named() -> None:
    assert {promise for entry in DERIVED_INDEX for promise in entry["promises"]} == set(PROMISES)


def test_every_file_of_the_golden_folders_is_listed_once() -> None:
    listed = [entry["file"] for entry in INDEX]
    listed_derived = [entry[role] for entry in DERIVED_INDEX for role in ("file", "compact") if role in entry]
    present = [
        path.relative_to(GOLDEN)
        for folder in ("source", "carriers", "requests", "shapes")
        for path in (GOLDEN / folder).iterdir()
    ]
    assert sorted(map(Path, listed)) == sorted(present)
    assert sorted(["index.json", *listed_derived]) == sorted(path.name for path in DERIVED.iterdir())


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*.json")}


def test_the_derived_bodies_are_those_that_the_script_makes_now(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(derive, "DERIVED", tmp_path / "derived")
    derive.main()
    assert contents(tmp_path / "derived") == contents(DERIVED)


def test_the_golden_bodies_of_ours_are_those_that_the_script_makes_now(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(make, "HERE", tmp_path)
    make.main()
    made = contents(tmp_path)
    ours = ("carriers", "requests", "shapes", "index.json")
    assert made == {name: body for name, body in contents(GOLDEN).items() if name.startswith(ours)}

"""The golden bodies themselves: complete, in compact form, and what their scripts make."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.golden import derive, make
from tests.golden.document import HERE, SCHEMA, Document
from tests.golden.promises import PROMISES
from tests.golden.tokens import compact, parse


def index(folder: Path) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    return entries


GOLDEN = index(HERE)
DERIVED = index(derive.DERIVED)


def test_the_index_lists_every_body() -> None:
    folders = ("source", "carriers", "requests", "shapes")
    files = {f"{folder}/{path.name}" for folder in folders for path in (HERE / folder).iterdir()}
    assert sorted(entry["file"] for entry in GOLDEN) == sorted(files)


def test_the_index_of_derived_bodies_lists_every_body() -> None:
    listed = [entry[key] for entry in DERIVED for key in ("file", "compact") if key in entry]
    assert sorted([*listed, "index.json"]) == sorted(path.name for path in derive.DERIVED.iterdir())


@pytest.mark.parametrize("kind", [*SCHEMA["carriers"], *SCHEMA["dictionaries"], *SCHEMA["requests"]])
def test_every_carrier_dictionary_and_request_has_a_body(kind: str) -> None:
    assert any(entry["type"] == kind for entry in GOLDEN)


@pytest.mark.parametrize("entry", GOLDEN, ids=lambda entry: entry["file"])
def test_golden_bodies_are_in_compact_form(entry: dict[str, Any]) -> None:
    text = (HERE / entry["file"]).read_bytes().decode("utf-8")
    assert compact(parse(text)) == text


@pytest.mark.parametrize("entry", GOLDEN, ids=lambda entry: entry["file"])
def test_golden_bodies_hold_what_their_type_allows(entry: dict[str, Any]) -> None:
    text = (HERE / entry["file"]).read_text(encoding="utf-8")
    python_types = {"int32": str, "bool": bool, "string": str, "date-time": str, "enum": str, "flags": str}
    for slot in Document(parse(text), entry["type"], "").slots(*python_types):
        assert slot.value is None or isinstance(slot.value, python_types[slot.kind.partition("<")[0]])


def test_every_member_has_a_value_in_some_body() -> None:
    filled = set()
    for entry in GOLDEN:
        document = Document(parse((HERE / entry["file"]).read_text(encoding="utf-8")), entry["type"], "")
        for members, carrier in document.carriers():
            filled |= {(carrier, name) for name, value in members if value is not None}
    declared = {(c, m[0]) for part in ("carriers", "requests") for c, ms in SCHEMA[part].items() for m in ms}
    assert declared - filled == set()


def test_every_promise_is_put_to_the_test() -> None:
    tested = {promise for entry in DERIVED for promise in entry["promises"]}
    assert tested == set(PROMISES)


def test_derived_bodies_are_small() -> None:
    sizes = {path.name: path.stat().st_size for path in derive.DERIVED.iterdir() if path.name != "index.json"}
    assert max(sizes.values()) < 20_000
    assert sum(sizes.values()) < 1_000_000


def test_making_the_bodies_again_gives_the_same() -> None:
    for name, _, _, value in make.bodies():
        assert make.compact(value) == (HERE / f"{name}.json").read_bytes().decode("utf-8"), name


def test_deriving_the_bodies_again_gives_the_same() -> None:
    for body in derive.derived({entry["file"]: entry["type"] for entry in GOLDEN}):
        assert body.text == (derive.DERIVED / body.entry["file"]).read_bytes().decode("utf-8")

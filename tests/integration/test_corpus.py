"""Every captured body comes back as it was: nothing is lost."""

from __future__ import annotations

import copy
import pickle
from pathlib import Path
from typing import Any

import pytest

import so_carriers as so
from tests.compact import compact
from tests.conftest import CapturedBody, corpus_index
from tests.wire_types import type_of

BODIES = 221


@so.carrier
class Undeclared:
    """Stands for carriers that the library does not declare: all their members are unknown."""


def decoded(body: CapturedBody) -> Any:
    # `?` is a method without a result, which answers null.
    asked = Undeclared | None if body.carrier == "?" else type_of(_listed(body.carrier), Undeclared)
    return so.decode(body.content, asked, "application/json; charset=utf-8")


def _listed(notation: str) -> str:
    return {"JsonPatchDocument": "array<JsonPatchOperation>"}.get(notation, notation)


def test_all_captured_bodies_are_there_and_listed_once(corpus_directory: Path):
    listed = [entry["file"] for entry in corpus_index()]
    present = [path.name for path in corpus_directory.iterdir() if path.name != "index.json"]
    assert len(listed) == BODIES
    assert sorted(listed) == sorted(present)


def test_nearly_all_captured_bodies_have_a_carrier_of_the_library():
    others = {
        entry["carrier"]
        for entry in corpus_index()
        if type_of(_listed(entry["carrier"]), Undeclared) in (Undeclared, list[Undeclared | None])
    }
    assert others <= {
        "?",
        "Appointment",
        "ContactEntity",
        "GetModuleLicenseHistoryFromLicenseServerRequest",
        "JsonPatchDocument",
        "PersonEntityWithLinks",
        "RoleEntityWithLinks",
        "array<Appointment>",
    }


def test_a_captured_body_comes_back_as_its_compact_form(captured_body: CapturedBody):
    assert so.encode(decoded(captured_body)) == compact(captured_body.content)


def test_a_captured_value_survives_the_round_trip_identically(captured_body: CapturedBody):
    value = decoded(captured_body)
    again = so.decode(so.encode(value), type(value)) if isinstance(value, so.User) else decoded(captured_body)
    assert so.identical(again, value)
    assert again == value


@pytest.mark.parametrize(
    "twin_of",
    [copy.copy, copy.deepcopy, lambda value: pickle.loads(pickle.dumps(value))],
    ids=["copy", "deepcopy", "pickle"],
)
def test_a_copied_or_pickled_captured_value_is_written_alike(captured_body: CapturedBody, twin_of: Any):
    value = decoded(captured_body)
    twin = twin_of(value)
    assert so.identical(twin, value)
    assert so.encode(twin) == so.encode(value)


def test_a_captured_body_is_canonical_but_for_its_masks(captured_body: CapturedBody):
    """Real servers write canonical spellings; only masks come in other ones (`FULL`)."""
    asked = Undeclared | None if captured_body.carrier == "?" else type_of(_listed(captured_body.carrier), Undeclared)
    try:
        value = so.decode(captured_body.content, asked, strict=True)
    except so.DecodeError as refusal:
        assert refusal.path.endswith((".Mask", "Type", "Action", "Status"))
    else:
        assert so.encode(value) == compact(captured_body.content)

"""Every captured body comes back as it was: nothing is lost."""

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
from tests.conftest import CapturedBody, corpus_index
from tests.wire_types import type_of

BODIES = 221

NOT_DECLARED = {
    "GetModuleLicenseHistoryFromLicenseServerRequest",
    "JsonPatchDocument",
    "RoleEntityWithLinks",
    # Captures of a real server:
    "ContactEntity",
    "PersonEntityWithLinks",
    "array<Appointment>",
}


@so.carrier
class Undeclared:
    """Stands for carriers that the library does not declare: all their members are unknown."""


def asked_type(carrier: str) -> Any:
    """What to read a body as whose index names this carrier."""
    if carrier == "?":  # a method without a result, which answers null
        return Undeclared | None
    return list[Undeclared] if carrier == "JsonPatchDocument" else type_of(carrier, Undeclared)


def decoded(body: CapturedBody, **options: Any) -> Any:
    return so.decode(body.content, asked_type(body.carrier), "application/json; charset=utf-8", **options)


def test_all_221_captured_bodies_are_there_and_listed_once(corpus_directory: Path) -> None:
    listed = [entry["file"] for entry in corpus_index()]
    present = [path.name for path in corpus_directory.iterdir() if path.name != "index.json"]
    assert len(listed) == BODIES
    assert sorted(listed) == sorted(present)


@pytest.mark.usefixtures("corpus_directory")
def test_no_other_captured_body_than_those_named_here_lacks_a_carrier_of_the_library() -> None:
    lacking = {
        entry["carrier"]
        for entry in corpus_index()
        if asked_type(entry["carrier"]) in (Undeclared, list[Undeclared], list[Undeclared | None])
    }
    assert lacking == NOT_DECLARED


def test_a_captured_body_comes_back_as_its_compact_form_byte_for_byte(captured_body: CapturedBody) -> None:
    assert so.encode(decoded(captured_body)) == compact(captured_body.content)


def test_a_captured_body_of_a_carrier_we_lack_has_all_its_members_as_unknown(
    captured_body: CapturedBody,
) -> None:
    value = decoded(captured_body)
    document = json.loads(captured_body.content)
    carriers, objects = (value, document) if isinstance(value, list) else ([value], [document])
    for carrier, names in zip(carriers, objects, strict=True):
        if isinstance(carrier, Undeclared):
            assert [*so.unknown_members(carrier)] == [*names] != []


def test_a_captured_value_is_identical_after_a_round_trip(captured_body: CapturedBody) -> None:
    value = decoded(captured_body)
    again = so.decode(so.encode(value), asked_type(captured_body.carrier))
    assert so.identical(again, value)
    assert again == value


def twins(value: Any) -> Iterator[Any]:
    yield copy.copy(value)
    yield copy.deepcopy(value)
    yield pickle.loads(pickle.dumps(value))


def test_a_captured_value_that_is_copied_or_pickled_is_written_alike(captured_body: CapturedBody) -> None:
    value = decoded(captured_body)
    for twin in twins(value):
        assert so.identical(twin, value)
        assert so.encode(twin) == compact(captured_body.content)


def refusal_of_strict_reading(body: CapturedBody) -> so.DecodeError | None:
    try:
        decoded(body, strict=True)
    except so.DecodeError as refusal:
        return refusal
    return None


def test_a_captured_body_is_in_canonical_spelling_but_for_the_mask_full(captured_body: CapturedBody) -> None:
    refusal = refusal_of_strict_reading(captured_body)
    if refusal is not None:
        assert refusal.path.endswith(".Mask")
        assert refusal.found == 'text "FULL"'

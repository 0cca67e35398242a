"""The benchmarks of growth: bodies are of the size that they say, and wrong ones are found."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import so_carriers as so
import tests.benchmark_peers  # noqa: F401  # before the benchmarks import peers
from benchmarks.growth.__main__ import main
from benchmarks.growth.array_bodies import DISTINCT, json_array, xml_array
from benchmarks.growth.bodies import Growing, WrongBodyError, codec_cases, prepared_decoding
from benchmarks.growth.case import Case
from benchmarks.growth.cases import all_cases
from benchmarks.growth.codecs import JSON, XML, Codec, our_codec
from benchmarks.growth.deep_bodies import json_carriers, json_objects
from benchmarks.growth.fit import Series, Work
from benchmarks.growth.header_cases import plain_ranges, prepared_peer, quoted_ranges, unseen
from benchmarks.growth.hostile_bodies import READ_SIZES, prepared_reading, prepared_refusal, spellings
from benchmarks.growth.report import case_document, table
from benchmarks.growth.text_bodies import UNITS, form_text, json_text, xml_text
from benchmarks.line import SUBJECT
from benchmarks.peers.accept import DRF, WERKZEUG
from benchmarks.peers.form_peers import URLLIB
from benchmarks.peers.msgspec_models import STRUCT_UNSET
from benchmarks.peers.orjson_documents import ORJSON
from benchmarks.peers.patch_peers import JSONPATCH
from benchmarks.peers.pydantic_models import PYDANTIC_UNSET
from benchmarks.peers.xsdata_models import XSDATA
from so_carriers.testing import samples

CASES = all_cases()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_case_does_its_work_at_small_sizes(case: Case) -> None:
    assert {*case.drops} <= case.contenders.keys() - {SUBJECT}
    assert case.losses(SUBJECT) == ()
    assert all(case.losses(name) for name in case.drops)
    assert [*case.sizes] == sorted({*case.sizes})
    smallest, second, *_ = case.sizes
    case.contenders[SUBJECT](smallest)()
    for prepare in case.contenders.values():
        prepare(second)()


def test_every_case_has_a_name_of_its_own() -> None:
    assert len({case.name for case in CASES}) == len(CASES)


def test_the_cases_go_as_far_as_they_are_meant_to() -> None:
    largest = {case.name: case.sizes[-1] for case in CASES}
    assert largest["JSON decode, array of carriers"] == largest["XML encode, array of carriers"] == 10_000
    assert largest["JSON decode, unknown members of one carrier"] == 10_000
    assert largest["form decode, one text, non-ASCII"] == 10_000_000
    assert largest["JSON encode, unknown arrays in each other"] == 199
    assert largest["select_encoder, header of n ranges"] == 1_000


@pytest.mark.parametrize(
    ("body", "media_type", "deepest"),
    [(json_carriers, JSON, 100), (json_objects, JSON, 199)],
    ids=["carriers", "objects"],
)
def test_the_deepest_body_is_read_and_none_is_deeper(body: Any, media_type: str, deepest: int) -> None:
    codec = our_codec(so.MDOListItem, media_type)
    codec.decode(body(deepest))
    with pytest.raises(so.LimitExceeded, match="depth=200"):
        codec.decode(body(deepest + 1))


def test_users_of_an_array_are_the_samples_and_agree_in_both_formats() -> None:
    users = json.loads(json_array(DISTINCT + 2))
    assert users == json.loads(so.encode([*samples.users(DISTINCT), *samples.users(2)]))
    assert len({user["AssociateId"] for user in users}) == DISTINCT
    read = so.decode(xml_array(DISTINCT + 2), list[so.User], XML)
    assert json.loads(so.encode(read)) == users


@pytest.mark.parametrize(
    ("case", "name", "expected"),
    [
        ("JSON decode, array of carriers", STRUCT_UNSET, "seventh digit of dates: "),
        ("JSON encode, array of carriers", PYDANTIC_UNSET, "seventh digit of dates: "),
        ("XML decode, array of carriers", XSDATA, "spelling of dates: "),
        ("form decode, one text, ASCII", URLLIB, "types (takes a text for a number)"),
        ("apply, list of carriers with keys, a few places", JSONPATCH, "types (takes a number for a text)"),
        ("select_encoder, header of n ranges", DRF, "gets wrong: q"),
    ],
)
def test_what_is_lost_is_found_by_the_checks_of_the_lines(case: str, name: str, expected: str) -> None:
    found = next(each for each in CASES if each.name == case)
    assert any(text.startswith(expected) for text in found.losses(name))


@pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS)
def test_texts_are_so_many_of_their_unit_in_every_format(unit: str) -> None:
    assert len(unit) == 10
    request = so.CreateExternalUserRequest
    for body, media_type in (
        (json_text(unit, 30), JSON),
        (xml_text(unit, 30), XML),
        (form_text(unit, 30), "application/x-www-form-urlencoded"),
    ):
        assert so.decode(body, request, media_type).user_name == unit * 3


def made(size: int) -> bytes:
    return b"x" * size


def growing(*names: str, drops: tuple[str, ...] = ()) -> Growing:
    """Bodies of which the codec named `short` writes one byte less than it has read."""
    codecs = {name: partial(cutting, 1 if name == "short" else 0) for name in names}
    return Growing(
        title="test",
        format="text",
        axis="characters",
        sizes=(1, 10),
        body=made,
        size_of=len,
        codecs=codecs,
        drops=drops,
    )


def cutting(length: int) -> Codec:
    return Codec(bytes.decode, lambda text: text[length:].encode())


def test_a_body_that_comes_back_smaller_is_no_work_unless_it_is_told() -> None:
    assert prepared_decoding(growing("whole"), "whole", 3)() == "xxx"
    with pytest.raises(WrongBodyError, match="2 characters came back"):
        prepared_decoding(growing("short"), "short", 3)
    assert prepared_decoding(growing("short", drops=("short",)), "short", 3)() == "xxx"
    decoding, encoding = codec_cases(growing("whole"))
    assert (decoding.name, encoding.name) == ("text decode, test", "text encode, test")
    assert encoding.contenders["whole"](3)() == b"xxx"


@pytest.mark.parametrize(
    "case", [case for case in CASES if STRUCT_UNSET in case.drops], ids=lambda case: case.name
)
def test_who_is_said_to_drop_members_drops_them(case: Case) -> None:
    found = case.contenders[STRUCT_UNSET]
    assert isinstance(found, partial)
    with pytest.raises(WrongBodyError, match=r"^0 "):
        found.func(replace(found.args[0], drops=()), STRUCT_UNSET, 5)


def test_what_is_refused_must_be_refused_and_what_is_read_must_be_read() -> None:
    with pytest.raises(AssertionError, match="it was read"):
        prepared_refusal(json_objects, JSON, 5)
    with pytest.raises(so.DecodeError):
        prepared_reading(made, JSON, 5)


def test_there_are_as_many_spellings_of_one_member_as_asked_for() -> None:
    largest = READ_SIZES[-1]
    names = json.loads(spellings(largest))
    assert len(names) == largest
    assert {name.lower() for name in names} == {"licenseowners"}


@pytest.mark.parametrize("size", [1, 7])
def test_no_two_headers_are_alike_and_all_say_the_same(size: int) -> None:
    header = plain_ranges(size)
    texts = unseen(header)
    assert len({*texts}) == len(texts) > 256
    assert {str(so.Accept.parse(text)) for text in texts} == {str(so.Accept.parse(header))}
    assert len(so.Accept.parse(quoted_ranges(size)).ranges) == size


def test_a_peer_that_answers_otherwise_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    prepared_peer(WERKZEUG, 3)()
    monkeypatch.setattr("benchmarks.growth.header_cases._WANTED", "image/png")
    with pytest.raises(WrongBodyError, match="answers None"):
        prepared_peer(WERKZEUG, 3)


def prepared(size: int) -> Work:
    return partial(range, size)


def test_a_table_shows_times_powers_losses_and_notes() -> None:
    case = Case(
        name="of a test",
        axis="items",
        sizes=(1, 100, 1_000),
        contenders={SUBJECT: prepared},
    )
    found = {
        SUBJECT: Series({1: 0.0, 100: 9.801e-3, 1_000: 0.998001}),
        ORJSON: Series({1: 1e-3, 100: 1e-3, 1_000: 1.5e-3}),
        JSONPATCH: Series({1: 2e-3}, "100: over 20 s"),
    }
    loses = {SUBJECT: (), ORJSON: (), JSONPATCH: ("its way",)}
    assert table(case, found, loses).splitlines() == [
        "of a test (ms by items)",
        "                            1    100    1,000   power    last",
        "  so_carriers           0.000  9.801  998.001  2.00 !  2.00 !",
        "  orjson, dict (floor)  1.000  1.000    1.500    flat    flat",
        "  jsonpatch             2.000      -        -       -       -  loses its way; 100: over 20 s",
    ]
    contenders = case_document(case, found, loses)["contenders"]
    assert contenders[JSONPATCH] == {
        "seconds": {1: 2e-3},
        "power": None,
        "last_power": None,
        "fitted": [],
        "loses": "its way",
        "drops": False,
        "note": "100: over 20 s",
    }
    assert contenders[SUBJECT]["fitted"] == [100, 1_000]


def test_cases_are_chosen_by_name_and_written_to_a_file(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "growth.json"
    options = ["--only", "DIFF, list of texts, shuffled", "--largest", "10", "--alone", "--json", str(file)]
    assert main(options) == 0
    assert "diff, list of texts, shuffled (ms by items)" in capsys.readouterr().out
    (case,) = json.loads(file.read_bytes())["cases"]
    assert (case["name"], case["axis"]) == ("diff, list of texts, shuffled", "items")
    assert [*case["contenders"]] == [SUBJECT]
    assert [*case["contenders"][SUBJECT]["seconds"]] == ["1", "10"]
    with pytest.raises(SystemExit, match="no case's name holds 'nothing'"):
        main(["--only", "nothing"])

"""The benchmark of memory: it is counted in processes of their own, and what fails is told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import tests.benchmark_peers  # noqa: F401  # before the benchmarks import peers
from benchmarks.growth.codecs import Codec, orjson_codec
from benchmarks.line import SUBJECT
from benchmarks.memory.__main__ import Row, main, row_document, table
from benchmarks.memory.contenders import FORMATS, losses_of
from benchmarks.memory.decoded import Measured, Memory, measure
from benchmarks.memory.resident import IS_COUNTED, forget_peak, peak_bytes, resident_bytes
from benchmarks.peers.orjson_documents import ORJSON

counted_here = pytest.mark.skipif(not IS_COUNTED, reason="this system has no /proc/self")

MEGABYTE = 1 << 20


def measured(*runs: Memory, note: str = "") -> Measured:
    return Measured(carriers=1_000, runs=runs, note=note)


def row(found: Measured, loses: tuple[str, ...] = ()) -> Row:
    return Row(name=SUBJECT, format="JSON", body_bytes=2_500_000, loses=loses, measured=found)


@counted_here
def test_what_is_resident_grows_by_what_is_kept_and_the_peak_stays() -> None:
    forget_peak()
    before = resident_bytes()
    block = bytearray(64 * MEGABYTE)
    assert resident_bytes() - before > 60 * MEGABYTE
    del block
    assert resident_bytes() - before < 30 * MEGABYTE
    assert peak_bytes() - before > 60 * MEGABYTE
    forget_peak()
    assert peak_bytes() - before < 30 * MEGABYTE


def decode_greedily(body: bytes) -> Any:
    """Takes 40 bytes for each byte of the body and keeps 20 of them."""
    passing = bytearray(20 * len(body))
    kept = bytearray(20 * len(body))
    del passing
    return kept


def greedy_codec() -> Codec:
    return Codec(decode_greedily, bytes)


def failing_codec() -> Codec:
    raise ValueError("no codec\nin two lines")


@counted_here
def test_the_peak_and_what_is_kept_are_those_of_decoding(tmp_path: Path) -> None:
    body, small = tmp_path / "body", tmp_path / "small"
    body.write_bytes(bytes(2 * MEGABYTE))
    small.write_bytes(b"1")
    found = measure(greedy_codec, body, small, carriers=2, runs=1, patience=60)
    assert found.note == ""
    assert found.peak_per_carrier == pytest.approx(40 * MEGABYTE, rel=0.1)
    assert found.kept_per_carrier == pytest.approx(20 * MEGABYTE, rel=0.1)
    failed = measure(failing_codec, body, small, carriers=2, runs=3, patience=60)
    assert (failed.runs, failed.note) == ([], "ValueError: no codec")


def test_what_takes_too_long_is_ended_and_noted(tmp_path: Path) -> None:
    body = tmp_path / "body"
    body.write_bytes(b"[]")
    found = measure(orjson_codec, body, body, carriers=1, runs=2, patience=0.001)
    assert found.note == "over 0.001 s"
    assert found.peak_per_carrier is found.kept_per_carrier is None


@pytest.mark.parametrize("format_", FORMATS, ids=lambda each: each.name)
def test_the_library_loses_nothing_and_what_peers_lose_is_told(format_: Any) -> None:
    loses = {name: losses_of(format_, name) for name in format_.codecs}
    assert loses[SUBJECT] == ()
    expected = {
        "msgspec Struct, UNSET": "seventh digit of dates: ",
        "pydantic, unset left out": "seventh digit of dates: ",
        "xsdata": "spelling of dates: ",
    }
    for name in loses.keys() & expected.keys():
        assert any(text.startswith(expected[name]) for text in loses[name])
    assert len(loses.keys() & expected.keys()) == (2 if format_.name == "JSON" else 1)


def test_a_table_shows_kilobytes_per_carrier() -> None:
    rows = [
        row(measured(Memory(9_000_000, 7_000_000), Memory(8_000_000, 6_500_000), Memory(1, 1))),
        row(measured(note="over 1 s"), ("order",)),
        row(measured(Memory(20_500_000, 12_345_000)), ("order", "values: 1")),
    ]
    assert table(rows).splitlines() == [
        "JSON, an array of 1,000 User, 2.50 kB each in the body",
        "                peak   kept  kB per carrier; loses",
        "  so_carriers   8.00   6.50  nothing",
        "  so_carriers      -      -  over 1 s",
        "  so_carriers  20.50  12.35  order; values: 1",
    ]


def test_a_document_has_all_runs_in_bytes() -> None:
    assert row_document(row(measured(Memory(3_000, 2_000), Memory(5_000, 4_000)), ("order",))) == {
        "name": SUBJECT,
        "format": "JSON",
        "carriers": 1_000,
        "body_bytes": 2_500_000,
        "loses": ["order"],
        "peak_bytes": [3_000, 5_000],
        "kept_bytes": [2_000, 4_000],
        "peak_per_carrier": 4.0,
        "kept_per_carrier": 3.0,
        "note": "",
    }


@counted_here
def test_a_small_run_measures_every_codec_and_writes_a_file(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "memory.json"
    assert main(["--only", "json", "--carriers", "200", "--runs", "1", "--json", str(file)]) == 0
    assert "JSON, an array of 200 User" in capsys.readouterr().out
    document = json.loads(file.read_bytes())
    assert document["carrier"] == "User"
    assert "packages" in document["heading"]
    assert [found["name"] for found in document["rows"]][::3] == [SUBJECT, ORJSON]
    for found in document["rows"]:
        assert found["note"] == ""
        assert found["peak_per_carrier"] >= found["kept_per_carrier"] > 0
        assert (found["format"], found["carriers"], len(found["kept_bytes"])) == ("JSON", 200, 1)


def test_formats_are_chosen_by_name() -> None:
    with pytest.raises(SystemExit, match="no format's name holds 'nothing'; there are: JSON, XML"):
        main(["--only", "nothing"])


def test_a_system_that_does_not_count_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("benchmarks.memory.__main__.IS_COUNTED", False)
    with pytest.raises(SystemExit, match="/proc/self"):
        main([])

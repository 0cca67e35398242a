"""The benchmarks do what they say: contenders are checked, losses are found, ratios are taken right."""

from __future__ import annotations

import importlib.util
import json
import os
import platform
import subprocess
import sys
from collections.abc import Sequence
from itertools import repeat
from pathlib import Path
from typing import Any

import pytest

from benchmarks import payloads
from benchmarks.line import SUBJECT, Contender, Line
from benchmarks.losses import compact, losses
from benchmarks.report import missed_bars, table
from benchmarks.result import Result, measure
from benchmarks.timing import interleave

REPOSITORY = Path(__file__).resolve().parents[2]
PEERS = (
    "django",
    "json_merge_patch",
    "jsonpatch",
    "mimeparse",
    "msgspec",
    "pydantic",
    "pydantic_xml",
    "rest_framework",
    "webob",
    "werkzeug",
    "xmltodict",
    "xsdata",
)
MISSING = [name for name in PEERS if importlib.util.find_spec(name) is None]

needs_peers = pytest.mark.skipif(bool(MISSING), reason=f"extra bench: {', '.join(MISSING)} not installed")


@pytest.fixture(scope="module")
def quick_run(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, dict[str, Any]]:
    """What `python -m benchmarks --quick` prints, and what it writes to its file."""
    file = tmp_path_factory.mktemp("benchmarks") / "figures.json"
    ran = subprocess.run(
        [sys.executable, "-m", "benchmarks", "--quick", "--json", str(file)],
        cwd=REPOSITORY,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout, json.loads(file.read_bytes())


@needs_peers
def test_a_quick_run_times_every_contender_after_its_check(quick_run: tuple[str, dict[str, Any]]) -> None:
    _, figures = quick_run
    assert {line["name"].partition(",")[0] for line in figures["lines"]} == {
        "JSON decode",
        "JSON encode",
        "XML decode",
        "XML encode",
        "form decode",
        "form encode",
        "JSON Patch apply",
        "JSON Patch diff",
        "JSON Patch apply to dictionaries",
        "JSON Patch diff of dictionaries",
        "JSON Patch from bytes to bytes",
        "merge patch apply",
        "merge patch diff",
        "merge patch apply to dictionaries",
        "merge patch diff of dictionaries",
        "select_encoder",
        "import",
    }
    for line in figures["lines"]:
        assert len(line["contenders"]) >= (2 if " patch " in line["name"].lower() else 5), line["name"]
        for contender in line["contenders"]:
            assert contender["seconds"], f"{line['name']}: {contender['name']} loses {contender['loses']}"


@needs_peers
def test_so_carriers_loses_nothing_in_any_line(quick_run: tuple[str, dict[str, Any]]) -> None:
    _, figures = quick_run
    for line in figures["lines"]:
        assert [c["loses"] for c in line["contenders"] if c["name"] == SUBJECT] == [[]], line["name"]


@needs_peers
def test_what_peers_lose_is_told(quick_run: tuple[str, dict[str, Any]]) -> None:
    _, figures = quick_run
    loses = {
        (line["name"], contender["name"]): "; ".join(contender["loses"])
        for line in figures["lines"]
        for contender in line["contenders"]
    }
    response = "JSON decode, CreateDefaultUser response"
    for peer in ("msgspec Struct", "msgspec dataclass", "pydantic"):
        assert "seventh digit of dates: 2" in loses[response, peer]
        assert "absent members (written)" in loses[response, peer]
        assert "unknown members: 1" in loses["JSON decode, one unknown member at depth 3", peer]
        assert "names in another case" in loses["JSON decode, camelCase names", peer]
    document = "XML decode, CreateDefaultUser response"
    assert "absent members (written)" in loses[document, "xsdata"]
    for peer in ("xsdata, null left out", "pydantic-xml"):
        assert "null members (left out)" in loses[document, peer]
        assert "unknown members: 1" in loses["XML decode, one unknown member at depth 3", peer]
    assert "seventh digit of dates: 2" in loses[document, "pydantic-xml"]
    assert "numbers (as text)" in loses[document, "xmltodict"]
    form = "form decode, CreateExternalUser request"
    for peer in ("urllib.parse", "werkzeug", "Django QueryDict"):
        assert loses[form, peer] == "numbers (as text): 2; booleans (as text): 1"
    dot_net = "select_encoder, header not seen before: .NET"
    assert "gets wrong: q, q=0" in loses[dot_net, "Django REST framework"]
    assert "answers None, not application/json" in loses[dot_net, "werkzeug"]


@needs_peers
def test_the_heading_says_versions_and_not_whose_machine_it_is(quick_run: tuple[str, dict[str, Any]]) -> None:
    printed, figures = quick_run
    assert "msgspec " in figures["heading"]["packages"]
    assert platform.python_version() in figures["heading"]["python"]
    assert "engine python" in figures["heading"]["so_carriers"]
    assert str(REPOSITORY) not in printed
    assert str(Path.home()) not in printed


SEVENTH_DIGIT = "seventh digit of dates: 1"


@pytest.mark.parametrize(
    ("sent", "returned", "expected"),
    [
        ('{"A": [1.10, "\\u00e6"]}', '{"A":[1.10,"æ"]}', ()),
        ('{"A":"2024-09-04T12:01:28.1234562Z"}', '{"A":"2024-09-04T12:01:28.123456Z"}', (SEVENTH_DIGIT,)),
        ('{"A":"2024-09-04T12:01:28.9999998Z"}', '{"A":"2024-09-04T12:01:29Z"}', (SEVENTH_DIGIT,)),
        ('{"A":"2024-09-04T12:01:28.500Z"}', '{"A":"2024-09-04T12:01:28.5Z"}', ("spelling of dates: 1",)),
        ('{"A":"2024-09-04T12:01:28+00:00"}', '{"A":"2024-09-04T12:01:28Z"}', ("zone of dates: 1",)),
        ('{"A":"2024-09-04T12:01:28Z"}', '{"A":"2024-09-04T12:01:29Z"}', ("values: 1",)),
        ('{"A":1,"X":{}}', '{"A":1}', ("unknown members: 1",)),
        ('{"A":1,"B":2}', '{"A":1}', ("members: 1",)),
        ('{"A":1,"B":null}', '{"A":1}', ("null members (left out): 1",)),
        ('{"A":1,"B":{}}', '{"A":1,"B":{"A":null,"B":0}}', ("absent members (written): 2",)),
        ('{"A":1,"B":2}', '{"B":2,"A":1}', ("order of objects: 1",)),
        ('{"a":1}', '{"A":1}', ("names in another case: 1",)),
        ('{"A":1.10}', '{"A":1.1}', ("values: 1",)),
        ('{"A":1}', '{"A":"1"}', ("values: 1",)),
        ("[1,2]", "[1]", ("length of arrays: 1",)),
        ('{"A":"æ"}', '{"A":"\\u00e6"}', ("tokens are written otherwise",)),
    ],
)
def test_losses_are_found_by_comparison(sent: str, returned: str, expected: tuple[str, ...]) -> None:
    assert losses(sent.encode(), returned.encode(), declared={"A", "B"}) == expected


def test_compact_keeps_what_stands_inside_strings() -> None:
    assert (
        compact(b'{ "a b" : "c \\" \\u0001 \\/",\n"d": [ 1.50 ,-0 ] }')
        == b'{"a b":"c \\" \\u0001 /","d":[1.50,-0]}'
    )


def test_payloads_differ_from_the_response_in_what_they_are_made_for() -> None:
    response = json.loads(payloads.created_user())
    unknown = json.loads(payloads.with_unknown_member(payloads.created_user()))
    del unknown["LicenseOwners"][0]["FieldProperties"]["fieldName"]["IsIndexed"]
    assert unknown == response
    users = json.loads(payloads.array_of_users(payloads.created_user(), 200))
    assert len({user["AssociateId"] for user in users}) == len({user["Lastlogin"] for user in users}) == 200
    assert all(user.keys() == response.keys() for user in users)
    assert len(payloads.user_with_rights()) > len(payloads.created_user())


def contender(name: str, calls: list[str], loses: tuple[str, ...] = ()) -> Contender:
    def call(argument: str) -> None:
        calls.append(argument)

    return Contender(name=name, call=call, arguments=lambda n: repeat(name, n), check=lambda: loses)


def test_contenders_take_turns_and_each_round_starts_with_another() -> None:
    calls: list[str] = []
    contenders = [contender(name, calls) for name in "abc"]
    seconds = interleave(contenders, rounds=3, sample_seconds=0)
    assert "".join(calls) == "abc" + "bca" + "cab"
    assert {name: len(figures) for name, figures in seconds.items()} == {"a": 3, "b": 3, "c": 3}


def test_a_sample_takes_as_many_calls_as_fill_its_time() -> None:
    calls: list[str] = []
    (seconds,) = interleave([contender("a", calls)], rounds=1, sample_seconds=0.001)["a"]
    assert len(calls) > 100
    assert 0 < seconds < 0.001


def result(
    seconds: dict[str, Sequence[float]],
    *,
    at_most: float | None = 0.5,
    baseline: str | None = None,
    loses: str = "",
) -> Result:
    line = Line(
        name="line",
        remark="of a test",
        contenders=(),
        references=("fast", "slow"),
        at_most=at_most,
        baseline=baseline,
    )
    lost = {name: (loses,) if loses and name == SUBJECT else () for name in seconds}
    return Result(line=line, loses=lost, seconds={name: tuple(figures) for name, figures in seconds.items()})


def test_the_ratio_is_the_median_over_the_rounds_to_the_fastest_reference() -> None:
    found = result({SUBJECT: [1, 4, 9, 1, 1], "fast": [2, 4, 3, 2, 4], "slow": [9, 9, 9, 9, 9]})
    ratio = found.ratio(SUBJECT)
    assert found.reference == "fast"
    assert ratio is not None
    assert (ratio.lower, ratio.median, ratio.upper) == (0.5, 0.5, 1.0)
    assert found.is_met is True


def test_the_baseline_is_taken_off_every_time_but_its_own() -> None:
    found = result({SUBJECT: [12], "fast": [18], "slow": [30], "bare": [10]}, baseline="bare")
    ratio = found.ratio(SUBJECT)
    assert ratio is not None
    assert ratio.median == 0.25
    assert found.ratio("bare") is None
    assert found.own_seconds("bare") == (10,)


@pytest.mark.parametrize(
    ("subject", "loses", "at_most", "is_met"),
    [
        (1.0, "", 0.5, True),
        (1.1, "", 0.5, False),
        (1.0, "unknown members: 1", 0.5, False),
        (9.0, "", None, None),
    ],
)
def test_a_bar_is_met_by_the_ratio_unless_something_is_lost(
    subject: float, loses: str, at_most: float | None, is_met: bool | None
) -> None:
    found = result({SUBJECT: [subject], "fast": [2], "slow": [3]}, at_most=at_most, loses=loses)
    assert found.is_met is is_met
    assert len(missed_bars([found])) == (is_met is False)
    assert ("MISSED" in table(found)) == (is_met is False)


def test_a_contender_that_raises_is_shown_and_not_timed() -> None:
    def refuse() -> tuple[str, ...]:
        raise ValueError("no such date\nin two lines")

    refusing = Contender(name="fast", call=len, arguments=lambda n: repeat("", n), check=refuse)
    line = Line(
        name="line",
        remark="of a test",
        contenders=(contender(SUBJECT, []), refusing),
        references=("fast",),
        at_most=1.0,
    )
    found = measure(line, rounds=1, sample_seconds=0)
    assert found.loses["fast"] == ("all: ValueError: no such date",)
    assert found.reference is None
    assert found.is_met is False
    assert "all: ValueError: no such date" in table(found)

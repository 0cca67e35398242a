"""A run of the benchmarks: every line is there, every contender is checked, and what it loses is told."""

from __future__ import annotations

import importlib.util
import json
import os
import platform
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import so_carriers as so
from benchmarks.figures import Kind
from benchmarks.line import SUBJECT

REPOSITORY = Path(__file__).resolve().parents[2]
PEERS = (
    "cattrs",
    "django",
    "json_merge_patch",
    "jsonpatch",
    "mashumaro",
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
        "JSON Patch make and apply",
        "JSON Patch made once",
        "JSON Patch diff",
        "JSON Patch apply to dictionaries",
        "JSON Patch diff of dictionaries",
        "JSON Patch from bytes to bytes",
        "merge patch apply",
        "merge patch make and apply",
        "merge patch made once",
        "merge patch diff",
        "merge patch apply to dictionaries",
        "merge patch diff of dictionaries",
        "select_encoder",
        "whole path",
        "whole path with headers not seen before",
        "steps of the whole path",
        "import",
        "cold process to the first User decoded",
        "cold process to the first User decoded and encoded",
    }
    for line in figures["lines"]:
        few = any(word in line["name"].lower() for word in ("patch ", "whole path"))
        assert len(line["contenders"]) >= (2 if few else 5), line["name"]
        for contender in line["contenders"]:
            assert contender["seconds"], f"{line['name']}: {contender['name']} loses {contender['loses']}"


@needs_peers
def test_matplotlib_is_imported_to_draw_and_for_nothing_else() -> None:
    program = "import sys, benchmarks.__main__; sys.exit('matplotlib' in sys.modules)"
    subprocess.run([sys.executable, "-c", program], cwd=REPOSITORY, check=True)


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
    for peer in ("msgspec Struct", "msgspec dataclass", "pydantic", "cattrs", "mashumaro"):
        assert "seventh digit of dates: 2" in loses[response, peer]
        # pydantic can leave out what was not set, so that reading keeps it apart.
        assert ("absent members (written)" in loses[response, peer]) == (peer != "pydantic")
        assert "unknown members: 1" in loses["JSON decode, one unknown member at depth 3", peer]
        assert "names in another case" in loses["JSON decode, camelCase names", peer]
        if peer != "msgspec dataclass":
            renamed = loses["JSON decode, camelCase names", f"{peer}, camelCase classes"]
            assert renamed == loses[response, peer]
    assert loses[response, "msgspec Struct, UNSET"] == "seventh digit of dates: 2"
    encode = "JSON encode, CreateDefaultUser response"
    assert "absent members (written)" in loses[encode, "pydantic"]
    assert loses[encode, "pydantic, unset left out"] == "seventh digit of dates: 2"
    kept = loses["JSON decode, one unknown member at depth 3", "pydantic, extra allowed"]
    assert kept == "seventh digit of dates: 2"
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
def test_the_heading_says_versions_and_engine_and_not_whose_machine_it_is(
    quick_run: tuple[str, dict[str, Any]],
) -> None:
    printed, figures = quick_run
    for package in ("msgspec", "cattrs", "mashumaro"):
        assert f"{package} " in figures["heading"]["packages"]
    assert platform.python_version() in figures["heading"]["python"]
    column = {"native": "the native engine", "python": "the reference engine"}[so.engine()]
    assert f"\nengine: {so.engine()}\n" in printed
    assert f"\nbars: those of {column}\n" in printed
    assert figures["heading"]["engine"] == so.engine()
    assert str(REPOSITORY) not in printed
    assert str(Path.home()) not in printed


@needs_peers
def test_each_line_names_the_floors_below_it(quick_run: tuple[str, dict[str, Any]]) -> None:
    _, figures = quick_run
    floors = {
        line["name"]: [each["name"] for each in line["contenders"] if each["kind"] == Kind.FLOOR]
        for line in figures["lines"]
    }
    for name, found in floors.items():
        if name.startswith(("JSON decode", "JSON encode")):
            assert found == ["orjson, dict (floor)"]
        if name.startswith("XML decode"):
            assert found == ["lxml.etree, tree (floor)", "expat, no handlers (floor)"]
        if name.startswith("XML encode"):
            assert found == ["lxml.etree, tree (floor)"]


@needs_peers
def test_a_quick_run_gives_no_verdicts(quick_run: tuple[str, dict[str, Any]]) -> None:
    printed, figures = quick_run
    assert "MISSED" not in printed
    assert {line["verdict"] for line in figures["lines"]} == {None}

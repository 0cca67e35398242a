"""What all tests share: the Hypothesis profiles, the engine and the captured bodies."""

from __future__ import annotations

import gc
import importlib.util
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, find, settings, strategies as st

import so_carriers as so
from so_carriers.engines.selection import chosen

REPOSITORY = Path(__file__).resolve().parent.parent

settings.register_profile("dev", max_examples=25, deadline=None)
settings.register_profile("ci", max_examples=100, deadline=None, derandomize=True, print_blob=True)
settings.register_profile("brief", settings.get_profile("ci"), max_examples=25)
settings.register_profile(
    "thorough",
    max_examples=5_000,
    deadline=None,
    print_blob=True,
    # Far out, generation is slow and much is filtered; that is the point of such a run.
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)
PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "dev")
settings.load_profile(PROFILE)

IS_NATIVE_BUILT = importlib.util.find_spec("so_carriers.engines.native._native") is not None
needs_native = pytest.mark.skipif(not IS_NATIVE_BUILT, reason="the native engine was not built")


def pytest_configure() -> None:
    """Ends the run before it starts where the engine that is asked for is not there."""
    try:
        so.engine()
    except so.EngineMissing as error:
        raise pytest.UsageError(str(error)) from error


def pytest_collection_finish() -> None:
    """Thousands of tests stay to the end: the garbage collector need not look at them again and again."""
    find(st.none(), lambda _: True)  # whose first call looks for an object that is out of sight afterwards
    gc.collect()
    gc.freeze()


def pytest_report_header() -> str:
    """Names the engine that the tests run on."""
    why = "" if IS_NATIVE_BUILT else "; the native engine was not built"
    return f"so_carriers engine: {so.engine()}{why}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CapturedBody:
    """One body of the corpus, with what its index says of it."""

    name: str
    endpoint: str
    direction: str
    carrier: str
    """The schema's word for its type, such as `User` or `array<LicenseOwner>`."""
    content: bytes


@pytest.fixture(scope="session", autouse=True)
def _first_draw() -> None:
    """Draws once, since Hypothesis first makes tables and reads the constants of all modules under test.

    The health check of the first test that draws would take that for slowness of its own.
    """
    find(st.text() | st.integers(), lambda _value: True)


@pytest.fixture
def reference_engine() -> Iterator[None]:
    """Has the reference engine serve a test that looks at what is inside it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SO_CARRIERS_ENGINE", "python")
        chosen.clear()
        yield
    chosen.clear()


def corpus_path() -> Path:
    """The folder of captured bodies; a relative SO_CARRIERS_CORPUS starts at the repository."""
    return (REPOSITORY / os.environ.get("SO_CARRIERS_CORPUS", "../shared/wire/corpus")).resolve()


def corpus_index() -> list[dict[str, str]]:
    """What index.json lists; nothing where there is no corpus."""
    index = corpus_path() / "index.json"
    return json.loads(index.read_bytes()) if index.is_file() else []


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Runs a test that asks for `captured_body` once for each body, or once where there is none."""
    if "captured_body" in metafunc.fixturenames:
        entries = corpus_index() or [{"file": "no corpus"}]
        metafunc.parametrize(
            "captured_body", entries, ids=[entry["file"] for entry in entries], indirect=True
        )


@pytest.fixture(scope="session")
def corpus_directory() -> Path:
    """The folder of captured bodies; a test that needs it is skipped, or fails on request, without it."""
    directory = corpus_path()
    if not (directory / "index.json").is_file():
        reason = f"no captured bodies in {directory}; SO_CARRIERS_CORPUS names their folder"
        if os.environ.get("SO_CARRIERS_REQUIRE_CORPUS", "0") not in {"", "0"}:
            pytest.fail(reason)
        pytest.skip(reason)
    return directory


@pytest.fixture
def captured_body(request: pytest.FixtureRequest, corpus_directory: Path) -> CapturedBody:
    """One body of the corpus; a test that asks for it runs on each."""
    entry = request.param
    return CapturedBody(
        name=entry["file"],
        endpoint=entry["endpoint"],
        direction=entry["direction"],
        carrier=entry["carrier"],
        content=(corpus_directory / entry["file"]).read_bytes(),
    )

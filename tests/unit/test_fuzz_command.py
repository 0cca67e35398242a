"""`so-carriers fuzz` itself: a planted fault is found, shrunk, written and replayed by one command."""

from __future__ import annotations

import contextlib
import importlib
import json
import re
import shlex
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st

import so_carriers as so
from so_carriers.cli.conversion.errors import Interrupted
from so_carriers.cli.fuzzing import session
from so_carriers.codecs.json import JsonCodec
from so_carriers.testing import json_bodies
from so_carriers.testing.fuzzing.campaign import Subject
from so_carriers.testing.fuzzing.cases import UNDRAWN, Case, Target
from so_carriers.testing.fuzzing.checks import GOOD
from tests.command_runs import run

ROLES = ("fuzz", "--target", "json", "--carrier", "role", "--seed", "5")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def faulty(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Has JSON forget the name Tooltip; what is given back mends it."""
    encode = JsonCodec.encode

    def forgets(self: JsonCodec, value: Any, *arguments: Any, **options: Any) -> bytes:
        return encode(self, value, *arguments, **options).replace(b'"Tooltip":', b'"Tip":')

    monkeypatch.setattr(JsonCodec, "encode", forgets)
    return lambda: monkeypatch.setattr(JsonCodec, "encode", encode)


def plain_subjects(target: Target, _carriers: Sequence[str]) -> list[Subject]:
    """Stand-ins, made in no time."""
    cases = st.sampled_from([b'{"Id":%d}' % number for number in range(100)]).map(
        lambda body: Case(target=target, check=GOOD, carrier="Role", body=body)
    )
    return [Subject(target=target, name="Role", cases=lambda: cases)]


@pytest.fixture
def plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "subjects", plain_subjects)


def replayed(path: Path) -> Any:
    """What the command gives that stands in the file."""
    program, *words = shlex.split(json.loads(path.read_bytes())["replay"])
    assert program == "so-carriers"
    return run(*words)


def good_roles(target: Target, _carriers: Sequence[str]) -> list[Subject]:
    bodies = json_bodies(so.Role, unknown=False, spellings=False, white_space=False)
    cases = bodies.map(lambda body: Case(target=target, check=GOOD, carrier="Role", body=body))
    return [Subject(target=target, name="Role", cases=lambda: cases)]


def test_a_planted_fault_is_found_shrunk_written_and_replayed(
    folder: Path, faulty: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "subjects", good_roles)
    result = run(*ROLES, "--examples", "150")
    assert result.exit_code == 1, result.output
    assert "1 kind of failure" in result.stdout
    (path,) = (folder / "so-carriers-fuzz").glob("*.json")
    assert str(path.relative_to(folder)) in result.stdout
    document = json.loads(path.read_bytes())
    assert (document["target"], document["carrier"], document["seed"]) == ("json", "Role", 5)
    assert document["campaign"] == "so-carriers fuzz --target json --seed 5 --carrier role"
    assert document["smallest"]
    assert json.loads(document["input"]["text"]).keys() == {"Tooltip"}
    again = replayed(path)
    assert (again.exit_code, "Tooltip" in again.stdout) == (1, True)
    faulty()
    mended = replayed(path)
    assert (mended.exit_code, "passes" in mended.stdout) == (0, True)


def test_the_library_has_no_such_fault(folder: Path) -> None:
    result = run(*ROLES, "--examples", "60", "--out", "found")
    assert result.exit_code == 0, result.output
    summary = r"60 examples in [\d.]+ s \([\d,]+/s\), nothing found; --seed 5 makes them again\n"
    assert re.fullmatch(summary, result.stdout)
    assert result.stderr.splitlines()[0] == "seed 5"
    assert not (folder / "found").exists()


@pytest.mark.parametrize("target", [target.value for target in Target if target is not Target.JSON])
def test_every_target_runs(target: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "carriers_by_name", lambda: {"Role": so.Role})
    result = run("fuzz", "--target", target, "--examples", "40", "--seed", "5")
    assert result.exit_code == 0, result.output
    assert "40 examples" in result.stdout


def test_without_a_seed_one_is_drawn_and_said_and_makes_the_same_run_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    words = ["fuzz", "--target", "json", "--carrier", "Role", "--examples", "30"]
    drawn: list[Case] = []
    again: list[Case] = []
    monkeypatch.setattr(session, "check", drawn.append)
    first = run(*words)
    (seed,) = re.findall(r"^seed (\d+)$", first.stderr, flags=re.MULTILINE)
    monkeypatch.setattr(session, "check", again.append)
    assert run(*words, "--seed", seed).exit_code == 0
    assert drawn == again
    assert len(drawn) == 30


@pytest.mark.usefixtures("plainly")
def test_it_ends_after_the_minutes_that_were_asked_for() -> None:
    result = run("fuzz", "--target", "json", "--minutes", "0.005", "--seed", "1")
    assert result.exit_code == 0, result.output
    (seconds,) = re.findall(r"in ([\d.]+) s", result.stdout)
    assert 0.3 <= float(seconds) < 3


@pytest.mark.usefixtures("plainly")
@pytest.mark.parametrize(
    ("ending", "code"), [(Interrupted(2), 130), (Interrupted(15), 143), (KeyboardInterrupt(), 130)]
)
def test_a_signal_ends_it_with_a_summary_and_what_was_found(
    ending: BaseException, code: int, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    count = 0

    def interrupted(_case: Case) -> None:
        nonlocal count
        count += 1
        if count == 20:
            raise ending
        if count > 10:
            raise ValueError("found before")

    monkeypatch.setattr(session, "check", interrupted)
    result = run("fuzz", "--target", "json", "--examples", "1000", "--seed", "1")
    assert result.exit_code == code
    assert re.search(r"^interrupted; 20 examples in .*, 1 kind of failure", result.stdout, flags=re.MULTILINE)
    assert len([*(folder / "so-carriers-fuzz").iterdir()]) == 1


@pytest.mark.usefixtures("plainly")
def test_a_signal_that_is_swallowed_ends_it_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    def swallowed(_case: Case) -> None:
        with contextlib.suppress(BaseException):
            signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(session, "check", swallowed)
    result = run("fuzz", "--target", "json", "--examples", "1000", "--seed", "1")
    assert result.exit_code == 130
    assert result.stdout.startswith("interrupted; 1 example in ")


@pytest.mark.usefixtures("plainly")
def test_where_files_cannot_be_written_what_is_found_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_arguments: Any, **_options: Any) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(session, "write_failure", full)
    monkeypatch.setattr(session, "check", lambda _case: json.loads("no"))
    result = run("fuzz", "--target", "json", "--examples", "20", "--seed", "1")
    assert result.exit_code == 1
    assert "JSONDecodeError" in result.stdout
    assert "not written to so-carriers-fuzz: No space left on device" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "say with --target what to fuzz, or with --replay"),
        (["--target", "json", "--carrier", "Usr"], "did you mean User?"),
        (["--target", "negotiate", "--carrier", "User"], "--carrier is for bodies"),
        (["--target", "json", "--out", "file"], "file is no directory"),
        (["--target", "json", "--rate", "3"], "--rate is for --url"),
        (["--target", "json", "--allow-remote"], "--allow-remote is for --url"),
        (["--target", "json", "--header", "A: b"], "--header is for --url"),
        (["--target", "json", "--method", "PUT"], "--method is for --url"),
        (["--target", "json", "--timeout", "3"], "--timeout is for --url"),
        (["--target", "json", "--answer", "User"], "--answer is for --url"),
        (["--target", "json", "--url", "ftp://localhost"], "--url ftp://localhost: say a URL"),
        (["--target", "json", "--url", "http://bob:hush@localhost/"], "fuzz: --url: the URL holds a user's"),
        (["--target", "json", "--url", "http://bob:hu sh@localhost/"], "fuzz: --url: a URL has neither"),
        (["--target", "json", "--url", "http://bob:hush#x@localhost/"], "fuzz: --url: no URL"),
        (["--target", "json", "--url", "http:bob:hush@localhost/"], "fuzz: --url: say a URL"),
        (["--target", "json", "--url", "http://127.0.0.1:1/", "--method", "A B"], "--method is a word"),
        (["--target", "json", "--url", "http://127.0.0.1:1/", "--header", "hush"], "--header is a name"),
        (
            ["--target", "json", "--url", "http://127.0.0.1:1/", "--header", "A: hush\r\nB: c"],
            "--header is a name",
        ),
        (["--target", "json", "--url", "http://127.0.0.1:1/", "--header", "A b: hush"], "--header is a name"),
        (
            ["--target", "json", "--url", "http://127.0.0.1:1/", "--header", "accept: hush"],
            "fuzz itself says",
        ),
        (["--target", "json", "--url", "http://127.0.0.1:1/", "--answer", "Usr"], "did you mean User?"),
        (
            ["--target", "json", "--replay", "file"],
            "--replay runs one file again, which says all that --target",
        ),
        (["--seed", "3", "--replay", "file"], "which says all that --seed could"),
        (["--replay", "missing.json"], "missing.json: No such file or directory"),
        (["--replay", "file"], "file: $: expected JSON"),
        (["--replay", "sent.json"], "sent.json was sent to a server; say with --url where to send it"),
        (["--replay", "plain.json", "--url", "http://127.0.0.1:1/"], "was not sent to a server"),
        (["--replay", "odd.json"], "there is no such check: os.system"),
        (["--replay", "undrawn.json"], "this happened before there was an input"),
    ],
)
def test_wrong_usage_is_a_line_and_ends_with_2(arguments: list[str], said: str, folder: Path) -> None:
    plain = {
        "so-carriers fuzz": 1,
        "target": "json",
        "check": GOOD,
        "carrier": "Role",
        "input": {"text": "{}"},
    }
    (folder / "file").write_text("{")
    (folder / "plain.json").write_text(json.dumps(plain))
    (folder / "odd.json").write_text(json.dumps({**plain, "check": "os.system"}))
    (folder / "undrawn.json").write_text(json.dumps({**plain, "check": UNDRAWN}))
    sent = {"url": "http://localhost/\x1b[31m", "method": "POST"}
    (folder / "sent.json").write_text(json.dumps({**plain, "server": sent}))
    result = run("fuzz", *arguments)
    assert result.exit_code == 2, result.output
    (line,) = result.stderr.splitlines()
    assert line.startswith("so-carriers fuzz: ")
    assert said in line
    assert "hush" not in line
    assert line.isprintable()
    assert not result.stdout


@pytest.mark.parametrize("option", ["--minutes", "--examples", "--seed", "--rate", "--timeout", "--target"])
def test_numbers_and_words_that_cannot_be_are_refused(option: str) -> None:
    for value in ("-1", "nan", "x"):
        assert run("fuzz", "--target", "json", option, value).exit_code == 2


def test_without_hypothesis_a_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    module = "so_carriers.cli.fuzzing.session"
    monkeypatch.delitem(sys.modules, module)

    class Missing:
        def find_spec(self, name: str, *_arguments: Any) -> None:
            if name == module:
                raise ModuleNotFoundError("No module named 'hypothesis'", name="hypothesis")

    monkeypatch.setattr(sys, "meta_path", [Missing(), *sys.meta_path])
    result = run("fuzz", "--target", "json")
    assert result.exit_code == 2
    assert result.stderr == (
        "so-carriers fuzz: needs hypothesis; install it with: pip install 'so-carriers[cli,testing]'\n"
    )


def test_hypothesis_is_imported_by_what_fuzzes_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [*sys.modules]:
        if name.startswith("so_carriers.cli.fuzzing") or name == "so_carriers.cli.fuzz_command":
            monkeypatch.delitem(sys.modules, name)
    importlib.import_module("so_carriers.cli.fuzz_command")
    assert "so_carriers.cli.fuzzing.session" not in sys.modules

"""Replaying what `so-carriers fuzz --url` found: the command in the file is all that it takes."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import Any

import pytest

from so_carriers.cli.fuzzing import servers as chosen, session
from so_carriers.testing.fuzzing import server as servers
from so_carriers.testing.fuzzing.checks import SENT
from tests.command_runs import run
from tests.fuzz_servers import always, failure_files, fuzzed, plain_requests, serving


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(servers, "_SECONDS_TO_COME_BACK", 0.3)
    monkeypatch.setattr(session, "requests", plain_requests)
    return tmp_path


def replayed(document: dict[str, Any]) -> Any:
    """What the command gives that stands in the file."""
    program, *words = shlex.split(document["replay"])
    assert program == "so-carriers"
    return run(*words)


def write_sent(folder: Path, **server: Any) -> str:
    """Writes a file such as comes from elsewhere."""
    document = {
        "so-carriers fuzz": 1,
        "target": "json",
        "check": SENT,
        "carrier": "Role",
        "input": {"text": "{}"},
        "server": {"url": "http://localhost/", **server},
    }
    (folder / "sent.json").write_text(json.dumps(document))
    return "sent.json"


def test_another_method_is_sent_and_replayed(folder: Path) -> None:
    with serving(always(500)) as server:
        fuzzed(server, "--method", "put", examples=5)
        (path,) = (folder / "so-carriers-fuzz").iterdir()
        run("fuzz", "--replay", str(path), "--url", server.url)
    assert {method for _, method, *_ in server.received} == {"PUT"}


@pytest.mark.parametrize(
    ("said", "kept", "body"),
    [
        ("role", "Role", b'{"Id":"first"}'),
        ("Array<role>", "array<Role>", b'[{"Id":"first"}]'),
    ],
)
def test_what_an_answer_must_hold_is_kept(said: str, kept: str, body: bytes, folder: Path) -> None:
    with serving(always(200, "application/json", body)) as server:
        assert fuzzed(server, "--answer", said, examples=3).exit_code == 1
        (found,) = failure_files(folder)
        assert found["server"]["answer"] == kept
        again = replayed(found)
        assert (again.exit_code, "Id: expected an integer" in again.stdout) == (1, True)
        # The file says it too, should the command be typed anew.
        (path,) = (folder / "so-carriers-fuzz").iterdir()
        assert run("fuzz", "--replay", str(path), "--url", server.url).exit_code == 1
        server.answer = always(200, "application/json", b"{}" if kept == "Role" else b"[]")
        assert replayed(found).exit_code == 0


def test_the_commands_in_a_file_have_what_judges_an_answer(folder: Path) -> None:
    options = ["--allow-remote", "--method", "delete", "--timeout", "0.5", "--answer", "Role"]
    with serving(always(500)) as server:
        assert fuzzed(server, *options, examples=3).exit_code == 1
        (found,) = failure_files(folder)
        assert replayed(found).exit_code == 1
    said = "--allow-remote --method DELETE --timeout 0.5 --answer Role"
    assert found["replay"].endswith(said)
    assert found["campaign"].endswith(said)
    assert {method for _, method, *_ in server.received} == {"DELETE"}


@pytest.mark.parametrize("method", ["DELETE", "PURGE", "OPTIONS"])
def test_a_file_has_nothing_sent_with_a_method_that_is_not_said(method: str, folder: Path) -> None:
    path = write_sent(folder, method=method)
    with serving(always(204)) as server:
        refused = run("fuzz", "--replay", path, "--url", server.url)
        assert not server.received
        said = run("fuzz", "--replay", path, "--url", server.url, "--method", "put")
    assert refused.exit_code == 2
    assert f"the file was sent with {method}; say so with --method {method}" in refused.stderr
    assert said.exit_code == 0, said.output
    assert [method for _, method, *_ in server.received] == ["PUT"]


@pytest.mark.parametrize("method", ["POST", "PUT"])
def test_what_is_sent_again_is_told(method: str, folder: Path) -> None:
    with serving(always(204)) as server:
        result = run("fuzz", "--replay", write_sent(folder, method=method), "--url", server.url)
    assert result.stderr == f"{method} {server.url}\n"


def test_a_file_allows_no_other_host(folder: Path) -> None:
    path = write_sent(folder, **{"allow remote": True, "options": ["--allow-remote"]})
    refused = run("fuzz", "--replay", path, "--url", "http://192.0.2.1/")
    assert refused.exit_code == 2
    assert "--allow-remote is for servers of yours elsewhere" in refused.stderr


def test_a_server_that_goes_away_is_wrong_usage(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(always(204)) as server:
        pass
    # As if it had been there when it was looked for.
    monkeypatch.setattr(chosen, "require_connection", lambda *_arguments: None)
    result = run("fuzz", "--replay", write_sent(folder), "--url", server.url)
    assert result.exit_code == 2, result.output
    assert f"so-carriers fuzz: --url {server.url}: no connection to 127.0.0.1" in result.stderr
    assert not result.stdout

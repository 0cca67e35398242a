"""The last step of `so-carriers demo`: what a client says to a server, and what becomes of it."""

from __future__ import annotations

import builtins
import re
import threading
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

import so_carriers as so
from so_carriers.cli import service_demonstration
from so_carriers.cli.conversion.errors import Failure
from so_carriers.cli.exchanges import calls, momentary_server
from so_carriers.cli.serving.web_server import listen, serve_meanwhile
from tests.unit.test_cli import run, words


def shown(capsys: pytest.CaptureFixture[str]) -> tuple[bool, list[str]]:
    is_right = service_demonstration.show(Console(width=80))
    printed = capsys.readouterr()
    assert not printed.err
    return is_right, printed.out.splitlines()


def test_one_user_goes_through_three_formats(capsys: pytest.CaptureFixture[str]) -> None:
    is_right, lines = shown(capsys)
    assert is_right
    assert [line[4:] for line in lines if line[4:].startswith(("POST", "PATCH", "GET"))] == [
        "POST /api/v1/Agents/User/CreateExternalUser",
        "PATCH /api/v1/User/2",
        "GET /api/v1/User/2",
    ]
    assert lines.count("  < 200 OK") == 3
    for line in (
        "  > Content-Type: application/x-www-form-urlencoded",
        '  >  {"op":"replace","path":"/Rank","value":159}]',
        '  < {..."Name":"kari.moe"..."Rank":159... (N bytes)',
        "  < Content-Type: text/xml; charset=utf-8",
        "  < <UserWithLinks...<Name>kari.moe</Name>...<Rank>159</Rank>... (N bytes)",
        "  identical, in XML",
    ):
        assert line in [re.sub("[0-9,]+ bytes", "N bytes", line) for line in lines]
    assert max(map(len, lines)) <= 80


def test_what_is_secret_is_shown_as_dots(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "so_carriers.cli.exchanges.calls.secrets.token_urlsafe", lambda _bytes: "hunter2hunter2"
    )
    text = "\n".join(shown(capsys)[1])
    assert text.count("> Authorization: Bearer ••••••••\n") == 3
    assert "&Password=••••••••&" in text
    assert "8A:" not in text
    assert "hunter2" not in text


def test_nothing_is_left_behind(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    before = threading.enumerate()
    assert shown(capsys)[0]
    assert threading.enumerate() == before
    assert not [*tmp_path.iterdir()]


def test_a_wrong_answer_is_told_and_the_command_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calls, "JsonPatch", lambda operations: so.JsonPatch(operations[:1]))
    result = run("demo")
    assert result.exit_code == 1
    assert "found (2, 'kari.moe', 0, 459)" in words(result)


def test_an_answer_that_differs_between_the_formats_is_told(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calls, "identical", lambda _one, _other: False)
    is_right, lines = shown(capsys)
    assert not is_right
    assert lines[-1] == "  what is read as XML differs from what the patch answered as JSON"


def test_a_refusal_is_shown_as_it_was_answered(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = [{"op": "test", "path": "/Name", "value": "somebody else"}]
    monkeypatch.setattr(calls, "JsonPatch", lambda _operations: so.JsonPatch(wrong))
    is_right, lines = shown(capsys)
    assert not is_right
    assert "  < 409 Conflict" in lines


def test_a_server_that_cannot_be_reached_is_told(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_place: object) -> Any:
        raise Failure("cannot listen at 127.0.0.1, port 0: Operation not permitted")

    monkeypatch.setattr(momentary_server, "listen", refuse)
    is_right, lines = shown(capsys)
    assert not is_right
    assert lines[-1] == "  cannot listen at 127.0.0.1, port 0: Operation not permitted"


def test_a_server_that_does_not_start_is_not_waited_for() -> None:
    async def application(_scope: Any, receive: Any, send: Any) -> None:
        await receive()
        await send({"type": "lifespan.startup.failed", "message": "no"})

    with (
        listen("127.0.0.1", 0) as listener,
        pytest.raises(Failure, match="did not start"),
        serve_meanwhile(application, listener),
    ):
        pass


def without(monkeypatch: pytest.MonkeyPatch, library: str) -> None:
    original = builtins.__import__

    def missing(name: str, *arguments: Any, **named: Any) -> Any:
        if name.startswith("so_carriers.cli.exchanges"):
            raise ModuleNotFoundError(f"No module named {library!r}", name=library)
        return original(name, *arguments, **named)

    monkeypatch.setattr(builtins, "__import__", missing)


@pytest.mark.parametrize("library", ["sqlalchemy", "starlette", "uvicorn", "argon2", "httpx2", "anyio"])
def test_without_the_extras_one_line_says_what_to_install(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, library: str
) -> None:
    without(monkeypatch, f"{library}.part")
    assert shown(capsys) == (
        True,
        [f"Server and client need {library}: pip install 'so-carriers[server,client]'"],
    )


def test_another_missing_module_is_not_blamed_on_the_extras(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    without(monkeypatch, "orjson")
    with pytest.raises(ModuleNotFoundError, match="orjson"):
        shown(capsys)

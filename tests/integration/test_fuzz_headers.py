"""The headers of `so-carriers fuzz --url`: sent as they are said, and written nowhere."""

from __future__ import annotations

import json
import socket
from pathlib import Path
from typing import Any

import pytest

import so_carriers as so
from so_carriers.cli.fuzzing import session
from so_carriers.testing.fuzzing import server as servers
from so_carriers.testing.fuzzing.addresses import Endpoint
from so_carriers.testing.fuzzing.campaign import examined
from so_carriers.testing.fuzzing.cases import Case, Target
from so_carriers.testing.fuzzing.checks import SENT
from so_carriers.testing.fuzzing.exchange import Answer
from so_carriers.testing.fuzzing.failures import Failure
from so_carriers.testing.fuzzing.server import Server
from tests.command_runs import run
from tests.fuzz_servers import Handler, answered, failure_files, fuzzed, plain_requests, serving

SECRET = "Bearer 5up3r-s3cret"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(servers, "_SECONDS_TO_COME_BACK", 0.3)
    monkeypatch.setattr(session, "requests", plain_requests)
    return tmp_path


def test_values_of_headers_are_sent_and_written_nowhere(folder: Path) -> None:
    def repeats(handler: Handler, _body: bytes) -> None:
        said = handler.headers["Authorization"]
        answered(handler, 200, f"application/json; charset={said.split()[1]}", said.encode())

    with serving(repeats) as server:
        result = fuzzed(server, "--header", f"Authorization: {SECRET}", "--header", "X-Trace: 1")
        (path,) = (folder / "so-carriers-fuzz").iterdir()
        again = run(
            "fuzz", "--replay", str(path), "--url", server.url, "--header", f"Authorization: {SECRET}"
        )
    assert result.exit_code == again.exit_code == 1
    assert {headers["Authorization"] for _, _, _, headers, _ in server.received} == {SECRET}
    shown = result.output + again.output + path.read_text()
    assert "5up3r" not in shown
    assert "•••" in path.read_text()
    assert failure_files(folder)[0]["server"]["header names"] == ["Authorization", "X-Trace"]


def test_a_header_is_sent_as_often_as_it_is_said_and_ours_gives_way() -> None:
    sent: list[list[tuple[str, str]]] = []

    def keeps(handler: Handler, _body: bytes) -> None:
        sent.append(handler.headers.items())
        answered(handler, 204, None)

    said = ["Cookie: a=1", "Cookie: b=2", "user-agent: mine"]
    with serving(keeps) as server:
        result = fuzzed(server, *(word for header in said for word in ("--header", header)), examples=3)
    assert result.exit_code == 0, result.output
    for headers in sent:
        assert [value for name, value in headers if name.lower() == "cookie"] == ["a=1", "b=2"]
        assert [value for name, value in headers if name.lower() == "user-agent"] == ["mine"]


def failure_of(secret: str, answer: Answer, accept: str = "*/*", kind: Any = so.Role) -> Failure:
    """The failure that an answer is, of a server that was sent a secret."""
    nowhere = Endpoint(
        url="http://a/",
        scheme="http",
        host="a",
        port=1,
        path="/",
        addresses=((int(socket.AF_INET), ("127.0.0.1", 1)),),
    )

    def exchange(*_arguments: Any) -> Answer:
        return answer

    server = Server(
        endpoint=nowhere, headers=(("X-Key", secret),), answer=kind, exchange=exchange, rate=1_000
    )
    case = Case(target=Target.NEGOTIATE, check=SENT, carrier="Role", body=b"{}", header=accept)
    failure = examined(case, server.check, server.case_seconds, server.hidden)
    assert failure is not None
    return failure


LONG = "s3cret" * 100


@pytest.mark.parametrize(
    ("secret", "content_type", "body"),
    [
        ("q7", "text/q7", b""),
        ("q7", "text/plain; a=q7x", b""),
        (LONG, f"text/{LONG}", b""),
        ('s3\\cr"et', 'text/plain; a="s3\\\\cr\\"et"', b""),
        ("S3CRET", "application/json; charset=s3cret", b"{}"),
        (LONG, f"text/xml; charset={LONG}", b"<a/>"),
        ("q7", "text/xml; charset=q7", b"<a/>"),
    ],
    ids=["short", "in a word", "long", "escaped", "in another case", "cut", "short charset"],
)
def test_no_value_of_a_header_is_told_however_it_comes_back(
    secret: str, content_type: str, body: bytes
) -> None:
    answer = Answer(200, content_type, is_encoded=False, body=body)
    accept = "text/xml" if not body else "*/*"
    message = failure_of(secret, answer, accept).message
    for part in (secret, secret.lower(), secret[:6], "q7", "s3"):
        assert part not in message
    assert "•••" in message


@pytest.mark.parametrize("key", ["q7", LONG, "s3 c\u00e5ret", "x-q7-y", "s3\tret"])
def test_a_name_in_an_answer_that_repeats_one_is_not_told(key: str) -> None:
    secret = "q7" if "q7" in key else key
    answer = Answer(200, "application/json", is_encoded=False, body=json.dumps({key: {"Id": "x"}}).encode())
    message = failure_of(secret, answer, kind=dict[str, so.Role]).message
    assert message.startswith("200, application/json: •••: expected an integer")
    harmless = failure_of("other", answer, kind=dict[str, so.Role]).message
    assert ".Id: expected an integer" in harmless


def test_what_repeats_nothing_is_told() -> None:
    answer = Answer(200, "application/json", is_encoded=False, body=b'{"Id":"x"}')
    told = failure_of("1", answer).message
    assert told.startswith("200, application/json: $.Id: expected an integer")

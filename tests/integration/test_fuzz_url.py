"""`so-carriers fuzz --url` against servers on loopback: good ones, and such as do what no server should."""

from __future__ import annotations

import socket
import time
from pathlib import Path
from typing import Any

import pytest

import so_carriers as so
from so_carriers.cli.fuzzing import session
from so_carriers.testing.fuzzing import exchange, server as servers
from tests.command_runs import run
from tests.fuzz_servers import (
    Answering,
    Handler,
    always,
    answered,
    failure_files,
    fuzzed,
    plain_requests,
    serving,
)


def good(handler: Handler, body: bytes) -> None:
    """Reads what comes as a Role, and writes it back in the type that is accepted."""
    try:
        codec = handler.headers["Content-Type"]
        role = so.decode(body, so.Role, codec)
        choice = so.default_negotiator().select_encoder(handler.headers["Accept"])
        answered(handler, 200, choice.content_type, so.encode(role, choice.media_type))
    except so.SoCarriersError as error:
        answered(handler, max(error.status, 400) if error.status < 500 else 400, "text/plain", b"no")


@pytest.fixture
def plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Has `fuzz` send stand-ins."""
    monkeypatch.setattr(session, "requests", plain_requests)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(servers, "_SECONDS_TO_COME_BACK", 0.3)
    return tmp_path


@pytest.mark.parametrize("target", ["json", "xml", "form", "patch"])
def test_a_server_that_answers_as_it_should_has_no_failures(target: str, folder: Path) -> None:
    types = {
        "json": {"application/json"},
        "xml": {"application/xml"},
        "form": {"application/x-www-form-urlencoded"},
        "patch": {"application/json-patch+json", "application/merge-patch+json"},
    }
    with serving(always(400, "application/json", b'{"error":"no"}')) as server:
        result = fuzzed(server, target=target, examples=12)
    assert result.exit_code == 0, result.output
    assert "12 examples" in result.stdout
    assert "nothing found" in result.stdout
    assert {headers["Content-Type"] for _, _, _, headers, _ in server.received} <= types[target]
    assert {(method, path) for _, method, path, _, _ in server.received} == {("POST", "/api?x=1")}
    assert len(server.received) == 12
    assert not [*folder.iterdir()] or [path.name for path in folder.iterdir()] == [".hypothesis"]


def test_a_server_that_negotiates_has_no_failures() -> None:
    with serving(good) as server:
        result = fuzzed(server, target="negotiate", examples=40)
    assert result.exit_code == 0, result.output
    assert len({headers["Accept"] for _, _, _, headers, _ in server.received}) > 10


def hang(_handler: Handler, _body: bytes) -> None:
    time.sleep(1)


def drip(handler: Handler, _body: bytes) -> None:
    """Sends a byte now and then, each in time, for ever."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n")
    for _ in range(40):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.05)


def break_off(handler: Handler, _body: bytes) -> None:
    handler.connection.shutdown(socket.SHUT_RDWR)


def promise_more(handler: Handler, _body: bytes) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{}")


def garbage(handler: Handler, _body: bytes) -> None:
    handler.wfile.write(b"\x00\xff garbage\r\n\r\n")


FAULTS: dict[str, tuple[Answering, str]] = {
    "a 500": (always(500, "application/json", b"{}"), "status 500"),
    "a 503 without a body": (always(503), "status 503"),
    "JSON that is none": (always(200, "application/json", b'{"a":'), "undecodable answer"),
    "an error in JSON that is none": (always(400, "text/json; charset=utf-8", b"no"), "undecodable answer"),
    "JSON that is empty": (always(200, "application/json"), "undecodable answer"),
    "XML that is none": (always(200, "text/xml", b"<a>"), "undecodable answer"),
    "XML with a DOCTYPE": (always(200, "application/xml", b"<!DOCTYPE a><a/>"), "undecodable answer"),
    "a charset that is not read": (always(200, "text/xml; charset=utf-7", b"<a/>"), "undecodable answer"),
    "no answer in time": (hang, "timeout"),
    "an answer that never ends": (drip, "timeout"),
    "no answer at all": (break_off, "broken connection"),
    "an answer that breaks off": (promise_more, "broken connection"),
    "no HTTP": (garbage, "broken connection"),
}


@pytest.mark.usefixtures("plainly")
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found_written_and_replayed(fault: str, folder: Path) -> None:
    answer, place = FAULTS[fault]
    is_slow = place == "timeout"
    more = ["--timeout", "0.2"] if is_slow else []
    with serving(answer) as server:
        result = fuzzed(server, *more, examples=2 if is_slow else 30)
        assert result.exit_code == 1, result.output
        (found,) = failure_files(folder)
        assert found["happened"]["place"] == place
        assert found["server"] == {"url": server.url, "method": "POST", "header names": []}
        (path,) = (folder / "so-carriers-fuzz").iterdir()
        assert str(path.relative_to(folder)) in result.stdout
        again = run("fuzz", "--replay", str(path), "--url", server.url, *more)
        assert again.exit_code == 1
        assert place in again.stdout
        # Mended, it passes.
        server.answer = always(204)
        mended = run("fuzz", "--replay", str(path), "--url", server.url)
        assert (mended.exit_code, "passes" in mended.stdout) == (0, True)


@pytest.mark.usefixtures("plainly")
@pytest.mark.parametrize(
    "answer", [always(204, "application/json"), always(200, "text/html", b"<"), always(200)]
)
def test_what_is_no_format_of_ours_is_left_alone(answer: Answering) -> None:
    with serving(answer) as server:
        assert fuzzed(server).exit_code == 0


@pytest.mark.usefixtures("plainly")
def test_an_answer_that_accept_excludes_is_a_fault(folder: Path) -> None:
    with serving(always(200, "text/xml", b"<a/>")) as server:
        result = fuzzed(server, target="negotiate")
    assert result.exit_code == 1
    (found,) = failure_files(folder)
    assert found["happened"]["place"] == "not acceptable"
    assert so.Accept.parse(found["header"]).quality("text/xml") == 0


@pytest.mark.usefixtures("plainly")
def test_a_redirect_is_not_followed_and_no_proxy_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(always(200, "application/json", b"{}")) as other:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
            monkeypatch.setenv(name, other.url)
        with serving(always(302, Location=other.url)) as server:
            assert fuzzed(server).exit_code == 0
        assert len(server.received) == 30
    assert not other.received


@pytest.mark.usefixtures("plainly")
def test_what_a_2xx_holds_is_read_as_the_carrier_that_is_named(folder: Path) -> None:
    with serving(always(200, "application/json", b'{"Id":"first"}')) as server:
        assert fuzzed(server).exit_code == 0
        result = fuzzed(server, "--answer", "role")
    assert result.exit_code == 1
    assert "$.Id: expected an integer" in failure_files(folder)[0]["happened"]["message"][0]


@pytest.mark.usefixtures("plainly")
def test_no_more_requests_than_allowed_are_sent_and_no_faster() -> None:
    with serving(always(204)) as server:
        result = fuzzed(server, "--rate", "25", examples=10)
    assert result.exit_code == 0
    times = [moment for moment, *_ in server.received]
    assert len(times) == 10
    assert times[-1] - times[0] >= 9 / 25 - 0.03


@pytest.mark.usefixtures("plainly")
def test_shrinking_counts_and_is_bounded_too() -> None:
    with serving(always(500)) as server:
        assert fuzzed(server, examples=17).exit_code == 1
    assert len(server.received) <= 17


def await_refusal(address: Any) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            socket.create_connection(address, timeout=1).close()
        except OSError:
            return
    pytest.fail("it takes connections still")


@pytest.mark.usefixtures("plainly")
def test_a_server_that_ends_is_reported_with_what_ended_it(folder: Path) -> None:
    def end(handler: Handler, _body: bytes) -> None:
        if len(handler.server.received) == 5:  # type: ignore[attr-defined]  # it is ours
            handler.server.server_close()
            # While another thread waits for it, the system goes on to take connections.
            await_refusal(handler.server.server_address)
        answered(handler, 204, None)

    with serving(end) as server:
        result = fuzzed(server)
    assert result.exit_code == 1
    (found,) = failure_files(folder)
    assert found["happened"]["error"] == "ServerGone"
    assert found["again when run again"] is False
    assert found["input"]["text"].encode() == server.received[4][-1]


@pytest.mark.usefixtures("plainly")
def test_a_long_answer_is_read_no_further_than_the_bound(
    monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    monkeypatch.setattr(exchange, "LONGEST_ANSWER", 1_000)
    with serving(always(200, "text/plain", b"x" * 2_000)) as server:
        assert fuzzed(server, examples=5).exit_code == 1
    assert failure_files(folder)[0]["happened"]["place"] == "long answer"


@pytest.mark.usefixtures("plainly")
def test_nothing_is_connected_to_but_the_address_that_was_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that leads elsewhere the second time is asked once only."""
    look_up, asked = socket.getaddrinfo, []

    def once(host: Any, *arguments: Any, **options: Any) -> Any:
        asked.append(host)
        return look_up("127.0.0.1" if len(asked) == 1 else "192.0.2.1", *arguments, **options)

    monkeypatch.setattr(socket, "getaddrinfo", once)
    with serving(always(204)) as server:
        server.url = server.url.replace("127.0.0.1", "some.name")
        assert fuzzed(server, examples=5).exit_code == 0
    assert asked == ["some.name"]
    assert {headers["Host"].partition(":")[0] for _, _, _, headers, _ in server.received} == {"some.name"}


@pytest.mark.usefixtures("plainly")
def test_a_server_that_is_not_there_or_not_of_this_machine_is_wrong_usage(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with serving(always(204)) as server:
        pass
    gone = fuzzed(server)
    assert gone.exit_code == 2
    assert "no connection to 127.0.0.1" in gone.stderr
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda *_arguments, **_options: [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("192.0.2.1", 80))],
    )
    monkeypatch.setattr(socket, "socket", lambda *_: pytest.fail("a socket was made"))
    refused = run("fuzz", "--target", "json", "--url", "http://localhost/")
    assert refused.exit_code == 2
    assert "not of this machine alone; --allow-remote" in refused.stderr

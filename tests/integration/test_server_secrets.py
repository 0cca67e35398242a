"""No password, ticket or token of a run is in its log, its database, its responses or its tracebacks."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.types import Message

import so_carriers as so
from so_carriers.server import logs
from so_carriers.server.application import application
from so_carriers.server.async_store import AsyncStore
from tests.served import (
    AGENT,
    FORM,
    JSON,
    JSON_PATCH,
    MERGE_PATCH,
    REQUEST_TYPES,
    RESPONSE_TYPES,
    Served,
    in_loop,
    served,
)

pytestmark = pytest.mark.usefixtures("quick_passwords")

SECRET = "s3cret-Wörd-of-the-run"
SPELLINGS = (
    SECRET.encode(),
    json.dumps(SECRET)[1:-1].encode(),
    SECRET.encode("latin-1"),
    b"s3cret-W%C3%B6rd",
    b"s3cret",
)


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """All that is logged, by any logger, as JSON and as lines, tracebacks included."""
    written = io.StringIO()
    handlers = []
    for formatter in (logs.JsonFormatter(), logs.KeyValueFormatter(), logging.Formatter()):
        handler = logging.StreamHandler(written)
        handler.setFormatter(formatter)
        handlers.append(handler)
    root = logging.getLogger()
    levels = root.level, logs.LOGGER.level
    root.setLevel(logging.DEBUG)
    logs.LOGGER.setLevel(logging.DEBUG)
    for handler in handlers:
        root.addHandler(handler)
    yield written
    for handler in handlers:
        root.removeHandler(handler)
    root.setLevel(levels[0])
    logs.LOGGER.setLevel(levels[1])


def bytes_in(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir())


async def ask_everything(server: Served) -> list[bytes]:
    """Sends the secret wherever a password may stand, rightly and wrongly; all that is answered."""
    kind = '{"Type":"Password","ValueControl":"Password"}'
    kind_in_blanks = '{"Type":" Password"}'
    credential = f'{{"Type":{kind},"Value":"{SECRET}","DisplayValue":"own"}}'
    user = f'{{"Name":"credential","Credentials":[{credential}]}}'
    bodies = [
        ("POST", f"{AGENT}SaveUser", user, JSON),
        ("PUT", "/api/v1/User/2", f'{{"Name":"Kari","Credentials":[{credential}]}}', JSON),
        ("PATCH", "/api/v1/User/2", f'{{"Credentials":[{credential}]}}', MERGE_PATCH),
        ("PATCH", "/api/v1/User/2", f'{{"Credentials":[{{"Value":{{"a":"{SECRET}"}}}}]}}', MERGE_PATCH),
        (
            "PATCH",
            "/api/v1/User/2",
            f'[{{"op":"test","path":"/Credentials/0/Value","value":"{SECRET}"}}]',
            JSON_PATCH,
        ),
        ("PATCH", "/api/v1/User/2", f'[{{"op":"add","path":"/Password","value":"{SECRET}"}}]', JSON_PATCH),
        ("POST", f"{AGENT}SaveUser", f'{{"Name":"x","Password":"{SECRET}"}}', JSON),
        ("POST", f"{AGENT}SetPassword", f'{{"AssociateId":2,"Password":["{SECRET}"]}}', JSON),
        ("POST", f"{AGENT}SetPassword", f'{{"AssociateId":"x","Password":"{SECRET}"}}', JSON),
        ("POST", f"{AGENT}SetPassword", f'{{"AssociateId":2,"Password":"{SECRET}', JSON),
        ("POST", f"{AGENT}SetPassword", f"<a><Password><b>{SECRET}</b></Password></a>", "text/xml"),
        ("POST", f"{AGENT}SetPassword", f"<a><Password>{SECRET}", "text/xml"),
        ("POST", f"{AGENT}SetPassword", f"AssociateId=x&Password={SECRET}", FORM),
        ("POST", f"{AGENT}SetPassword", f'{{"AssociateId":2,"Password":"{SECRET * 100}"}}', JSON),
        ("POST", f"{AGENT}SetPassword", SECRET, "text/plain"),
        ("POST", f"{AGENT}SetPassword", f'"{SECRET}"', JSON),
        ("POST", f"{AGENT}SetPassword", f"<a>{SECRET}</a>", "text/xml"),
        ("POST", f"{AGENT}SaveUser", f'{{"Credentials":"{SECRET}"}}', JSON),
        ("POST", f"{AGENT}SaveUser", f'{{"Credentials":["{SECRET}"]}}', JSON),
        ("PUT", "/api/v1/User/2", f'{{"Credentials":[{{"Type":"{SECRET}"}}]}}', JSON),
        ("PATCH", "/api/v1/User/2", f'["{SECRET}"]', JSON_PATCH),
        ("PATCH", "/api/v1/User/2", f'{{"Credentials":"{SECRET}"}}', MERGE_PATCH),
        (
            "PATCH",
            "/api/v1/User/2",
            f'[{{"op":"add","path":"/Credentials/-","value":"{SECRET}"}}]',
            JSON_PATCH,
        ),
        (
            "PATCH",
            "/api/v1/User/2",
            f'[{{"op":"test","path":"/Credentials","value":"{SECRET}"}}]',
            JSON_PATCH,
        ),
        ("PATCH", "/api/v1/User/2", f'[{{"op":"test","path":"","value":"{SECRET}"}}]', JSON_PATCH),
        (
            "PUT",
            "/api/v1/User/2",
            f'{{"Credentials":[{{"Type":{kind_in_blanks},"Value":"{SECRET}","DisplayValue":"{SECRET}"}}]}}',
            JSON,
        ),
        ("PUT", "/api/v1/User/2", f'{{"X":{{"Password":"{SECRET}"}}}}', JSON),
    ]
    server.saved(name="Kari")
    answers = []
    for method, path, body, sends in bodies:
        response = await server.ask(method, path, body.encode(), sends=sends)
        answers.append(response.content)
    for number, sends in enumerate(REQUEST_TYPES):
        for accept in RESPONSE_TYPES[:2]:
            request = so.CreateExternalUserRequest(
                person_id=1, user_name=f"user {number} {accept}", password=SECRET, role_id=2, is_active=True
            )
            response = await server.ask(
                "POST", f"{AGENT}CreateExternalUser", so.encode(request, sends), sends=sends, accept=accept
            )
            assert response.status_code == 200
            answers.append(response.content)
    response = await server.client.get("/api/v1/User/1", auth=("user 0 application/json", SECRET))
    assert response.status_code == 200
    answers.append(response.content)
    response = await server.client.get("/api/v1/User/1", auth=("nobody", SECRET))
    assert response.status_code == 401
    answers.append(response.content)
    users = [await server.ask("GET", f"/api/v1/User/{associate_id}") for associate_id in range(1, 20)]
    return [*answers, *(user.content for user in users)]


@in_loop
async def test_a_password_is_in_no_log_database_or_response(tmp_path: Path, log: io.StringIO) -> None:
    async with served(f"sqlite:///{tmp_path / 'users.db'}") as server:
        answers = await ask_everything(server)
        token = server.client.headers["Authorization"].partition(" ")[2]
        files = bytes_in(tmp_path)
    files += bytes_in(tmp_path)
    written = log.getvalue()
    assert "http_path=/api/v1/Agents/User/SetPassword" in written
    for place in (b"\n".join(answers), files, written.encode()):
        for spelling in (*SPELLINGS, token.encode()):
            assert spelling not in place


@in_loop
async def test_what_nobody_expected_is_500_that_tells_nothing_and_a_log_entry_without_words(
    monkeypatch: pytest.MonkeyPatch, log: io.StringIO
) -> None:
    async def fail(
        _store: AsyncStore, _user: so.User, password: str | None = None, **_options: object
    ) -> None:
        try:
            raise KeyError(password)
        except KeyError as error:
            raise RuntimeError(f"the inside, and {password}") from error

    monkeypatch.setattr(AsyncStore, "insert", fail)
    async with served() as server:
        request = so.CreateExternalUserRequest(user_name="Ola", password=SECRET)
        response = await server.ask("POST", f"{AGENT}CreateExternalUser", so.encode(request), sends=JSON)
    assert response.status_code == 500
    assert response.content == (
        b'{"Error":true,"ErrorType":"InternalServerError",'
        b'"ErrorMessage":"The server failed at this request; its log says why.",'
        b'"ErrorSource":"CreateExternalUser"}'
    )
    written = log.getvalue()
    assert "RuntimeError" in written
    assert "KeyError" in written
    assert "in create_external_user" in written
    assert SECRET not in written
    assert "s3cret" not in written


@in_loop
async def test_a_record_of_an_exchange_says_what_was_exchanged_and_no_query(log: io.StringIO) -> None:
    async with served() as server:
        await server.ask(
            "POST", f"{AGENT}SaveUser?$select=Name", b'{"Name":"Kari"}', sends=JSON, accept="text/xml"
        )
    lines = log.getvalue().splitlines()
    (record,) = (json.loads(line) for line in lines if line.startswith("{") and '"http_path"' in line)
    times = record.pop("codec_microseconds"), record.pop("microseconds")
    assert 0 < times[0] <= times[1]
    del record["time"]
    assert record == {
        "level": "INFO",
        "logger": "so_carriers.server",
        "message": f"POST {AGENT}SaveUser 200",
        "http_method": "POST",
        "http_path": f"{AGENT}SaveUser",
        "http_status": 200,
        "request_type": JSON,
        "response_type": "text/xml",
    }


@in_loop
async def test_who_has_gone_is_not_answered_and_costs_no_record(log: io.StringIO) -> None:
    async with served() as server:
        sent = []

        async def receive() -> Message:
            return {"type": "http.disconnect"}

        async def send(message: Message) -> None:
            sent.append(message)

        headers = [(b"authorization", server.client.headers["Authorization"].encode())]
        headers.append((b"content-type", b"application/json"))
        path = f"{AGENT}SaveUser"
        scope = {"type": "http", "method": "POST", "path": path, "headers": headers, "query_string": b""}
        await application(server.settings, server.store)(scope, receive, send)
        assert sent == []
    assert path not in log.getvalue()

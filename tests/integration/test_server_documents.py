"""The requests of the source documents, of the official TypeScript client, and captured bodies."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

import so_carriers as so
from so_carriers.testing.comparison.compact import compact
from tests.conftest import corpus_index
from tests.served import AGENT, JSON, RESPONSE_TYPES, Served, in_loop, served

pytestmark = pytest.mark.usefixtures("quick_passwords")

CAPTURED_USERS = [
    entry["file"] for entry in corpus_index() if entry["carrier"] in {"User", "UserWithLinks"}
] or ["no corpus"]

DOCUMENTED_HEADERS: dict[str, Any] = {"accept": "application/json; charset=utf-8", "Accept_Language": "*"}

EXTERNAL_USER = b"""{
  "PersonId": 926,
  "UserName": "Cummerata, Hagenes and Satterfield",
  "Password": "nostrum",
  "RoleId": 459,
  "IsActive": true
}"""


@pytest.mark.parametrize("dialect", so.Dialect)
@in_loop
async def test_the_documented_request_for_a_default_user(dialect: so.Dialect) -> None:
    async with served(dialect=dialect) as server:
        response = await server.ask("POST", "/api/v1/Agents/User/CreateDefaultUser", **DOCUMENTED_HEADERS)
        assert response.status_code == 200
        assert response.headers["Content-Type"] == "application/json; charset=utf-8"
        # Every member is there, in the order of the document.
        assert [*json.loads(response.content)] == [member.name for member in so.schema_of(so.User).members]
        assert server.read(response, so.User).associate_id == 0


@pytest.mark.parametrize("dialect", so.Dialect)
@in_loop
async def test_the_documented_request_for_an_external_user(dialect: so.Dialect) -> None:
    async with served(dialect=dialect) as server:
        response = await server.ask(
            "POST",
            "/api/v1/Agents/User/CreateExternalUser?$select=name,department,category/id",
            EXTERNAL_USER,
            sends="application/json; charset=utf-8",
            **DOCUMENTED_HEADERS,
        )
        assert response.status_code == 200
        assert response.headers["Content-Type"] == "application/json; charset=utf-8"
        assert re.fullmatch(b"[0-9]+", response.content)


def camel_case(value: Any) -> Any:
    """What the client makes of names: their first letter is small."""
    if isinstance(value, list):
        return [camel_case(each) for each in value]
    if isinstance(value, dict):
        return {name[:1].lower() + name[1:]: camel_case(each) for name, each in value.items()}
    return value


TYPESCRIPT_HEADERS: dict[str, Any] = {
    "accept": JSON,
    "sends": JSON,
    "SO_Language": "",
    "SO_Timezone": "UTC, includeTZOffset",
    "SO_Browser_TZ_Offset": "-60",
}


async def call(server: Served, method: str, body: Any = None, query: str = "") -> Any:
    """A call as the TypeScript client makes it: JSON, also where there is nothing to say."""
    response = await server.ask(
        "POST", f"{AGENT}{method}{query}", json.dumps(body).encode(), **TYPESCRIPT_HEADERS
    )
    assert response.status_code == 200, response.text
    return json.loads(response.content)


@pytest.mark.parametrize("dialect", so.Dialect)
@in_loop
async def test_the_typescript_client_makes_changes_and_finds_a_user(dialect: so.Dialect) -> None:
    async with served(dialect=dialect) as server:
        user = camel_case(await call(server, "CreateDefaultUser"))
        user |= {"name": "kari", "userName": "kari@example.com", "rank": 3}
        # It has numbers for enums, and dates in its own zone with milliseconds.
        user |= {"type": 1, "lastlogin": "2024-09-04T10:01:28.587Z"}
        user["person"] = {"personId": 5, "firstname": "Kari"}
        saved = await call(server, "SaveUser", user)
        assert (saved["name"], saved["rank"], saved["person"]["firstname"]) == ("kari", 3, "Kari")
        found = await call(server, "GetUser", query=f"?userId={saved['associateId']}")
        assert found["lastlogin"] == "2024-09-04T10:01:28.587Z"
        assert found == saved
        stored = server.store.get(saved["associateId"])
        assert stored is not None
        assert stored.user.type is so.UserType.INTERNAL_ASSOCIATE
        assert await call(server, "GetUser", query="?userId=404") is None
        name = {"associateId": 0, "type": 1, "personId": 0, "userName": "kari"}
        assert await call(server, "IsUserNameValid", name) is False


@pytest.mark.parametrize("body", [b"", b"null", b"{}"])
@in_loop
async def test_the_typescript_client_states_json_where_it_sends_nothing(body: bytes) -> None:
    async with served() as server:
        response = await server.ask("POST", f"{AGENT}CreateDefaultUser", body, **TYPESCRIPT_HEADERS)
        assert response.status_code == 200
        response = await server.ask("POST", f"{AGENT}GetUser?userId=1", body, **TYPESCRIPT_HEADERS)
        assert response.status_code == 200
        response = await server.ask("POST", f"{AGENT}DeleteUser?userId=1", body, **TYPESCRIPT_HEADERS)
        assert response.status_code == 204


@pytest.mark.parametrize("name", CAPTURED_USERS)
@in_loop
async def test_a_captured_user_can_be_saved_and_comes_back_identical(
    name: str, corpus_directory: Path
) -> None:
    async with served() as server:
        own = server.saved(name="to be replaced")
        content = compact((corpus_directory / name).read_bytes())
        body = re.sub(b'"AssociateId":[0-9]+', b'"AssociateId":%d' % own, content, count=1)
        sent = so.decode(body, so.UserWithLinks)
        so.set_absent(sent, "links")
        response = await server.ask("POST", f"{AGENT}SaveUser", body, sends=JSON)
        assert response.status_code == 200, response.text
        assert response.content == so.encode(sent)
        for accept in RESPONSE_TYPES:
            response = await server.ask("POST", f"{AGENT}GetUser?userId={own}", accept=accept)
            assert so.identical(server.read(response, so.UserWithLinks), sent)
        for sends in RESPONSE_TYPES:
            response = await server.ask("POST", f"{AGENT}SaveUser", so.encode(sent, sends), sends=sends)
            assert response.content == so.encode(sent)


LANGUAGES = (
    b'{"AssociateId":1,"Name":"x","Tooltip":"NO:\\"Hei\\";US:\\"Hello\\"",'
    b'"CustomFields":{"SuperOffice:1":"[F:4.5]"}}'
)


@pytest.mark.parametrize(
    ("headers", "tooltip", "language"),
    [
        ({}, 'NO:"Hei";US:"Hello"', None),
        ({"Accept_Language": "*"}, 'NO:"Hei";US:"Hello"', None),
        ({"Accept_Language": "en"}, "Hello", "en"),
        ({"Accept_Language": "en", "SO_Language": "no"}, "Hei", "no"),
        ({"Accept_Language": "en", "SO_Language": "x"}, 'NO:"Hei";US:"Hello"', None),
        ({"Accept_Language": "en", "SO_Language": ""}, 'NO:"Hei";US:"Hello"', None),
    ],
)
@in_loop
async def test_texts_are_in_the_language_of_the_caller_and_stay_whole_in_the_store(
    headers: dict[str, Any], tooltip: str, language: str | None
) -> None:
    async with served() as server:
        await server.ask("POST", f"{AGENT}SaveUser", LANGUAGES, sends=JSON)
        response = await server.ask("POST", f"{AGENT}GetUser?userId=1", **headers)
        assert server.read(response, so.User).tooltip == tooltip
        said = response.headers.get("Content-Language")
        assert (said is None) if language is None else said is not None
        plain = await server.ask("POST", f"{AGENT}GetUser?userId=1")
        assert plain.content == LANGUAGES


@in_loop
async def test_dates_are_in_the_zone_of_the_caller_both_ways() -> None:
    async with served(base_time_zone="Europe/Oslo") as server:
        body = b'{"AssociateId":1,"Lastlogin":"2024-07-01T12:00:00"}'
        await server.ask("PUT", "/api/v1/User/1", body, sends=JSON)
        response = await server.ask("POST", f"{AGENT}GetUser?userId=1", SO_TimeZone="US-NY")
        assert b'"Lastlogin":"2024-07-01T06:00:00"' in response.content
        response = await server.ask("POST", f"{AGENT}GetUser?userId=1", SO_TimeZone="US-NY, includeTZOffset")
        assert b'"Lastlogin":"2024-07-01T06:00:00-04:00"' in response.content
        body = b'{"AssociateId":1,"Lastlogin":"2024-07-01T07:00:00"}'
        response = await server.ask("PUT", "/api/v1/User/1", body, sends=JSON, SO_TimeZone="US-NY")
        assert b'"Lastlogin":"2024-07-01T07:00:00"' in response.content
        response = await server.ask("POST", f"{AGENT}GetUser?userId=1")
        assert b'"Lastlogin":"2024-07-01T13:00:00"' in response.content

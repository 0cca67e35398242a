"""The OpenAPI document is one, and says what the server does."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import so_carriers as so
from so_carriers.server.application import OPERATIONS
from tests.served import (
    AGENT,
    JSON,
    JSON_PATCH,
    MERGE_PATCH,
    REQUEST_TYPES,
    RESPONSE_TYPES,
    Served,
    in_loop,
    served,
)

CREATE_DEFAULT = f"{AGENT}CreateDefaultUser"
CREATE_EXTERNAL = f"{AGENT}CreateExternalUser"
USER = "/api/v1/User/{id}"


async def document_of(server: Served) -> dict[str, Any]:
    response = await server.ask("GET", "/openapi.json")
    assert (response.status_code, response.headers["Content-Type"]) == (200, f"{JSON}; charset=utf-8")
    document: dict[str, Any] = json.loads(response.content)
    return document


def parts_of(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for each in value.values():
            yield from parts_of(each)
    elif isinstance(value, list):
        for each in value:
            yield from parts_of(each)


def found_at(document: dict[str, Any], reference: str) -> Any:
    assert reference.startswith("#/")
    part: Any = document
    for step in reference[2:].split("/"):
        part = part[step]
    return part


@pytest.mark.parametrize("dialect", so.Dialect)
@in_loop
async def test_every_reference_leads_somewhere_and_every_schema_is_one(dialect: so.Dialect) -> None:
    async with served(dialect=dialect) as server:
        document = await document_of(server)
    assert document["openapi"] == "3.1.1"
    references = [part["$ref"] for part in parts_of(document) if isinstance(part.get("$ref"), str)]
    assert len(references) > 100
    for reference in references:
        assert found_at(document, reference)
    for part in parts_of(document):
        if isinstance(part.get("schema"), dict):
            Draft202012Validator.check_schema(part["schema"])
    for schema in document["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)


@in_loop
async def test_every_operation_is_described_once_with_its_method() -> None:
    async with served() as server:
        paths = (await document_of(server))["paths"]
    described = {(path, method.upper()) for path, methods in paths.items() for method in methods}
    assert described == {(operation.path, operation.method) for operation in OPERATIONS}
    names = [operation["operationId"] for methods in paths.values() for operation in methods.values()]
    assert len(set(names)) == len(names)


@in_loop
async def test_it_has_the_media_types_of_the_source_documents() -> None:
    async with served() as server:
        paths = (await document_of(server))["paths"]
        external = paths[CREATE_EXTERNAL]["post"]
        assert set(external["requestBody"]["content"]) == set(REQUEST_TYPES)
        assert set(external["responses"]["200"]["content"]) == set(RESPONSE_TYPES)
        assert "requestBody" not in paths[CREATE_DEFAULT]["post"]
        assert set(paths[CREATE_DEFAULT]["post"]["responses"]["200"]["content"]) == set(RESPONSE_TYPES)
        assert set(paths[USER]["patch"]["requestBody"]["content"]) == {JSON_PATCH, MERGE_PATCH}
    async with served(dialect=so.Dialect.NETSERVER) as server:
        paths = (await document_of(server))["paths"]
        patch = paths[USER]["patch"]["requestBody"]["content"]
        assert set(patch) == {JSON_PATCH, MERGE_PATCH, JSON, "text/json"}
        assert len(patch[JSON]["schema"]["anyOf"]) == 2


@pytest.mark.parametrize("dialect", so.Dialect)
@pytest.mark.parametrize("accept", [JSON, MERGE_PATCH, JSON_PATCH])
@in_loop
async def test_what_is_answered_is_what_is_described(accept: str, dialect: so.Dialect) -> None:
    async with served(dialect=dialect) as server:
        document = await document_of(server)

        async def check(method: str, path: str, described: str, status: int) -> None:
            response = await server.ask(method, path, accept=accept)
            assert response.status_code == status
            operation = document["paths"][described][method.lower()]
            stated = operation["responses"][str(status)]
            stated = found_at(document, stated["$ref"]) if "$ref" in stated else stated
            schema = stated["content"][accept]["schema"]
            Draft202012Validator({**schema, "components": document["components"]}).validate(
                json.loads(response.content)
            )
            assert {name.lower() for name in stated["headers"]} <= set(response.headers)

        await check("POST", CREATE_DEFAULT, CREATE_DEFAULT, 200)
        await check("GET", "/api/v1/User/1", USER, 200)
        await check("GET", "/api/v1/User/404", USER, 404)
        await check("GET", "/api/v1/User/1?$select=Name", USER, 200)
        await check("POST", f"{AGENT}GetUser?userId=404", f"{AGENT}GetUser", 200)


@in_loop
async def test_it_has_the_headers_of_the_source_documents_and_what_proves_who_is_calling() -> None:
    async with served() as server:
        document = await document_of(server)
    components = document["components"]
    assert set(components["parameters"]) == {
        "Accept-Language",
        "SO-Language",
        "SO-Culture",
        "SO-TimeZone",
        "SO-AppToken",
    }
    assert set(components["securitySchemes"]) == {"Basic", "SoTicket", "Bearer", "Session", "XsrfToken"}
    assert document["paths"]["/healthz"]["get"]["security"] == []
    assert components["schemas"]["Error"]["properties"]["ErrorType"]
    assert document["paths"][USER]["patch"]["responses"].keys() >= {"404", "409", "412", "415", "422"}


@in_loop
async def test_it_is_shown_to_everybody() -> None:
    async with served(headers={}) as server:
        await document_of(server)

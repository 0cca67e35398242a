"""The OpenAPI 3.1 document of a server, made of its operations and of the carriers' schemas."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from so_carriers.codecs.codec import Patch, PatchCodec
from so_carriers.defaults import default_negotiator, default_registry
from so_carriers.patches.json_patch import JsonPatch
from so_carriers.patches.merge_patch import MergePatch
from so_carriers.registry import CodecEntry
from so_carriers.schema_documents.json_schema import json_schema, json_schema_of_all
from so_carriers.server.errors import ErrorReply
from so_carriers.server.openapi_parts import (
    HEADER_PARAMETERS,
    QUERY_SELECT,
    REASONS,
    RESPONSE_HEADERS,
    SECURITY,
    SECURITY_SCHEMES,
    STATUSES_OF_ALL,
    condition_parameter,
    path_parameter,
    query_parameter,
)
from so_carriers.server.operations import ID, Operation
from so_carriers.settings import Dialect

VERSION = "3.1.1"
TITLE = "SuperOffice NetServer's User agent and REST users, as so_carriers serves them"

_DEFINITIONS, _SCHEMAS = "#/$defs/", "#/components/schemas/"
_HEADERS_OF_ERRORS = {
    401: ("WWW-Authenticate",),
    405: ("Allow",),
    415: ("Accept", "Accept-Patch"),
    503: ("Retry-After",),
}
_PATCH_NAMES = ("JsonPatch", "MergePatch")
_PATCHES = {
    "JsonPatch": {
        "title": "JsonPatch",
        "description": "Operations that are carried out one after the other, all or none (RFC 6902).",
        "type": "array",
        "items": {
            "type": "object",
            "required": ["op", "path"],
            "properties": {
                "op": {"enum": ["add", "remove", "replace", "move", "copy", "test"]},
                "path": {"type": "string"},
                "from": {"type": "string"},
                "value": True,
            },
        },
    },
    "MergePatch": {
        "title": "MergePatch",
        "description": "The members that change; null removes one (RFC 7396).",
        "type": "object",
    },
}


def openapi_document(operations: Iterable[Operation], dialect: Dialect, version: str) -> dict[str, Any]:
    """The document of these operations as a server of that dialect serves them."""
    served = tuple(operations)
    paths: dict[str, dict[str, Any]] = {}
    for operation in served:
        paths.setdefault(operation.path, {})[operation.method.lower()] = _operation(operation, dialect)
    return {
        "openapi": VERSION,
        "info": {"title": TITLE, "version": version},
        "security": SECURITY,
        "paths": paths,
        "components": {
            "schemas": _schemas(served),
            "securitySchemes": SECURITY_SCHEMES,
            "parameters": HEADER_PARAMETERS,
            "headers": RESPONSE_HEADERS,
            "responses": {str(status): _error(status, dialect) for status in REASONS if status >= 400},
        },
    }


def openapi_body(operations: Iterable[Operation], dialect: Dialect, version: str) -> bytes:
    """The document as JSON."""
    return json.dumps(openapi_document(operations, dialect, version), separators=(",", ":")).encode()


def _operation(operation: Operation, dialect: Dialect) -> dict[str, Any]:
    described: dict[str, Any] = {
        "operationId": operation.name,
        "summary": operation.summary,
        "parameters": _parameters(operation),
        "responses": _responses(operation, dialect),
    }
    if operation.is_open:
        described["security"] = []
    if operation.takes is not None:
        content = _patch_content(dialect) if operation.method == "PATCH" else _request(operation, dialect)
        described["requestBody"] = {"required": operation.needs_body, "content": content}
    return described


def _parameters(operation: Operation) -> list[dict[str, Any]]:
    parameters = [path_parameter()] if operation.path.endswith(ID) else []
    parameters += [query_parameter(name) for name in operation.query]
    parameters += [QUERY_SELECT] if operation.selects else []
    parameters += [condition_parameter(name) for name in operation.conditions]
    if not operation.is_open:
        parameters += [{"$ref": f"#/components/parameters/{name}"} for name in HEADER_PARAMETERS]
    return parameters


def _responses(operation: Operation, dialect: Dialect) -> dict[str, Any]:
    responses: dict[str, Any] = {}
    if operation.gives is None:
        responses["204"] = {"description": REASONS[204], "headers": _headers("Vary")}
    else:
        content = _response_content(operation.gives, dialect)
        responses["200"] = {"description": "OK", "headers": _headers("Vary"), "content": content}
        if operation.conditions:
            responses["200"]["headers"] |= _headers("Last-Modified")
    everywhere = (406, 500) if operation.is_open else STATUSES_OF_ALL
    for status in sorted({*operation.statuses, *everywhere}):
        if status < 400:
            responses[str(status)] = {"description": REASONS[status], "headers": _headers("Last-Modified")}
        else:
            responses[str(status)] = {"$ref": f"#/components/responses/{status}"}
    return responses


def _error(status: int, dialect: Dialect) -> dict[str, Any]:
    headers = {
        "Vary",
        *_HEADERS_OF_ERRORS.get(status, ()),
    }
    return {
        "description": REASONS[status],
        "headers": _headers(*sorted(headers)),
        "content": _response_content(ErrorReply, dialect),
    }


def _headers(*names: str) -> dict[str, Any]:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def _request(operation: Operation, dialect: Dialect) -> dict[str, Any]:
    return _content(operation.takes, default_registry().readers, dialect)


def _response_content(type: Any, dialect: Dialect) -> dict[str, Any]:
    return _content(type, default_registry().offers, dialect)


def _content(type: Any, entries: Iterable[CodecEntry], dialect: Dialect) -> dict[str, Any]:
    schema = _moved(_bare(json_schema(type)))
    return {
        entry.media_type.essence: {"schema": _replacing(schema) if _is_patch(entry, dialect) else schema}
        for entry in entries
    }


def _patch_content(dialect: Dialect) -> dict[str, Any]:
    content: dict[str, Any] = {}
    for essence in default_negotiator(dialect).unsupported("", patching=True).offered:
        entry = default_registry().reader(essence)
        kind = _patch_type(entry, dialect)
        names = _PATCH_NAMES if kind is None else (kind.__name__,)
        references = [{"$ref": f"{_SCHEMAS}{name}"} for name in names]
        content[essence] = {"schema": references[0] if len(references) == 1 else {"anyOf": references}}
    return content


def _patch_type(entry: CodecEntry | None, dialect: Dialect) -> type[Patch] | None:
    if entry is None or not entry.patches or not isinstance(entry.codec, PatchCodec):
        return None
    return entry.codec.patch_type(dialect)


def _is_patch(entry: CodecEntry, dialect: Dialect) -> bool:
    """Whether a value is written as the patch that replaces everything by it (`Dialect.RFC`)."""
    return dialect is Dialect.RFC and _patch_type(entry, dialect) is JsonPatch


def _replacing(schema: Mapping[str, Any]) -> dict[str, Any]:
    operation = {
        "type": "object",
        "required": ["op", "path", "value"],
        "properties": {"op": {"enum": ["add", "replace"]}, "path": {"const": ""}, "value": schema},
    }
    return {"type": "array", "minItems": 1, "maxItems": 1, "items": operation}


def _schemas(operations: Iterable[Operation]) -> dict[str, Any]:
    types = [type for each in operations for type in (each.takes, each.gives) if type is not None]
    carriers = [*(type for type in types if type != JsonPatch | MergePatch), ErrorReply]
    definitions = json_schema_of_all(carriers)["$defs"]
    moved: dict[str, Any] = _moved({**definitions, **_PATCHES})
    return moved


def _bare(schema: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in schema.items() if name not in {"$schema", "$defs"}}


def _moved(part: Any) -> Any:
    """The part with its references led to the components of the document."""
    if isinstance(part, dict):
        return {
            name: _moved_reference(value) if name == "$ref" else _moved(value) for name, value in part.items()
        }
    return [_moved(each) for each in part] if isinstance(part, list) else part


def _moved_reference(reference: str) -> str:
    return reference.replace(_DEFINITIONS, _SCHEMAS, 1)

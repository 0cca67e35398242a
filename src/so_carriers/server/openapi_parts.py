"""What the OpenAPI document says once: statuses, headers, parameters and how callers prove who they are."""

from __future__ import annotations

from typing import Any

from so_carriers.server.authentication import SESSION_COOKIE

_TEXT = {"type": "string"}

REASONS = {
    204: "Done; there is nothing to answer.",
    304: "The user was not changed since If-Modified-Since.",
    400: "The body is not what it is said to be, or a parameter or time zone is none.",
    401: "Nothing proves who is calling, or what should does not.",
    403: "The User agent is not available to the caller.",
    404: "There is no such user, or nothing at that path.",
    405: "The path has other methods.",
    406: "Accept allows none of the media types, or the chosen one cannot say the result.",
    409: "The patch does not fit the user, one of its tests failed, or the name is taken.",
    412: "The user was changed after If-Unmodified-Since.",
    413: "The body is over a limit.",
    415: "The body's media type, charset or coding is not read here.",
    422: "The body can be read, and asks for what a user cannot be.",
    500: "The server failed.",
    503: "The store does not answer, or too many passwords wait to be checked.",
}

STATUSES_OF_ALL = (400, 401, 403, 406, 413, 415, 500, 503)
"""The errors that any operation may end with that needs authorization."""

RESPONSE_HEADERS: dict[str, Any] = {
    "Vary": {"description": "The headers that the response depends on.", "schema": _TEXT},
    "Last-Modified": {"description": "When the user was last changed, as an HTTP date.", "schema": _TEXT},
    "Allow": {"description": "The methods that the path has.", "schema": _TEXT},
    "Accept": {"description": "The media types that are read.", "schema": _TEXT},
    "Accept-Patch": {"description": "The media types that PATCH takes.", "schema": _TEXT},
    "Retry-After": {
        "description": "The seconds after which to ask again, if they are known.",
        "schema": _TEXT,
    },
    "WWW-Authenticate": {"description": "How to prove who is calling.", "schema": _TEXT},
}


def _header(name: str, description: str) -> dict[str, Any]:
    return {"name": name, "in": "header", "description": description, "schema": _TEXT}


HEADER_PARAMETERS: dict[str, Any] = {
    name: _header(name, description)
    for name, description in (
        ("Accept-Language", "The language of multi-language texts, as an iso2 code; `*` leaves them whole."),
        ("SO-Language", "The same, and it overrides Accept-Language; `*`, `x` or nothing leaves them whole."),
        ("SO-Culture", "The culture of numbers and dates within texts; needs a language."),
        ("SO-TimeZone", "The zone of dates, as a code or id of NetServer's; `includeTZOffset` adds offsets."),
        ("SO-AppToken", "The application token of a partner app, where the server is online."),
    )
}

QUERY_SELECT: dict[str, Any] = {
    "name": "$select",
    "in": "query",
    "description": "The members to show, such as `Name,Person/Firstname`; others are null.",
    "schema": _TEXT,
}

SECURITY: list[dict[str, list[str]]] = [
    {"Basic": []},
    {"SoTicket": []},
    {"Bearer": []},
    {"Session": [], "XsrfToken": []},
]

SECURITY_SCHEMES: dict[str, Any] = {
    "Basic": {"type": "http", "scheme": "basic"},
    "SoTicket": {
        "type": "apiKey",
        "in": "header",
        "name": "Authorization",
        "description": "The word SoTicket, a blank and the ticket.",
    },
    "Bearer": {"type": "http", "scheme": "bearer"},
    "Session": {"type": "apiKey", "in": "cookie", "name": SESSION_COOKIE},
    "XsrfToken": {"type": "apiKey", "in": "header", "name": "X-XSRF-TOKEN"},
}


def path_parameter() -> dict[str, Any]:
    """The id at the end of a path."""
    schema = {"type": "integer", "format": "int32", "minimum": 0}
    return {
        "name": "id",
        "in": "path",
        "required": True,
        "description": "The id of the user.",
        "schema": schema,
    }


def query_parameter(name: str) -> dict[str, Any]:
    """An id in the query, which the body may say instead."""
    schema = {"type": "integer", "format": "int32"}
    return {"name": name, "in": "query", "description": "The id of the user.", "schema": schema}


def condition_parameter(name: str) -> dict[str, Any]:
    """A condition on the time of the last change."""
    return _header(name, "An HTTP date; what is none is ignored.")

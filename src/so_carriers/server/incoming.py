"""One request as it comes in: its path, query and headers, and its body, limited while it is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect
from starlette.types import Receive, Scope

from so_carriers.errors import LimitExceeded
from so_carriers.values.ascii_case import fold

_LONGEST_LENGTH = 18
"""The digits beyond which a Content-Length is over any limit."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A request: names of headers and of the query are in lower case, whatever case they came in.

    Where a header stands more than once, its values are joined by commas (RFC 9110, section 5.3).
    """

    method: str
    path: str
    # There may be secrets in both, Authorization for one.
    query: Mapping[str, list[str]] = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    base_url: str
    """What stands before the path, without a slash at its end."""
    receive: Receive = field(repr=False)

    @classmethod
    def of_scope(cls, scope: Scope, receive: Receive) -> Incoming:
        """What an ASGI server tells of the request."""
        headers = _headers(scope)
        root = scope.get("root_path", "")
        return cls(
            method=scope["method"].upper(),
            path=scope["path"].removeprefix(root),
            query=_query(scope.get("query_string", b"")),
            headers=headers,
            base_url=f"{scope.get('scheme', 'http')}://{headers.get('host', '')}{root}",
            receive=receive,
        )

    def cookie(self, name: str) -> str | None:
        """The value of a cookie as it came, quotes included; of several with the name the last one counts.

        The work is linear in the length of the header; that of Python's own unquoting is not in
        all versions that are in use (CVE-2024-7592).
        """
        for pair in reversed(self.headers.get("cookie", "").split(";")):
            found, equals, value = pair.partition("=")
            if equals and found.strip(" \t") == name:
                return value.strip(" \t")
        return None

    @property
    def has_stated_body(self) -> bool:
        """Whether Content-Length says that there is a body; a chunked one shows only when it is read."""
        return self.headers.get("content-length", "0").strip("0 ") != ""

    async def read(self, most: int) -> bytes:
        """The body; raises LimitExceeded for more than `most` bytes, as soon as there are that many."""
        stated = self.headers.get("content-length", "")
        if stated.isdecimal() and stated.isascii() and _is_over(stated.lstrip("0"), most):
            raise LimitExceeded("body", most, f"the body has {stated[:_LONGEST_LENGTH]} bytes")
        pieces: list[bytes] = []
        size = 0
        while True:
            message = await self.receive()
            if message["type"] == "http.disconnect":
                raise ClientDisconnect
            piece = message.get("body", b"")
            size += len(piece)
            if size > most:
                raise LimitExceeded("body", most, f"the body has {size} bytes, or more")
            pieces.append(piece)
            if not message.get("more_body", False):
                return b"".join(pieces)


def _is_over(digits: str, most: int) -> bool:
    return len(digits) > _LONGEST_LENGTH or int(digits or "0") > most


def _headers(scope: Scope) -> dict[str, str]:
    headers: dict[str, str] = {}
    for raw_name, raw_value in scope["headers"]:
        name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1")
        separator = "; " if name == "cookie" else ", "
        headers[name] = f"{headers[name]}{separator}{value}" if name in headers else value
    return headers


def _query(text: bytes) -> dict[str, list[str]]:
    query: dict[str, list[str]] = {}
    if text:
        for name, value in parse_qsl(text.decode("latin-1"), keep_blank_values=True):
            query.setdefault(fold(name), []).append(value)
    return query

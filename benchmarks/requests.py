"""A request as a server sees it, the response, and the steps from one to the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

NICK_NAME, LAST_LOGIN = "Night shift, æøå", "2024-10-01T08:15:00.1234567+02:00"
"""What a request changes of a User: a text and a date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Two headers and a body."""

    content_type: str
    accept: str
    body: bytes

    def copies(self, number: int) -> list[Request]:
        """So many equal requests; their headers are texts of their own, as no cache has hashed them."""
        return [
            Request(content_type=_copy(self.content_type), accept=_copy(self.accept), body=self.body)
            for _ in range(number)
        ]


def _copy(header: str) -> str:
    return header.encode().decode()


@dataclass(frozen=True, slots=True)
class Response:
    """Headers and a body."""

    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """The steps that make a response of a request.

    `select_decoder` takes a Content-Type and gives what `decode` needs to know of it, and
    raises for what is not read; `select_encoder` takes an Accept and gives what `encode`
    needs to know; `change` may change what it is given.
    """

    name: str
    select_decoder: Callable[[str], Any]
    decode: Callable[[bytes, Any], Any]
    change: Callable[[Any], Any]
    select_encoder: Callable[[str], Any]
    encode: Callable[[Any, Any], Response]

    def answer(self, request: Request) -> Response:
        """All steps."""
        reader = self.select_decoder(request.content_type)
        value = self.change(self.decode(request.body, reader))
        return self.encode(value, self.select_encoder(request.accept))

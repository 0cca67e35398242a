"""A request as a server sees it, the response, and the steps from one to the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from benchmarks.header_texts import distinct_texts, equal_texts

NICK_NAME, LAST_LOGIN = "Night shift, æøå", "2024-10-01T08:15:00.1234567+02:00"
"""What a request changes of a User: a text and a date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Two headers and a body; `{}` in a header marks where white space may stand."""

    content_type: str
    accept: str
    body: bytes

    def copies(self, number: int) -> list[Request]:
        """So many equal requests; their headers are texts of their own, as no cache has hashed them."""
        return self._with(equal_texts, number)

    def unseen(self, number: int) -> list[Request]:
        """So many requests that say the same, each in headers whose texts were never there before."""
        return self._with(distinct_texts, number)

    def _with(self, texts: Callable[[str, int], list[str]], number: int) -> list[Request]:
        pairs = zip(texts(self.content_type, number), texts(self.accept, number), strict=True)
        return [Request(content_type=one, accept=other, body=self.body) for one, other in pairs]


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

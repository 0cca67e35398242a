"""What is made of an ASGI scope, and how bodies are read."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from starlette.requests import ClientDisconnect
from starlette.types import Message

import so_carriers as so
from so_carriers.server.incoming import Incoming


def incoming(*messages: Message, **parts: Any) -> Incoming:
    waiting = list(messages)

    async def receive() -> Message:
        return waiting.pop(0)

    scope = {"type": "http", "method": "GET", "path": "/", "headers": [], "query_string": b"", **parts}
    return Incoming.of_scope(scope, receive)


def piece(body: bytes, *, more: bool = False) -> Message:
    return {"type": "http.request", "body": body, "more_body": more}


def test_names_of_headers_are_small_and_repeated_ones_are_joined() -> None:
    headers = [(b"Accept", b"a/b"), (b"ACCEPT", b"c/d"), (b"Cookie", b"a=1"), (b"cookie", b"b=2")]
    request = incoming(headers=headers)
    assert request.headers == {"accept": "a/b, c/d", "cookie": "a=1; b=2"}
    assert request.cookies == {"a": "1", "b": "2"}
    assert incoming().cookies == {}


def test_names_of_the_query_are_small_and_values_are_as_they_came() -> None:
    request = incoming(query_string=b"%24SELECT=Name%2CRank&UserId=3&userid=4&Empty=")
    assert request.query == {"$select": ["Name,Rank"], "userid": ["3", "4"], "empty": [""]}


def test_the_place_of_a_mounted_application_is_no_part_of_the_path() -> None:
    request = incoming(path="/crm/api/v1/User/1", root_path="/crm", headers=[(b"host", b"a.test")])
    assert (request.path, request.base_url) == ("/api/v1/User/1", "http://a.test/crm")


def test_a_body_comes_in_pieces() -> None:
    request = incoming(piece(b"ab", more=True), piece(b"", more=True), piece(b"c"))
    assert asyncio.run(request.read(3)) == b"abc"


@pytest.mark.parametrize("length", ["4", "0004", "9" * 5_000])
def test_a_stated_length_over_the_limit_is_refused_before_anything_is_read(length: str) -> None:
    request = incoming(headers=[(b"content-length", length.encode())])
    with pytest.raises(so.LimitExceeded, match="limit body=3"):
        asyncio.run(request.read(3))


def test_pieces_over_the_limit_are_refused_as_soon_as_they_are_there() -> None:
    request = incoming(piece(b"ab", more=True), piece(b"cd", more=True))
    with pytest.raises(so.LimitExceeded, match="4 bytes, or more"):
        asyncio.run(request.read(3))


@pytest.mark.parametrize("length", ["nonsense", "-1", "", "3"])
def test_a_stated_length_that_is_none_is_not_relied_on(length: str) -> None:
    request = incoming(piece(b"abc"), headers=[(b"content-length", length.encode())])
    assert asyncio.run(request.read(3)) == b"abc"


def test_a_caller_who_has_gone_sends_nothing_more() -> None:
    request = incoming(piece(b"ab", more=True), {"type": "http.disconnect"})
    with pytest.raises(ClientDisconnect):
        asyncio.run(request.read(3))


@pytest.mark.parametrize(("length", "is_stated"), [("0", False), ("000", False), ("", False), ("7", True)])
def test_a_length_of_0_states_no_body(length: str, is_stated: bool) -> None:
    assert incoming(headers=[(b"content-length", length.encode())]).has_stated_body is is_stated
    assert not incoming().has_stated_body

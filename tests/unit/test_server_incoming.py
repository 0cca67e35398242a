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
    assert (request.cookie("a"), request.cookie("b")) == ("1", "2")


@pytest.mark.parametrize(
    ("stated", "value"),
    [
        ("S=1", "1"),
        ("a=2;\tS = 1 ;b", "1"),
        ("S=1; S=2", "2"),
        ("S=a=b", "a=b"),
        ("S=", ""),
        ("S", None),
        ("s=1; XS=2; S x=3; =S", None),
        ("", None),
        # Taking quotes and escapes away is quadratic in some versions of Python (CVE-2024-7592).
        (r'S="\\\101"', r'"\\\101"'),
        ('a="' + "\\" * 60_000 + '"; S=1', "1"),
    ],
)
def test_a_cookie_is_found_by_its_name_and_is_as_it_came(stated: str, value: str | None) -> None:
    assert incoming(headers=[(b"cookie", stated.encode())]).cookie("S") == value


def test_without_the_header_there_are_no_cookies() -> None:
    assert incoming().cookie("S") is None


def test_a_repr_shows_nothing_that_may_be_secret() -> None:
    headers = [(b"authorization", b"Basic hidden"), (b"cookie", b"SO-SESSION=hidden"), (b"host", b"a.test")]
    shown = repr(incoming(headers=headers, query_string=b"password=hidden", path="/api/v1/User/1"))
    assert "/api/v1/User/1" in shown
    assert "hidden" not in shown


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

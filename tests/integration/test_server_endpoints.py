"""Every endpoint takes every request type and answers in every response type, in both dialects."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

import so_carriers as so
from tests.served import AGENT, REQUEST_TYPES, in_loop, served, served_over_http
from tests.server_exchanges import Exchange, exchanges_in

pytestmark = pytest.mark.usefixtures("quick_passwords")


@pytest.mark.parametrize(
    "exchange", [exchange for dialect in so.Dialect for exchange in exchanges_in(dialect)], ids=str
)
@in_loop
async def test_an_endpoint_answers_each_request_type_in_each_response_type(exchange: Exchange) -> None:
    async with served(dialect=exchange.dialect) as server:
        await exchange.check(server)


@pytest.mark.parametrize("dialect", so.Dialect)
@in_loop
async def test_it_does_so_over_a_network_too(dialect: so.Dialect) -> None:
    async with served_over_http(dialect=dialect) as server:
        for exchange in exchanges_in(dialect):
            await exchange.check(server)


@in_loop
async def test_bodies_that_are_too_long_and_answers_without_one_pass_the_network() -> None:
    async with served_over_http(limits=so.Limits(body=1_000)) as server:
        for body in (b" " * 100_000, pieces(100_000)):
            response = await server.ask("POST", f"{AGENT}SaveUser", body, sends="application/json")
            assert response.status_code == 413
        got = await server.ask("GET", "/api/v1/User/1")
        head = await server.ask("HEAD", "/api/v1/User/1")
        assert (head.status_code, head.content) == (200, b"")
        assert head.headers["Content-Length"] == got.headers["Content-Length"]
        since = got.headers["Last-Modified"]
        response = await server.ask("GET", "/api/v1/User/1", If_Modified_Since=since)
        assert (response.status_code, response.content) == (304, b"")


async def pieces(size: int) -> AsyncIterator[bytes]:
    for _ in range(size // 500):
        yield b" " * 500


@pytest.mark.parametrize("sends", REQUEST_TYPES)
@pytest.mark.parametrize("endpoint", ["GetUser", "DeleteUser"])
@in_loop
async def test_the_id_of_a_user_may_stand_in_the_body(endpoint: str, sends: str) -> None:
    @so.carrier
    class Named:
        user_entity_id: so.int32 = so.member("UserEntityId")

    async with served() as server:
        kari = server.saved(name="Kari")
        body = so.encode(Named(user_entity_id=kari), sends)
        response = await server.ask("POST", AGENT + endpoint, body, sends=sends)
        assert response.status_code == (200 if endpoint == "GetUser" else 204)
        assert (server.store.get(kari) is None) is (endpoint == "DeleteUser")


@in_loop
async def test_paths_and_names_in_queries_and_bodies_are_found_in_any_case() -> None:
    async with served() as server:
        kari = server.saved(name="Kari", rank=7)
        response = await server.ask("POST", f"/API/V1/agents/USER/getuser?USERID={kari}&$SELECT=rANK")
        assert response.status_code == 200
        assert server.read(response, so.User).rank == 7
        assert b'"Name":null' in response.content
        body = b'{"associateid":%d,"NAME":"Kari","rank":9}' % kari
        response = await server.ask("POST", "/api/v1/agents/user/SAVEUSER", body, sends="application/json")
        assert response.content == body
        assert (await server.ask("GET", f"/api/v1/USER/{kari}")).status_code == 200

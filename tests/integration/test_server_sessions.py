"""Sessions, asked over ASGI: the cookie and the header beside it, and what else comes with them."""

from __future__ import annotations

import base64
from datetime import timedelta

import pytest

from so_carriers.server.async_store import AsyncStore
from so_carriers.server.incoming import Incoming
from so_carriers.server.threads import ServerBusy
from so_carriers.server.ticket_kinds import TicketKind
from so_carriers.server.tickets import IssuedTicket, issue
from tests.served import Served, headers_of_caller, in_loop, served

USER = "/api/v1/User/1"
ESCAPES = "\\" * 60_000
BASIC = "Basic " + base64.b64encode(b"caller:wrong").decode()


def session_of(server: Served) -> IssuedTicket:
    headers_of_caller(server.store)
    return issue(server.store, 1, TicketKind.SESSION, timedelta(hours=1))


@pytest.mark.parametrize("others", ["", "XSRF-TOKEN=x; ", f'a="{ESCAPES}"; ', "a=1;" * 10_000])
@in_loop
async def test_a_session_is_proved_by_its_cookie_and_a_header(others: str) -> None:
    async with served(headers={}) as server:
        session = session_of(server)
        cookies = f"{others}SO-SESSION={session.text}"
        assert (await server.ask("GET", USER, Cookie=cookies)).status_code == 401
        answer = await server.ask("GET", USER, Cookie=cookies, X_XSRF_TOKEN=session.xsrf or "")
        assert answer.status_code == 200, answer.text


@in_loop
async def test_where_there_is_authorization_no_cookie_is_looked_for() -> None:
    searched: list[str] = []

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Incoming, "cookie", lambda _incoming, name: searched.append(name))
        async with served() as server:
            assert (await server.ask("GET", USER, Cookie="SO-SESSION=x")).status_code == 200
        async with served(headers={}) as server:
            assert (await server.ask("GET", USER, Cookie="SO-SESSION=x")).status_code == 401
    assert searched == ["SO-SESSION"]


@in_loop
async def test_where_too_many_passwords_wait_it_is_503_with_when_to_ask_again() -> None:
    async def refuse(*_: object) -> None:
        raise ServerBusy("passwords to check", 32)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(AsyncStore, "authenticate", refuse)
        async with served() as server:
            answer = await server.ask("GET", USER, Authorization=BASIC)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "1")
    assert answer.json()["ErrorType"] == "ServerBusy"
    assert answer.headers["Cache-Control"] == "no-store"


@in_loop
async def test_what_cannot_be_agreed_on_depends_on_the_same_headers_as_all_else() -> None:
    async with served() as server:
        good, bad = await server.ask("GET", USER), await server.ask("GET", USER, accept="image/png")
    assert (good.status_code, bad.status_code) == (200, 406)
    assert bad.headers["Vary"] == good.headers["Vary"]

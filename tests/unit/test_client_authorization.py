"""Who is calling, as headers say it."""

from __future__ import annotations

import base64
from collections.abc import Callable

import pytest

import so_carriers as so
from so_carriers.client import Authorization, Basic, Bearer, Session, SoTicket

SECRET = "hunter2hunter2"
EACH: list[Authorization] = [
    Basic("SAL1", SECRET),
    SoTicket(SECRET),
    Bearer(SECRET),
    Session({"XSRF-TOKEN": SECRET, "session": SECRET}),
    Session({"session": SECRET}, xsrf_token=SECRET),
]


def test_basic_is_base64_of_utf_8() -> None:
    scheme, _, token = Basic("åse", "på:ss").headers()["Authorization"].partition(" ")
    assert scheme == "Basic"
    assert base64.b64decode(token).decode() == "åse:på:ss"


def test_tickets_and_tokens_are_sent_as_they_are() -> None:
    assert SoTicket("7T:abc==").headers() == {"Authorization": "SoTicket 7T:abc=="}
    assert Bearer("8A:abc").headers() == {"Authorization": "Bearer 8A:abc"}


def test_a_session_repeats_the_token_of_its_cookie_in_a_header() -> None:
    session = Session({"ASP.NET_SessionId": "s1", "XSRF-TOKEN": "x1"})
    assert session.headers() == {"Cookie": "ASP.NET_SessionId=s1; XSRF-TOKEN=x1", "X-XSRF-TOKEN": "x1"}


def test_the_token_of_the_hidden_field_counts_more_than_the_cookie() -> None:
    assert Session({"XSRF-TOKEN": "x1"}, xsrf_token="x2").headers()["X-XSRF-TOKEN"] == "x2"


def test_a_session_takes_over_what_the_server_sets() -> None:
    session = Session({"session": "s1", "XSRF-TOKEN": "x1"})
    session.learn(["XSRF-TOKEN=x2; Path=/; Secure", " other = o ;HttpOnly", "nonsense", "=nothing"])
    assert session.headers() == {"Cookie": "session=s1; XSRF-TOKEN=x2; other=o", "X-XSRF-TOKEN": "x2"}
    session.learn(["session=; Max-Age=0", "other=x; max-age=-1", "XSRF-TOKEN=x3; Max-Age=60"])
    assert session.headers() == {"Cookie": "XSRF-TOKEN=x3", "X-XSRF-TOKEN": "x3"}
    session.learn(["XSRF-TOKEN=; Max-Age=00"])
    assert session.headers() == {"Cookie": ""}


@pytest.mark.parametrize(
    "attributes",
    [
        "Max-Age=0",
        "Max-Age=-5",
        "expires=Thu, 01-Jan-1970 00:00:00 GMT; path=/",
        "Expires=Thu, 01 Jan 1970 00:00:00 GMT",
        "Path=/; EXPIRES=Thursday, 01-Jan-70 00:00:00 GMT",
        "Max-Age=soon; Expires=Mon, 01-Jan-0001 00:00:00 GMT",
    ],
)
def test_a_session_forgets_a_cookie_that_the_server_ends(attributes: str) -> None:
    session = Session({"session": "s1", "XSRF-TOKEN": "x1"})
    session.learn([f"XSRF-TOKEN=; {attributes}"])
    assert session.headers() == {"Cookie": "session=s1"}


@pytest.mark.parametrize(
    "attributes",
    [
        "Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
        "Expires=Fri, 01-Jan-9999 00:00:00 GMT",
        "Expires=Mon, 01 Jan 2024 00:00:00 +99999999999999999999999",
        "Expires=0",
        "Max-Age",
    ],
)
def test_a_session_keeps_a_cookie_that_lasts(attributes: str) -> None:
    session = Session({"XSRF-TOKEN": "x1"})
    session.learn([f"XSRF-TOKEN=x2; {attributes}"])
    assert session.headers() == {"Cookie": "XSRF-TOKEN=x2", "X-XSRF-TOKEN": "x2"}


@pytest.mark.parametrize("pair", ["XSRF-TOKEN=\xe9", "\xe9=x", "XSRF-TOKEN=a\x01b", "XSRF-TOKEN=a\tb"])
def test_a_session_leaves_out_cookies_that_no_header_can_carry(pair: str) -> None:
    session = Session({"XSRF-TOKEN": "x1"})
    session.learn([f"{pair}; Path=/"])
    assert session.headers() == {"Cookie": "XSRF-TOKEN=x1", "X-XSRF-TOKEN": "x1"}


def test_a_session_sends_no_empty_token() -> None:
    session = Session({"session": "s1", "XSRF-TOKEN": "x1"})
    session.learn(["XSRF-TOKEN="])
    assert "X-XSRF-TOKEN" not in session.headers()


@pytest.mark.parametrize("authorization", EACH, ids=repr)
def test_no_repr_shows_a_secret(authorization: Authorization) -> None:
    assert SECRET not in repr(authorization)
    assert SECRET in authorization.secrets()


@pytest.mark.parametrize(
    "make",
    [
        lambda: Basic("SAL1:", SECRET),
        lambda: Basic("SAL1", f"{SECRET}\n"),
        lambda: SoTicket(""),
        lambda: SoTicket(f"SoTicket {SECRET}"),
        lambda: Bearer(f"{SECRET}\r\nX: y"),
        lambda: Bearer(f"{SECRET}å"),
        lambda: Session({"session": SECRET}),
        lambda: Session({"session": f"{SECRET};", "XSRF-TOKEN": SECRET}),
        lambda: Session({"session": SECRET}, xsrf_token=f" {SECRET}"),
    ],
)
def test_what_no_header_can_carry_is_refused_unseen(make: Callable[[], object]) -> None:
    with pytest.raises(so.InvalidValue) as caught:
        make()
    assert SECRET not in str(caught.value)

"""What identifies the caller is shown nowhere."""

from __future__ import annotations

import base64
import logging
import traceback

import httpx2
import pytest

import so_carriers as so
from so_carriers.client import (
    Authorization,
    Basic,
    Bearer,
    Call,
    ClientError,
    Session,
    SoTicket,
    user_calls,
)
from so_carriers.client.service import Service
from tests.client_connections import KINDS, client_of, script

SECRET = "hunter2hunter2"
IN_BASE64 = base64.b64encode(f"SAL1:{SECRET}".encode()).decode()
EACH: list[Authorization] = [
    Basic("SAL1", SECRET),
    SoTicket(SECRET),
    Bearer(SECRET),
    Session({"session": SECRET, "XSRF-TOKEN": SECRET}),
]


def assert_not_in(text: str) -> None:
    assert SECRET not in text
    assert IN_BASE64 not in text


@pytest.mark.parametrize("authorization", EACH, ids=repr)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("is_answered", [False, True])
def test_no_error_shows_who_called(
    authorization: Authorization,
    kind: str,
    is_answered: bool,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    answer = httpx2.Response(500, text=" ".join(authorization.secrets()))
    handle, got = script(answer if is_answered else httpx2.ReadError("lost"))
    client = client_of(kind, handle, authorization, app_token=SECRET)
    with pytest.raises(ClientError) as caught:
        client.users.create_default()
    assert SECRET in str(got[0].headers.raw) or IN_BASE64 in str(got[0].headers.raw)
    error = caught.value
    assert error.__cause__ is None
    assert error.__context__ is None
    assert_not_in(repr(error) + str(error) + repr(vars(error)) + repr(error.args))
    # With the variables of every frame below the test's own, as some programs log them.
    frames = traceback.TracebackException.from_exception(error, capture_locals=True)
    shown = [f"{frame.name} {frame.locals}" for frame in frames.stack if "/so_carriers/" in frame.filename]
    assert shown
    assert_not_in("\n".join(shown))
    assert_not_in(caplog.text)


@pytest.mark.parametrize("authorization", EACH, ids=repr)
def test_no_repr_shows_who_calls(authorization: Authorization) -> None:
    handle, _ = script()
    service = Service(address="https://crm.example/api/", authorization=authorization, app_token=SECRET)
    for shown in (
        service,
        service.request(user_calls.create_default()),
        service.request(user_calls.set_password(7, SECRET)),
        user_calls.set_password(7, SECRET),
        client_of("waiting", handle, authorization, app_token=SECRET),
    ):
        assert_not_in(repr(shown))
        assert_not_in(str(shown))


def test_an_app_token_that_no_header_can_carry_is_refused_unseen() -> None:
    with pytest.raises(so.InvalidValue, match="app_token: expected") as caught:
        client_of("waiting", lambda _: httpx2.Response(200), app_token=f"{SECRET}\n")
    assert_not_in(str(caught.value))


def test_a_password_that_does_not_fit_its_format_is_not_shown() -> None:
    call = Call("POST", "x", None, so.SetPasswordRequest(associate_id=7, password=f"{SECRET}\0"))
    service = Service(address="https://crm.example/api/", dialect=so.Dialect.RFC)
    with pytest.raises(so.EncodeError) as caught:
        service.request(Call(call.method, call.path, None, call.body, options={"media_type": "text/xml"}))
    assert_not_in("".join(traceback.format_exception(caught.value)))

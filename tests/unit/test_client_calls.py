"""What a call may say of its own: a method, a path, a query, headers."""

from __future__ import annotations

from typing import Any

import httpx2
import pytest

import so_carriers as so
from so_carriers.client import BadRequest, Bearer, Call, user_calls
from so_carriers.client.messages import Response
from so_carriers.client.service import Service
from tests.client_connections import KINDS, client_of, script

ADDRESS = "https://crm.example/api/"
SECRET = "hunter2hunter2"


def call(**headers: str) -> Call[None]:
    return Call("GET", "v1/User/7", None, headers={name.replace("_", "-"): headers[name] for name in headers})


def test_no_repr_of_a_call_shows_its_body_and_headers() -> None:
    patch = so.MergePatch({"Name": SECRET})
    shown = repr(Call("PATCH", "v1/User/7", so.User, patch, headers={"Authorization": f"Bearer {SECRET}"}))
    assert SECRET not in shown
    assert "v1/User/7" in shown


@pytest.mark.parametrize("name", ["authorization", "Authorization", "AUTHORIZATION"])
def test_the_headers_of_a_call_stand_in_the_place_of_the_clients(name: str) -> None:
    service = Service(address=ADDRESS, authorization=Bearer("clients"), app_token="a1")
    sent = service.request(call(**{name: "Bearer calls", "so_apptoken": "a2", "ACCEPT": "text/xml"}))
    assert {key.lower(): value for key, value in sent.headers.items()} == {
        "accept": "text/xml",
        "accept-encoding": "gzip",
        "so-apptoken": "a2",
        "authorization": "Bearer calls",
    }
    assert len(sent.headers) == 4


@pytest.mark.parametrize(
    ("headers", "repeated"),
    [
        ({"authorization": f"Bearer {SECRET}"}, SECRET),
        ({"SO_AppToken": SECRET}, SECRET),
        ({"X_XSRF_Token": SECRET}, SECRET),
        ({"Cookie": f"a=b; XSRF-TOKEN={SECRET}"}, SECRET),
        ({"Cookie": f"XSRF-TOKEN={SECRET}"}, f"XSRF-TOKEN={SECRET}"),
    ],
)
def test_who_calls_by_headers_of_its_own_is_not_shown(headers: dict[str, str], repeated: str) -> None:
    response = Response(400, {"content-type": "text/plain"}, f"not {repeated}".encode())
    with pytest.raises(BadRequest) as caught:
        Service(address=ADDRESS).answer(call(**headers), response)
    assert caught.value.error_message == "not •••"


@pytest.mark.parametrize("value", ["\xe9hunter2", "hunter2\r\nEvil: 1", " hunter2", "hunter2\0", 7, b"x"])
def test_a_header_that_cannot_be_sent_is_refused_unseen(value: Any) -> None:
    with pytest.raises(so.InvalidValue, match=r"Call\.headers: X-A: expected") as caught:
        call(X_A=value)
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize("name", ["", "X A", "X:", "\xe9", "X\r\nEvil"])
def test_a_name_that_no_header_has_is_refused(name: str) -> None:
    with pytest.raises(so.InvalidValue, match=r"Call\.headers: a name: expected"):
        call(**{name: "x"})


@pytest.mark.parametrize("path", ["v1/User/7\x01", "v1/User/7\r\nX: y", "v1/\x7f", "v1/\ud800"])
def test_a_path_that_cannot_be_sent_is_refused(path: str) -> None:
    with pytest.raises(so.InvalidValue, match=r"Call\.path: expected printable"):
        Call("GET", path, None)


@pytest.mark.parametrize("method", ["", "GET ", "G\u00c9T", "GET\r\n"])
def test_a_method_that_cannot_be_sent_is_refused(method: str) -> None:
    with pytest.raises(so.InvalidValue, match=r"Call\.method: expected"):
        Call(method, "v1/User/7", None)


def test_a_query_that_cannot_be_sent_is_refused() -> None:
    with pytest.raises(so.InvalidValue, match=r"Call\.query: \$select: expected"):
        user_calls.get(7, select="\ud800")
    with pytest.raises(so.InvalidValue, match=r"Call\.query: expected"):
        Call("GET", "v1/User/7", None, query={"\ud800": "x"})


@pytest.mark.parametrize("kind", KINDS)
def test_an_address_that_is_too_long_is_refused(kind: str) -> None:
    handle, got = script()
    with pytest.raises(so.InvalidValue, match="the address of the call: expected"):
        client_of(kind, handle).users.get(7, select="name," * 20_000)
    assert got == []


@pytest.mark.parametrize("path", ["v1/User/7 x", "v1/Bruker/\xe5"])
@pytest.mark.parametrize("kind", KINDS)
def test_blanks_and_letters_in_a_path_are_escaped(kind: str, path: str) -> None:
    handle, got = script(httpx2.Response(204))
    client_of(kind, handle).call(Call("DELETE", path, None))
    assert got[0].url.path.endswith(path)
    assert got[0].url.raw_path.isascii()

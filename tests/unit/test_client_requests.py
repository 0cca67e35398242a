"""Calls become requests, without anything being sent."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

import so_carriers as so
from so_carriers.client import Basic, Call, user_calls
from so_carriers.client.messages import Request
from so_carriers.client.preferences import Preferences
from so_carriers.client.service import Service

ADDRESS = "https://crm.example/Cust12345/api/"
FORM = "application/x-www-form-urlencoded"
OLD = so.JsonPatch([{"op": "remove", "path": "/Name"}])


def request(call: Call[Any], **settings: Any) -> Request:
    return Service(address=ADDRESS, **settings).request(call)


def test_create_default_has_no_body() -> None:
    sent = request(user_calls.create_default())
    assert (sent.method, sent.url, sent.body) == ("POST", f"{ADDRESS}v1/Agents/User/CreateDefaultUser", None)
    assert sent.headers == {"Accept": "application/json", "Accept-Encoding": "gzip"}


def test_create_external_is_the_documented_request() -> None:
    sent = request(
        user_calls.create_external(
            person_id=926,
            user_name="x",
            password="nostrum",
            role_id=459,
            select="name,department,category/id",
        )
    )
    path = "v1/Agents/User/CreateExternalUser?$select=name,department,category/id"
    assert (sent.method, sent.url) == ("POST", ADDRESS + path)
    assert sent.body == b'{"PersonId":926,"UserName":"x","Password":"nostrum","RoleId":459,"IsActive":true}'
    assert sent.headers["Content-Type"] == "application/json; charset=utf-8"


@pytest.mark.parametrize(
    ("call", "line"),
    [
        (user_calls.get(7), "GET v1/User/7"),
        (user_calls.save(so.User(associate_id=7)), "PUT v1/User/7"),
        (user_calls.save(so.User()), "POST v1/Agents/User/SaveUser"),
        (user_calls.patch(7, OLD), "PATCH v1/User/7"),
        (user_calls.delete(7), "DELETE v1/User/7"),
        (user_calls.is_user_name_valid("x"), "POST v1/Agents/User/IsUserNameValid"),
        (user_calls.set_password(7, "x"), "POST v1/Agents/User/SetPassword"),
    ],
)
def test_each_call_has_its_endpoint(call: Call[Any], line: str) -> None:
    method, _, path = line.partition(" ")
    sent = request(call)
    assert (sent.method, sent.url) == (method, ADDRESS + path)
    assert str(call) == line


@pytest.mark.parametrize("number", [0, -1, 2**31, True, "7", "7/../8", 7.0, None])
def test_what_is_no_id_is_refused(number: Any) -> None:
    for call in (user_calls.get, user_calls.delete):
        with pytest.raises(so.InvalidValue, match="associate_id: expected"):
            call(number)


def test_what_is_selected_cannot_end_its_parameter() -> None:
    sent = request(user_calls.get(7, select="a b&c=d#e?å"))
    assert sent.url == f"{ADDRESS}v1/User/7?$select=a%20b%26c%3Dd%23e%3F%C3%A5"


@pytest.mark.parametrize("media_type", ["text/xml", "application/merge-patch+json"])
def test_the_media_type_is_that_of_body_and_answer(media_type: str) -> None:
    client_wide = request(user_calls.save(so.User()), preferences=Preferences(media_type=media_type))
    per_call = request(user_calls.save(so.User(), media_type=media_type))
    assert client_wide == per_call
    assert per_call.headers["Accept"] == media_type
    assert per_call.headers["Content-Type"] == f"{media_type}; charset=utf-8"
    assert per_call.body == so.encode(so.User(), media_type)


def test_the_answer_may_be_asked_for_in_another_type() -> None:
    accept = "text/xml;q=0.5, text/json"
    sent = request(user_calls.set_password(7, "x", media_type=FORM, accept=accept))
    assert sent.body == b"AssociateId=7&Password=x"
    assert (sent.headers["Content-Type"], sent.headers["Accept"]) == (FORM, accept)


def test_a_form_is_answered_in_json() -> None:
    assert request(user_calls.set_password(7, "x", media_type=FORM)).headers["Accept"] == "application/json"


def test_a_body_that_its_format_cannot_say_is_refused() -> None:
    with pytest.raises(so.LossyEncoding):
        request(user_calls.save(so.User(), media_type=FORM))
    with pytest.raises(so.UnsupportedMediaType, match="text/csv"):
        request(user_calls.save(so.User(), media_type="text/csv"))


@pytest.mark.parametrize(
    ("patch", "dialect", "media_type"),
    [
        (OLD, so.Dialect.RFC, "application/json-patch+json"),
        (so.MergePatch({"Name": "x"}), so.Dialect.RFC, "application/merge-patch+json"),
        (OLD, so.Dialect.NETSERVER, "application/json"),
        (so.MergePatch({"Name": "x"}), so.Dialect.NETSERVER, "application/json"),
    ],
)
def test_a_patch_is_sent_as_what_it_is(patch: Any, dialect: so.Dialect, media_type: str) -> None:
    preferences = Preferences(media_type="text/xml")
    sent = request(user_calls.patch(7, patch), dialect=dialect, preferences=preferences)
    assert sent.headers["Content-Type"] == f"{media_type}; charset=utf-8"
    assert sent.headers["Accept"] == "text/xml"
    assert sent.body == patch.encode()


def test_a_patch_is_not_sent_as_what_it_is_not() -> None:
    with pytest.raises(so.SoCarriersError):
        request(user_calls.patch(7, OLD, media_type="application/merge-patch+json"))
    with pytest.raises(so.SoCarriersError):
        request(user_calls.patch(7, OLD, media_type="text/xml"))


def test_languages_and_zones_are_said() -> None:
    wanted = Preferences(language="NO", culture="US", time_zone="US-NY", include_offset=True)
    headers = request(user_calls.get(7), preferences=wanted).headers
    assert headers["SO-Language"] == "NO"
    assert headers["SO-Culture"] == "US"
    assert headers["SO-TimeZone"] == "US-NY, includeTZOffset"
    overridden = request(user_calls.get(7, language="*", include_offset=False), preferences=wanted).headers
    assert (overridden["SO-Language"], overridden["SO-TimeZone"]) == ("*", "US-NY")
    assert "SO-Culture" not in request(user_calls.get(7, culture=None), preferences=wanted).headers


def test_who_is_calling_is_said() -> None:
    headers = request(user_calls.get(7), authorization=Basic("tje0", "tje0"), app_token="a1").headers
    assert headers["Authorization"] == "Basic dGplMDp0amUw"
    assert headers["SO-AppToken"] == "a1"


def test_conditions_are_dates_in_gmt() -> None:
    time = datetime(2026, 11, 2, 8, 15, 30, 999999, tzinfo=timezone(timedelta(hours=1)))
    assert request(user_calls.get(7, modified_since=time)).headers["If-Modified-Since"] == (
        "Mon, 02 Nov 2026 07:15:30 GMT"
    )
    for call in (
        user_calls.save(so.User(associate_id=7), unmodified_since=time),
        user_calls.patch(7, OLD, unmodified_since=time),
        user_calls.delete(7, unmodified_since=time.astimezone(UTC)),
    ):
        assert request(call).headers["If-Unmodified-Since"] == "Mon, 02 Nov 2026 07:15:30 GMT"
    with pytest.raises(so.InvalidValue, match="a time with a zone"):
        user_calls.get(7, modified_since=time.replace(tzinfo=None))


@pytest.mark.parametrize("text", ["NO\r\nX: y", "nø", " NO", "NO\0"])
def test_an_option_cannot_end_its_header(text: str) -> None:
    for name in ("media_type", "accept", "language", "culture", "time_zone"):
        with pytest.raises(so.InvalidValue, match=name):
            Preferences(**{name: text})  # type: ignore[arg-type]


def test_options_that_cannot_be_are_refused() -> None:
    with pytest.raises(so.InvalidValue, match="include_offset: expected with a time_zone"):
        Preferences(include_offset=True)
    with pytest.raises(TypeError, match="acept"):
        request(user_calls.get(7, acept="text/xml"))  # type: ignore[call-arg]

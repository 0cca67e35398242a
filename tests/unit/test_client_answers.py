"""Responses become values or errors, without anything being sent."""

from __future__ import annotations

import pickle
from datetime import UTC, datetime
from typing import Any

import pytest

import so_carriers as so
from so_carriers.client import (
    AcceptRefused,
    AgentError,
    Answer,
    AnswerError,
    BadRequest,
    Basic,
    Call,
    ClientError,
    Conflict,
    ContentTooLarge,
    Forbidden,
    MediaTypeRefused,
    MethodNotAllowed,
    NoAnswer,
    NotFound,
    NotModified,
    PreconditionFailed,
    Redirected,
    Refused,
    ServerError,
    TimedOut,
    TooManyRequests,
    Unauthorized,
    UnexpectedAnswer,
    Unprocessable,
    user_calls,
)
from so_carriers.client.messages import Response
from so_carriers.client.service import Service
from tests.client_connections import ErrorReply

JSON = "application/json; charset=utf-8"
FORMATS = [choice.media_type.essence for choice in so.default_registry().offers]
REPLY = ErrorReply(error_type="SoNotFoundException", error_message="no user 7", error_source="NetServer")
DETAIL = b'{"Message":"The request is invalid.","MessageDetail":"hunter2 is no id"}'


def answer(
    call: Call[Any], body: bytes = b"", content_type: str | None = JSON, status: int = 200, **headers: str
) -> Answer[Any]:
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    if content_type is not None:
        named["content-type"] = content_type
    service = Service(address="https://crm.example/api/", authorization=Basic("SAL1", "hunter2"))
    return service.answer(call, Response(status, named, body))


@pytest.mark.parametrize("media_type", FORMATS)
def test_a_value_is_read_in_whatever_format_it_comes(media_type: str) -> None:
    user = so.UserWithLinks(associate_id=7, name="SAL1")
    assert so.identical(answer(user_calls.get(7), so.encode(user, media_type), media_type).value, user)
    assert answer(user_calls.is_user_name_valid("x"), so.encode(True, media_type), media_type).value is True


def test_a_number_is_a_plain_int() -> None:
    call = user_calls.create_external(person_id=1, user_name="x", password="y", role_id=1)
    value = answer(call, b"851").value
    assert (value, type(value)) == (851, int)


def test_an_answer_says_when_it_was_modified() -> None:
    got = answer(user_calls.get(7), b"{}", last_modified="Mon, 02 Nov 2026 07:15:30 GMT")
    assert got.last_modified == datetime(2026, 11, 2, 7, 15, 30, tzinfo=UTC)
    assert answer(user_calls.get(7), b"{}").last_modified is None
    for malformed in ("yesterday", "Mon, 01 Jan 2024 00:00:00 +99999999999999999999999"):
        assert answer(user_calls.get(7), b"{}", last_modified=malformed).last_modified is None


@pytest.mark.parametrize("media_type", FORMATS)
def test_null_in_a_success_is_not_found(media_type: str) -> None:
    with pytest.raises(NotFound, match="200 OK: null") as caught:
        answer(user_calls.get(7), so.encode(None, media_type), media_type)
    assert (caught.value.status, caught.value.answered) == (404, 200)


def test_no_content_is_not_found_where_a_value_was_asked_for() -> None:
    with pytest.raises(NotFound, match="204 No Content"):
        answer(user_calls.get(7), b"", None, 204)
    with pytest.raises(UnexpectedAnswer, match="an empty body where a value was expected"):
        answer(user_calls.get(7))


def test_null_is_a_value_where_it_was_asked_for() -> None:
    assert answer(Call("GET", "x", so.User | None), b"null").value is None
    assert answer(Call("GET", "x", so.User | None), b"", None, 204).value is None
    assert answer(user_calls.delete(7), b"", None, 204).value is None
    assert answer(user_calls.delete(7), b"null").value is None
    assert answer(user_calls.delete(7), b"done", "text/plain").value is None


@pytest.mark.parametrize(
    "call", [user_calls.get(7), user_calls.is_user_name_valid("x"), user_calls.delete(7)]
)
@pytest.mark.parametrize("media_type", FORMATS)
def test_an_error_object_in_a_success_is_an_error(call: Call[Any], media_type: str) -> None:
    with pytest.raises(AgentError) as caught:
        answer(call, so.encode(REPLY, media_type), media_type)
    assert caught.value.error_type == "SoNotFoundException"
    assert (caught.value.status, caught.value.answered) == (500, 200)
    with pytest.raises(AgentError, match="The request is invalid"):
        answer(call, DETAIL)


def test_a_dictionary_may_be_an_error_object_too() -> None:
    with pytest.raises(AgentError):
        answer(Call("GET", "x", dict[str, str | None]), so.encode(REPLY, "text/xml"), "text/xml")
    assert answer(Call("GET", "x", dict[str, str]), b'{"Message":"hi"}').value == {"Message": "hi"}


def test_a_user_with_an_unknown_message_is_a_user() -> None:
    body = b'{"AssociateId":7,"Message":"welcome","Error":false}'
    assert answer(user_calls.get(7), body).value.associate_id == 7


def test_what_no_codec_reads_is_named() -> None:
    with pytest.raises(so.UnsupportedMediaType, match="text/html"):
        answer(user_calls.get(7), b"<html>", "text/html")
    with pytest.raises(so.UnsupportedMediaType, match="Content-Type is missing"):
        answer(user_calls.get(7), b"{}", None)


def test_what_is_no_user_says_where() -> None:
    with pytest.raises(so.DecodeError) as caught:
        answer(user_calls.get(7), b'{"Rank":"first"}')
    assert caught.value.path == "$.Rank"


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, BadRequest),
        (401, Unauthorized),
        (402, Refused),
        (403, Forbidden),
        (404, NotFound),
        (405, MethodNotAllowed),
        (406, AcceptRefused),
        (409, Conflict),
        (412, PreconditionFailed),
        (413, ContentTooLarge),
        (415, MediaTypeRefused),
        (418, Refused),
        (422, Unprocessable),
        (429, TooManyRequests),
        (499, Refused),
        (500, ServerError),
        (503, ServerError),
        (599, ServerError),
    ],
)
@pytest.mark.parametrize("media_type", FORMATS)
def test_every_status_has_its_error(status: int, kind: type[AnswerError], media_type: str) -> None:
    with pytest.raises(ClientError) as caught:
        answer(user_calls.get(7), so.encode(REPLY, media_type), media_type, status)
    error = caught.value
    assert type(error) is kind
    assert isinstance(error, so.SoCarriersError)
    assert (error.status, error.answered, error.call) == (status, status, "GET v1/User/7")
    assert (error.error_type, error.error_message, error.error_source) == (
        "SoNotFoundException",
        "no user 7",
        "NetServer",
    )
    assert str(error).startswith(f"GET v1/User/7: {status}")
    assert str(error).endswith("SoNotFoundException: no user 7")


@pytest.mark.parametrize(
    ("body", "content_type", "message"),
    [
        (b"", None, None),
        (b"<html>hunter2</html>", "text/html", None),
        (b'{"Error":', "application/json", None),
        (b"[]", "application/json", None),
        (b"null", "application/json", None),
        (b"upstream is down \x1b[1m", "text/plain", "upstream is down \\u001b[1m"),
        ("nicht verfügbar".encode("latin-1"), "text/plain; charset=iso-8859-1", "nicht verfügbar"),
        (b"x", "text/plain; charset=utf-7", None),
        (b"x", "malformed", None),
        (DETAIL, "text/json", "The request is invalid.: ••• is no id"),
        (b'{"message":"no","exceptionMessage":"deep"}', "text/json", "no: deep"),
        (b'{"ErrorMessage":"' + b"x" * 2000 + b'"}', "text/json", "x" * 1000 + "..."),
    ],
)
def test_an_error_of_any_body_is_an_error(body: bytes, content_type: str | None, message: str | None) -> None:
    with pytest.raises(BadRequest) as caught:
        answer(user_calls.get(7), body, content_type, 400)
    assert caught.value.error_message == message


def test_redirects_are_errors_that_say_where_to() -> None:
    with pytest.raises(Redirected, match=r"302 Found: to https://login\.example/in$") as caught:
        answer(user_calls.get(7), b"", None, 302, location="https://login.example/in?token=hunter2")
    assert caught.value.headers == {}
    with pytest.raises(Redirected, match=r"307 Temporary Redirect$"):
        answer(user_calls.get(7), b"", None, 307)
    with pytest.raises(NotModified, match=r"304 Not Modified$") as unmodified:
        answer(user_calls.get(7), b"", None, 304)
    assert unmodified.value.status == 304


def test_an_error_keeps_what_says_what_to_do() -> None:
    with pytest.raises(Unauthorized) as caught:
        answer(
            user_calls.get(7),
            b"",
            None,
            401,
            www_authenticate="Basic",
            set_cookie="a=hunter2",
            retry_after="7",
        )
    assert caught.value.headers == {"www-authenticate": "Basic", "retry-after": "7"}
    assert caught.value.retry_after == 7.0


@pytest.mark.parametrize(
    "call",
    [
        user_calls.set_password(7, "correct horse"),
        user_calls.save(so.User(associate_id=7, credentials=[so.Credential(value="correct horse")])),
        user_calls.patch(7, so.MergePatch({"Credentials": [{"Value": "correct horse"}]})),
        user_calls.patch(7, so.JsonPatch([{"op": "add", "path": "/Password", "value": "correct horse"}])),
        user_calls.patch(
            7,
            so.JsonPatch(
                [{"op": "add", "path": "/Credentials/-", "value": so.Credential(value="correct horse")}]
            ),
        ),
        Call("POST", "x", None, [so.SetPasswordRequest(password="correct horse")]),
    ],
)
def test_a_secret_that_the_server_repeats_is_not_shown(call: Call[Any]) -> None:
    body = b'{"Error":true,"ErrorMessage":"correct horse is weak","ErrorSource":"SAL1:hunter2"}'
    with pytest.raises(BadRequest) as caught:
        answer(call, body, JSON, 400)
    assert caught.value.error_message == "••• is weak"
    assert caught.value.error_source == "SAL1:•••"


def test_errors_can_be_pickled() -> None:
    with pytest.raises(ServerError) as caught:
        answer(user_calls.get(7), so.encode(REPLY), JSON, 503, retry_after="3")
    for error in (caught.value, NoAnswer("GET x", "lost", never_left=True), TimedOut("GET x", "late")):
        again = pickle.loads(pickle.dumps(error))
        assert (type(again), str(again), vars(again)) == (type(error), str(error), vars(error))


def test_no_answer_has_the_status_of_a_gateway() -> None:
    assert (NoAnswer("GET x", "lost").status, TimedOut("GET x", "late").status) == (502, 504)

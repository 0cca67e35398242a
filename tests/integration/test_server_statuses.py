"""What the server answers when something is not as it should be, and which headers say so."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

import so_carriers as so
from so_carriers.server.errors import ErrorReply
from tests.served import (
    AGENT,
    JSON,
    JSON_PATCH,
    MERGE_PATCH,
    REQUEST_TYPES,
    RESPONSE_TYPES,
    XML,
    in_loop,
    served,
)

pytestmark = pytest.mark.usefixtures("quick_passwords")

EXTERNAL = b'{"PersonId":926,"UserName":"Ola","Password":"nostrum","RoleId":459,"IsActive":true}'
USER_METHODS = "GET, PUT, PATCH, DELETE, HEAD, OPTIONS"


@pytest.mark.parametrize("accept", RESPONSE_TYPES)
@in_loop
async def test_an_error_has_the_body_of_netserver_in_the_format_that_was_agreed_on(accept: str) -> None:
    async with served() as server:
        response = await server.ask("GET", "/api/v1/User/404", accept=accept)
        assert response.status_code == 404
        assert response.headers["Content-Type"] == f"{accept}; charset=utf-8"
        assert server.read(response, ErrorReply) == ErrorReply(
            error=True,
            error_type="SoNotFoundException",
            error_message="there is no user 404",
            error_source="GetUserEntity",
        )


@in_loop
async def test_the_members_of_an_error_stand_in_the_order_of_the_documentation() -> None:
    async with served() as server:
        response = await server.ask("GET", "/api/v1/User/404")
        assert response.content == (
            b'{"Error":true,"ErrorType":"SoNotFoundException","ErrorMessage":"there is no user 404",'
            b'"ErrorSource":"GetUserEntity"}'
        )
        response = await server.ask("GET", "/api/v1/User/404", accept=XML)
        assert response.content.startswith(b"<Error><Error>true</Error><ErrorType>")


def error_of(content: bytes) -> str:
    reply = so.decode(content, ErrorReply)
    assert reply.error is True
    return f"{reply.error_type}: {reply.error_message}"


CASES: list[Any] = [
    ("GET", "/", None, None, 404, "SoNotFoundException", 'nothing is served at the path text "/"'),
    ("GET", "/api/v1/User/", None, None, 404, "SoNotFoundException", "nothing is served"),
    ("GET", "/api/v1/User/0", None, None, 404, "SoNotFoundException", "there is no user 0"),
    ("GET", "/api/v1/User/-1", None, None, 404, "SoNotFoundException", "nothing is served"),
    ("GET", "/api/v1/User/2147483648", None, None, 404, "SoNotFoundException", "nothing is served"),
    ("GET", "/api/v1/User/{id}", None, None, 404, "SoNotFoundException", "nothing is served"),
    ("GET", "/a%0Ab", None, None, 404, "SoNotFoundException", "nothing is served"),
    ("PUT", "/api/v1/User/404", b'{"Name":"x"}', JSON, 404, "SoNotFoundException", "no user 404"),
    ("PATCH", "/api/v1/User/404", b"{}", MERGE_PATCH, 404, "SoNotFoundException", "no user 404"),
    ("DELETE", "/api/v1/User/404", None, None, 404, "SoNotFoundException", "no user 404"),
    ("POST", f"{AGENT}SaveUser", b'{"AssociateId":404}', JSON, 404, "SoNotFoundException", "no user 404"),
    ("POST", f"{AGENT}SaveUser", b"", JSON, 400, "DecodeError", "$: expected a body, found none"),
    ("POST", f"{AGENT}SaveUser", b"", None, 400, "DecodeError", "$: expected a body, found none"),
    ("POST", f"{AGENT}SaveUser", b"null", JSON, 400, "DecodeError", "$: expected"),
    ("POST", f"{AGENT}SaveUser", b'{"Rank":"x"}', JSON, 400, "DecodeError", "$.Rank: expected"),
    ("POST", f"{AGENT}SaveUser", b'{"Rank":', JSON, 400, "DecodeError", "$"),
    ("POST", f"{AGENT}SaveUser", b"<User><Rank>x</Rank></User>", XML, 400, "DecodeError", "/User/Rank"),
    ("POST", f"{AGENT}CreateDefaultUser", b"[", JSON, 400, "DecodeError", "$"),
    ("POST", f"{AGENT}CreateDefaultUser", b"5", JSON, 400, "DecodeError", "$"),
    ("POST", f"{AGENT}GetUser", b"null", JSON, 400, "InvalidValue", "expected the id of a user"),
    ("POST", f"{AGENT}GetUser", None, None, 400, "InvalidValue", "expected the id of a user"),
    ("POST", f"{AGENT}GetUser?userId=x", None, None, 400, "InvalidValue", "the query's userid"),
    ("POST", f"{AGENT}GetUser?userId=1_0", None, None, 400, "InvalidValue", "the query's userid"),
    ("POST", f"{AGENT}GetUser?userId=", None, None, 400, "InvalidValue", "the query's userid"),
    ("POST", f"{AGENT}GetUser?userId=99999999999", None, None, 400, "InvalidValue", "the query's userid"),
    ("PATCH", "/api/v1/User/1", b"", MERGE_PATCH, 400, "DecodeError", "$: expected a patch"),
    ("PATCH", "/api/v1/User/1", b"[1]", JSON_PATCH, 400, "InvalidPatch", "$[0]"),
    ("PATCH", "/api/v1/User/1", b'{"Rank":"x"}', MERGE_PATCH, 400, "InvalidPatch", "$.Rank"),
    (
        "PATCH",
        "/api/v1/User/1",
        b'[{"op":"test","path":"/Rank","value":1}]',
        JSON_PATCH,
        409,
        "PatchTestFailed",
        "operation 0 (test",
    ),
    (
        "PATCH",
        "/api/v1/User/1",
        b'[{"op":"replace","path":"/Role/Id","value":1}]',
        JSON_PATCH,
        409,
        "PatchConflict",
        "operation 0 (replace",
    ),
    ("POST", f"{AGENT}SaveUser", b'{"Name":"CALLER"}', JSON, 409, "NameTaken", "that no other user has"),
    ("PUT", "/api/v1/User/2", b'{"Name":"caller"}', JSON, 409, "NameTaken", "that no other user has"),
    ("PATCH", "/api/v1/User/2", b'{"UserName":"caller"}', MERGE_PATCH, 409, "NameTaken", "no other user has"),
    ("PUT", "/api/v1/User/2", b'{"AssociateId":1}', JSON, 422, "UnprocessableContent", "as in the path"),
    (
        "PATCH",
        "/api/v1/User/2",
        b'{"AssociateId":1}',
        MERGE_PATCH,
        422,
        "UnprocessableContent",
        "AssociateId: expected 2, as in the path, found 1",
    ),
    (
        "POST",
        f"{AGENT}CreateExternalUser",
        b'{"Password":"x"}',
        JSON,
        422,
        "UnprocessableContent",
        "UserName: expected 1 to 254 characters",
    ),
    (
        "POST",
        f"{AGENT}CreateExternalUser",
        b'{"UserName":"x"}',
        JSON,
        422,
        "UnprocessableContent",
        "Password: expected one, found none",
    ),
    ("POST", f"{AGENT}SetPassword", b'{"AssociateId":1}', JSON, 422, "UnprocessableContent", "Password"),
    (
        "POST",
        f"{AGENT}SaveUser",
        b'{"Name":"x","PASSWORD":"geheim"}',
        JSON,
        422,
        "UnprocessableContent",
        "User has no member PASSWORD; SetPassword sets a password",
    ),
    (
        "PATCH",
        "/api/v1/User/1",
        b'[{"op":"add","path":"/Password","value":"geheim"}]',
        JSON_PATCH,
        422,
        "UnprocessableContent",
        "User has no member Password",
    ),
]


@pytest.mark.parametrize(("method", "path", "body", "sends", "status", "error", "message"), CASES)
@in_loop
async def test_a_refusal_says_what_was_expected(  # noqa: PLR0917 -- the columns of the table
    method: str, path: str, body: bytes | None, sends: str | None, status: int, error: str, message: str
) -> None:
    async with served() as server:
        server.saved(name="Kari")
        response = await server.ask(method, path, body, sends=sends)
        assert response.status_code == status, response.text
        found = error_of(response.content)
        assert found.startswith(error)
        assert message in found
        assert "geheim" not in found
        assert response.headers["Cache-Control"] == "no-store"


@in_loop
async def test_agents_answer_null_or_false_or_nothing_where_there_is_no_such_user() -> None:
    async with served() as server:
        response = await server.ask("POST", f"{AGENT}GetUser?userId=404")
        assert (response.status_code, response.content) == (200, b"null")
        response = await server.ask("POST", f"{AGENT}DeleteUser?UserId=404")
        assert (response.status_code, response.content) == (204, b"")
        body = b'{"AssociateId":404,"Password":"nostrum"}'
        response = await server.ask("POST", f"{AGENT}SetPassword", body, sends=JSON)
        assert (response.status_code, response.content) == (200, b"false")


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("POST", "/api/v1/User/1", USER_METHODS),
        ("GET", f"{AGENT}CreateDefaultUser", "POST, OPTIONS"),
        ("BREW", f"{AGENT}SaveUser", "POST, OPTIONS"),
        ("POST", "/healthz", "GET, HEAD, OPTIONS"),
    ],
)
@in_loop
async def test_405_says_which_methods_the_path_has(method: str, path: str, allowed: str) -> None:
    async with served() as server:
        response = await server.ask(method, path)
        assert (response.status_code, response.headers["Allow"]) == (405, allowed)
        assert error_of(response.content).startswith("MethodNotAllowed: expected one of ")


@in_loop
async def test_options_says_which_methods_and_patches_there_are() -> None:
    async with served() as server:
        response = await server.ask("OPTIONS", "/api/v1/User/1")
        assert (response.status_code, response.headers["Allow"]) == (204, USER_METHODS)
        assert response.headers["Accept-Patch"] == f"{MERGE_PATCH}, {JSON_PATCH}"
        response = await server.ask("OPTIONS", f"{AGENT}SaveUser")
        assert (response.status_code, response.headers["Allow"]) == (204, "POST, OPTIONS")
        assert "Accept-Patch" not in response.headers
    async with served(dialect=so.Dialect.NETSERVER) as server:
        response = await server.ask("OPTIONS", "/api/v1/User/1")
        assert JSON in response.headers["Accept-Patch"].split(", ")


@in_loop
async def test_head_has_the_headers_of_get_and_no_body() -> None:
    async with served() as server:
        got = await server.ask("GET", "/api/v1/User/1", accept=XML)
        head = await server.ask("HEAD", "/api/v1/User/1", accept=XML)
        assert (head.status_code, head.content) == (200, b"")
        assert head.headers == got.headers
        assert head.headers["Content-Length"] == str(len(got.content))
        assert (await server.ask("HEAD", "/api/v1/User/404")).status_code == 404


@in_loop
async def test_406_lists_what_there_is_in_the_servers_first_format() -> None:
    async with served() as server:
        response = await server.ask("GET", "/api/v1/User/1", accept="image/png, application/*;q=0")
        assert response.status_code == 406
        assert response.headers["Content-Type"] == "application/json; charset=utf-8"
        assert all(media_type in response.text for media_type in RESPONSE_TYPES)


@in_loop
async def test_in_the_netserver_dialect_an_accept_that_matches_nothing_gets_json() -> None:
    async with served(dialect=so.Dialect.NETSERVER) as server:
        response = await server.ask("GET", "/api/v1/User/1", accept="image/png")
        assert (response.status_code, response.headers["Content-Type"]) == (200, f"{JSON}; charset=utf-8")


@in_loop
async def test_nothing_is_stored_for_a_caller_who_accepts_no_answer() -> None:
    async with served() as server:
        response = await server.ask(
            "POST", f"{AGENT}SaveUser", b'{"Name":"Kari"}', sends=JSON, accept="image/png"
        )
        assert response.status_code == 406
        assert server.store.find("Kari") is None


@pytest.mark.parametrize(
    ("method", "path", "body", "sends"),
    [
        ("POST", f"{AGENT}SaveUser", b'{"Name":"Kari","Tooltip":"\\u0000"}', JSON),
        ("PUT", "/api/v1/User/2", b'{"Name":"Kari","Tooltip":"\\u0000"}', JSON),
        ("PATCH", "/api/v1/User/2", b'{"Name":"Kari","Tooltip":"\\u0000"}', MERGE_PATCH),
    ],
)
@in_loop
async def test_what_the_agreed_format_cannot_say_is_406_and_not_stored(
    method: str, path: str, body: bytes, sends: str
) -> None:
    async with served() as server:
        server.saved(name="Ola")
        response = await server.ask(method, path, body, sends=sends, accept=XML)
        assert response.status_code == 406
        error = so.decode(response.content, ErrorReply, XML)
        assert error.error_type == "NotRepresentable"
        assert "$.Tooltip" in (error.error_message or "")
        assert server.store.find("Kari") is None
        assert server.store.find("Ola") is not None


@pytest.mark.parametrize("sends", ["text/plain", "nonsense", "application/json, text/xml", None])
@in_loop
async def test_415_says_what_is_read(sends: str | None) -> None:
    async with served() as server:
        response = await server.ask("POST", f"{AGENT}SaveUser", b"{}", sends=sends)
        assert response.status_code == 415
        assert set(response.headers["Accept"].split(", ")) == set(REQUEST_TYPES)
        assert "Accept-Patch" not in response.headers


@pytest.mark.parametrize("sends", ["text/plain", JSON, XML, None])
@in_loop
async def test_415_says_which_patches_are_read(sends: str | None) -> None:
    async with served() as server:
        response = await server.ask("PATCH", "/api/v1/User/1", b"{}", sends=sends)
        assert response.status_code == 415
        assert response.headers["Accept-Patch"] == f"{MERGE_PATCH}, {JSON_PATCH}"
        assert response.headers["Accept"] == f"{MERGE_PATCH}, {JSON_PATCH}"


@in_loop
async def test_a_coded_body_and_an_odd_charset_are_415() -> None:
    async with served() as server:
        response = await server.ask(
            "POST", f"{AGENT}SaveUser", b"\x1f\x8b", sends=JSON, Content_Encoding="gzip"
        )
        assert (response.status_code, response.headers["Accept-Encoding"]) == (415, "identity")
        response = await server.ask("POST", f"{AGENT}SaveUser", b"{}", sends=f"{JSON}; charset=utf-7")
        assert response.status_code == 415


@pytest.mark.parametrize("sends", [None, JSON, "application/json; charset=utf-8", XML, "text/plain"])
@in_loop
async def test_no_body_is_none_whatever_type_is_stated(sends: str | None) -> None:
    async with served() as server:
        response = await server.ask("POST", f"{AGENT}CreateDefaultUser", b"", sends=sends)
        assert response.status_code == 200
        response = await server.ask("POST", f"{AGENT}CreateDefaultUser", None, sends=sends)
        assert response.status_code == 200


async def chunks(size: int, count: int, sent: list[int]) -> AsyncIterator[bytes]:
    for _ in range(count):
        sent.append(size)
        yield b" " * size


@in_loop
async def test_a_body_over_the_limit_is_413_also_in_chunks_and_before_it_was_read() -> None:
    async with served(limits=so.Limits(body=1_000)) as server:
        response = await server.ask("POST", f"{AGENT}SaveUser", b" " * 1_001, sends=JSON)
        assert response.status_code == 413
        assert "limit body=1000" in error_of(response.content)
        sent: list[int] = []
        response = await server.ask("POST", f"{AGENT}SaveUser", chunks(100, 1_000_000, sent), sends=JSON)
        assert response.status_code == 413
        assert len(sent) < 20
        fits = b'{"Name":"Kari"}' + b" " * 985
        assert (await server.ask("POST", f"{AGENT}SaveUser", fits, sends=JSON)).status_code == 200


@pytest.mark.parametrize(
    ("limits", "path", "body"),
    [
        (so.Limits(depth=3), f"{AGENT}SaveUser", b'{"Name":[[[[]]]]}'),
        (so.Limits(members=3), f"{AGENT}CreateDefaultUser", b'{"a":1,"b":2,"c":3,"d":4}'),
    ],
)
@in_loop
async def test_every_limit_of_the_settings_is_413(limits: so.Limits, path: str, body: bytes) -> None:
    async with served(limits=limits) as server:
        assert (await server.ask("POST", path, body, sends=JSON)).status_code == 413


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer 8A:nobody"}, {"Cookie": "SO-SESSION=x"}])
@in_loop
async def test_who_proves_nothing_is_told_how_to_and_nothing_else(headers: dict[str, str]) -> None:
    async with served(headers=headers) as server:
        for method, path in (("GET", "/api/v1/User/1"), ("POST", f"{AGENT}CreateDefaultUser")):
            response = await server.ask(method, path, accept=XML)
            assert response.status_code == 401
            assert "Bearer" in response.headers["WWW-Authenticate"]
            assert so.decode(response.content, ErrorReply, XML).error_type == "Unauthorized"


@in_loop
async def test_without_the_user_agent_everybody_is_refused() -> None:
    async with served(user_agent_available=False) as server:
        response = await server.ask("POST", f"{AGENT}CreateDefaultUser")
        assert response.status_code == 403
        assert error_of(response.content).startswith("Forbidden: ")


@in_loop
async def test_health_is_told_to_everybody_in_any_format() -> None:
    async with served(headers={}) as server:
        response = await server.ask("GET", "/healthz")
        assert (response.status_code, response.content) == (200, b'{"Status":"ok"}')
        response = await server.ask("GET", "/healthz", accept=XML)
        assert response.content == b"<Health><Status>ok</Status></Health>"


@in_loop
async def test_the_name_of_a_user_is_valid_unless_it_is_taken_or_cannot_be_one() -> None:
    async with served() as server:
        kari = server.saved(name="Kari", user_name="kari@example.com")

        async def is_valid(name: str, associate_id: int = 0) -> bool:
            body = so.encode(so.IsUserNameValidRequest(associate_id=associate_id, user_name=name))
            response = await server.ask("POST", f"{AGENT}IsUserNameValid", body, sends=JSON)
            return bool(server.read(response, bool))

        assert await is_valid("Ola")
        assert await is_valid("Cummerata, Hagenes and Satterfield")
        assert not await is_valid("KARI@example.com")
        assert await is_valid("KARI@example.com", kari)
        assert not await is_valid("  ")
        assert not await is_valid("a\nb")
        assert not await is_valid("x" * 255)


@in_loop
async def test_an_unknown_time_zone_is_400_before_anything_is_stored() -> None:
    async with served() as server:
        response = await server.ask(
            "POST", f"{AGENT}SaveUser", b'{"Name":"Kari"}', sends=JSON, SO_TimeZone="Atlantis"
        )
        assert response.status_code == 400
        assert "Atlantis" in error_of(response.content)
        assert server.store.find("Kari") is None


@in_loop
async def test_a_response_varies_with_what_decides_it() -> None:
    async with served() as server:
        for path in ("/api/v1/User/1", "/api/v1/User/404"):
            varies = (await server.ask("GET", path)).headers["Vary"].split(", ")
            assert {"Accept", "Accept-Language", "SO-Language", "SO-TimeZone", "Authorization"} < set(varies)


@in_loop
async def test_several_accept_headers_are_one_list() -> None:
    async with served() as server:
        headers = [("Accept", "text/xml;q=0.1"), ("Accept", "text/json")]
        response = await server.client.get("/api/v1/User/1", headers=headers)
        assert response.headers["Content-Type"] == "text/json; charset=utf-8"


@in_loop
async def test_the_database_being_gone_is_503_and_tells_nothing_of_it() -> None:
    async with served() as server:
        with server.store.database.writing() as connection:
            connection.exec_driver_sql("DROP TABLE users")
        response = await server.ask("GET", "/healthz")
        assert response.status_code == 503
        assert error_of(response.content) == (
            "ServiceUnavailable: The server failed at this request; its log says why."
        )

"""Where only bytes differ, a broken law shows none of a body with secrets."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import so_carriers as so
from so_carriers.testing import samples
from so_carriers.testing.laws import assert_body_comes_back, assert_formats_agree, assert_round_trips

XML = "application/xml"
NAMES = {
    "application/json": b'"Password":',
    XML: b"<Password>",
    "application/x-www-form-urlencoded": b"Password=",
}


def more_each_time() -> Callable[..., bytes]:
    """Encoding with white space before the secret, more and more of it."""
    count = 0

    def encode(value: Any, media_type: str = "application/json", **options: Any) -> bytes:
        nonlocal count
        count += 1
        name = NAMES[media_type]
        spaced = b" " * count + name if media_type == XML else name + b" " * count
        return so.encode(value, media_type, **options).replace(name, spaced)

    return encode


def message_of(law: Callable[..., None], *arguments: Any, **options: Any) -> str:
    with pytest.raises(AssertionError) as found:
        law(*arguments, **options)
    return str(found.value)


def test_nothing_of_a_secret_is_shown_where_bytes_differ() -> None:
    request = samples.external_user_request(3)
    body = so.encode(request)
    for message in (
        message_of(assert_round_trips, request, encode=more_each_time()),
        message_of(assert_round_trips, request, XML, encode=more_each_time()),
        message_of(assert_body_comes_back, body, type(request), encode=more_each_time()),
        message_of(
            assert_formats_agree, request, encode=more_each_time(), media_types=["application/json", XML]
        ),
    ):
        assert "secret 542" not in message
        assert "bytes, not shown" in message


def test_nor_of_a_body_that_cannot_be_read_or_is_read_without_it() -> None:
    body = b'{"Password":"hunter2","UserName":true}'
    message = message_of(assert_body_comes_back, body, so.CreateExternalUserRequest)
    assert "hunter2" not in message
    assert "$.UserName" in message

    def forgets(body: Any, asked: Any, media_type: str) -> Any:
        request = so.decode(body, asked, media_type)
        so.set_absent(request, "password")
        return request

    message = message_of(
        assert_body_comes_back, b'{"Password":"hunter2"}', so.CreateExternalUserRequest, decode=forgets
    )
    assert "hunter2" not in message

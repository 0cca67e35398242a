"""What the answers to SetPassword mean."""

from __future__ import annotations

import httpx2
import pytest

import so_carriers as so
from so_carriers.client import AgentError, NotFound
from tests.client_connections import KINDS, client_of, reply, script

FORMATS = [choice.media_type.essence for choice in so.default_registry().offers]
pytestmark = pytest.mark.parametrize("kind", KINDS)


@pytest.mark.parametrize("body", [False, None])
def test_false_and_null_say_that_there_is_no_such_user(kind: str, body: object) -> None:
    handle, _ = script(reply(body))
    with pytest.raises(NotFound, match=r"SetPassword: 200 OK: (false|null), which") as caught:
        client_of(kind, handle).users.set_password(999, "correct horse")
    assert (caught.value.status, caught.value.answered) == (404, 200)


@pytest.mark.parametrize("media_type", FORMATS)
def test_false_is_understood_in_every_format(kind: str, media_type: str) -> None:
    handle, _ = script(reply(False, media_type=media_type))
    with pytest.raises(NotFound):
        client_of(kind, handle).users.set_password(999, "correct horse", accept=media_type)


def test_true_and_no_content_say_that_it_is_done(kind: str) -> None:
    handle, got = script(reply(True), httpx2.Response(204))
    client = client_of(kind, handle)
    client.users.set_password(7, "correct horse")
    client.users.set_password(7, "correct horse")
    assert len(got) == 2


def test_an_error_object_stays_one(kind: str) -> None:
    handle, _ = script(reply({"Error": True, "ErrorMessage": "too weak"}))
    with pytest.raises(AgentError, match="too weak"):
        client_of(kind, handle).users.set_password(7, "correct horse")

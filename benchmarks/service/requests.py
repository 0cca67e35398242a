"""The requests that both servers answer, as bytes of HTTP/1.1, and what a right answer is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count

import so_carriers as so

_JSON, _XML = "application/json", "application/xml"
_AGENT = "/api/v1/Agents/User/"


@dataclass(frozen=True, slots=True)
class Job:
    """One endpoint in one format; `bodies` gives the body of each request, `is_right` judges an answer's."""

    name: str
    endpoint: str
    media_type: str
    bodies: Callable[[], Iterator[bytes]]
    is_right: Callable[[bytes], bool]

    def requests(self, token: str) -> Iterator[bytes]:
        """The requests, one after the other, without end."""
        for body in self.bodies():
            head = (
                f"POST {_AGENT}{self.endpoint} HTTP/1.1\r\nHost: localhost\r\n"
                f"Authorization: Bearer {token}\r\nAccept: {self.media_type}\r\n"
                f"Content-Type: {self.media_type}\r\nContent-Length: {len(body)}\r\n\r\n"
            )
            yield head.encode() + body


def _no_bodies() -> Iterator[bytes]:
    while True:
        yield b""


def _external_users(media_type: str) -> Callable[[], Iterator[bytes]]:
    numbers = count(1)  # one for all runs, as no two users may have the same name

    def bodies() -> Iterator[bytes]:
        for number in numbers:
            request = so.CreateExternalUserRequest(
                person_id=number,
                user_name=f"{media_type}-{number}@example.com",
                password=f"a word for {number}",
                role_id=1,
                is_active=True,
            )
            yield so.encode(request, media_type)

    return bodies


def _is_default_user(media_type: str) -> Callable[[bytes], bool]:
    def is_right(body: bytes) -> bool:
        user = so.decode(body, so.User, media_type)
        return user.associate_id == 0 and user.type is so.UserType.INTERNAL_ASSOCIATE

    return is_right


def _is_id(media_type: str) -> Callable[[bytes], bool]:
    return lambda body: so.decode(body, so.Int32, media_type) > 0


def jobs() -> list[Job]:
    """Both endpoints in both formats."""
    return [
        job
        for name, media_type in (("JSON", _JSON), ("XML", _XML))
        for job in (
            Job(
                f"CreateDefaultUser, {name}",
                "CreateDefaultUser",
                media_type,
                _no_bodies,
                _is_default_user(media_type),
            ),
            Job(
                f"CreateExternalUser, {name}",
                "CreateExternalUser",
                media_type,
                _external_users(media_type),
                _is_id(media_type),
            ),
        )
    ]

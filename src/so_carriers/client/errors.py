"""What a call to a server can end in instead of a value.

    ClientError                    under SoCarriersError
    +-- NoAnswer                   nothing came back
    |   +-- TimedOut                   not in the time that there was
    +-- AnswerError                something came back, and it is no value
        +-- NotModified                304
        +-- Redirected                 any other 3xx: redirects are not followed
        +-- UnexpectedAnswer           a success without what was asked for
        +-- AgentError                 an error object in a success, which agents may send
        +-- Refused                    4xx
        |   +-- BadRequest 400, Unauthorized 401, Forbidden 403, NotFound 404, MethodNotAllowed 405,
        |       AcceptRefused 406, Conflict 409, PreconditionFailed 412, ContentTooLarge 413,
        |       MediaTypeRefused 415, Unprocessable 422, TooManyRequests 429
        +-- ServerError                5xx

None of them holds the request, nor a header that says who the caller is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import ClassVar

from so_carriers.errors import SoCarriersError


class ClientError(SoCarriersError):
    """A call that gave no value; `call` is its method and path, such as `GET v1/User/7`."""

    status: ClassVar[int] = 502
    call: str


class NoAnswer(ClientError):
    """Nothing came back from the server.

    `never_left` says that the server cannot have seen the request: no connection was made.
    """

    def __init__(self, call: str, reason: str, never_left: bool = False) -> None:
        super().__init__(call, reason, never_left)
        self.call = call
        self.reason = reason
        self.never_left = never_left

    def __str__(self) -> str:
        return f"{self.call}: no answer: {self.reason}"


class TimedOut(NoAnswer):
    """No answer within the time that `Timeouts` allows."""

    status: ClassVar[int] = 504


@dataclass(frozen=True, slots=True)
class ServerMessage:
    """What the server says of an error: the name of its kind, its text, and where it arose."""

    type: str | None = None
    text: str | None = None
    source: str | None = None

    def __str__(self) -> str:
        return ": ".join(part for part in (self.type, self.text) if part)


class AnswerError(ClientError):
    """An answer that is no value.

    `answered` is the status of the answer, `status` the one that it amounts to: they differ
    where a success turned out to be none. `error_type`, `error_message` and `error_source`
    are the server's words, or None; what the request had of secrets is taken out of them.
    `headers` has, in lower case, those of the answer that say what to do about it; `retry_after`
    is the time in seconds that the server asks for.
    """

    def __init__(
        self,
        call: str,
        answered: int,
        message: ServerMessage | None = None,
        headers: Mapping[str, str] | None = None,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(call, answered, message, headers, retry_after)
        self.call = call
        self.answered = answered
        self.message = message or ServerMessage()
        self.headers = dict(headers or {})
        self.retry_after = retry_after
        if answered >= 300:
            self.status = answered  # type: ignore[misc]  # a class of errors may stand for many statuses

    @property
    def error_type(self) -> str | None:
        """The server's name for the kind of error, such as `SoNotFoundException`."""
        return self.message.type

    @property
    def error_message(self) -> str | None:
        """The server's text."""
        return self.message.text

    @property
    def error_source(self) -> str | None:
        """Where in the server it arose."""
        return self.message.source

    def __str__(self) -> str:
        said = str(self.message)
        return f"{self.call}: {_described(self.answered)}{': ' if said else ''}{said}"


class NotModified(AnswerError):
    """304: what was asked for is as it was at the time of `modified_since`."""

    status: ClassVar[int] = 304


class Redirected(AnswerError):
    """3xx: the server is elsewhere; credentials are not sent to where it points."""


class UnexpectedAnswer(AnswerError):
    """A success without what was asked for."""


class AgentError(AnswerError):
    """An error object in an answer that says success, as agents may send it."""

    status: ClassVar[int] = 500


class Refused(AnswerError):
    """4xx: the server does not do what was asked."""

    status: ClassVar[int] = 400


class BadRequest(Refused):
    """400: the server does not understand the request."""


class Unauthorized(Refused):
    """401: the server does not know who is calling; `headers` has WWW-Authenticate."""

    status: ClassVar[int] = 401


class Forbidden(Refused):
    """403: who is calling may not do that, or the endpoint is closed to all."""

    status: ClassVar[int] = 403


class NotFound(Refused):
    """404, and the null, the false or the 204 with which agents say the same."""

    status: ClassVar[int] = 404


class MethodNotAllowed(Refused):
    """405: the endpoint is there, but not for that method; `headers` has Allow."""

    status: ClassVar[int] = 405


class AcceptRefused(Refused):
    """406: the server writes none of the media types that Accept names."""

    status: ClassVar[int] = 406


class Conflict(Refused):
    """409: a test of the patch failed, its place is not there, or the name is taken."""

    status: ClassVar[int] = 409


class PreconditionFailed(Refused):
    """412: it was changed after the time of `unmodified_since`."""

    status: ClassVar[int] = 412


class ContentTooLarge(Refused):
    """413: the body is over the server's limits."""

    status: ClassVar[int] = 413


class MediaTypeRefused(Refused):
    """415: the server does not read that media type; `headers` has Accept and Accept-Patch."""

    status: ClassVar[int] = 415


class Unprocessable(Refused):
    """422: the request is well-formed, and its contents are not right."""

    status: ClassVar[int] = 422


class TooManyRequests(Refused):
    """429: later, please; `retry_after` says when."""

    status: ClassVar[int] = 429


class ServerError(AnswerError):
    """5xx: the server failed."""

    status: ClassVar[int] = 500


_REFUSALS: dict[int, type[Refused]] = {
    kind.status: kind
    for kind in (
        BadRequest,
        Unauthorized,
        Forbidden,
        NotFound,
        MethodNotAllowed,
        AcceptRefused,
        Conflict,
        PreconditionFailed,
        ContentTooLarge,
        MediaTypeRefused,
        Unprocessable,
        TooManyRequests,
    )
}


def kind_of_error(status: int) -> type[AnswerError]:
    """The class of the errors that a status from 300 on makes."""
    if status >= 500:
        return ServerError
    if status >= 400:
        return _REFUSALS.get(status, Refused)
    return NotModified if status == HTTPStatus.NOT_MODIFIED else Redirected


def _described(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:  # a status that Python does not know
        return str(status)

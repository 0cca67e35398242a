"""What a server says of an error, in whatever format it says it.

    {"Error": true, "ErrorType": "SoNotFoundException", "ErrorMessage": "...", "ErrorSource": "..."}
    {"Message": "The request is invalid.", "MessageDetail": "..."}

The first is NetServer's own, the second that of the framework below it; either may come in XML.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from so_carriers.charsets import DEFAULT_CHARSET, python_codec
from so_carriers.client.errors import ServerMessage
from so_carriers.client.messages import Response
from so_carriers.client.secrecy import without_secrets
from so_carriers.errors import InvalidValue, SoCarriersError, printable
from so_carriers.media_types import MediaType
from so_carriers.messages import decode
from so_carriers.schema.carrier import carrier
from so_carriers.schema.member import member
from so_carriers.schema.presence import unknown_members
from so_carriers.schema.types import is_carrier
from so_carriers.settings import Dialect, Limits
from so_carriers.values.ascii_case import fold

LONGEST_MESSAGE = 1000
"""The characters of a server's text that an error shows at most."""

_PLAIN = "text/plain"
_MARKS = frozenset({"error", "message"})


@carrier
class ErrorReply:
    """The error objects of NetServer and of the framework below it, in one."""

    error: bool = member("Error", default=False)
    error_type: str | None = member("ErrorType", default=None)
    error_message: str | None = member("ErrorMessage", default=None)
    error_source: str | None = member("ErrorSource", default=None)
    message: str | None = member("Message", default=None)
    message_detail: str | None = member("MessageDetail", default=None)
    exception_message: str | None = member("ExceptionMessage", default=None)
    exception_type: str | None = member("ExceptionType", default=None)


def read_message(
    response: Response, *, dialect: Dialect, limits: Limits, secrets: Iterable[str]
) -> ServerMessage:
    """The message of an answer that is an error; an empty one where nothing can be read."""
    reply = _read_reply(response, dialect, limits)
    if reply is None:
        return ServerMessage(text=_shown(_plain_text(response), secrets))
    return _message_of(reply, secrets)


def find_error(
    response: Response, value: Any, *, dialect: Dialect, limits: Limits, secrets: Iterable[str]
) -> ServerMessage | None:
    """The error that an answer is although it says success; None where the value is what it seems.

    A carrier reads an error object too: as unknown members, with all of its own absent.
    """
    if not _may_be_an_error(value):
        return None
    reply = _read_reply(response, dialect, limits)
    if reply is None or not (reply.error or (reply.message and not _says_something(value))):
        return None
    return _message_of(reply, secrets)


def _may_be_an_error(value: Any) -> bool:
    if value is None:
        return True
    names = unknown_members(value) if is_carrier(type(value)) else value if isinstance(value, dict) else ()
    return not _MARKS.isdisjoint(map(fold, names))


def _says_something(value: Any) -> bool:
    """Whether a carrier has anything of its own beside unknown members."""
    if not is_carrier(type(value)):
        return value is not None
    state = value._wire_state
    return state is None or len(state.absent) < len(type(value).__carrier_schema__.members)


def _read_reply(response: Response, dialect: Dialect, limits: Limits) -> ErrorReply | None:
    if not response.body or response.content_type is None:
        return None
    try:
        return decode(response.body, ErrorReply | None, response.content_type, dialect=dialect, limits=limits)
    except SoCarriersError:  # whatever it is, it says nothing that could be shown
        return None


def _message_of(reply: ErrorReply, secrets: Iterable[str]) -> ServerMessage:
    said = [reply.error_message, reply.message, reply.message_detail, reply.exception_message]
    text = ": ".join(part.strip() for part in dict.fromkeys(said) if part)
    kind = reply.error_type or reply.exception_type
    known = tuple(secrets)
    return ServerMessage(_shown(kind, known), _shown(text, known), _shown(reply.error_source, known))


def _plain_text(response: Response) -> str | None:
    try:
        media_type = MediaType.parse(response.content_type or "")
    except InvalidValue:
        return None
    codec = python_codec(media_type.charset or DEFAULT_CHARSET)
    if media_type.essence != _PLAIN or codec is None:
        return None
    return response.body[: 4 * LONGEST_MESSAGE].decode(codec, "replace").strip()


def _shown(text: str | None, secrets: Iterable[str]) -> str | None:
    if not text:
        return None
    shown = printable(without_secrets(text, secrets))
    return shown if len(shown) <= LONGEST_MESSAGE else f"{shown[:LONGEST_MESSAGE]}..."

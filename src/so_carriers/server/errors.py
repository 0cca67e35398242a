"""What is answered instead of a result: NetServer's error body, and the errors that HTTP itself has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import ClassVar

from so_carriers.errors import DecodeError, PatchTestFailed, SoCarriersError
from so_carriers.schema.carrier import carrier
from so_carriers.schema.member import member

INTERNAL_ERROR = 500

_NOT_FOUND = 404, "SoNotFoundException"
"""The one status of which the documentation shows the type; of others it is the name of our error."""
_FAILURES = {500: "InternalServerError", 503: "ServiceUnavailable"}
_KINDS = {"text": "a text", "integer": "an integer", "number": "a number"}
_FOUND_NO_SCALAR = (", found an object", ", found an array", ", found null")
_quotes_nothing = re.compile(r"[A-Za-z ,'\[\]-]+").fullmatch
_NOTHING_TOLD = "The server failed at this request; its log says why."


@carrier(name="Error")
class ErrorReply:
    """The body of an error, as NetServer's REST endpoints answer it."""

    error: bool = member("Error", default=True)
    error_type: str | None = member("ErrorType", default=None)
    error_message: str | None = member("ErrorMessage", default=None)
    error_source: str | None = member("ErrorSource", default=None)


class NoSuchPath(SoCarriersError):
    """Nothing is served at that path."""

    status: ClassVar[int] = 404


class MethodNotAllowed(SoCarriersError):
    """The path has other methods; `headers` says which (RFC 9110, section 15.5.6)."""

    status: ClassVar[int] = 405

    def __init__(self, method: str, allowed: Iterable[str]) -> None:
        names = ", ".join(allowed)
        super().__init__(f"expected one of {names}, found {method}")
        self.headers = {"Allow": names}


class NotRepresentable(SoCarriersError):
    """The media type that was agreed on cannot say the result; another one can."""

    status: ClassVar[int] = 406


class UnprocessableContent(SoCarriersError):
    """A body that can be read and is of the right type, and asks for what a user cannot be."""

    status: ClassVar[int] = 422


def headers_of(error: SoCarriersError) -> Mapping[str, str]:
    """What the error adds to the response, such as Allow, Accept-Patch or WWW-Authenticate."""
    headers: Mapping[str, str] = getattr(error, "headers", {})
    return headers


@contextmanager
def found_unquoted() -> Iterator[None]:
    """Lets a DecodeError say what kind of value was found, and not which: it may be a password.

    In a secret member no error shows it, but it may stand where the carrier of that member was
    expected. A failed test of a patch does not show what it expected in such a place either.
    """
    try:
        yield
    except DecodeError as error:
        if error.found is not None and not _quotes_nothing(error.found):
            error.found = _KINDS.get(error.found.partition(" ")[0])
        raise
    except PatchTestFailed as error:
        if error.problem.endswith(_FOUND_NO_SCALAR):
            error.problem = "another value is there"
        raise


def error_reply(error: SoCarriersError, source: str) -> ErrorReply:
    """The body for an error whose message was made for the caller; `source` is the operation."""
    status, documented = _NOT_FOUND
    name = documented if error.status == status else type(error).__name__
    return ErrorReply(error_type=name, error_message=str(error), error_source=source)


def failure_reply(status: int, source: str) -> ErrorReply:
    """The body for what the caller can do nothing about: it tells nothing of the inside."""
    name = _FAILURES.get(status, _FAILURES[INTERNAL_ERROR])
    return ErrorReply(error_type=name, error_message=_NOTHING_TOLD, error_source=source)

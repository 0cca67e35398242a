"""What is asked, what is sent, what comes back and what it means: values, without any I/O."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from so_carriers.client.header_texts import header_text, path_text, query_text, token_text
from so_carriers.client.preferences import CallOptions
from so_carriers.errors import InvalidValue, printable

if TYPE_CHECKING:
    from typing_extensions import TypeForm

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Call(Generic[T_co]):
    """What a server is asked to do: `Call("GET", "v1/User/7", so.UserWithLinks)`.

    `path` follows the address of the API. `type` is that of the answer, as `decode` takes it;
    None where there is nothing to read. `body` is a carrier, another value, or a patch; None is
    no body. `headers` are those of this call alone: they stand in the place of the client's own
    of that name in any case, Authorization too. `false_is_missing` says that the server answers
    false where it does not find what it is to change, which is NotFound then. The repr shows
    neither body nor headers, as both may have secrets. Raises InvalidValue for a method, a path,
    a query and headers that no request can carry.
    """

    method: str
    path: str
    type: TypeForm[T_co]
    body: Any = field(default=None, repr=False)
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    options: CallOptions = field(default_factory=CallOptions)
    false_is_missing: bool = False

    def __post_init__(self) -> None:
        token_text("Call.method", self.method)
        path_text("Call.path", self.path)
        for name, value in self.query.items():
            query_text("Call.query", name)
            query_text(f"Call.query: {printable(name)}", value)
        for name, value in self.headers.items():
            token_text("Call.headers: a name", name)
            header_text(f"Call.headers: {name}", value)

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


@dataclass(frozen=True, slots=True)
class Answer(Generic[T_co]):
    """A value, and what the answer says about it; the headers are in lower case."""

    value: T_co
    status: int
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def last_modified(self) -> datetime | None:
        """The time to give as `unmodified_since`; None where the server says none."""
        return parsed_http_date(self.headers.get("last-modified", ""))


@dataclass(frozen=True, slots=True)
class Request:
    """What is sent; its repr shows neither headers nor body, as both may have secrets."""

    method: str
    url: str
    headers: Mapping[str, str] = field(repr=False)
    body: bytes | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class Response:
    """What comes back; its repr shows neither headers nor body.

    The names of the headers are in lower case, and the values of those that stand several times
    are joined by commas, but for Set-Cookie, which cannot be joined.
    """

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(default=b"", repr=False)
    set_cookies: tuple[str, ...] = field(default=(), repr=False)

    @property
    def content_type(self) -> str | None:
        """Content-Type, or None."""
        return self.headers.get("content-type")


def joined_headers(fields: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The fields of an answer by their names in lower case (RFC 9110, section 5.3)."""
    headers: dict[str, str] = {}
    for name, value in fields:
        key = name.lower()
        headers[key] = f"{headers[key]}, {value}" if key in headers else value
    return headers


def http_date(time: datetime) -> str:
    """A time as headers have it (RFC 9110, section 5.6.7); raises InvalidValue for one without a zone."""
    if time.tzinfo is None:
        raise InvalidValue("expected a time with a zone, such as datetime.now(UTC)")
    return format_datetime(time.astimezone(UTC), usegmt=True)


def parsed_http_date(text: str) -> datetime | None:
    """The time that a header says, with a zone; None where it is malformed."""
    try:
        time = parsedate_to_datetime(text)
    except (ValueError, OverflowError):  # the latter for zones of many digits
        return None
    # A date without a zone is one that RFC 5322 calls of unknown origin; HTTP's are in GMT.
    return time if time.tzinfo is not None else time.replace(tzinfo=UTC)

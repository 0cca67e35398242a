"""What is asked, what is sent, what comes back and what it means: values, without any I/O."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from so_carriers.client.preferences import CallOptions
from so_carriers.errors import InvalidValue

if TYPE_CHECKING:
    from typing_extensions import TypeForm

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Call(Generic[T_co]):
    """What a server is asked to do: `Call("GET", "v1/User/7", so.UserWithLinks)`.

    `path` follows the address of the API. `type` is that of the answer, as `decode` takes it;
    None where there is nothing to read. `body` is a carrier, another value, or a patch; None is
    no body. `headers` are those of this call alone.
    """

    method: str
    path: str
    type: TypeForm[T_co]
    body: Any = None
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    options: CallOptions = field(default_factory=CallOptions)

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
        try:
            return parsedate_to_datetime(self.headers.get("last-modified", ""))
        except ValueError:
            return None


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

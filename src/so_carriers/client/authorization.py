"""Who is calling: the schemes that NetServer knows.

No repr shows what is secret, and none of it stands in an error.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol

from so_carriers.client.header_texts import header_text
from so_carriers.client.messages import parsed_http_date
from so_carriers.errors import InvalidValue

XSRF_HEADER = "X-XSRF-TOKEN"
XSRF_COOKIE = "XSRF-TOKEN"

_AGE = re.compile("-?[0-9]+")


class Authorization(Protocol):
    """Says in the headers of a request who is calling."""

    def headers(self) -> dict[str, str]:
        """The headers, by name."""
        ...

    def secrets(self) -> tuple[str, ...]:
        """The texts that must not be shown, whoever repeats them."""
        ...

    def learn(self, set_cookies: Iterable[str]) -> None:
        """Takes note of the values of an answer's Set-Cookie fields."""
        ...


class _Stateless:
    """An authorization that answers do not change."""

    __slots__ = ()

    def learn(self, set_cookies: Iterable[str]) -> None:
        """Does nothing: these schemes have no cookies."""


@dataclass(frozen=True, slots=True)
class Basic(_Stateless):
    """A name and a password (RFC 7617), which installations on site take.

    Raises InvalidValue for a name with a colon or with control characters.
    """

    user_name: str
    password: str = field(repr=False)

    def __post_init__(self) -> None:
        if ":" in self.user_name:
            raise InvalidValue("Basic: expected a user name without a colon, which ends it on the wire")
        if not (self.user_name + self.password).isprintable():
            raise InvalidValue("Basic: expected a user name and a password without control characters")

    def headers(self) -> dict[str, str]:
        """Authorization, in UTF-8."""
        return {"Authorization": f"Basic {self._token()}"}

    def secrets(self) -> tuple[str, ...]:
        """The password, and what the header makes of it."""
        return self.password, self._token()

    def _token(self) -> str:
        return base64.b64encode(f"{self.user_name}:{self.password}".encode()).decode()


@dataclass(frozen=True, slots=True)
class SoTicket(_Stateless):
    """A ticket of NetServer (`7T:...`), sent as it is; online it needs the client's `app_token` too."""

    ticket: str = field(repr=False)

    def __post_init__(self) -> None:
        _require_token("SoTicket", self.ticket)

    def headers(self) -> dict[str, str]:
        """Authorization."""
        return {"Authorization": f"SoTicket {self.ticket}"}

    def secrets(self) -> tuple[str, ...]:
        """The ticket."""
        return (self.ticket,)


@dataclass(frozen=True, slots=True)
class Bearer(_Stateless):
    """An access token (`8A:...`), RFC 6750."""

    token: str = field(repr=False)

    def __post_init__(self) -> None:
        _require_token("Bearer", self.token)

    def headers(self) -> dict[str, str]:
        """Authorization."""
        return {"Authorization": f"Bearer {self.token}"}

    def secrets(self) -> tuple[str, ...]:
        """The token."""
        return (self.token,)


class Session:
    """The session of a browser: its cookies, and the token against forged requests.

    The token is that of the page's hidden field, or, where none is given, the one in the cookie
    XSRF-TOKEN. Cookies that the server sets anew are taken over, but for those that no header can
    carry, and forgotten when it ends them; as a client talks to one address, their paths and
    domains do not matter. Raises InvalidValue for what cannot stand
    in a header, and where there is no token.
    """

    def __init__(self, cookies: Mapping[str, str], xsrf_token: str | None = None) -> None:
        self._cookies = {_cookie_part(name): _cookie_part(value) for name, value in cookies.items()}
        self._xsrf_token = None if xsrf_token is None else header_text("Session: the token", xsrf_token)
        if xsrf_token is None and XSRF_COOKIE not in self._cookies:
            raise InvalidValue(f"Session: expected a cookie {XSRF_COOKIE}, or xsrf_token")

    def __repr__(self) -> str:
        return f"Session({', '.join(self._cookies)})"

    def headers(self) -> dict[str, str]:
        """Cookie, and X-XSRF-TOKEN."""
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        token = self._xsrf_token or self._cookies.get(XSRF_COOKIE)
        return {"Cookie": cookies} | ({XSRF_HEADER: token} if token else {})

    def secrets(self) -> tuple[str, ...]:
        """The values of the cookies, and the token."""
        return (*self._cookies.values(), *([self._xsrf_token] if self._xsrf_token else []))

    def learn(self, set_cookies: Iterable[str]) -> None:
        """Takes over the cookies that an answer sets, and drops those that it ends."""
        cookies = dict(self._cookies)
        for set_cookie in set_cookies:
            pair, *attributes = set_cookie.split(";")
            name, equals, value = (part.strip() for part in pair.partition("="))
            if not equals or not name:
                continue
            if _are_of_an_ended_cookie(attributes):
                cookies.pop(name, None)
            elif _can_be_sent(name, value):
                cookies[name] = value
        # Replaced as a whole, so that other threads see the one or the other.
        self._cookies = cookies


def _are_of_an_ended_cookie(attributes: Iterable[str]) -> bool:
    """Whether Max-Age or, where that is missing, Expires ends a cookie (RFC 6265, section 5.3)."""
    said = {name.strip().lower(): value.strip() for name, _, value in (a.partition("=") for a in attributes)}
    age = said.get("max-age", "")
    if _AGE.fullmatch(age):
        return age.startswith("-") or not age.strip("0")
    end = parsed_http_date(said.get("expires", ""))
    return end is not None and end <= datetime.now(UTC)


def _can_be_sent(name: str, value: str) -> bool:
    try:
        header_text("Set-Cookie", name + value)
    except InvalidValue:
        return False
    return True


def _cookie_part(text: str) -> str:
    if set(";,\\ ") & set(header_text("Session: a cookie", text)):
        raise InvalidValue("Session: expected cookies without blanks, commas, semicolons and backslashes")
    return text


def _require_token(scheme: str, token: str) -> None:
    if not header_text(scheme, token) or " " in token:
        raise InvalidValue(f"{scheme}: expected a token without blanks, and without the name of the scheme")

"""Who is calling: Authorization, or a session with its XSRF value."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from so_carriers.errors import SoCarriersError
from so_carriers.server.settings import ServerSettings
from so_carriers.server.store import Store

SESSION_COOKIE = "SO-SESSION"
"""The cookie that says which session."""

XSRF_COOKIE = "XSRF-TOKEN"
"""The cookie from which a page reads what to say in X-XSRF-TOKEN; the server compares that header alone."""


class Unauthorized(SoCarriersError):
    """Nothing proves who is calling, or what should does not; `headers` name the schemes (RFC 9110, 15.5.2)."""

    status: ClassVar[int] = 401

    def __init__(self, message: str, headers: Mapping[str, str]) -> None:
        super().__init__(message)
        self.headers = dict(headers)


class Forbidden(SoCarriersError):
    """The caller is known, and may not: the User agent is not available here."""

    status: ClassVar[int] = 403


class How(enum.Enum):
    """By what an identity was proved."""

    BASIC = "Basic"
    SOTICKET = "SoTicket"
    BEARER = "Bearer"
    SESSION = "session"


@dataclass(frozen=True, slots=True)
class Identity:
    """Who is calling, and how that was proved."""

    associate_id: int
    name: str
    how: How


class Authenticator:
    """Tells who is calling by the settings and the users of one server; threads may share it."""

    def __init__(self, settings: ServerSettings, store: Store) -> None: ...

    def authenticate(self, headers: Mapping[str, str], cookies: Mapping[str, str]) -> Identity:
        """Who is calling; names of headers are in lower case. It blocks on the database.

        Raises Unauthorized (401) and Forbidden (403).
        """
        raise NotImplementedError

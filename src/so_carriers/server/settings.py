"""What whoever runs the server may set."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from zoneinfo import ZoneInfo

from so_carriers.errors import InvalidValue, excerpt
from so_carriers.settings import DEFAULT_LIMITS, Dialect, Limits

DEFAULT_DATABASE_URL = "sqlite:///so-carriers.db"
"""One SQLite file in the folder that the server is started in."""

_HASHED = 64
_LONGEST_HOURS = 24 * 366
_LONGEST_MINUTES = 60 * 24 * 31


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerSettings:
    """What the server is set up as; each value is checked, and InvalidValue names the one that is none.

    `base_time_zone` is an IANA name: the zone of dates that say none. An `online` server is one
    that partner apps call: it takes no passwords by Basic, and SoTicket only with an application
    token, of which `app_tokens` has the hashes (`tickets.digest_of`). Without
    `user_agent_available` who has proved an identity is still answered 403. A ticket or token
    holds for `ticket_hours`, a session for `session_minutes`.
    """

    dialect: Dialect = Dialect.RFC
    database_url: str = field(default=DEFAULT_DATABASE_URL, repr=False)  # it may hold a password
    base_time_zone: str = "Europe/Oslo"
    online: bool = False
    app_tokens: frozenset[str] = field(default=frozenset(), repr=False)
    user_agent_available: bool = True
    limits: Limits = DEFAULT_LIMITS
    ticket_hours: int = 12
    session_minutes: int = 60

    def __post_init__(self) -> None:
        _check_whole_number("ticket_hours", self.ticket_hours, _LONGEST_HOURS)
        _check_whole_number("session_minutes", self.session_minutes, _LONGEST_MINUTES)
        _check_zone(self.base_time_zone)
        if any(len(token) != _HASHED for token in self.app_tokens):
            raise InvalidValue("ServerSettings.app_tokens: expected SHA-256 hashes as 64 hexadecimal digits")

    @property
    def ticket_lifetime(self) -> timedelta:
        """How long a ticket or token holds."""
        return timedelta(hours=self.ticket_hours)

    @property
    def session_lifetime(self) -> timedelta:
        """How long a session holds."""
        return timedelta(minutes=self.session_minutes)


def _check_whole_number(name: str, value: object, longest: int) -> None:
    if type(value) is not int or not 1 <= value <= longest:
        raise InvalidValue(
            f"ServerSettings.{name}: expected a whole number from 1 to {longest}, found {excerpt(value)}"
        )


def _check_zone(name: str) -> None:
    try:
        ZoneInfo(name)
    except (OSError, LookupError, ValueError) as error:
        raise InvalidValue(
            "ServerSettings.base_time_zone: expected the IANA name of a time zone, "
            f"such as Europe/Oslo, found {excerpt(name)}"
        ) from error

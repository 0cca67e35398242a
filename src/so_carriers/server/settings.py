"""What whoever runs the server may set."""

from __future__ import annotations

from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from so_carriers.errors import InvalidValue, excerpt
from so_carriers.settings import DEFAULT_LIMITS, Dialect, Limits

DEFAULT_DATABASE_URL = "sqlite:///so-carriers.db"
"""One SQLite file in the folder that the server is started in."""

_HASHED = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerSettings:
    """What the server is set up as; each value is checked, and InvalidValue names the one that is none.

    `base_time_zone` is an IANA name: the zone of dates that say none. An `online` server is one
    that partner apps call: it takes no passwords by Basic, and SoTicket only with an application
    token, of which `app_tokens` has the hashes (`tickets.digest_of`). Without
    `user_agent_available` who has proved an identity is still answered 403.
    """

    dialect: Dialect = Dialect.RFC
    database_url: str = field(default=DEFAULT_DATABASE_URL, repr=False)  # it may hold a password
    base_time_zone: str = "Europe/Oslo"
    online: bool = False
    app_tokens: frozenset[str] = field(default=frozenset(), repr=False)
    user_agent_available: bool = True
    limits: Limits = DEFAULT_LIMITS

    def __post_init__(self) -> None:
        require_time_zone(self.base_time_zone, "ServerSettings.base_time_zone")
        if any(len(token) != _HASHED for token in self.app_tokens):
            raise InvalidValue("ServerSettings.app_tokens: expected SHA-256 hashes as 64 hexadecimal digits")


def require_time_zone(name: str, where: str) -> None:
    """Raises InvalidValue, which says where, for what is no IANA name of a time zone."""
    try:
        ZoneInfo(name)
    except (OSError, LookupError, ValueError) as error:
        raise InvalidValue(
            f"{where}: expected the IANA name of a time zone, such as Europe/Oslo, found {excerpt(name)}"
        ) from error

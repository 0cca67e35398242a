"""Tickets, bearer tokens and sessions: 256 random bits each, of which the store has only the hash."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from so_carriers.server.store import Store


class TicketKind(enum.Enum):
    """What is issued; tickets and tokens are sent in Authorization, a session in a cookie."""

    SOTICKET = "soticket"
    BEARER = "bearer"
    SESSION = "session"


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedTicket:
    """What is handed out once: `text` is the ticket, the token or the value of the session's cookie.

    `xsrf` is what X-XSRF-TOKEN has to say beside a session; None for others.
    """

    number: int
    kind: TicketKind
    text: str = field(repr=False)
    xsrf: str | None = field(default=None, repr=False)
    expires: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """The user whom a ticket, token or session stands for."""

    associate_id: int
    name: str


def digest_of(secret: str) -> str:
    """The SHA-256 of a ticket or of an application token, as 64 hexadecimal digits."""
    raise NotImplementedError


def issue(store: Store, associate_id: int, kind: TicketKind, lifetime: timedelta) -> IssuedTicket:
    """Makes and stores a ticket, a token or a session; raises UserNotFound. What has expired is purged."""
    raise NotImplementedError


def holder_of(store: Store, text: str, kind: TicketKind, xsrf: str | None = None) -> Holder | None:
    """Whose ticket that is: None where it is unknown, expired, of another kind, or its user is Deleted.

    A session is held only by who says its XSRF value too, compared in constant time.
    """
    raise NotImplementedError


def revoke(store: Store, text: str) -> bool:
    """Ends a ticket, a token or a session; False if there was none."""
    raise NotImplementedError

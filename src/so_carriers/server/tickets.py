"""Tickets, bearer tokens and sessions: 256 random bits each, of which the store has only the hash.

Whoever reads the database learns none of them, and so many bits cannot be guessed, which is why
a plain hash is enough here, as it is not for passwords.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from so_carriers.server import ticket_rows
from so_carriers.server.store import Store, UserNotFound
from so_carriers.server.ticket_kinds import TicketKind

_RANDOM_BYTES = 32
_LONGEST_TICKET = 256


# As NetServer's own begin (`SoTicket 7T:...==`, `Bearer 8A:...`).
_BEGINNINGS = {TicketKind.SOTICKET: "7T:", TicketKind.BEARER: "8A:", TicketKind.SESSION: ""}


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
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def issue(store: Store, associate_id: int, kind: TicketKind, lifetime: timedelta) -> IssuedTicket:
    """Makes and stores a ticket, a token or a session; raises UserNotFound. What has expired is purged."""
    text = _new_ticket(kind)
    xsrf = secrets.token_urlsafe(_RANDOM_BYTES) if kind is TicketKind.SESSION else None
    issued = store.now().replace(microsecond=0)
    expires = issued + lifetime
    number = ticket_rows.add_ticket(
        store.database,
        kind=kind.value,
        associate_id=associate_id,
        digest=digest_of(text),
        xsrf_digest=None if xsrf is None else digest_of(xsrf),
        issued=issued,
        expires=expires,
    )
    if number is None:
        raise UserNotFound(f"there is no user {associate_id}")
    return IssuedTicket(number=number, kind=kind, text=text, xsrf=xsrf, expires=expires)


def holder_of(store: Store, text: str, kind: TicketKind, xsrf: str | None = None) -> Holder | None:
    """Whose ticket that is: None where it is unknown, expired, of another kind, or its user is Deleted.

    A session is held only by who says its XSRF value too, compared in constant time.
    """
    if len(text) > _LONGEST_TICKET:
        return None
    row = ticket_rows.ticket_of(store.database, digest_of(text))
    if row is None or row.is_deleted or row.expires <= store.now() or row.kind != kind.value:
        return None
    if row.xsrf_digest is not None and not hmac.compare_digest(row.xsrf_digest, digest_of(xsrf or "")):
        return None
    return Holder(associate_id=row.associate_id, name=row.name)


def revoke(store: Store, text: str) -> bool:
    """Ends a ticket, a token or a session; False if there was none."""
    return ticket_rows.remove_ticket(store.database, digest_of(text))


def _new_ticket(kind: TicketKind) -> str:
    random = secrets.token_bytes(_RANDOM_BYTES)
    # A cookie's value has no `=` that every client would leave alone; those of NetServer's tickets do.
    encoded = base64.urlsafe_b64encode(random) if kind is TicketKind.SESSION else base64.b64encode(random)
    return _BEGINNINGS[kind] + encoded.decode().rstrip("=" if kind is TicketKind.SESSION else "")

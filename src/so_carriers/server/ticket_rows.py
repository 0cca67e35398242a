"""The table of tickets, tokens and sessions, which knows their hashes alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, bindparam, delete, insert, select

from so_carriers.server.database import Database
from so_carriers.server.tables import TICKETS, USERS
from so_carriers.server.user_rows import time_of, timestamp_of


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketRow:
    """What is stored of a ticket, and the user whom it stands for."""

    number: int
    kind: str
    digest: str = field(repr=False)
    xsrf_digest: str | None = field(repr=False)
    issued: datetime
    expires: datetime
    associate_id: int
    name: str
    is_deleted: bool


_ROWS = select(TICKETS, USERS.c.name, USERS.c.user_name, USERS.c.deleted).join(USERS)
_ROW = _ROWS.where(TICKETS.c.digest == bindparam("wanted"))


def add_ticket(
    database: Database,
    *,
    kind: str,
    associate_id: int,
    digest: str,
    xsrf_digest: str | None,
    issued: datetime,
    expires: datetime,
) -> int | None:
    """Stores a ticket and gives its number, None where there is no such user; removes what has expired."""
    with database.writing() as connection:
        connection.execute(delete(TICKETS).where(TICKETS.c.expires <= timestamp_of(issued)))
        if (
            connection.scalar(select(USERS.c.associate_id).where(USERS.c.associate_id == associate_id))
            is None
        ):
            return None
        inserted = connection.execute(
            insert(TICKETS).values(
                kind=kind,
                associate_id=associate_id,
                digest=digest,
                xsrf_digest=xsrf_digest,
                issued=timestamp_of(issued),
                expires=timestamp_of(expires),
            )
        )
        key = inserted.inserted_primary_key
        assert key is not None  # noqa: S101 -- every database tells the key that it has given
        number: int = key.number
        return number


def ticket_of(database: Database, digest: str) -> TicketRow | None:
    """The ticket of that hash, expired or not."""
    found = _read(database, _ROW, wanted=digest)
    return found[0] if found else None


def all_tickets(database: Database) -> list[TicketRow]:
    """All tickets by their numbers; expired ones too, until they are purged."""
    return _read(database, _ROWS.order_by(TICKETS.c.number))


def remove_ticket(database: Database, digest: str) -> bool:
    """Removes the ticket of that hash; False if there was none."""
    return _remove(database, TICKETS.c.digest == digest) > 0


def remove_numbered(database: Database, number: int) -> bool:
    """Removes the ticket of that number; False if there was none."""
    return _remove(database, TICKETS.c.number == number) > 0


def remove_tickets_of(database: Database, associate_id: int) -> int:
    """Removes all tickets of a user, and gives how many those were."""
    return _remove(database, TICKETS.c.associate_id == associate_id)


def purge(database: Database, now: datetime) -> int:
    """Removes what has expired, and gives how much that was."""
    return _remove(database, TICKETS.c.expires <= timestamp_of(now))


def _read(database: Database, rows: Select[*tuple[Any, ...]], **parameters: object) -> list[TicketRow]:
    with database.reading() as connection:
        return [_ticket(row) for row in connection.execute(rows, parameters)]


def _remove(database: Database, condition: ColumnElement[bool]) -> int:
    with database.writing() as connection:
        return connection.execute(delete(TICKETS).where(condition)).rowcount


def _ticket(row: Row[*tuple[Any, ...]]) -> TicketRow:
    return TicketRow(
        number=row.number,
        kind=row.kind,
        digest=row.digest,
        xsrf_digest=row.xsrf_digest,
        issued=time_of(row.issued),
        expires=time_of(row.expires),
        associate_id=row.associate_id,
        name=row.name or row.user_name,
        is_deleted=row.deleted,
    )

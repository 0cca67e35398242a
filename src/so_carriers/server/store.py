"""Users in a database: found, made, changed and removed, each in one transaction.

`Store` blocks; what runs in an event loop uses `AsyncStore`, which has the same methods.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, ClassVar

from sqlalchemy import Connection, Row, bindparam, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from so_carriers.carriers.user import User
from so_carriers.errors import LimitExceeded, SoCarriersError, excerpt
from so_carriers.server.database import Database
from so_carriers.server.login_names import folded, login_names
from so_carriers.server.logins import replace_password, write_password
from so_carriers.server.tables import LOGIN_NAMES, USERS
from so_carriers.server.user_rows import (
    columns_of,
    document_of,
    time_of,
    timestamp_of,
    user_of,
    with_id,
)

_DOCUMENTS = select(USERS.c.document, USERS.c.updated)
_ONE_DOCUMENT = _DOCUMENTS.where(USERS.c.associate_id == bindparam("wanted"))
_DOCUMENT_BY_NAME = _DOCUMENTS.join(LOGIN_NAMES).where(LOGIN_NAMES.c.folded == bindparam("wanted"))
_LOCKED_DOCUMENT = _ONE_DOCUMENT.with_for_update()


class NameTaken(SoCarriersError):
    """Another user has that name already, as Name or as UserName."""

    status: ClassVar[int] = 409


class UserNotFound(SoCarriersError):
    """There is no user of that id."""

    status: ClassVar[int] = 404


class PreconditionFailed(SoCarriersError):
    """The user was changed after the time that If-Unmodified-Since names (RFC 9110, section 13.1.4)."""

    status: ClassVar[int] = 412


@dataclass(frozen=True, slots=True)
class StoredUser:
    """A user as it is stored: whole, with its wire state, and when it was last changed.

    `updated` is in UTC and has no fraction of a second, as HTTP's dates have none.
    """

    user: User
    updated: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedUser:
    """What a list shows of a user, without the rest of it."""

    associate_id: int
    name: str
    user_name: str
    is_deleted: bool
    has_password: bool


class Store:
    """The users of one database, which is made, with its tables, where there is none.

    `database_url` is as SQLAlchemy reads it: `sqlite:///users.db` is a file, `sqlite://` lives in
    memory as long as the store. Threads may share a store, and processes a database. `now` tells
    the time, in UTC. Every method raises DatabaseUnusable (503) where the database cannot serve.
    """

    def __init__(self, database_url: str, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.database = Database(database_url)
        self.now = now

    def get(self, associate_id: int) -> StoredUser | None:
        """The user of that id."""
        with self.database.reading() as connection:
            row = connection.execute(_ONE_DOCUMENT, {"wanted": associate_id}).one_or_none()
        return None if row is None else _stored(row)

    def find(self, name: str) -> StoredUser | None:
        """The user who logs in by that name: Name or UserName, in any case; one that is Deleted does not."""
        with self.database.reading() as connection:
            row = connection.execute(_DOCUMENT_BY_NAME, {"wanted": folded(name)}).one_or_none()
        return None if row is None else _stored(row)

    def is_name_taken(self, name: str, besides: int | None = None) -> bool:
        """Whether a user who is not Deleted, other than the one of the id `besides`, has that name."""
        with self.database.reading() as connection:
            return _first_taken(connection, [folded(name)], besides) is not None

    def insert(
        self, user: User, password_hash: str | None = None, *, longest: int | None = None
    ) -> StoredUser:
        """Stores a copy of the user under the next id, whatever its AssociateId says.

        Raises NameTaken, and LimitExceeded for a document of more than `longest` bytes. What is
        given back has the new AssociateId; all else is as it was. Ids ascend and are not used again.
        """
        updated = self._whole_seconds()
        with self.database.writing() as connection:
            place = {"document": b"", "updated": timestamp_of(updated), "password_hash": password_hash}
            inserted = connection.execute(insert(USERS).values(**columns_of(user), **place))
            key = inserted.inserted_primary_key
            assert key is not None  # noqa: S101 -- every database tells the key that it has given
            stored = with_id(user, key.associate_id)
            _take_names(connection, stored)
            document = document_of(stored)
            _check_length(document, longest)
            connection.execute(
                update(USERS).where(USERS.c.associate_id == key.associate_id).values(document=document)
            )
        return StoredUser(stored, updated)

    def update(
        self,
        associate_id: int,
        change: Callable[[User], User],
        unmodified_since: datetime | None = None,
        *,
        password_hash: str | None = None,
        longest: int | None = None,
    ) -> StoredUser:
        """Changes a user: reading, `change` and writing are one transaction, so that no change is lost.

        `change` is given the stored user, which it may edit, and returns what to store; the
        AssociateId stays. What it raises passes through, and nothing is written. It must not
        call the store. A `password_hash` replaces that of the user, as `set_password` does. Raises
        UserNotFound, PreconditionFailed, NameTaken, and LimitExceeded for a document that grows
        to more than `longest` bytes.

        Each change has a later `updated` than the one before, by a second at least, since
        HTTP's dates could not tell them apart otherwise; where nothing changes it stays.
        """
        with self.database.writing() as connection:
            row = _locked(connection, associate_id, unmodified_since)
            stored = _stored(row)
            changed = with_id(change(stored.user), associate_id)
            document = document_of(changed)
            if password_hash is not None:
                write_password(connection, associate_id, password_hash)
            if document == row.document:
                return StoredUser(changed, stored.updated)
            if len(document) > len(row.document):  # one that shrinks is let through, or it never could
                _check_length(document, longest)
            timestamp = max(timestamp_of(self._whole_seconds()), row.updated + 1)
            connection.execute(
                update(USERS)
                .where(USERS.c.associate_id == associate_id)
                .values(**columns_of(changed), document=document, updated=timestamp)
            )
            connection.execute(delete(LOGIN_NAMES).where(LOGIN_NAMES.c.associate_id == associate_id))
            _take_names(connection, changed)
        return StoredUser(changed, time_of(timestamp))

    def delete(self, associate_id: int, unmodified_since: datetime | None = None) -> bool:
        """Removes a user with password, tickets and sessions; False if there was none.

        Raises PreconditionFailed.
        """
        with self.database.writing() as connection:
            try:
                _locked(connection, associate_id, unmodified_since)
            except UserNotFound:
                return False
            connection.execute(delete(USERS).where(USERS.c.associate_id == associate_id))
        return True

    def set_password(self, associate_id: int, password_hash: str | None) -> bool:
        """Replaces the password, or takes it away; False if there is no such user.

        It ends the user's tickets, tokens and sessions: whoever had the old password may hold some.
        """
        return replace_password(self.database, associate_id, password_hash)

    def users(self) -> list[ListedUser]:
        """All users by their ids."""
        with self.database.reading() as connection:
            rows = connection.execute(
                select(
                    USERS.c.associate_id,
                    USERS.c.name,
                    USERS.c.user_name,
                    USERS.c.deleted.label("is_deleted"),
                    USERS.c.password_hash.is_not(None).label("has_password"),
                ).order_by(USERS.c.associate_id)
            )
            return [ListedUser(**row._mapping) for row in rows]

    def close(self) -> None:
        """Closes the connections."""
        self.database.close()

    def _whole_seconds(self) -> datetime:
        return self.now().replace(microsecond=0)


def _stored(row: Row[Any, Any]) -> StoredUser:
    return StoredUser(user_of(row.document), time_of(row.updated))


def _locked(connection: Connection, associate_id: int, unmodified_since: datetime | None) -> Row[Any, Any]:
    """The row of a user, which no other transaction changes until this one ends."""
    row = connection.execute(_LOCKED_DOCUMENT, {"wanted": associate_id}).one_or_none()
    if row is None:
        raise UserNotFound(f"there is no user {associate_id}")
    if unmodified_since is not None and row.updated > timestamp_of(unmodified_since):
        raise PreconditionFailed(
            f"user {associate_id} was changed at {time_of(row.updated):%Y-%m-%d %H:%M:%S} UTC, "
            "which is later than If-Unmodified-Since: get it again, and change what it is now"
        )
    return row


def _check_length(document: bytes, longest: int | None) -> None:
    if longest is not None and len(document) > longest:
        raise LimitExceeded("body", longest, f"the user would have {len(document)} bytes")


def _first_taken(connection: Connection, names: Collection[str], besides: int | None) -> str | None:
    """The first of these folded names that another user has."""
    taken = select(LOGIN_NAMES.c.folded).where(LOGIN_NAMES.c.folded.in_(names)).limit(1)
    if besides is not None:
        taken = taken.where(LOGIN_NAMES.c.associate_id != besides)
    return connection.scalar(taken)


def _take_names(connection: Connection, user: User) -> None:
    names = login_names(user)
    taken = _first_taken(connection, names, user.associate_id)
    if taken is None and names:
        rows = [{"folded": name, "associate_id": user.associate_id} for name in names]
        try:
            connection.execute(insert(LOGIN_NAMES), rows)
        except IntegrityError:  # where transactions write side by side, another one was quicker
            taken = "of it"
    if taken is not None:
        raise NameTaken(_words(user, taken))


def _words(user: User, taken: str) -> str:
    member = "UserName" if user.user_name and folded(user.user_name) == taken else "Name"
    name = user.user_name if member == "UserName" else user.name
    return f"{member}: expected a name that no other user has, found {excerpt(name)}"

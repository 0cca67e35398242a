"""Users in a database: found, made, changed and removed, each in one transaction.

`Store` blocks; what runs in an event loop uses `AsyncStore`, which has the same methods.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from so_carriers.carriers.user import User
from so_carriers.errors import SoCarriersError


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
    """The users of one database, which is made, with its tables, where there is none."""

    def __init__(self, database_url: str) -> None: ...

    def get(self, associate_id: int) -> StoredUser | None:
        """The user of that id."""
        raise NotImplementedError

    def find(self, name: str) -> StoredUser | None:
        """The user who logs in by that name: Name or UserName, in any case; one that is Deleted does not."""
        raise NotImplementedError

    def is_name_taken(self, name: str, besides: int | None = None) -> bool:
        """Whether a user who is not Deleted, other than the one of the id `besides`, has that name."""
        raise NotImplementedError

    def insert(self, user: User, password_hash: str | None = None) -> StoredUser:
        """Stores a copy of the user under the next id, whatever its AssociateId says; raises NameTaken.

        What is given back has the new AssociateId; all else is as it was. Ids ascend and are
        not used again.
        """
        raise NotImplementedError

    def update(
        self,
        associate_id: int,
        change: Callable[[User], User],
        unmodified_since: datetime | None = None,
    ) -> StoredUser:
        """Changes a user: reading, `change` and writing are one transaction, so that no change is lost.

        `change` is given the stored user, which it may edit, and returns what to store; the
        AssociateId stays. What it raises passes through, and nothing is written. It must not
        call the store. Raises UserNotFound, PreconditionFailed and NameTaken.
        """
        raise NotImplementedError

    def delete(self, associate_id: int, unmodified_since: datetime | None = None) -> bool:
        """Removes a user with password, tickets and sessions; False if there was none. Raises PreconditionFailed."""
        raise NotImplementedError

    def set_password(self, associate_id: int, password_hash: str | None) -> bool:
        """Replaces the password, or takes it away, and ends the user's sessions and tickets; False if there is no user."""
        raise NotImplementedError

    def users(self) -> list[ListedUser]:
        """All users by their ids."""
        raise NotImplementedError

    def close(self) -> None:
        """Closes the connections."""

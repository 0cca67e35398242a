"""The store for an event loop: each call runs in a worker thread."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import ParamSpec, TypeVar

from so_carriers.carriers.user import User
from so_carriers.server.authentication import Authenticator, Identity
from so_carriers.server.store import Store, StoredUser

P = ParamSpec("P")
T = TypeVar("T")


class AsyncStore:
    """What `Store` does, awaited; the threads are its own, as are those few that passwords are hashed in."""

    def __init__(self, store: Store) -> None:
        self.store = store

    async def run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Runs anything that blocks on the database in a thread, such as `start_session`."""
        raise NotImplementedError

    async def get(self, associate_id: int) -> StoredUser | None:
        """As `Store.get`."""
        raise NotImplementedError

    async def find(self, name: str) -> StoredUser | None:
        """As `Store.find`."""
        raise NotImplementedError

    async def is_name_taken(self, name: str, besides: int | None = None) -> bool:
        """As `Store.is_name_taken`."""
        raise NotImplementedError

    async def insert(self, user: User, password: str | None = None) -> StoredUser:
        """As `Store.insert`, with the password itself, which is hashed first; raises InvalidValue too."""
        raise NotImplementedError

    async def update(
        self, associate_id: int, change: Callable[[User], User], unmodified_since: datetime | None = None
    ) -> StoredUser:
        """As `Store.update`."""
        raise NotImplementedError

    async def delete(self, associate_id: int, unmodified_since: datetime | None = None) -> bool:
        """As `Store.delete`."""
        raise NotImplementedError

    async def set_password(self, associate_id: int, password: str) -> bool:
        """As `Store.set_password`, with the password itself, which is hashed first; raises InvalidValue too."""
        raise NotImplementedError

    async def authenticate(
        self, authenticator: Authenticator, headers: Mapping[str, str], cookies: Mapping[str, str]
    ) -> Identity:
        """As `Authenticator.authenticate`; passwords wait in a queue of their own, and hold up nobody else."""
        raise NotImplementedError

    async def close(self) -> None:
        """Waits for what runs, then closes threads and store."""
        raise NotImplementedError

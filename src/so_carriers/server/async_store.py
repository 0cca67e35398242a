"""The store for an event loop: each call runs in a worker thread."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import ParamSpec, TypeVar

from so_carriers.carriers.user import User
from so_carriers.server.authentication import Authenticator, Identity
from so_carriers.server.passwords import MOST_AT_ONCE, hash_password
from so_carriers.server.store import Store, StoredUser
from so_carriers.server.threads import Threads

P = ParamSpec("P")
T = TypeVar("T")

_MOST_CALLS = 8


class AsyncStore:
    """What `Store` does, awaited; the threads are its own, as are those few that passwords are hashed in."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._calls = Threads(_MOST_CALLS, "store")
        self._passwords = Threads(MOST_AT_ONCE, "passwords")

    async def run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Runs anything that blocks on the database in a thread, such as `tickets.issue`."""
        return await self._calls.run(work, *args, **kwargs)

    async def get(self, associate_id: int) -> StoredUser | None:
        """As `Store.get`."""
        return await self.run(self.store.get, associate_id)

    async def find(self, name: str) -> StoredUser | None:
        """As `Store.find`."""
        return await self.run(self.store.find, name)

    async def is_name_taken(self, name: str, besides: int | None = None) -> bool:
        """As `Store.is_name_taken`."""
        return await self.run(self.store.is_name_taken, name, besides)

    async def insert(
        self, user: User, password: str | None = None, *, longest: int | None = None
    ) -> StoredUser:
        """As `Store.insert`, with the password itself, which is hashed first; raises InvalidValue too."""
        password_hash = await self._hash(password)
        return await self.run(self.store.insert, user, password_hash, longest=longest)

    async def update(
        self,
        associate_id: int,
        change: Callable[[User], User],
        unmodified_since: datetime | None = None,
        *,
        password: str | None = None,
        longest: int | None = None,
    ) -> StoredUser:
        """As `Store.update`, with the password itself, which is hashed first; raises InvalidValue too.

        `change` runs in the thread.
        """
        password_hash = await self._hash(password)
        return await self.run(
            self.store.update,
            associate_id,
            change,
            unmodified_since,
            password_hash=password_hash,
            longest=longest,
        )

    async def delete(self, associate_id: int, unmodified_since: datetime | None = None) -> bool:
        """As `Store.delete`."""
        return await self.run(self.store.delete, associate_id, unmodified_since)

    async def set_password(self, associate_id: int, password: str) -> bool:
        """As `Store.set_password`, with the password itself, which is hashed; raises InvalidValue too."""
        password_hash = await self._hash(password)
        return await self.run(self.store.set_password, associate_id, password_hash)

    async def authenticate(
        self, authenticator: Authenticator, headers: Mapping[str, str], cookies: Mapping[str, str]
    ) -> Identity:
        """As `Authenticator.authenticate`; passwords queue on their own, and hold up nobody else."""
        recent = authenticator.recent(headers, cookies)
        if recent is not None:
            return recent
        threads = self._passwords if authenticator.checks_a_password(headers) else self._calls
        return await threads.run(authenticator.authenticate, headers, cookies)

    async def _hash(self, password: str | None) -> str | None:
        return None if password is None else await self._passwords.run(hash_password, password)

    def close(self) -> None:
        """Waits for what runs, then closes threads and store."""
        self._passwords.close()
        self._calls.close()
        self.store.close()

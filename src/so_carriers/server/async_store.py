"""The store for an event loop: each call runs in a worker thread."""

from __future__ import annotations

import asyncio
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
_MOST_CHECKED_AT_ONCE = MOST_AT_ONCE - 1
"""One is left for new passwords, so that those who set one do not queue with those who guess."""
MOST_TO_CHECK = 32
"""The passwords that are being checked and wait to be: with more, who comes last would wait for seconds."""


class AsyncStore:
    """What `Store` does, awaited; the threads are its own, as are those few that hash passwords."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._calls = Threads(_MOST_CALLS, "store")
        self._checking = Threads(_MOST_CHECKED_AT_ONCE, "passwords to check", MOST_TO_CHECK)
        self._checks: dict[tuple[Authenticator, str, int], asyncio.Task[Identity]] = {}
        self._hashing = Threads(MOST_AT_ONCE - _MOST_CHECKED_AT_ONCE, "new passwords")

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
        self, authenticator: Authenticator, headers: Mapping[str, str], session: str | None
    ) -> Identity:
        """As `Authenticator.authenticate`; passwords that were not proved yet queue, and hold up nobody else.

        Raises ServerBusy (503) too, where so many of them wait that this one would for long.
        """
        identity = authenticator.recent(headers, session)
        if identity is None:
            identity = await self.run(authenticator.authenticate_quickly, headers, session)
        return await self._check(authenticator, headers) if identity is None else identity

    async def _check(self, authenticator: Authenticator, headers: Mapping[str, str]) -> Identity:
        """Checks a password once for all who send it meanwhile, such as one client at its start."""
        # What is sent after a change, of a password for one, does not count as what was sent before it.
        sent = authenticator, headers["authorization"], self.store.database.version
        check = self._checks.get(sent)
        if check is None:
            check = asyncio.create_task(self._checking.run(authenticator.authenticate, headers, None))
            self._checks[sent] = check

            def forget(done: asyncio.Task[Identity]) -> None:
                del self._checks[sent]
                if not done.cancelled():
                    done.exception()  # those who sent it may have gone, and it is no news then

            check.add_done_callback(forget)
        return await asyncio.shield(check)

    async def _hash(self, password: str | None) -> str | None:
        return None if password is None else await self._hashing.run(hash_password, password)

    def close(self) -> None:
        """Waits for what runs, then closes threads and store."""
        self._checking.close()
        self._hashing.close()
        self._calls.close()
        self.store.close()

"""The real server with a database of its own, for as long as it is looked at."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from so_carriers.cli.serving.web_server import address_of, listen, serve_meanwhile
from so_carriers.server.application import application
from so_carriers.server.settings import ServerSettings
from so_carriers.server.store import Store
from so_carriers.server.ticket_kinds import TicketKind
from so_carriers.server.tickets import issue
from so_carriers.server.user_rules import default_user

_LOOPBACK = "127.0.0.1"
_LIFETIME = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Reached:
    """Where the server is, and what a caller proves an identity with."""

    url: str
    token: str = field(repr=False)


@contextlib.contextmanager
def momentary_server() -> Iterator[Reached]:
    """Serves on a free port of this machine; leaves nothing behind.

    Raises Failure where it cannot listen or does not start.
    """
    with TemporaryDirectory(prefix="so-carriers-") as folder:
        settings = ServerSettings(database_url=f"sqlite:///{Path(folder, 'users.db').as_posix()}")
        store = Store(settings.database_url)
        with contextlib.closing(store), listen(_LOOPBACK, 0) as listener:
            token = _token_of_a_caller(store)
            with serve_meanwhile(application(settings, store), listener):
                yield Reached(address_of(listener), token)


def _token_of_a_caller(store: Store) -> str:
    caller = default_user()
    caller.name = caller.user_name = "demo"
    stored = store.insert(caller)
    return issue(store, stored.user.associate_id, TicketKind.BEARER, _LIFETIME).text

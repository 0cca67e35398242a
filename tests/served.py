"""A server in the process of a test, asked over ASGI by a client who has proved who it is."""

from __future__ import annotations

import asyncio
import functools
import socket
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, ParamSpec

import httpx2
import uvicorn

import so_carriers as so
from so_carriers.server.application import application
from so_carriers.server.settings import ServerSettings
from so_carriers.server.store import Store
from so_carriers.server.ticket_kinds import TicketKind
from so_carriers.server.tickets import issue

P = ParamSpec("P")

AGENT = "/api/v1/Agents/User/"
JSON = "application/json"
XML = "application/xml"
FORM = "application/x-www-form-urlencoded"
JSON_PATCH = "application/json-patch+json"
MERGE_PATCH = "application/merge-patch+json"

RESPONSE_TYPES = ("application/json", "text/json", "application/xml", "text/xml", MERGE_PATCH, JSON_PATCH)
REQUEST_TYPES = (*RESPONSE_TYPES, FORM)
"""The media types of the source documents."""


def in_loop(test: Callable[P, Awaitable[None]]) -> Callable[P, None]:
    """Runs a test that awaits."""

    @functools.wraps(test)
    def run(*arguments: P.args, **options: P.kwargs) -> None:
        async def awaited() -> None:
            await test(*arguments, **options)

        asyncio.run(awaited())

    return run


@dataclass(frozen=True, slots=True)
class Served:
    """A server, and a client of it that calls as a user named `caller`, whose id is 1."""

    client: httpx2.AsyncClient
    store: Store
    settings: ServerSettings

    async def ask(
        self,
        method: str,
        path: str,
        body: bytes | AsyncIterator[bytes] | None = None,
        sends: str | None = None,
        accept: str | None = None,
        **headers: str,
    ) -> httpx2.Response:
        """Sends one request; names of other headers are written with underscores."""
        stated = {name.replace("_", "-"): value for name, value in headers.items()}
        stated |= {} if sends is None else {"Content-Type": sends}
        stated["Accept"] = "*/*" if accept is None else accept
        return await self.client.request(method, path, content=body, headers=stated)

    def write(self, value: Any, media_type: str, type: Any = None) -> bytes:
        """The body of a value in the server's dialect; what a form cannot say is left out."""
        return so.encode(value, media_type, type=type, dialect=self.settings.dialect, allow_loss=True)

    def read(self, response: httpx2.Response, type: Any) -> Any:
        """The value of a response in the server's dialect."""
        return so.decode(
            response.content, type, response.headers["Content-Type"], dialect=self.settings.dialect
        )

    def saved(self, **members: Any) -> int:
        """Stores a user; its id."""
        return self.store.insert(so.User(**members)).user.associate_id


@asynccontextmanager
async def served(
    database_url: str = "sqlite://", headers: Mapping[str, str] | None = None, **settings: Any
) -> AsyncIterator[Served]:
    """A server that runs as long as the block; without `headers` its client sends a bearer token."""
    store = Store(database_url)
    stated = ServerSettings(database_url=database_url, **settings)
    app = application(stated, store)
    async with app.router.lifespan_context(app):
        transport = httpx2.ASGITransport(app=app)
        async with httpx2.AsyncClient(
            transport=transport,
            base_url="http://crm.test",
            headers=headers_of_caller(store) if headers is None else dict(headers),
        ) as client:
            # What the client adds by itself is not what these tests are about.
            for name in ("Accept-Encoding", "User-Agent"):
                del client.headers[name]
            yield Served(client, store, stated)


def headers_of_caller(store: Store) -> dict[str, str]:
    """What a user named `caller` proves it is one with; the user is made where there is none."""
    caller = store.find("caller") or store.insert(so.User(name="caller"))
    token = issue(store, caller.user.associate_id, TicketKind.BEARER, timedelta(hours=1)).text
    return {"Authorization": f"Bearer {token}"}


@asynccontextmanager
async def served_over_http(**settings: Any) -> AsyncIterator[Served]:
    """A server of a port of this machine, in a thread of its own, that runs as long as the block."""
    store = Store("sqlite://")
    stated = ServerSettings(**settings)
    config = uvicorn.Config(application(stated, store), log_config=None, access_log=False, lifespan="on")
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        running = threading.Thread(target=server.run, args=([listener],))
        running.start()
        try:
            # Connections queue at the listener until the server takes them.
            base_url = f"http://127.0.0.1:{listener.getsockname()[1]}"
            async with httpx2.AsyncClient(base_url=base_url, headers=headers_of_caller(store)) as client:
                yield Served(client, store, stated)
        finally:
            server.should_exit = True
            running.join()

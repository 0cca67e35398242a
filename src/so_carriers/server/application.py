"""The server as an ASGI application, for uvicorn or any other ASGI server."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import PackageNotFoundError, version

from starlette.applications import Starlette
from starlette.types import Receive, Scope, Send

from so_carriers.server import agent, entity, health
from so_carriers.server.async_store import AsyncStore
from so_carriers.server.exchange import Reply
from so_carriers.server.openapi import openapi_body
from so_carriers.server.operations import Call, Operation
from so_carriers.server.service import Service
from so_carriers.server.settings import ServerSettings
from so_carriers.server.store import Store

OPERATIONS = (*agent.OPERATIONS, *entity.OPERATIONS, *health.OPERATIONS)
"""Everything that is served, but for the document that describes it."""


def application(settings: ServerSettings, store: Store | None = None) -> Starlette:
    """The application that serves the users of a store, by default that of `settings.database_url`.

    When it is shut down it waits for what runs and closes the store, also one that it was given.
    """
    users = AsyncStore(Store(settings.database_url) if store is None else store)
    service = Service(settings, users, (*OPERATIONS, _description(settings)))

    @asynccontextmanager
    async def lifespan(_application: Starlette) -> AsyncIterator[None]:
        yield
        await asyncio.to_thread(users.close)

    app = Starlette(lifespan=lifespan)
    # Paths are found in any case, which Starlette's own routes do not do; without any, all go to the default.
    otherwise = app.router.default

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        await (service if scope["type"] == "http" else otherwise)(scope, receive, send)

    app.router.redirect_slashes = False
    app.router.default = serve
    return app


def _description(settings: ServerSettings) -> Operation:
    """The operation that answers the OpenAPI document; it is made once, when it is first asked for."""
    made: list[Reply] = []

    async def describe(_call: Call) -> Reply:
        if not made:
            body = openapi_body(OPERATIONS, settings.dialect, _version())
            made.append(Reply(200, body, {"Content-Type": "application/json; charset=utf-8"}))
        return made[0]

    return Operation(
        name="Describe",
        method="GET",
        path="/openapi.json",
        summary="Answers the OpenAPI document of this server.",
        perform=describe,
        selects=False,
        is_open=True,
    )


def _version() -> str:
    try:
        return version("so-carriers")
    except PackageNotFoundError:
        return "0"

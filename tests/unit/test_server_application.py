"""How the application begins and ends."""

from __future__ import annotations

import asyncio
from pathlib import Path

from starlette.types import Message, Scope

from so_carriers.server.application import application
from so_carriers.server.settings import ServerSettings


def test_the_first_start_makes_the_database_of_the_settings_and_the_end_closes_it(tmp_path: Path) -> None:
    database = tmp_path / "users.db"
    app = application(ServerSettings(database_url=f"sqlite:///{database}"))
    assert database.stat().st_mode & 0o077 == 0

    async def run() -> None:
        async with app.router.lifespan_context(app):
            pass

    asyncio.run(run())
    # What SQLite writes beside the database is gone once all connections are closed.
    assert [path.name for path in tmp_path.iterdir()] == ["users.db"]


def test_a_websocket_is_closed() -> None:
    app = application(ServerSettings(database_url="sqlite://"))
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "websocket.connect"}

    async def send(message: Message) -> None:
        sent.append(message)

    async def run() -> None:
        scope: Scope = {"type": "websocket", "path": "/", "headers": [], "query_string": b""}
        async with app.router.lifespan_context(app):
            await app(scope, receive, send)

    asyncio.run(run())
    assert [message["type"] for message in sent] == ["websocket.close"]

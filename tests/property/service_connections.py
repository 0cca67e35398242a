"""Servers of one store in memory, and clients that have each proved in another way who they are."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Sequence
from contextlib import AsyncExitStack
from datetime import timedelta
from itertools import cycle
from typing import Any, TypeVar

import httpx2

import so_carriers as so
from so_carriers.client import AsyncClient, Authorization, Basic, Bearer, ClientError, Session, SoTicket
from so_carriers.server.application import application
from so_carriers.server.passwords import hash_password
from so_carriers.server.settings import ServerSettings
from so_carriers.server.store import Store
from so_carriers.server.ticket_kinds import TicketKind
from so_carriers.server.tickets import issue
from tests.property.service_model import BASE_URL, Manner
from tests.server_stores import Clock

T = TypeVar("T")

PASSWORD = "correct horse battery"


class Connections:
    """A server for each dialect and a client for each manner of talking, in an event loop of their own."""

    def __init__(self, manners: Sequence[Manner]) -> None:
        self.store = Store("sqlite://", Clock())
        self.caller = self.store.insert(so.User(name="caller"), hash_password(PASSWORD)).user.associate_id
        self._runner = asyncio.Runner()
        self._open = AsyncExitStack()
        self.clients = self.run(self._connected(manners))

    async def _connected(self, manners: Sequence[Manner]) -> list[AsyncClient]:
        servers: dict[so.Dialect, Any] = {}
        for dialect in so.Dialect:
            servers[dialect] = application(ServerSettings(dialect=dialect), self.store)
            await self._open.enter_async_context(servers[dialect].router.lifespan_context(servers[dialect]))
        clients = []
        for manner, authorization in zip(manners, cycle(self._authorizations()), strict=False):
            client = AsyncClient(
                f"{BASE_URL}/api",
                authorization,
                transport=httpx2.ASGITransport(app=servers[manner.dialect]),
                media_type=manner.media_type,
                accept=manner.accept,
                dialect=manner.dialect,
            )
            clients.append(await self._open.enter_async_context(client))
        return clients

    def _authorizations(self) -> list[Authorization]:
        tickets = {kind: issue(self.store, self.caller, kind, timedelta(hours=1)) for kind in TicketKind}
        session = tickets[TicketKind.SESSION]
        assert session.xsrf is not None
        return [
            Bearer(tickets[TicketKind.BEARER].text),
            SoTicket(tickets[TicketKind.SOTICKET].text),
            Basic("caller", PASSWORD),
            Session({"SO-SESSION": session.text, "XSRF-TOKEN": session.xsrf}),
        ]

    def run(self, call: Coroutine[Any, Any, T]) -> T:
        """What a call gives or raises."""
        return self._runner.run(call)

    def ask(self, call: Coroutine[Any, Any, T], refusal: type[Exception] | None = None) -> T | None:
        """The answer; None where it has to be refused, and is. Whatever else comes of it is raised."""
        try:
            answer = self.run(call)
        except (ClientError, so.SoCarriersError) as error:
            if refusal is None or not isinstance(error, refusal):
                raise
            return None
        assert refusal is None, f"expected {refusal.__name__}, found {answer!r}"
        return answer

    def stored(self, associate_id: int) -> so.User:
        """What the store has, as nobody but the server sees it."""
        stored = self.store.get(associate_id)
        assert stored is not None
        return stored.user

    def close(self) -> None:
        """Ends clients, servers and their threads."""
        self.run(self._open.aclose())
        self._runner.close()
        self.store.close()

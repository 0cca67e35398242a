"""What happens to each request, from its first line to its record in the log; an ASGI application."""

from __future__ import annotations

from collections.abc import Iterable
from time import perf_counter_ns

from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from so_carriers.errors import SoCarriersError
from so_carriers.server.async_store import AsyncStore
from so_carriers.server.authentication import SESSION_COOKIE, Authenticator
from so_carriers.server.errors import INTERNAL_ERROR, error_reply, failure_reply, headers_of
from so_carriers.server.exchange import VARY, Exchange, Reply
from so_carriers.server.incoming import Incoming
from so_carriers.server.logs import is_exchange_logged, log_exchange, log_failure
from so_carriers.server.operations import Call, Operation
from so_carriers.server.routing import Resource, Routes
from so_carriers.server.settings import ServerSettings
from so_carriers.server.threads import ServerBusy

SOURCE = "so_carriers.server"
"""What an error names as its source where it belongs to no operation."""

_SAME_FOR_ALL = {"Cache-Control": "no-store", "Vary": VARY, "X-Content-Type-Options": "nosniff"}


class Service:
    """Answers requests with the operations that are served; nothing that they raise gets past it."""

    def __init__(self, settings: ServerSettings, store: AsyncStore, operations: Iterable[Operation]) -> None:
        self._settings = settings
        self._store = store
        self._authenticator = Authenticator(settings, store.store)
        self._routes = Routes(operations)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request; one whose caller has gone is not answered."""
        started = perf_counter_ns()
        exchange = Exchange(Incoming.of_scope(scope, receive), self._settings)
        try:
            reply = await self._reply(exchange)
        except ClientDisconnect:
            return
        if is_exchange_logged(reply.status):
            _log(exchange, reply, perf_counter_ns() - started)
        response = Response(reply.body, reply.status, {**reply.headers, **_SAME_FOR_ALL})
        if exchange.incoming.method == "HEAD":
            response.body = b""  # the headers stay those of GET (RFC 9110, section 9.3.2)
        await response(scope, receive, send)

    async def _reply(self, exchange: Exchange) -> Reply:
        source = SOURCE
        try:
            resource = self._routes.find(exchange.incoming.path)
            if exchange.incoming.method == "OPTIONS":
                return _options(exchange, resource)
            operation = resource.operation(exchange.incoming.method)
            source = operation.name
            return await self._perform(exchange, operation, resource.associate_id)
        except ClientDisconnect:
            raise
        except SoCarriersError as error:
            if error.status >= INTERNAL_ERROR and not isinstance(error, ServerBusy):
                return _failure(exchange, error, source, error.status)
            return _refusal(exchange, error, source)
        except Exception as error:  # noqa: BLE001 -- it is logged, and the caller must not see it
            return _failure(exchange, error, source, INTERNAL_ERROR)

    async def _perform(self, exchange: Exchange, operation: Operation, associate_id: int) -> Reply:
        if not operation.is_open:
            headers = exchange.incoming.headers
            # A session counts only where there is no Authorization, so that nobody searches for it else.
            session = None if "authorization" in headers else exchange.incoming.cookie(SESSION_COOKIE)
            await self._store.authenticate(self._authenticator, headers, session)
        if operation.gives is not None:
            exchange.agree()
        return await operation.perform(Call(exchange, self._store, associate_id))


def _options(exchange: Exchange, resource: Resource) -> Reply:
    headers = {"Allow": ", ".join(resource.methods)}
    if "PATCH" in resource.operations:
        headers["Accept-Patch"] = ", ".join(exchange.patch_types())
    return Reply(204, headers=headers)


def _refusal(exchange: Exchange, error: SoCarriersError, source: str) -> Reply:
    reply = exchange.reply_plainly(error.status, error_reply(error, source))
    return Reply(reply.status, reply.body, {**reply.headers, **headers_of(error)}, type(error).__name__)


def _failure(exchange: Exchange, error: Exception, source: str, status: int) -> Reply:
    log_failure(error, method=exchange.incoming.method, path=exchange.incoming.path)
    reply = exchange.reply_plainly(status, failure_reply(status, source))
    return Reply(reply.status, reply.body, reply.headers, type(error).__name__)


def _log(exchange: Exchange, reply: Reply, nanoseconds: int) -> None:
    written = reply.headers.get("Content-Type")
    log_exchange(
        method=exchange.incoming.method,
        path=exchange.incoming.path,
        status=reply.status,
        request_type=exchange.request_type,
        response_type=written.partition(";")[0] if written else None,
        codec_microseconds=exchange.codec_nanoseconds // 1000,
        microseconds=nanoseconds // 1000,
        error_type=reply.error_type,
    )

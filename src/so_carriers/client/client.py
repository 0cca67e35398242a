"""The door of httpx2: two clients that send what `Exchange` says; one waits, the other does not."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from contextlib import aclosing
from http.cookiejar import CookieJar, DefaultCookiePolicy
from types import TracebackType
from typing import Self, TypeVar, Unpack

import anyio
import httpx2

from so_carriers.client.async_users import AsyncUsers
from so_carriers.client.authorization import Authorization
from so_carriers.client.bodies import BodyReader
from so_carriers.client.errors import NoAnswer, TimedOut
from so_carriers.client.messages import Answer, Call, Request, Response, joined_headers
from so_carriers.client.settings import ClientOptions, ClientSettings
from so_carriers.client.users import Users
from so_carriers.errors import InvalidValue
from so_carriers.settings import Dialect, Limits

T = TypeVar("T")

_NEVER_LEFT = (
    httpx2.ConnectError,
    httpx2.ConnectTimeout,
    httpx2.PoolTimeout,
    httpx2.ProxyError,
    httpx2.UnsupportedProtocol,
)


class Client:
    """A client of a NetServer's web API, or of `so-carriers serve`.

    `base_url` is such as `https://crm.example/Cust12345/api`; `authorization` is Basic, SoTicket,
    Bearer or Session. The formats, languages, times and limits are those of `ClientOptions`.
    `transport` sends instead of the network, and `sleep` waits.

    Redirects are never followed. Several threads may use one client; `close`, or leaving it as a
    context manager, ends its connections. Raises InvalidValue for an address or an option that
    cannot be.
    """

    def __init__(
        self,
        base_url: str,
        authorization: Authorization | None = None,
        *,
        transport: httpx2.BaseTransport | None = None,
        sleep: Callable[[float], object] = time.sleep,
        **options: Unpack[ClientOptions],
    ) -> None:
        self._settings = ClientSettings(base_url, authorization, **options)
        self._sleep = sleep
        self._http = httpx2.Client(transport=transport, cookies=_no_cookies())
        self.users = Users(self)

    @property
    def dialect(self) -> Dialect:
        """Whose rules hold."""
        return self._settings.service.dialect

    @property
    def limits(self) -> Limits:
        """How large bodies may be."""
        return self._settings.service.limits

    def call(self, call: Call[T]) -> Answer[T]:
        """Carries out any call.

        Raises ClientError, what `encode` and `decode` raise, LimitExceeded for an answer that is
        too long, and InvalidValue for an address that is.
        """
        exchange = self._settings.exchange(call)
        end = self._settings.end()
        while True:
            outcome = self._send(exchange.request, end)
            pause = exchange.pause_after(outcome, self._settings.left(end))
            if pause is None:
                return exchange.answer(outcome)
            self._sleep(pause)

    def close(self) -> None:
        """Ends the connections."""
        self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Client({self._settings!r})"

    def _send(self, request: Request, end: float | None) -> Response | NoAnswer:
        left = self._settings.left(end)
        if left == 0:
            return self._settings.timed_out(request, never_left=True)
        try:
            response = self._http.send(_built(self._http, request, self._settings, left), stream=True)
            try:
                return self._read(request, response, end)
            finally:
                response.close()
        except httpx2.RequestError as error:
            return _no_answer(self._settings, request, error)

    def _read(self, request: Request, response: httpx2.Response, end: float | None) -> Response | NoAnswer:
        if response.is_stream_consumed:
            return _read_before(response, self.limits)
        headers = joined_headers(response.headers.multi_items())
        body = BodyReader(headers, self.limits)
        for piece in response.iter_raw():
            # httpx2 bounds the time for each piece; a server may send endlessly many.
            if self._settings.left(end) == 0:
                return self._settings.timed_out(request)
            body.feed(piece)
        return _response(response, headers, body)


class AsyncClient:
    """What `Client` is, for programs that do other things meanwhile, with asyncio."""

    def __init__(
        self,
        base_url: str,
        authorization: Authorization | None = None,
        *,
        transport: httpx2.AsyncBaseTransport | None = None,
        sleep: Callable[[float], Awaitable[object]] = anyio.sleep,
        **options: Unpack[ClientOptions],
    ) -> None:
        self._settings = ClientSettings(base_url, authorization, **options)
        self._sleep = sleep
        self._http = httpx2.AsyncClient(transport=transport, cookies=_no_cookies())
        self.users = AsyncUsers(self)

    @property
    def dialect(self) -> Dialect:
        """Whose rules hold."""
        return self._settings.service.dialect

    @property
    def limits(self) -> Limits:
        """How large bodies may be."""
        return self._settings.service.limits

    async def call(self, call: Call[T]) -> Answer[T]:
        """Carries out any call; raises what `Client.call` raises."""
        exchange = self._settings.exchange(call)
        end = self._settings.end()
        while True:
            outcome = await self._send(exchange.request, end)
            pause = exchange.pause_after(outcome, self._settings.left(end))
            if pause is None:
                return exchange.answer(outcome)
            await self._sleep(pause)

    async def aclose(self) -> None:
        """Ends the connections."""
        await self._http.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    def __repr__(self) -> str:
        return f"AsyncClient({self._settings!r})"

    async def _send(self, request: Request, end: float | None) -> Response | NoAnswer:
        left = self._settings.left(end)
        if left == 0:
            return self._settings.timed_out(request, never_left=True)
        with anyio.move_on_after(left):
            try:
                response = await self._http.send(
                    _built(self._http, request, self._settings, left), stream=True
                )
                try:
                    return await self._read(response)
                finally:
                    await response.aclose()
            except httpx2.RequestError as error:
                return _no_answer(self._settings, request, error)
        return self._settings.timed_out(request)

    async def _read(self, response: httpx2.Response) -> Response:
        if response.is_stream_consumed:
            return _read_before(response, self.limits)
        headers = joined_headers(response.headers.multi_items())
        body = BodyReader(headers, self.limits)
        async with aclosing(response.aiter_raw()) as pieces:
            async for piece in pieces:
                body.feed(piece)
        return _response(response, headers, body)


def _built(
    http: httpx2.Client | httpx2.AsyncClient, request: Request, settings: ClientSettings, left: float | None
) -> httpx2.Request:
    try:
        return http.build_request(
            request.method,
            request.url,
            headers=dict(request.headers),
            content=request.body,
            timeout=httpx2.Timeout(left, connect=settings.timeouts.for_connecting(left)),
        )
    except httpx2.InvalidURL as error:
        raise InvalidValue(f"the address of the call: expected one that can be sent: {error}") from None


def _no_answer(settings: ClientSettings, request: Request, error: httpx2.RequestError) -> NoAnswer:
    kind = TimedOut if isinstance(error, httpx2.TimeoutException) else NoAnswer
    return settings.no_answer(request, kind, error, isinstance(error, _NEVER_LEFT))


def _read_before(response: httpx2.Response, limits: Limits) -> Response:
    """One that was made with its content, as transports for tests do: its coding is undone."""
    headers = joined_headers(response.headers.multi_items())
    headers.pop("content-encoding", None)
    headers.pop("content-length", None)
    body = BodyReader(headers, limits)
    body.feed(response.content)
    return _response(response, headers, body)


def _response(response: httpx2.Response, headers: dict[str, str], body: BodyReader) -> Response:
    set_cookies = tuple(response.headers.get_list("set-cookie"))
    return Response(response.status_code, headers, body.body(), set_cookies)


def _no_cookies() -> CookieJar:
    """A jar that takes none: cookies are part of a `Session`, and of nothing else."""
    return CookieJar(DefaultCookiePolicy(allowed_domains=()))

"""What a client is set up with, whether it waits or not."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypedDict, TypeVar

from so_carriers.client.addresses import api_address
from so_carriers.client.authorization import Authorization
from so_carriers.client.errors import NoAnswer, TimedOut
from so_carriers.client.exchange import Exchange
from so_carriers.client.header_texts import header_text
from so_carriers.client.messages import Call, Request
from so_carriers.client.preferences import JSON, Preferences
from so_carriers.client.retries import Retries
from so_carriers.client.service import Service
from so_carriers.client.timeouts import Timeouts
from so_carriers.errors import printable
from so_carriers.settings import DEFAULT_LIMITS, Dialect, Limits

T = TypeVar("T")

_LONGEST_REASON = 200


class ClientOptions(TypedDict, total=False):
    """What both clients take by keyword.

    `app_token` goes along with every request, as NetServer online wants it. The next six are
    those of `CallOptions`, for all calls that do not say otherwise. `dialect` says whose rules
    hold, `limits` how large bodies may be. `clock` tells seconds.
    """

    app_token: str | None
    media_type: str
    accept: str | None
    language: str | None
    culture: str | None
    time_zone: str | None
    include_offset: bool
    dialect: Dialect
    limits: Limits
    timeouts: Timeouts
    retries: Retries
    clock: Callable[[], float]


class ClientSettings:
    """The server, the times and the retries of a client; raises InvalidValue for what cannot be."""

    def __init__(
        self,
        base_url: str,
        authorization: Authorization | None = None,
        *,
        app_token: str | None = None,
        media_type: str = JSON,
        accept: str | None = None,
        language: str | None = None,
        culture: str | None = None,
        time_zone: str | None = None,
        include_offset: bool = False,
        dialect: Dialect = Dialect.RFC,
        limits: Limits = DEFAULT_LIMITS,
        timeouts: Timeouts | None = None,
        retries: Retries | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.service = Service(
            address=api_address(base_url),
            authorization=authorization,
            app_token=None if app_token is None else header_text("app_token", app_token),
            preferences=Preferences(
                media_type=media_type,
                accept=accept,
                language=language,
                culture=culture,
                time_zone=time_zone,
                include_offset=include_offset,
            ),
            dialect=dialect,
            limits=limits,
        )
        self.timeouts = timeouts or Timeouts()
        self.retries = retries or Retries()
        self._clock = clock

    def __repr__(self) -> str:
        return f"{self.service.address!r}, {self.service.authorization!r}"

    def exchange(self, call: Call[T]) -> Exchange[T]:
        """The attempts of a call."""
        return Exchange(self.service, call, self.retries)

    def end(self) -> float | None:
        """When a call that begins now has to be over, by the clock; None for never."""
        return None if self.timeouts.whole is None else self._clock() + self.timeouts.whole

    def left(self, end: float | None) -> float | None:
        """The seconds until then, 0 where it is over."""
        return None if end is None else max(0.0, end - self._clock())

    def timed_out(self, request: Request, *, never_left: bool = False) -> TimedOut:
        """No answer, as the time for the whole call is over."""
        return TimedOut(self._told(request), f"not within {self.timeouts.whole:g} seconds", never_left)

    def no_answer(
        self, request: Request, kind: type[NoAnswer], error: Exception, never_left: bool
    ) -> NoAnswer:
        """No answer, for the reason that the error of another library gives.

        That error holds the request with its headers, so it is not kept.
        """
        said = printable(str(error))[:_LONGEST_REASON]
        reason = f"{type(error).__name__}: {said}" if said else type(error).__name__
        return kind(self._told(request), reason, never_left)

    def _told(self, request: Request) -> str:
        path = request.url.removeprefix(self.service.address).partition("?")[0]
        return f"{request.method} {path}"

"""When a request is sent again, and how long to wait before that.

Repeating must do no harm. GET, PUT and DELETE come to the same when they are done twice (RFC
9110, section 9.2.2); POST and PATCH do not, and neither does a PUT or DELETE under a condition
that its own first attempt ends. Those are repeated only where the request never left.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from so_carriers.client.errors import NoAnswer
from so_carriers.client.messages import Request, Response, parsed_http_date
from so_carriers.errors import InvalidValue

_PASSING = frozenset({429, 502, 503, 504})
"""The statuses of what may be over soon."""

_REPEATABLE = frozenset({"GET", "HEAD", "OPTIONS", "PUT", "DELETE"})
_CONDITION = "if-unmodified-since"


@dataclass(frozen=True, slots=True, kw_only=True)
class Retries:
    """How often a request is sent at most, and the pauses between, in seconds.

    The pauses double from `first_pause` on, up to `longest_pause`, and vary by chance between
    the half and the whole of that, so that many clients do not come back at once. Where the
    server names a time (Retry-After) that is kept; if it is beyond `longest_pause`, the
    error is raised at once. Raises InvalidValue for fewer than one attempt and for negative
    pauses.
    """

    attempts: int = 3
    first_pause: float = 0.5
    longest_pause: float = 20.0
    chance: Callable[[], float] = field(default=random.random, repr=False)

    def __post_init__(self) -> None:
        if self.attempts < 1:
            raise InvalidValue(f"Retries.attempts: expected at least 1, found {self.attempts}")
        if not 0 <= self.first_pause <= self.longest_pause:
            raise InvalidValue("Retries: expected 0 <= first_pause <= longest_pause")

    def pause(self, attempt: int, request: Request, outcome: Response | NoAnswer) -> float | None:
        """The seconds to wait after that attempt (the first is 1); None: the outcome stands."""
        if attempt >= self.attempts or not is_worth_repeating(request, outcome):
            return None
        pause = self._backoff(attempt)
        if isinstance(outcome, Response):
            pause = max(pause, retry_after(outcome) or 0.0)
        return pause if pause <= self.longest_pause else None

    def _backoff(self, attempt: int) -> float:
        whole = min(self.longest_pause, self.first_pause * 2.0 ** min(attempt - 1, 60))
        return whole * (1 + self.chance()) / 2


def is_worth_repeating(request: Request, outcome: Response | NoAnswer) -> bool:
    """Whether another attempt may end better, and cannot do harm."""
    if isinstance(outcome, NoAnswer):
        return outcome.never_left or _is_repeatable(request)
    return outcome.status in _PASSING and _is_repeatable(request)


def retry_after(response: Response) -> float | None:
    """The seconds that Retry-After asks for (RFC 9110, section 10.2.3); None where it is malformed."""
    text = response.headers.get("retry-after", "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    date = parsed_http_date(text)
    return None if date is None else max(0.0, (date - datetime.now(UTC)).total_seconds())


def _is_repeatable(request: Request) -> bool:
    if request.method not in _REPEATABLE:
        return False
    return request.method == "GET" or _CONDITION not in map(str.lower, request.headers)

"""One call from its first request to its answer, without I/O: who sends asks this what to do."""

from __future__ import annotations

from typing import Generic, TypeVar

from so_carriers.client.errors import NoAnswer
from so_carriers.client.messages import Answer, Call, Response
from so_carriers.client.retries import Retries
from so_carriers.client.service import Service

T = TypeVar("T")

_GONE = frozenset({404, 410})


class Exchange(Generic[T]):
    """The attempts of one call.

    `request` is to be sent, whatever comes of it given to `pause_after`, and, when that gives
    None, to `answer`.
    """

    def __init__(self, service: Service, call: Call[T], retries: Retries) -> None:
        self.request = service.request(call)
        self._service = service
        self._call = call
        self._retries = retries
        self._attempts = 0
        self._may_be_done = False

    def pause_after(self, outcome: Response | NoAnswer, left: float | None = None) -> float | None:
        """The seconds to wait before the request is sent again; None: the outcome stands.

        `left` are the seconds until the call has to be over; a pause beyond them is none.
        """
        self._attempts += 1
        pause = self._retries.pause(self._attempts, self.request, outcome)
        if pause is None or (left is not None and pause >= left):
            return None
        self._may_be_done |= not (isinstance(outcome, NoAnswer) and outcome.never_left)
        return pause

    def answer(self, outcome: Response | NoAnswer) -> Answer[T]:
        """The value; raises the NoAnswer, and whatever `Service.answer` raises."""
        if isinstance(outcome, NoAnswer):
            raise outcome
        if self._deleted_before(outcome):
            outcome = Response(204, outcome.headers, b"", outcome.set_cookies)
        return self._service.answer(self._call, outcome)

    def _deleted_before(self, response: Response) -> bool:
        """Whether what is not found is what an earlier attempt of this call has deleted."""
        return self._may_be_done and self._call.method == "DELETE" and response.status in _GONE

"""When a request is repeated, and after which pause."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

import so_carriers as so
from so_carriers.client import NoAnswer, Retries
from so_carriers.client.messages import Request, Response
from so_carriers.client.retries import retry_after

ALL = Retries(attempts=9, first_pause=1.0, longest_pause=20.0, chance=lambda: 1.0)
LOST = NoAnswer("GET x", "ReadError")
NEVER_LEFT = NoAnswer("GET x", "ConnectError", never_left=True)


def request(method: str, **headers: str) -> Request:
    return Request(method, "https://crm.example/api/x", headers, None)


def after(text: str) -> Response:
    return Response(503, {"retry-after": text})


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
@pytest.mark.parametrize(
    "outcome", [LOST, NEVER_LEFT, *map(Response, (429, 502, 503, 504), [{}] * 4)], ids=repr
)
def test_what_may_be_done_twice_is_repeated(method: str, outcome: Response | NoAnswer) -> None:
    assert ALL.pause(1, request(method), outcome) == 1.0


@pytest.mark.parametrize("method", ["POST", "PATCH"])
def test_what_must_not_be_done_twice_is_repeated_only_where_it_never_left(method: str) -> None:
    assert ALL.pause(1, request(method), NEVER_LEFT) == 1.0
    assert ALL.pause(1, request(method), LOST) is None
    assert ALL.pause(1, request(method), Response(503, {})) is None
    assert ALL.pause(1, request(method), Response(429, {})) is None


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_a_condition_that_the_first_attempt_ends_forbids_the_second(method: str) -> None:
    conditional = Request(method, "x", {"if-Unmodified-since": "then"}, None)
    assert ALL.pause(1, conditional, LOST) is None
    assert ALL.pause(1, conditional, NEVER_LEFT) == 1.0


@pytest.mark.parametrize("status", [200, 304, 400, 401, 404, 409, 412, 500, 501])
def test_other_statuses_stand(status: int) -> None:
    assert ALL.pause(1, request("GET"), Response(status, {})) is None


def test_pauses_double_vary_and_are_bounded() -> None:
    assert [ALL.pause(attempt, request("GET"), LOST) for attempt in range(1, 8)] == [1, 2, 4, 8, 16, 20, 20]
    least = Retries(first_pause=1.0, chance=lambda: 0.0)
    assert least.pause(1, request("GET"), LOST) == 0.5


def test_attempts_end() -> None:
    assert Retries(attempts=2).pause(1, request("GET"), LOST) is not None
    assert Retries(attempts=2).pause(2, request("GET"), LOST) is None
    assert Retries(attempts=1).pause(1, request("GET"), NEVER_LEFT) is None


def test_retry_after_is_kept_and_bounded() -> None:
    assert ALL.pause(1, request("GET"), after("7")) == 7.0
    assert ALL.pause(1, request("GET"), after("0")) == 1.0
    assert ALL.pause(1, request("GET"), after("21")) is None
    assert ALL.pause(1, request("GET"), after("9" * 400)) is None
    assert ALL.pause(1, request("GET"), after("soon")) == 1.0


def test_retry_after_may_be_a_date() -> None:
    later = format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)
    seconds = retry_after(after(later))
    assert seconds is not None
    assert 3500 < seconds <= 3600
    assert retry_after(after("Wed, 21 Oct 2015 07:28:00 GMT")) == 0.0
    assert retry_after(after("Wed, 21 Oct 2015 07:28:00 -0000")) == 0.0
    assert retry_after(after("Wed, 99 Oct 2015 07:28:00 GMT")) is None
    assert retry_after(Response(503, {})) is None


@pytest.mark.parametrize("zone", ["+99999999999999999999999", "-99999999999999999999999", "+9999"])
def test_a_date_with_a_zone_that_cannot_be_is_malformed(zone: str) -> None:
    assert retry_after(after(f"Mon, 01 Jan 2024 00:00:00 {zone}")) is None
    assert ALL.pause(1, request("GET"), after(f"Mon, 01 Jan 2024 00:00:00 {zone}")) == 1.0


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(so.InvalidValue, match="attempts"):
        Retries(attempts=0)
    with pytest.raises(so.InvalidValue, match="first_pause"):
        Retries(first_pause=-1)
    with pytest.raises(so.InvalidValue, match="longest_pause"):
        Retries(first_pause=3, longest_pause=2)

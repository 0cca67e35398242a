"""What the tests of the server share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from so_carriers.server.store import Store
from tests.quick_passwords import quick_passwords  # noqa: F401 -- where pytest looks for fixtures
from tests.server_stores import Clock


@pytest.fixture
def clock() -> Clock:
    """A clock that stands still until it is set."""
    return Clock()


@pytest.fixture
def store(clock: Clock) -> Iterator[Store]:
    """An empty store in memory."""
    opened = Store("sqlite://", clock)
    yield opened
    opened.close()

"""What is served: each operation with its address, its types and what does it, for routes and OpenAPI."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from so_carriers.errors import InvalidValue, excerpt
from so_carriers.server.async_store import AsyncStore
from so_carriers.server.exchange import Exchange, Reply
from so_carriers.values.integers import Int32

_is_whole_number = re.compile("-?[0-9]{1,10}").fullmatch

ID = "{id}"
"""Stands at the end of a path for the id of a user."""


@dataclass(frozen=True, slots=True)
class Call:
    """One call of an operation: what came, the users, and the id in the path, if it has one."""

    exchange: Exchange
    store: AsyncStore
    associate_id: int

    def queried_id(self, *names: str) -> int | None:
        """The id that the query gives under one of these names (in lower case); None where it gives none.

        Raises InvalidValue for what is no whole number of 32 bits.
        """
        for name in names:
            values = self.exchange.incoming.query.get(name)
            if values:
                return _whole_number(name, values[0])
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One method of one path.

    `takes` is the type of the body and `gives` that of the result; None where there is none.
    `query` has the names of the query besides `$select`, `statuses` those answers that not
    every operation has.
    """

    name: str
    method: str
    path: str
    summary: str
    perform: Callable[[Call], Awaitable[Reply]]
    takes: Any = None
    needs_body: bool = True
    gives: Any = None
    query: tuple[str, ...] = ()
    selects: bool = True
    conditions: tuple[str, ...] = ()
    statuses: tuple[int, ...] = ()
    is_open: bool = False
    """Whether whoever asks is answered, and in the operation's own media type."""


def _whole_number(name: str, text: str) -> int:
    number = int(text) if _is_whole_number(text) else None
    if number is None or not Int32.LOWEST <= number <= Int32.HIGHEST:
        raise InvalidValue(f"the query's {name}: expected a whole number of 32 bits, found {excerpt(text)}")
    return number

"""`/healthz`: whether the server can do its work, asked without authorization."""

from __future__ import annotations

from so_carriers.schema.carrier import carrier
from so_carriers.schema.member import member
from so_carriers.server.exchange import Reply
from so_carriers.server.operations import Call, Operation

_NOBODY = 0
"""No user has this id: asking for it touches the database, and tells nothing."""


@carrier
class Health:
    """The body of a server that is well."""

    status: str | None = member("Status", default="ok")


async def check_health(call: Call) -> Reply:
    """Answers 200; where the store does not answer, what it raises ends in 503."""
    await call.store.get(_NOBODY)
    return call.exchange.reply(Health())


OPERATIONS = (
    Operation(
        name="CheckHealth",
        method="GET",
        path="/healthz",
        summary="Tells whether the server can do its work.",
        perform=check_health,
        gives=Health,
        selects=False,
        statuses=(503,),
        is_open=True,
    ),
)
"""What is asked of the server itself."""

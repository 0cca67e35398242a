"""Requests about whether users are there."""

from __future__ import annotations

from so_carriers.carriers.presence import UserPresenceStatus
from so_carriers.schema.carrier import carrier
from so_carriers.schema.member import member
from so_carriers.values.integers import int32


@carrier
class GetUserPresenceStatusRequest:
    """The body of POST Agents/User/GetUserPresenceStatus, which reads the status of a user."""

    associate_id: int32 = member("AssociateId", default=0)


@carrier
class SetUserPresenceStatusRequest:
    """The body of POST Agents/User/SetUserPresenceStatus, which sets the status of a user."""

    associate_id: int32 = member("AssociateId", default=0)
    user_presence_status: UserPresenceStatus | None = member("UserPresenceStatus", default=None)

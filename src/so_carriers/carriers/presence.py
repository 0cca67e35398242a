"""Whether users are there."""

from __future__ import annotations

from so_carriers.schema.carrier import carrier
from so_carriers.schema.member import member
from so_carriers.values.enums import WireEnum


class EjUserStatus(WireEnum):
    """The status of a user of SuperOffice Service."""

    STATUS_NONE = 0, "StatusNone"
    STATUS_NORMAL = 1, "StatusNormal"
    STATUS_NOT_AVAILABLE = 2, "StatusNotAvailable"
    STATUS_DELETED = 3, "StatusDeleted"
    STATUS_READ_ONLY = 4, "StatusReadOnly"
    STATUS_SPM = 5, "StatusSpm"
    STATUS_SYSTEM = 127, "StatusSystem"


@carrier
class UserPresenceStatus:
    """Whether a user is there, with a message."""

    status: EjUserStatus | str = member("Status", default=EjUserStatus.STATUS_NONE)
    message: str | None = member("Message", default=None)

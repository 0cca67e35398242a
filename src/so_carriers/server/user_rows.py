"""What a row of the table of users holds: the document, and the columns that are searched."""

from __future__ import annotations

import copy
from datetime import UTC, datetime
from typing import Any

from so_carriers.carriers.user import User
from so_carriers.messages import decode, encode
from so_carriers.schema.presence import is_absent
from so_carriers.server.login_names import shown
from so_carriers.settings import DEEPEST, Limits

_ANY_SIZE = 2**62
# What is stored was within the limits of whoever stored it.
_WHOLE = Limits(body=_ANY_SIZE, depth=DEEPEST, members=_ANY_SIZE)


def document_of(user: User) -> bytes:
    """The user as JSON, with all that its wire state keeps; raises EncodeError."""
    return encode(user, limits=_WHOLE)


def user_of(document: bytes) -> User:
    """The user of that JSON."""
    return decode(document, User, limits=_WHOLE)


def columns_of(user: User) -> dict[str, Any]:
    """What stands beside the document."""
    return {
        "name": shown(user.name),
        "user_name": shown(user.user_name),
        "person_id": user.person.person_id if user.person else 0,
        "role_id": user.role.id if user.role else 0,
        "deleted": user.deleted,
    }


def with_id(user: User, associate_id: int) -> User:
    """The user under that id: itself where it says so already, else a copy."""
    if user.associate_id == associate_id and not is_absent(user, "associate_id"):
        return user
    renumbered = copy.copy(user)
    renumbered.associate_id = associate_id
    return renumbered


def timestamp_of(time: datetime) -> int:
    """Whole seconds since 1970, which every database can compare."""
    return int(time.timestamp())


def time_of(timestamp: int) -> datetime:
    """The time of a timestamp, in UTC."""
    return datetime.fromtimestamp(timestamp, UTC)

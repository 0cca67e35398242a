"""The kinds of tickets."""

from __future__ import annotations

import enum


class TicketKind(enum.Enum):
    """What is issued; tickets and tokens are sent in Authorization, a session in a cookie."""

    SOTICKET = "soticket"
    BEARER = "bearer"
    SESSION = "session"

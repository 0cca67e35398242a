"""How users change their passwords."""

from __future__ import annotations

from so_carriers.values.enums import WireEnum


class ChangePasswordType(WireEnum):
    """A way in which a user can change the password; GetSupportedChangePasswordTypes answers with a list."""

    EMAIL = 0, "Email"
    PASSWORD = 1, "Password"

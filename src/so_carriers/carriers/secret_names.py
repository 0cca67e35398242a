"""The names of secret members, for what no carrier declares: such a name is taken at its word."""

from __future__ import annotations

from so_carriers.values.ascii_case import fold

DOTS = "•••"
"""What is shown for whatever is secret."""

SECRET_NAMES = frozenset(
    map(
        fold,
        (
            "Password",
            "OldPassword",
            "NewPassword",
            "AccessToken",
            "RefreshToken",
            "AppToken",
            "SecretValue",
            "CredentialValue",
        ),
    )
)
"""In ASCII lower case."""

HOLDERS_OF_SECRET_VALUES = frozenset(map(fold, ("Credential", "Credentials")))
"""`Value` says little by itself; in these it is that of Credential, which is secret."""

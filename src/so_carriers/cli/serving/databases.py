"""The database that an option names."""

from __future__ import annotations

import re

from so_carriers.cli.conversion.errors import WrongUsage

DEFAULT_DATABASE = "so-carriers.db"
"""A file in the folder that the command is started in."""

_BEGINS_A_URL = re.compile(r"[A-Za-z][A-Za-z0-9+_]*://")


def database_url(said: str) -> str:
    """The URL of what was said, which may be the path of a SQLite file; raises WrongUsage."""
    if _BEGINS_A_URL.match(said):
        return said
    if not said or said == ":memory:":
        raise WrongUsage("--database: expected a file or a URL, such as users.db or postgresql://host/name")
    # A question mark would begin the options of a URL.
    return f"sqlite:///{said.replace('%', '%25').replace('?', '%3F')}"

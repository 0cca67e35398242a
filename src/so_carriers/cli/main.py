"""The entry point of `so-carriers`."""

from __future__ import annotations

import sys


def main() -> None:
    """Runs the command line, or says what to install where typer or rich is missing."""
    try:
        from so_carriers.cli.app import app  # noqa: PLC0415 -- the extra may be missing, which is to be said, not raised
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] not in ("typer", "rich"):
            raise
        sys.exit(f"so-carriers needs {error.name}; install it with: pip install 'so-carriers[cli]'")
    app()

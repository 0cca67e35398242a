"""Plain `so-carriers serve`: the application on a port."""

from __future__ import annotations

import logging
import sys
from importlib import import_module
from typing import Any

from rich.console import Console

from so_carriers.cli.serving.web_server import address_of, listen, serve
from so_carriers.server.settings import ServerSettings
from so_carriers.server.store import Store


def start(settings: ServerSettings, host: str, port: int, log_level: str, console: Console) -> int:
    """Serves until a signal ends it, and gives the exit code; raises Failure and SoCarriersError."""
    logging.basicConfig(
        level=log_level.upper(), stream=sys.stderr, format="%(asctime)s %(levelname)s %(name)s %(message)s"
    )
    store = Store(settings.database_url)
    try:
        with listen(host, port) as listener:
            if not store.users():
                console.print("there is no user yet; make one with: so-carriers serve user add NAME")
            console.print(f"serving at {address_of(listener)}; Ctrl+C ends it")
            serve(_application(settings, store), listener)
    finally:
        store.close()
    console.print("ended")
    return 0


def _application(settings: ServerSettings, store: Store) -> Any:
    return import_module("so_carriers.server.application").application(settings, store)

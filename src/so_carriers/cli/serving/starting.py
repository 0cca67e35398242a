"""Plain `so-carriers serve`: the application on a port."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from rich.console import Console

from so_carriers.cli.serving.options import LogFormat, LogLevel
from so_carriers.cli.serving.web_server import address_of, listen, serve
from so_carriers.server.application import application
from so_carriers.server.logs import JsonFormatter, KeyValueFormatter
from so_carriers.server.settings import ServerSettings
from so_carriers.server.store import Store

_FORMATTERS = {LogFormat.LINES: KeyValueFormatter, LogFormat.JSON: JsonFormatter}


@dataclass(frozen=True, slots=True)
class Place:
    """Where to listen; port 0 is any free one."""

    host: str
    port: int


@dataclass(frozen=True, slots=True)
class Log:
    """How much is logged, and how it is written."""

    level: LogLevel
    format: LogFormat


def start(settings: ServerSettings, place: Place, log: Log, console: Console) -> int:
    """Serves until a signal ends it, and gives the exit code; raises Failure and SoCarriersError."""
    handler = logging.StreamHandler()
    handler.setFormatter(_FORMATTERS[log.format]())
    logging.basicConfig(level=log.level.value.upper(), handlers=[handler])
    store = Store(settings.database_url)
    try:
        with listen(place.host, place.port) as listener:
            if not store.users():
                console.print("there is no user yet; make one with: so-carriers serve user add NAME")
            console.print(f"serving at {address_of(listener)}; Ctrl+C ends it")
            serve(application(settings, store), listener)
    finally:
        store.close()
    console.print("ended")
    return 0

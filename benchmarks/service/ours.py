"""The server of this library, over the database that the environment names."""

from __future__ import annotations

import os

from so_carriers.server.application import application
from so_carriers.server.settings import ServerSettings

DATABASE = "SO_CARRIERS_BENCHMARK_DATABASE"
"""The environment variable with the URL of the database."""


def settings() -> ServerSettings:
    """What both servers are set up as."""
    return ServerSettings(database_url=os.environ[DATABASE])


app = application(settings()) if DATABASE in os.environ else None
"""What uvicorn serves."""

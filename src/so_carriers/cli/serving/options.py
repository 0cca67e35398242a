"""The options of `so-carriers serve` and of the commands below it."""

from __future__ import annotations

import enum
from pathlib import Path
from typing import Annotated

import typer

from so_carriers.server.ticket_kinds import TicketKind
from so_carriers.settings import Dialect

_ACCESS = "Who may call"
_FORMATS = "Formats"


class LogLevel(enum.Enum):
    """How much the log tells."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class LogFormat(enum.Enum):
    """How the log is written."""

    LINES = "lines"
    JSON = "json"


_DATABASE_METAVAR = "FILE|URL"
DatabaseOption = Annotated[
    str,
    typer.Option(
        metavar=_DATABASE_METAVAR,
        envvar="SO_CARRIERS_DATABASE",
        help="A SQLite file, made on first use, or the URL of another database.",
    ),
]
# Without the environment variable, which would count more than what `serve` was told.
OwnDatabaseOption = Annotated[
    str | None,
    typer.Option(metavar=_DATABASE_METAVAR, help="The database; that of `serve` if left out."),
]
HostOption = Annotated[str, typer.Option(metavar="NAME", help="Where to listen; 0.0.0.0 is every interface.")]
PortOption = Annotated[int, typer.Option(min=0, max=65535, metavar="N", help="The port; 0 is any free one.")]
LogLevelOption = Annotated[LogLevel, typer.Option(help="How much is logged, to standard error.")]
LogFormatOption = Annotated[
    LogFormat, typer.Option(help="A line of name=value for each request, or a JSON object.")
]
DialectOption = Annotated[
    Dialect,
    typer.Option(help="Whose rules hold where the RFCs and NetServer differ.", rich_help_panel=_FORMATS),
]
BaseTimeZoneOption = Annotated[
    str,
    typer.Option(
        metavar="ZONE",
        help="The IANA name of the zone of dates that say none.",
        rich_help_panel=_FORMATS,
    ),
]
LimitBodyOption = Annotated[
    int,
    typer.Option(min=1, metavar="BYTES", help="The longest request that is read.", rich_help_panel=_FORMATS),
]
OnlineOption = Annotated[
    bool,
    typer.Option(
        "--online",
        help="Answer as NetServer Online: no Basic, and SoTicket with SO-AppToken alone.",
        rich_help_panel=_ACCESS,
    ),
]
AppTokensOption = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="The tokens of the applications that --online knows, one a line.",
        rich_help_panel=_ACCESS,
    ),
]
UserAgentOption = Annotated[
    bool | None,
    typer.Option(
        "--user-agent/--no-user-agent",
        help="Whether users may be managed, or everybody gets 403; they may, but for --online.",
        show_default=False,
        rich_help_panel=_ACCESS,
    ),
]
NameArgument = Annotated[
    str, typer.Argument(metavar="NAME", help="The name that the user logs in by, in any case.")
]
PasswordStdinOption = Annotated[
    bool, typer.Option("--password-stdin", help="Read the password from standard input, one line.")
]
GenerateOption = Annotated[bool, typer.Option("--generate", help="Make a password, and show it once.")]
SchemeOption = Annotated[TicketKind, typer.Option(help="What it is for.")]
HoursOption = Annotated[int, typer.Option(min=1, max=8784, metavar="N", help="How long it holds.")]
NumbersArgument = Annotated[
    list[int] | None, typer.Argument(metavar="[NUMBER]...", help="As `ticket list` shows them.")
]
OfUserOption = Annotated[str | None, typer.Option("--user", metavar="NAME", help="All that this user has.")]

"""The command `so-carriers serve`, and those below it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

import typer
from rich.console import Console

from so_carriers.cli.conversion.errors import WrongUsage
from so_carriers.cli.patching.running import run
from so_carriers.cli.serving.databases import DEFAULT_DATABASE, database_url
from so_carriers.cli.serving.options import (
    AppTokensOption,
    BaseTimeZoneOption,
    DatabaseOption,
    DialectOption,
    GenerateOption,
    HostOption,
    HoursOption,
    LimitBodyOption,
    LogFormat,
    LogFormatOption,
    LogLevel,
    LogLevelOption,
    NameArgument,
    NumbersArgument,
    OfUserOption,
    OnlineOption,
    OwnDatabaseOption,
    PasswordStdinOption,
    PortOption,
    SchemeOption,
    UserAgentOption,
)
from so_carriers.cli.serving.said_passwords import said_password
from so_carriers.errors import InvalidValue
from so_carriers.server.settings import ServerSettings, require_time_zone
from so_carriers.server.ticket_kinds import TicketKind
from so_carriers.settings import DEFAULT_LIMITS, Dialect, Limits

if TYPE_CHECKING:
    from so_carriers.cli.serving.administration import Administration

_LIBRARIES = {"anyio", "argon2", "sqlalchemy", "starlette", "uvicorn"}

serve_app = typer.Typer(invoke_without_command=True)
user_app = typer.Typer(help="Make and list the users of the server.", no_args_is_help=True)
ticket_app = typer.Typer(help="Issue, list and revoke tickets, tokens and sessions.", no_args_is_help=True)
serve_app.add_typer(user_app, name="user")
serve_app.add_typer(ticket_app, name="ticket")


@serve_app.callback()
def serve(
    context: typer.Context,
    *,
    host: HostOption = "127.0.0.1",
    port: PortOption = 8000,
    database: DatabaseOption = DEFAULT_DATABASE,
    log_level: LogLevelOption = LogLevel.INFO,
    log_format: LogFormatOption = LogFormat.LINES,
    dialect: DialectOption = Dialect.RFC,
    base_time_zone: BaseTimeZoneOption = "Europe/Oslo",
    limit_body: LimitBodyOption = DEFAULT_LIMITS.body,
    online: OnlineOption = False,
    app_tokens: AppTokensOption = None,
    user_agent: UserAgentOption = None,
) -> None:
    """Serve the documented endpoints of NetServer's User agent, with users in a database.

    Callers prove who they are by name and password, by a ticket or by a token:
    `serve user add` makes a user, `serve ticket issue` a ticket. It speaks plain
    HTTP; for other machines put a server with TLS before it.

    Exit code: 0 ended by a signal, after what had begun was answered; 2 wrong
    usage; 3 the database or the port cannot be used.
    """
    if context.invoked_subcommand is not None:
        context.obj = database
        return

    def work(console: Console) -> int:
        if online and app_tokens is None:
            raise WrongUsage("--online needs --app-tokens FILE: without one no application may call")
        _check_zone(base_time_zone)
        with _extra():
            from so_carriers.cli.serving.app_tokens import app_tokens_of  # noqa: PLC0415 -- the extra may be missing
            from so_carriers.cli.serving.starting import Log, Place, start  # noqa: PLC0415 -- as above
        settings = ServerSettings(
            dialect=dialect,
            database_url=database_url(database),
            base_time_zone=base_time_zone,
            online=online,
            app_tokens=frozenset() if app_tokens is None else app_tokens_of(app_tokens),
            user_agent_available=not online if user_agent is None else user_agent,
            limits=Limits(body=limit_body),
        )
        return start(settings, Place(host, port), Log(log_level, log_format), console)

    run("serve", work)


@user_app.command("add")
def add_user(
    context: typer.Context,
    name: NameArgument,
    *,
    password_stdin: PasswordStdinOption = False,
    generate: GenerateOption = False,
    database: OwnDatabaseOption = None,
) -> None:
    """Make a user. The password is asked for, unless an option says where it comes from."""

    def work(administration: Administration) -> None:
        password = said_password(from_stdin=password_stdin, generate=generate)
        administration.add_user(name, password.text, show_password=password.is_new)

    _administer("user add", context, database, work)


@user_app.command("password")
def set_password(
    context: typer.Context,
    name: NameArgument,
    *,
    password_stdin: PasswordStdinOption = False,
    generate: GenerateOption = False,
    database: OwnDatabaseOption = None,
) -> None:
    """Give a user another password, which ends the tickets and sessions of that user."""

    def work(administration: Administration) -> None:
        password = said_password(from_stdin=password_stdin, generate=generate)
        administration.set_password(name, password.text, show_password=password.is_new)

    _administer("user password", context, database, work)


@user_app.command("list")
def list_users(context: typer.Context, *, database: OwnDatabaseOption = None) -> None:
    """List the users."""
    _administer("user list", context, database, lambda administration: administration.list_users())


@ticket_app.command("issue")
def issue_ticket(
    context: typer.Context,
    name: NameArgument,
    *,
    scheme: SchemeOption = TicketKind.SOTICKET,
    hours: HoursOption = 12,
    database: OwnDatabaseOption = None,
) -> None:
    """Issue a ticket, a token or a session, and print the headers that send it.

    curl -H "$(so-carriers serve ticket issue NAME)" http://127.0.0.1:8000/api/v1/User/1
    """
    _administer(
        "ticket issue",
        context,
        database,
        lambda administration: administration.issue(name, scheme, timedelta(hours=hours)),
    )


@ticket_app.command("list")
def list_tickets(context: typer.Context, *, database: OwnDatabaseOption = None) -> None:
    """List whose tickets there are and until when they hold, but not what they say."""
    _administer("ticket list", context, database, lambda administration: administration.list_tickets())


@ticket_app.command("revoke")
def revoke_tickets(
    context: typer.Context,
    numbers: NumbersArgument = None,
    *,
    user: OfUserOption = None,
    database: OwnDatabaseOption = None,
) -> None:
    """End tickets, tokens and sessions: by their numbers, or all of a user.

    A server that runs takes them for two seconds more.
    """
    _administer(
        "ticket revoke", context, database, lambda administration: administration.revoke(numbers or [], user)
    )


def _administer(
    command: str, context: typer.Context, database: str | None, work: Callable[[Administration], None]
) -> None:
    def open_and_work(console: Console) -> int:
        with _extra():
            from so_carriers.cli.serving.administration import (  # noqa: PLC0415 -- the extra may be missing
                administration,
            )
        with administration(database_url(database or context.obj), console) as opened:
            work(opened)
        return 0

    run(f"serve {command}", open_and_work)


def _check_zone(name: str) -> None:
    try:
        require_time_zone(name, "--base-time-zone")
    except InvalidValue as error:
        raise WrongUsage(str(error)) from error


@contextmanager
def _extra() -> Iterator[None]:
    """Says what to install where an import finds a library of the extra missing."""
    try:
        yield
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] not in _LIBRARIES:
            raise
        raise WrongUsage(
            f"needs {error.name.partition('.')[0]}; install it with: pip install 'so-carriers[server]'"
        ) from error

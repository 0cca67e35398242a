"""The commands of `so-carriers` and their options."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console

from so_carriers.cli import (
    carrier_tables,
    convert_command,
    demonstration,
    diff_command,
    fuzz_command,
    negotiation_tables,
    patch_command,
    patch_demonstration,
    schema_command,
    serve_command,
    service_demonstration,
)
from so_carriers.settings import Dialect

app = typer.Typer(
    help="The carriers of SuperOffice NetServer's WebAPI: what they hold, how bodies travel.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

DialectOption = Annotated[Dialect, typer.Option(help="Whose rules hold where the RFCs and NetServer differ.")]


@app.command()
def demo() -> None:
    """Negotiate, decode, encode, patch and compare the bodies of the documented endpoints.

    Then start the server, and show what a client says to it, where both are
    installed. Exits with 1 where something comes back otherwise than it says.
    """
    console = Console()
    shown = (
        demonstration.show(console),
        patch_demonstration.show(console),
        service_demonstration.show(console),
    )
    if not all(shown):
        raise typer.Exit(1)


@app.command()
def negotiate(
    accept: Annotated[str | None, typer.Option(help="The request's Accept header; none if left out.")] = None,
    content_type: Annotated[str | None, typer.Option(help="The request's Content-Type header.")] = None,
    method: Annotated[str, typer.Option(help="The request's method, for --content-type.")] = "POST",
    dialect: DialectOption = Dialect.RFC,
) -> None:
    """Explain which format a response would have, and which codec reads the request.

    Exits with 1 where the answer would be 406 or 415.
    """
    console = Console()
    served = negotiation_tables.show_response(console, accept, dialect)
    if content_type is not None:
        served = negotiation_tables.show_request(console, content_type, method, dialect) and served
    if not served:
        raise typer.Exit(1)


@app.command()
def carriers(
    name: Annotated[
        str | None, typer.Argument(help="A carrier, in any case; all are listed if left out.")
    ] = None,
) -> None:
    """List the carriers, or the members of one."""
    console = Console()
    if name is None:
        carrier_tables.show_all(console)
    elif not carrier_tables.show_one(console, name):
        raise typer.Exit(2)


@app.command()
def schema(
    xsd: Annotated[bool, typer.Option("--xsd", help="XML Schema 1.0.")] = False,
    json_schema: Annotated[bool, typer.Option("--json-schema", help="JSON Schema 2020-12.")] = False,
    carrier: Annotated[
        list[str] | None,
        typer.Option(help="A carrier, in any case; may be said more than once, all if left out."),
    ] = None,
) -> None:
    """Print the schema of carriers and of what they hold, for other tools."""
    if not schema_command.show(carrier or [], as_xsd=xsd, as_json_schema=json_schema):
        raise typer.Exit(2)


app.command()(convert_command.convert)
app.command()(diff_command.diff)
app.command()(patch_command.patch)
app.command()(fuzz_command.fuzz)
app.add_typer(serve_command.serve_app, name="serve")

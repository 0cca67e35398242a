"""What `so-carriers negotiate` prints."""

from __future__ import annotations

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Column, Table

from so_carriers.defaults import default_negotiator
from so_carriers.errors import NotAcceptable, UnsupportedMediaType
from so_carriers.settings import Dialect


def show_response(console: Console, accept: str | None, dialect: Dialect) -> bool:
    """Prints what Accept leads to, and why; False where nothing is acceptable."""
    negotiator = default_negotiator(dialect)
    console.print(f"Accept: {escape(accept)}" if accept is not None else "No Accept header", highlight=False)
    table = Table(
        "",
        Column("Media type", no_wrap=True),
        Column("Codec", no_wrap=True),
        Column("Range", overflow="fold"),
        "q",
        "Why",
        box=box.SIMPLE,
        padding=(0, 1, 0, 0),
    )
    for row in negotiator.explain(accept).rows:
        mark, style = ("*", "bold green") if row.chosen else ("", "")
        quality = "" if row.quality is None else f"{row.quality:g}"
        matched = escape(row.matched_range or "")
        table.add_row(mark, row.media_type, row.codec_name, matched, quality, escape(row.reason), style=style)
    console.print(table)
    try:
        choice = negotiator.select_encoder(accept)
    except NotAcceptable as error:
        _show_refusal(console, "406 Not Acceptable", error)
        return False
    for name, value in choice.headers.items():
        console.print(f"{name}: {value}", highlight=False)
    return True


def show_request(console: Console, content_type: str, method: str, dialect: Dialect) -> bool:
    """Prints which codec reads a request body; False where none does."""
    console.print(f"\n{escape(method.upper())} with Content-Type: {escape(content_type)}", highlight=False)
    try:
        codec = default_negotiator(dialect).select_decoder(content_type, method)
    except UnsupportedMediaType as error:
        _show_refusal(console, "415 Unsupported Media Type", error)
        return False
    console.print(f"is read by the codec {codec.name}", highlight=False)
    return True


def _show_refusal(console: Console, status: str, error: NotAcceptable | UnsupportedMediaType) -> None:
    console.print(f"[bold red]{status}[/]: {escape(str(error))}", highlight=False)
    for name, value in error.headers.items():
        console.print(f"{name}: {value}", highlight=False)

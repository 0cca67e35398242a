"""The command `so-carriers convert`."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console

from so_carriers.cli.conversion.errors import ConversionError, Failure, Interrupted
from so_carriers.cli.conversion.notation import carrier_said
from so_carriers.cli.conversion.run import Order, convert as carry_out
from so_carriers.cli.conversion.signals import interruptible
from so_carriers.settings import DEFAULT_LIMITS, Limits

_In = Annotated[str, typer.Argument(metavar="IN", help="The file to read; - is standard input.")]
_Out = Annotated[str, typer.Argument(metavar="OUT", help="The file to write; - is standard output.")]
_Carrier = Annotated[
    str,
    typer.Option(metavar="NAME", help="What a record is: User, in any case, or array<User>."),
]
_From = Annotated[
    str | None,
    typer.Option(
        "--from",
        metavar="TYPE",
        help="json, json-lines, xml, form or a media type, with its charset. "
        "If left out, the name of IN or its first bytes tell.",
    ),
]
_To = Annotated[
    str | None, typer.Option(metavar="TYPE", help="The same for OUT. If left out, its name tells.")
]
_Select = Annotated[
    str,
    typer.Option(
        metavar="NAMES", help="What to keep, as in $select: Name,Person/Firstname. The rest is null."
    ),
]
_Extensions = Annotated[
    bool, typer.Option(help="Whether XML gets attributes of ours for what it cannot say otherwise.")
]
_AllowLoss = Annotated[
    bool, typer.Option("--allow-loss", help="Leave out what OUT cannot say instead of rejecting the record.")
]
_Strict = Annotated[bool, typer.Option("--strict", help="Reject spellings other than the canonical one.")]
_Indent = Annotated[bool, typer.Option("--indent", help="Write for people: a member a line.")]
_Workers = Annotated[int, typer.Option(min=1, metavar="N", help="Processes that convert.")]
_LimitBody = Annotated[int, typer.Option(min=1, metavar="BYTES", help="The longest record that is read.")]


def convert(
    source: _In,
    target: _Out,
    *,
    carrier: _Carrier,
    source_format: _From = None,
    to: _To = None,
    select: _Select = "",
    extensions: _Extensions = True,
    allow_loss: _AllowLoss = False,
    strict: _Strict = False,
    indent: _Indent = False,
    workers: _Workers = 1,
    limit_body: _LimitBody = DEFAULT_LIMITS.body,
) -> None:
    """Convert a file of carriers from one format to another, whatever its length.

    IN holds one body, or many: a JSON array, JSON lines, or XML whose root is
    ArrayOf... Many stay many: an array, or lines with --to json-lines.

    OUT appears, or is replaced, only when it is whole. Records that cannot be
    converted are left out and go to OUT.rejected (IN.rejected where OUT is -),
    a JSON object a line: line, number, path, reason, and the record as it was.

    Exit code: 0 all is well; 1 some records were rejected; 2 wrong usage;
    3 IN is broken (what came before is kept), or nothing could be written;
    128 and more: ended by a signal.
    """
    console = Console(stderr=True, soft_wrap=True, highlight=False, markup=False)
    try:
        asked, is_array = carrier_said(carrier)
        order = Order(
            source=source,
            target=target,
            carrier=asked,
            is_array=is_array,
            source_format=source_format,
            target_format=to,
            select=select,
            extensions=extensions,
            allow_loss=allow_loss,
            strict=strict,
            indent=indent,
            workers=workers,
            limits=Limits(body=limit_body),
        )
        code = _carry_out(order, console)
    except ConversionError as error:
        console.print(f"so-carriers convert: {error}", style="red")
        code = error.exit_code
    except (Interrupted, KeyboardInterrupt) as signal:
        console.print("so-carriers convert: interrupted; no file was written", style="red")
        code = signal.exit_code if isinstance(signal, Interrupted) else 130
    raise typer.Exit(code)


def _carry_out(order: Order, console: Console) -> int:
    try:
        with interruptible():
            return carry_out(order, console)
    except MemoryError as error:
        raise Failure("there is not enough memory; a smaller --limit-body or fewer --workers help") from error

"""The options that `diff` and `patch` share."""

from __future__ import annotations

from typing import Annotated

import typer

from so_carriers.settings import Dialect

CarrierOption = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="What is in the files: User, in any case, or array<User>. Without it they are plain JSON.",
    ),
]
DialectOption = Annotated[Dialect, typer.Option(help="Whose rules hold where the RFCs and NetServer differ.")]
IndentOption = Annotated[bool, typer.Option("--indent", help="Write for people: a member a line.")]
LimitBodyOption = Annotated[int, typer.Option(min=1, metavar="BYTES", help="The longest file that is read.")]

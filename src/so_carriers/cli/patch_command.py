"""The command `so-carriers patch`."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from rich.console import Console

from so_carriers.cli.conversion.errors import Failure, WrongUsage
from so_carriers.cli.conversion.formats import Format
from so_carriers.cli.conversion.reading import STANDARD
from so_carriers.cli.patching import summary
from so_carriers.cli.patching.bodies import Bodies, PatchKind
from so_carriers.cli.patching.changes import Terms, effect_of
from so_carriers.cli.patching.options import CarrierOption, DialectOption, IndentOption, LimitBodyOption
from so_carriers.cli.patching.running import check_streams, run, write
from so_carriers.cli.patching.secrecy import LONGEST_POINTER, shortened
from so_carriers.codecs.codec import Patch
from so_carriers.errors import InvalidPatch, SoCarriersError, printable
from so_carriers.settings import DEFAULT_LIMITS, Dialect, Limits

_Document = Annotated[str, typer.Argument(metavar="DOC", help="The file to patch; - is standard input.")]
_PatchFile = Annotated[str, typer.Argument(metavar="PATCH", help="The patch, in UTF-8; - is standard input.")]
_As = Annotated[
    PatchKind | None,
    typer.Option(
        "--as", help="What PATCH is. If left out, an array is a JSON Patch, an object a merge patch."
    ),
]
_From = Annotated[
    str | None,
    typer.Option(
        "--from",
        metavar="TYPE",
        help="What DOC is: json, xml, form or a media type, with its charset. "
        "If left out, its name or its first bytes tell.",
    ),
]
_To = Annotated[
    str | None,
    typer.Option(
        metavar="TYPE",
        help="What to write. If left out, the name of --out tells, else it is the type of DOC.",
    ),
]
_Out = Annotated[
    str | None,
    typer.Option(
        metavar="FILE", help="Write the patched document there: whole, or not at all. It may be DOC."
    ),
]
_Raw = Annotated[bool, typer.Option("--raw", help="Print the patched document, and nothing else.")]
_Strict = Annotated[bool, typer.Option("--strict", help="Reject spellings other than the canonical one.")]
_AllowLoss = Annotated[
    bool, typer.Option("--allow-loss", help="Leave out what the format cannot say of the patched document.")
]
_Extensions = Annotated[
    bool, typer.Option(help="Whether XML gets attributes of ours for what it cannot say otherwise.")
]


def patch(
    document: _Document,
    patch_file: _PatchFile,
    *,
    kind: _As = None,
    carrier: CarrierOption = None,
    source_format: _From = None,
    to: _To = None,
    out: _Out = None,
    raw: _Raw = False,
    strict: _Strict = False,
    allow_loss: _AllowLoss = False,
    extensions: _Extensions = True,
    dialect: DialectOption = Dialect.RFC,
    indent: IndentOption = False,
    limit_body: LimitBodyOption = DEFAULT_LIMITS.body,
) -> None:
    """Apply a JSON Patch or a merge patch to a body, and show what it changes.

    DOC holds one body. With --carrier values in PATCH are read as its types are;
    without it DOC is a plain JSON document. The patched document is written with
    --out, and printed with --raw; DOC stays as it is. What is secret is shown as
    dots; the patched document holds all of it.

    Exit code: 0 done; 2 wrong usage; 3 a file is broken, the patch does not
    apply, or the patched document cannot be written; 128 and more: ended by a
    signal.
    """
    limits = Limits(body=limit_body)

    def work(console: Console) -> int:
        check_streams(document, patch_file)
        if out == STANDARD:
            raise WrongUsage("--out is for files; --raw prints the patched document")
        bodies = Bodies(
            carrier=carrier,
            dialect=dialect,
            limits=limits,
            console=console,
            strict=strict,
            extensions=extensions,
            allow_loss=allow_loss,
            indent=indent,
        )
        found = bodies.read(document, source_format)
        target = bodies.target(to, out, found.format)
        change = bodies.read_patch(patch_file, kind)
        terms = Terms(type=bodies.type, dialect=dialect, limits=limits, strict=strict)
        patched = _patched(change, found.value, terms, patch_file)
        body = bodies.written(patched, target) if raw or out is not None else b""
        if out is not None:
            write(out, body)
        if raw:
            write(STANDARD, body)
        else:
            _report(change, found.value, terms, _outcome(out, target, body))
        return 0

    run("patch", work)


def _report(change: Patch, value: Any, terms: Terms, outcome: str) -> None:
    console = Console(highlight=False)
    size = len(change.encode(dialect=terms.dialect, limits=terms.limits))
    summary.show(console, effect_of(change, value, terms), change, size)
    console.print(printable(outcome), style="dim", markup=False, soft_wrap=True)


def _patched(change: Patch, value: Any, terms: Terms, name: str) -> Any:
    try:
        return terms.apply(change, value)
    except SoCarriersError as error:
        # A conflict says by itself at which operation and pointer it is.
        place = ""
        if isinstance(error, InvalidPatch) and error.index is not None:
            place = f'operation {error.index} ("{shortened([error.pointer or ""], LONGEST_POINTER)}"): '
        source = "the patch on standard input" if name == STANDARD else name
        raise Failure(f"{source} does not apply: {place}{error}") from error


def _outcome(out: str | None, target: Format, body: bytes) -> str:
    if out is None:
        return "nothing was written; --out FILE writes the patched document, --raw prints it"
    return f"{out} is written as {target.name}, {len(body):,} bytes"

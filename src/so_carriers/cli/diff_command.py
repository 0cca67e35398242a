"""The command `so-carriers diff`."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from rich.console import Console

from so_carriers.cli.conversion.errors import Failure, WrongUsage
from so_carriers.cli.conversion.reading import STANDARD
from so_carriers.cli.patching import summary
from so_carriers.cli.patching.bodies import Bodies, PatchKind
from so_carriers.cli.patching.changes import Terms, effect_of
from so_carriers.cli.patching.options import CarrierOption, DialectOption, IndentOption, LimitBodyOption
from so_carriers.cli.patching.running import check_streams, run, write
from so_carriers.codecs.codec import Patch
from so_carriers.errors import LossyEncoding
from so_carriers.patches.json_patch import JsonPatch
from so_carriers.patches.merge_patch import MergePatch
from so_carriers.settings import DEFAULT_LIMITS, Dialect, Limits

_DIFFERENT = 1

_Old = Annotated[str, typer.Argument(metavar="OLD", help="A file; - is standard input.")]
_New = Annotated[str, typer.Argument(metavar="NEW", help="What became of it; - is standard input.")]
_As = Annotated[PatchKind, typer.Option("--as", help="What to say it with: RFC 6902, or RFC 7396.")]
_From = Annotated[
    list[str] | None,
    typer.Option(
        "--from",
        metavar="TYPE",
        help="json, xml, form or a media type, with its charset; said twice, it is for OLD and then for NEW. "
        "If left out, names or first bytes tell.",
    ),
]
_Test = Annotated[bool, typer.Option("--test", help="JSON Patch: test each value before it is changed.")]
_AllowLoss = Annotated[
    bool, typer.Option("--allow-loss", help="Merge patch: leave out what it cannot say, such as null.")
]
_Raw = Annotated[bool, typer.Option("--raw", help="Print the patch itself, and nothing else.")]


def diff(
    old: _Old,
    new: _New,
    *,
    kind: _As = PatchKind.JSON_PATCH,
    carrier: CarrierOption = None,
    source_formats: _From = None,
    test: _Test = False,
    allow_loss: _AllowLoss = False,
    dialect: DialectOption = Dialect.RFC,
    raw: _Raw = False,
    indent: IndentOption = False,
    limit_body: LimitBodyOption = DEFAULT_LIMITS.body,
) -> None:
    """Show what differs between two bodies, or print the patch that says it.

    OLD and NEW hold one body each, in one format or in two. With --carrier they
    are compared as its types are, else as plain JSON documents. What is secret
    is shown as dots; the patch that --raw prints holds all of it.

    Exit code: 0 nothing differs; 1 something differs; 2 wrong usage; 3 a file
    is broken, or the patch cannot say what differs; 128 and more: ended by a
    signal.
    """
    limits = Limits(body=limit_body)

    def work(console: Console) -> int:
        _check(kind, test=test, allow_loss=allow_loss)
        check_streams(old, new)
        bodies = Bodies(carrier=carrier, dialect=dialect, limits=limits, console=console)
        before, after = bodies.read_both(old, new, source_formats or [])
        terms = Terms(type=bodies.type, dialect=dialect, limits=limits)
        found = before.value, after.value
        if kind is PatchKind.JSON_PATCH:
            patch: Patch = JsonPatch.diff(*found, test=test, type=terms.type, dialect=dialect, limits=limits)
            is_whole = True
        else:
            patch, is_whole = _merge_patch(*found, terms, console, allow_loss=allow_loss)
        effect = effect_of(patch, before.value, terms)
        body = patch.encode(dialect=dialect, limits=limits, indent=indent)
        if raw:
            write(STANDARD, body + b"\n" * indent)
        elif effect.count or is_whole:
            summary.show(Console(highlight=False), effect, patch, len(body))
        return _DIFFERENT if effect.count or not is_whole else 0

    run("diff", work)


def _check(kind: PatchKind, *, test: bool, allow_loss: bool) -> None:
    if test and kind is not PatchKind.JSON_PATCH:
        raise WrongUsage("a merge patch has no tests; --test is for --as json-patch")
    if allow_loss and kind is not PatchKind.MERGE_PATCH:
        raise WrongUsage("a JSON Patch says all that differs; --allow-loss is for --as merge-patch")


def _merge_patch(
    old: Any, new: Any, terms: Terms, console: Console, *, allow_loss: bool
) -> tuple[MergePatch, bool]:
    """The patch, and whether it says all; what it leaves out is told."""
    options = {"type": terms.type, "dialect": terms.dialect, "limits": terms.limits}
    try:
        return MergePatch.diff(old, new, **options), True
    except LossyEncoding as lossy:
        if not allow_loss:
            advice = "--allow-loss leaves that out, --as json-patch says it"
            raise Failure(f"{lossy}; {advice}") from lossy
        console.print(f"left out: {lossy}", style="yellow")
    return MergePatch.diff(old, new, allow_loss=True, **options), False

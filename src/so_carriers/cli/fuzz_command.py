"""The command `so-carriers fuzz`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from so_carriers.cli.conversion.errors import WrongUsage
from so_carriers.cli.fuzzing.order import Order, ServerOptions
from so_carriers.cli.patching.running import run
from so_carriers.testing.fuzzing.cases import Target

_SERVER = "A server of yours"

_TargetOption = Annotated[Target | None, typer.Option(help="What to put to the test.")]
_Minutes = Annotated[
    float | None,
    typer.Option(min=0.001, metavar="N", help="How long; 1 if neither this nor --examples is said."),
]
_Examples = Annotated[
    int | None, typer.Option(min=1, metavar="N", help="How many; at most 1,000 with --url if left out.")
]
_Seed = Annotated[
    int | None, typer.Option(min=0, metavar="N", help="The same seed makes the same inputs again.")
]
_Carrier = Annotated[
    list[str] | None,
    typer.Option(metavar="NAME", help="A carrier, in any case; may be repeated. All if left out."),
]
_Out = Annotated[Path, typer.Option(metavar="DIR", help="Where files of failures go; made when needed.")]
_Replay = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Run the input of this file again, and no other.")
]
_Url = Annotated[
    str | None,
    typer.Option(
        metavar="URL",
        help="Send the inputs there. The host must be this machine.",
        rich_help_panel=_SERVER,
    ),
]
_AllowRemote = Annotated[
    bool,
    typer.Option("--allow-remote", help="The host may be another machine.", rich_help_panel=_SERVER),
]
_Method = Annotated[
    str | None,
    typer.Option(metavar="METHOD", help="The request's method; POST if left out.", rich_help_panel=_SERVER),
]
_Header = Annotated[
    list[str] | None,
    typer.Option(
        metavar="'NAME: VALUE'",
        help="Sent with each request, written down nowhere; may be repeated.",
        rich_help_panel=_SERVER,
    ),
]
_Rate = Annotated[
    float | None,
    typer.Option(
        min=0.1, max=1_000, metavar="N", help="Requests a second; 10 if left out.", rich_help_panel=_SERVER
    ),
]
_Timeout = Annotated[
    float | None,
    typer.Option(
        min=0.1, max=600, metavar="SECONDS", help="For a request; 10 if left out.", rich_help_panel=_SERVER
    ),
]
_Answer = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="What a 2xx holds: User, or array<User>. If left out, any JSON or XML will do.",
        rich_help_panel=_SERVER,
    ),
]


def fuzz(
    *,
    target: _TargetOption = None,
    minutes: _Minutes = None,
    examples: _Examples = None,
    seed: _Seed = None,
    carrier: _Carrier = None,
    out: _Out = Path("so-carriers-fuzz"),
    replay: _Replay = None,
    url: _Url = None,
    allow_remote: _AllowRemote = False,
    method: _Method = None,
    header: _Header = None,
    rate: _Rate = None,
    timeout: _Timeout = None,
    answer: _Answer = None,
) -> None:
    """Look for inputs that break the library, or with --url a server of yours.

    Bodies of every carrier are made, good ones and damaged ones. A good one is
    read, comes back, and says the same in every format; of a damaged one there
    is a value or one clear error. Each kind of failure is shrunk and written to
    a small file, which holds the input; --replay runs it again.

    A server is sent the same bodies, and must answer them: in time, with no
    5xx, with what its Content-Type says, and in a type that Accept allows.

    Exit code: 0 nothing found, or what is replayed passes; 1 failures found, or
    it fails; 2 wrong usage; 128 and more: ended by a signal, with a summary.
    """

    def work(console: Console) -> int:
        order = Order(
            target=target,
            minutes=minutes,
            examples=examples,
            seed=seed,
            carriers=tuple(carrier or ()),
            out=out,
            replay=replay,
            server=ServerOptions(
                url=url,
                allow_remote=allow_remote,
                method=method,
                headers=tuple(header or ()),
                rate=rate,
                timeout=timeout,
                answer=answer,
            ),
        )
        return _carry_out(order, console)

    run("fuzz", work)


def _carry_out(order: Order, console: Console) -> int:
    try:
        from so_carriers.cli.fuzzing.session import (  # noqa: PLC0415 -- the extra may be missing, as is said
            carry_out,
        )
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] != "hypothesis":
            raise
        raise WrongUsage(
            f"needs {error.name}; install it with: pip install 'so-carriers[cli,testing]'"
        ) from error
    return carry_out(order, console)

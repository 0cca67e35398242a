"""How `diff` and `patch` begin and end: their messages, their exit codes, signals."""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn

import typer
from rich.console import Console

from so_carriers.cli.conversion.errors import ConversionError, Failure, Interrupted, WrongUsage
from so_carriers.cli.conversion.reading import STANDARD
from so_carriers.cli.conversion.signals import interruptible
from so_carriers.cli.conversion.writing import open_target
from so_carriers.errors import SoCarriersError, printable


def run(command: str, work: Callable[[Console], int]) -> NoReturn:
    """Does the work of a command, which says what people are to know on the console, and exits.

    What went wrong is one line on standard error.
    """
    console = Console(stderr=True, soft_wrap=True, highlight=False, markup=False)
    try:
        with interruptible():
            code = work(console)
    except ConversionError as error:
        code, problem = error.exit_code, str(error)
    except SoCarriersError as error:
        code, problem = Failure.exit_code, str(error)
    except MemoryError:
        code, problem = Failure.exit_code, "there is not enough memory"
    except (Interrupted, KeyboardInterrupt) as signal:
        code = signal.exit_code if isinstance(signal, Interrupted) else 130
        problem = "interrupted; no file was written"
    else:
        raise typer.Exit(code)
    console.print(printable(f"so-carriers {command}: {problem}"), style="red")
    raise typer.Exit(code)


def check_streams(first: str, second: str) -> None:
    """Raises WrongUsage where both files are standard input."""
    if first == second == STANDARD:
        raise WrongUsage("standard input can be one of the two files, not both")


def write(path: str, body: bytes) -> None:
    """Writes a body to a file, whole or not at all, or to standard output; raises ConversionError."""
    target = open_target(path)
    try:
        target.write(body)
        target.finish()
    finally:
        target.discard()

"""How a password comes in: asked for, from standard input, or made here; never as an argument."""

from __future__ import annotations

import secrets
import sys
from dataclasses import dataclass, field

import typer

from so_carriers.cli.conversion.errors import WrongUsage

_RANDOM_BYTES = 18


@dataclass(frozen=True, slots=True)
class SaidPassword:
    """A password, and whether it is to be shown: one that was made here is known to nobody yet."""

    text: str = field(repr=False)
    is_new: bool


def said_password(*, from_stdin: bool, generate: bool) -> SaidPassword:
    """The password as the options say; raises WrongUsage."""
    if from_stdin and generate:
        raise WrongUsage("--password-stdin and --generate are two ways to the same: say one of them")
    if generate:
        return SaidPassword(secrets.token_urlsafe(_RANDOM_BYTES), is_new=True)
    if from_stdin:
        return SaidPassword(_line_of_input(), is_new=False)
    if not _is_terminal():
        raise WrongUsage("nobody can be asked for the password: say --password-stdin or --generate")
    return SaidPassword(
        typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True), is_new=False
    )


def _is_terminal() -> bool:
    return sys.stdin.isatty()


def _line_of_input() -> str:
    try:
        line = sys.stdin.readline()
    except UnicodeDecodeError:
        raise WrongUsage("standard input: expected the password as text in UTF-8") from None
    password = line.rstrip("\r\n")
    if not password:
        raise WrongUsage("standard input: expected the password on its first line, found nothing")
    return password

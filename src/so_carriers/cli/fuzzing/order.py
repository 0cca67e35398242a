"""What the command line asks of `fuzz`, checked."""

from __future__ import annotations

import math
import re
import shlex
from dataclasses import dataclass
from pathlib import Path

from so_carriers.cli.conversion.errors import WrongUsage
from so_carriers.testing.fuzzing.cases import Target

_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_VALUE = re.compile(r"[\x21-\x7e\x80-\xff](?:[\t\x20-\x7e\x80-\xff]*[\x21-\x7e\x80-\xff])?")
_OURS = ("accept", "connection", "content-length", "content-type", "host", "transfer-encoding")
_METHOD = re.compile("[A-Z]{1,20}")

DEFAULT_MINUTES = 1.0
DEFAULT_REQUESTS = 1_000
DEFAULT_RATE = 10.0
DEFAULT_TIMEOUT = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerOptions:
    """The options that say which server is fuzzed, and how; None is for what is not said."""

    url: str | None = None
    allow_remote: bool = False
    method: str | None = None
    headers: tuple[str, ...] = ()
    rate: float | None = None
    timeout: float | None = None
    answer: str | None = None

    def check(self) -> None:
        """Raises WrongUsage for what cannot be, and for options that are for --url without it."""
        said = {
            "--allow-remote": self.allow_remote or None,
            "--method": self.method,
            "--header": self.headers or None,
            "--rate": self.rate,
            "--timeout": self.timeout,
            "--answer": self.answer,
        }
        if self.url is None:
            for option, value in said.items():
                if value is not None:
                    raise WrongUsage(f"{option} is for --url")
        for option, number in (("--rate", self.rate), ("--timeout", self.timeout)):
            if number is not None and not math.isfinite(number):
                raise WrongUsage(f"{option} is a number")
        if self.method is not None and not _METHOD.fullmatch(self.method.upper()):
            raise WrongUsage("--method is a word such as POST")

    @property
    def shown_url(self) -> str:
        """The option --url for messages: without its value where that may hold a password."""
        return "--url" if self.url is None or "@" in self.url else f"--url {self.url}"

    def words(self) -> list[str]:
        """What of these a command needs to have the same answers judged alike, beside URL and headers."""
        words = ["--allow-remote"] if self.allow_remote else []
        if self.method is not None:
            words += ["--method", self.method.upper()]
        if self.timeout is not None:
            words += ["--timeout", f"{self.timeout:g}"]
        if self.answer is not None:
            words += ["--answer", self.answer]
        return words

    def named_headers(self) -> tuple[tuple[str, str], ...]:
        """The headers, as often as each is said; raises WrongUsage, which shows no value."""
        found: list[tuple[str, str]] = []
        for header in self.headers:
            name, colon, value = header.partition(":")
            value = value.strip(" \t")
            if not colon or not _TOKEN.fullmatch(name) or not _VALUE.fullmatch(value):
                raise WrongUsage("--header is a name and a value: 'X-Trace: fuzz'")
            if name.lower() in _OURS:
                raise WrongUsage(f"--header {name}: fuzz itself says that one")
            found.append((name, value))
        return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What the command line asks for; None is for what is not said."""

    target: Target | None
    minutes: float | None
    examples: int | None
    seed: int | None
    carriers: tuple[str, ...]
    out: Path
    replay: Path | None
    server: ServerOptions

    def check(self) -> None:
        """Raises WrongUsage for options that do not go together."""
        self.server.check()
        if self.replay is not None:
            self._check_replay()
        elif self.target is None:
            raise WrongUsage("say with --target what to fuzz, or with --replay which file to run again")
        if self.minutes is not None and not math.isfinite(self.minutes):
            raise WrongUsage("--minutes is a number")
        if self.target is Target.NEGOTIATE and self.carriers and self.server.url is None:
            raise WrongUsage("--carrier is for bodies, and --target negotiate has headers")
        if self.out.exists() and not self.out.is_dir():
            raise WrongUsage(f"{self.out} is no directory")

    def command(self, seed: int) -> str:
        """The command that makes the same inputs; headers are not in it."""
        words = ["--target", self.target.value if self.target is not None else "", "--seed", str(seed)]
        for name in self.carriers:
            words += ["--carrier", name]
        if self.server.url is not None:
            words += ["--url", self.server.url, *self.server.words()]
        return f"so-carriers fuzz {shlex.join(words)}"

    def _check_replay(self) -> None:
        said = {
            "--target": self.target,
            "--minutes": self.minutes,
            "--examples": self.examples,
            "--seed": self.seed,
            "--carrier": self.carriers or None,
        }
        for option, value in said.items():
            if value is not None:
                raise WrongUsage(f"--replay runs one file again, which says all that {option} could")

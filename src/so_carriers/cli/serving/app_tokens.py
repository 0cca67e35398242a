"""The tokens of applications that may call an online server, from a file."""

from __future__ import annotations

from pathlib import Path

from so_carriers.cli.conversion.errors import Failure
from so_carriers.server.tickets import digest_of


def app_tokens_of(path: Path) -> frozenset[str]:
    """The hashes of the tokens in a file, one a line; raises Failure where it has none or cannot be read."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except OSError as error:
        raise Failure(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError:
        raise Failure(f"{path}: expected tokens as text in UTF-8") from None
    tokens = frozenset(digest_of(line.strip()) for line in lines if line.strip())
    if not tokens:
        raise Failure(f"{path}: expected a token on each line, found none")
    return tokens

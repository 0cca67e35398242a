"""What `so-carriers demo` prints: the bodies of the two documented endpoints, there and back."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib import resources
from typing import Any

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from so_carriers.carriers.requests.external_users import CreateExternalUserRequest
from so_carriers.carriers.user import User
from so_carriers.defaults import default_negotiator
from so_carriers.errors import EncodeError, LossyEncoding
from so_carriers.messages import decode, encode
from so_carriers.testing import samples
from so_carriers.values.integers import Int32

_SECONDS_OF_TIMING = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A body that is shown: what it is called, its type, and how to get it."""

    name: str
    type: Any
    read: Callable[[], bytes]


def _documented(file: str) -> bytes:
    """A sample body of NetServer's documents, as the document has it."""
    return (resources.files("so_carriers.cli") / "documented" / file).read_bytes()


def _sample_users() -> bytes:
    """Users in several scripts, with dates, rights and custom fields filled in."""
    return encode(samples.users(20))


BODIES = (
    Body(
        name="CreateDefaultUser response",
        type=User,
        read=partial(_documented, "create_default_user_response.json"),
    ),
    Body(
        name="CreateExternalUser request",
        type=CreateExternalUserRequest,
        read=partial(_documented, "create_external_user_request.json"),
    ),
    Body(
        name="CreateExternalUser response",
        type=Int32,
        read=partial(_documented, "create_external_user_response.json"),
    ),
    Body(name="20 sample users", type=list[User], read=_sample_users),
)
"""The bodies of the two documented endpoints, and one that is filled as a server's would be."""

_HEADER = "application/json; charset=utf-8"
"""What the documents' sample requests send as Accept and as Content-Type."""


_MEDIA_TYPES = ("application/json", "application/xml", "application/x-www-form-urlencoded")
"""One for each format, as the table shows them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Journey:
    """What became of a body in one format: its size there, the seconds of each way, and the outcome."""

    codec: str
    size: int
    decode_seconds: float
    encode_seconds: float
    losses: int
    difference: str

    @property
    def outcome(self) -> str:
        """The outcome, with markup."""
        if self.difference:
            return f"[red]{escape(self.difference)}[/]"
        if self.losses:
            return f"[yellow]lossy ({self.losses} {'path' if self.losses == 1 else 'paths'})[/]"
        return "[green]identical[/]"


def show(console: Console) -> bool:
    """Prints what becomes of each body in each format; False where one came back otherwise than it said."""
    console.print(
        "Sample bodies of NetServer's documents and of ours, there and back", style="bold", highlight=False
    )
    _show_negotiation(console)
    table = Table(
        "Body", "Codec", "Bytes", "Decode", "Encode", "Round trip", box=box.SIMPLE, padding=(0, 1, 0, 0)
    )
    differs = False
    for body in BODIES:
        journeys = filter(None, [there_and_back(body, media_type) for media_type in _MEDIA_TYPES])
        for number, journey in enumerate(journeys):
            differs = differs or bool(journey.difference)
            table.add_row(
                "" if number else body.name,
                journey.codec,
                str(journey.size),
                in_words(journey.decode_seconds),
                in_words(journey.encode_seconds),
                journey.outcome,
            )
        table.add_section()
    console.print(table)
    return not differs


def _show_negotiation(console: Console) -> None:
    choice = default_negotiator().select_encoder(_HEADER)
    codec = default_negotiator().select_decoder(_HEADER, method="POST")
    for line in (
        f"Accept: {_HEADER}",
        f"  is answered with Content-Type: {choice.content_type}",
        f"Content-Type: {_HEADER}",
        f"  is read by the codec {codec.name}",
    ):
        console.print(line, highlight=False)


def there_and_back(body: Body, media_type: str) -> Journey | None:
    """What becomes of a body that is read as JSON, written in a format, read again and written as JSON.

    None for a value that the format has no place for, as a form has none for a number.
    """
    expected = compact(body.read())
    value = decode(expected, body.type)
    losses = 0
    try:
        sent = encode(value, media_type)
    except LossyEncoding as lossy:
        losses = len(lossy.paths)
        sent = encode(value, media_type, allow_loss=True)
    except EncodeError:
        return None
    returned = encode(decode(sent, body.type, media_type))
    return Journey(
        codec=default_negotiator().select_decoder(media_type).name,
        size=len(sent),
        decode_seconds=seconds_of(lambda: decode(sent, body.type, media_type)),
        encode_seconds=seconds_of(lambda: encode(value, media_type, allow_loss=losses > 0)),
        losses=losses,
        difference="" if losses else first_difference(expected, returned),
    )


def compact(body: bytes) -> bytes:
    """The body without the white space between its tokens, made without this library's codecs."""
    return json.dumps(json.loads(body), separators=(",", ":"), ensure_ascii=False).encode()


def first_difference(expected: bytes, returned: bytes) -> str:
    """Where two bodies begin to differ, in words; empty if they are the same."""
    if expected == returned:
        return ""
    place = next(
        (i for i, (a, b) in enumerate(zip(expected, returned, strict=False)) if a != b), len(expected)
    )
    return f"differs at byte {place}"


def seconds_of(call: Callable[[], object]) -> float:
    """The shortest time that one call took."""
    best = float("inf")
    end = time.perf_counter() + _SECONDS_OF_TIMING
    while time.perf_counter() < end:
        start = time.perf_counter()
        call()
        best = min(best, time.perf_counter() - start)
    return best


def in_words(seconds: float) -> str:
    """A short time in its unit."""
    return f"{seconds * 1e6:.3g} µs" if seconds < 1e-3 else f"{seconds * 1e3:.3g} ms"

"""What `so-carriers demo` prints: the bodies of the two documented endpoints, there and back."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib import resources
from typing import Any

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from so_carriers.carriers.requests.external_users import CreateExternalUserRequest
from so_carriers.carriers.user import User
from so_carriers.defaults import default_negotiator
from so_carriers.messages import decode, encode
from so_carriers.values.integers import Int32

_SECONDS_OF_TIMING = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentedBody:
    """A sample body of NetServer's documents, and how it travels."""

    name: str
    file: str
    type: Any

    def read(self) -> bytes:
        """The body, as the document has it."""
        return (resources.files("so_carriers.cli") / "documented" / self.file).read_bytes()


BODIES = (
    DocumentedBody(
        name="CreateDefaultUser response",
        file="create_default_user_response.json",
        type=User,
    ),
    DocumentedBody(
        name="CreateExternalUser request",
        file="create_external_user_request.json",
        type=CreateExternalUserRequest,
    ),
    DocumentedBody(
        name="CreateExternalUser response",
        file="create_external_user_response.json",
        type=Int32,
    ),
)

_HEADER = "application/json; charset=utf-8"
"""What the documents' sample requests send as Accept and as Content-Type."""


def show(console: Console) -> bool:
    """Prints what becomes of each body; False where one did not come back as it was."""
    console.print("The sample bodies of NetServer's documents, there and back", style="bold", highlight=False)
    media_type, codec = _negotiate(console)
    table = Table("Body", "Codec", "Bytes", "Decode", "Encode", "Round trip", box=box.SIMPLE)
    differences = []
    for body in BODIES:
        difference, decode_time, encode_time = _there_and_back(body, media_type)
        differences.append(difference)
        table.add_row(
            body.name,
            codec,
            str(len(compact(body.read()))),
            _microseconds(decode_time),
            _microseconds(encode_time),
            f"[red]{escape(difference)}[/]" if difference else "[green]identical[/]",
        )
    console.print(table)
    return not any(differences)


def _negotiate(console: Console) -> tuple[str, str]:
    """The media type that the documents' headers lead to, and its codec's name."""
    choice = default_negotiator().select_encoder(_HEADER)
    codec = default_negotiator().select_decoder(_HEADER, method="POST")
    for line in (
        f"Accept: {_HEADER}",
        f"  is answered with Content-Type: {choice.content_type}",
        f"Content-Type: {_HEADER}",
        f"  is read by the codec {codec.name}",
    ):
        console.print(line, highlight=False)
    return choice.media_type, choice.codec.name


def _there_and_back(body: DocumentedBody, media_type: str) -> tuple[str, float, float]:
    """What differs after decoding and encoding (empty if nothing does), and the seconds each takes."""
    sent, expected = body.read(), compact(body.read())
    value = decode(sent, body.type, media_type)
    return (
        first_difference(expected, encode(value, media_type)),
        _seconds(lambda: decode(expected, body.type, media_type)),
        _seconds(lambda: encode(value, media_type)),
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


def _seconds(call: Callable[[], object]) -> float:
    """The shortest time that one call took."""
    best = float("inf")
    end = time.perf_counter() + _SECONDS_OF_TIMING
    while time.perf_counter() < end:
        start = time.perf_counter()
        call()
        best = min(best, time.perf_counter() - start)
    return best


def _microseconds(seconds: float) -> str:
    return f"{seconds * 1e6:.3g} µs" if seconds < 1e-3 else f"{seconds * 1e3:.3g} ms"

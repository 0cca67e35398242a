"""The errors of the library, one tree.

    SoCarriersError
    +-- InvalidDefinition      a class that cannot be a carrier (also a TypeError)
    +-- EngineMissing          SO_CARRIERS_ENGINE names an engine that is not there (also an ImportError)
    +-- InvalidValue           a text or a number that its type cannot hold (also a ValueError)
    +-- MemberError            something is wrong with one member
    |   +-- DecodeError            bytes that are not what was asked for
    |   |   +-- InvalidPatch           a patch that is none, or whose value its member cannot hold
    |   +-- EncodeError            a value that the format cannot write
    |       +-- LossyEncoding          what the format cannot say without losing something
    +-- LimitExceeded          more than the limits allow
    +-- PatchConflict          a patch that does not fit what it is applied to
    |   +-- PatchTestFailed        one of its tests failed
    +-- NegotiationError       no codec for what the peer asked for or sent
        +-- NotAcceptable          Accept names nothing that there is
        +-- UnsupportedMediaType   Content-Type names nothing that can be read

Each carries `status`, the HTTP status that a server answers with, and `path`,
the member that it speaks of (`$.LicenseOwners[0].Name`) or None. This module
imports nothing of the library.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import ClassVar, Self

EXCERPT_CHARACTERS = 40
"""How much of a hostile text an error shows at most."""

_PLAIN_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_SHOWN_NAME_CHARACTERS = 100
_SHOWN_PATH_CHARACTERS = 160
_SHOWN_LOSSES = 3
_LONGEST_POINTER = 2 * _SHOWN_PATH_CHARACTERS
_LONGEST_PROBLEM = 200


class SoCarriersError(Exception):
    """Anything that this library refuses.

    `status` is the HTTP status that fits (RFC 9110, section 15); `path` names the
    member, from the root `$` on, where the error has a place.
    """

    status: ClassVar[int] = 500
    path: str | None = None


class InvalidDefinition(SoCarriersError, TypeError):
    """A class that cannot be a carrier; the message names class, field and reason."""


class EngineMissing(SoCarriersError, ImportError):
    """The engine that SO_CARRIERS_ENGINE names is not there: not built, or unknown."""


class InvalidValue(SoCarriersError, ValueError):
    """A text or a number that its type cannot hold, such as a date with hour 24."""

    status: ClassVar[int] = 400


class MemberError(SoCarriersError):
    """What decoding and encoding errors share: a place, and what was expected and found there."""

    def __init__(self, expected: str, found: str | None = None) -> None:
        # What was found stays out of `args`, which no one could take it out of later.
        super().__init__(expected)
        self.expected = expected
        self.found = found
        self._steps: list[str | int] = []

    @property
    def path(self) -> str:  # type: ignore[override]  # computed here, while the root of the tree holds a plain value
        """The place, as `$.LicenseOwners[0].Name`; the outermost value is `$`."""
        return format_path(reversed(self._steps))

    def within(self, step: str | int, *, secret: bool = False) -> MemberError:
        """The same error seen from one container further out.

        Each container on the way out calls it with the wire name or the index that it
        was at; `secret` takes what is inside that out of the message.
        """
        if secret:
            # The keys of a dictionary that is secret are so too.
            self._steps.clear()
            self.found = None
        self._steps.append(step)
        return self

    def further_in(self) -> Self:
        """The same error seen from one container further in."""
        self._steps.pop()
        return self

    def __str__(self) -> str:
        found = f", found {self.found}" if self.found is not None else ""
        return f"{_shorten(self.path)}: expected {self.expected}{found}"


class DecodeError(MemberError):
    """Bytes that are not what was asked for.

    `expected` says what would have been right, `found` what was there (an excerpt of
    bounded length; None where the member is secret or the syntax is broken). Where the
    format has lines and places of its own, `line` counts from 1, and `path` is an XPath
    (`/User/LicenseOwners/LicenseOwner[1]/Name`).
    """

    status: ClassVar[int] = 400
    line: int | None = None
    _place: str | None = None

    @property
    def path(self) -> str:  # type: ignore[override]  # as above
        """The place, as `$.LicenseOwners[0].Name` or as the format's own path."""
        return super().path if self._place is None else self._place

    @property
    def steps(self) -> tuple[str | int, ...]:
        """Wire names and indices from the root to the place."""
        return tuple(reversed(self._steps))

    def at(self, place: str, line: int | None) -> DecodeError:
        """The same error, with its place in the words of the format."""
        self._place, self.line = place, line
        return self

    def __str__(self) -> str:
        line = f" (line {self.line})" if self.line is not None else ""
        return f"{super().__str__()}{line}"


class InvalidPatch(DecodeError):
    """A patch that is none, or whose value the member that it names cannot hold.

    `path` is the place in the patch (`$[2].value.Id`). `index` counts operations from 0 and
    `pointer` is the operation's path; both are None where no operation is meant, `index` in
    a merge patch too.
    """

    index: int | None = None
    pointer: str | None = None

    @classmethod
    def of(cls, error: DecodeError, index: int | None = None, pointer: str | None = None) -> InvalidPatch:
        """The same error, as one of a patch."""
        invalid = cls(error.expected, error.found)
        invalid._steps = list(reversed(error.steps))
        invalid.index, invalid.pointer = index, pointer
        return invalid


class EncodeError(MemberError):
    """A value that the format cannot write, or that its carrier does not allow."""


class LossyEncoding(EncodeError):
    """What the format cannot say; nothing is written, unless the caller allows the loss.

    `losses` has the path and the kind of each, such as `("$.Role", "null")`, in the order
    of the value; `path` is the first.
    """

    def __init__(self, media_format: str, losses: Iterable[tuple[str, str]]) -> None:
        self.losses = tuple(losses)
        super().__init__(f"what {media_format} can say")
        self.args = (media_format, self.losses)
        self.format = media_format

    @property
    def paths(self) -> tuple[str, ...]:
        """The places where something is lost, each once."""
        return tuple(dict.fromkeys(path for path, _ in self.losses))

    @property
    def path(self) -> str:  # type: ignore[override]  # as above
        """The place of the first loss."""
        return self.losses[0][0]

    def __str__(self) -> str:
        shown = "; ".join(f"{_shorten(path, 60)}: {what}" for path, what in self.losses[:_SHOWN_LOSSES])
        more = len(self.losses) - _SHOWN_LOSSES
        rest = f"; and {more} more" if more > 0 else ""
        return f"{self.format} cannot say {shown}{rest}"


class LimitExceeded(SoCarriersError):
    """More than `Limits` allows; `limit` is the field's name, `allowed` its value."""

    status: ClassVar[int] = 413

    def __init__(self, limit: str, allowed: int, message: str, path: str = "$") -> None:
        super().__init__(limit, allowed, message, path)
        self.limit = limit
        self.allowed = allowed
        self.message = message
        self.path = path

    def __str__(self) -> str:
        return f"{self.path}: {self.message} (limit {self.limit}={self.allowed})"


class PatchConflict(SoCarriersError):
    """A patch that does not fit the value that it is applied to: nothing is where it points (RFC 5789, 2.2).

    `index` counts operations from 0, `operation` is the name of the one that failed, `pointer`
    its JSON Pointer that leads nowhere, and `path` how far that got.
    """

    status: ClassVar[int] = 409

    def __init__(
        self,
        problem: str,
        index: int | None = None,
        operation: str | None = None,
        pointer: str | None = None,
        path: str | None = None,
    ) -> None:
        super().__init__(problem, index, operation, pointer, path)
        self.problem = problem
        self.index = index
        self.operation = operation
        self.pointer = pointer
        self.path = path

    def __str__(self) -> str:
        pointer = "" if self.pointer is None else f'"{_shorten(printable(self.pointer[:_LONGEST_POINTER]))}"'
        problem = _shorten(self.problem, _LONGEST_PROBLEM)
        if self.operation is None:
            return f"{pointer}: {problem}" if pointer else problem
        return f"operation {self.index} ({self.operation} {pointer}): {problem}"


class PatchTestFailed(PatchConflict):
    """A `test` of a JSON Patch failed: something else is there, or nothing (RFC 6902, section 4.6)."""


class NegotiationError(SoCarriersError):
    """No codec for what the peer asked for or sent.

    `offered` lists the media types that there are; `headers` holds what the response
    has to say (RFC 9110, sections 12.5.1, 12.5.5 and 15.5.16; RFC 5789, section 2.2).
    """

    def __init__(self, message: str, offered: Iterable[str], headers: Mapping[str, str]) -> None:
        self.offered = tuple(offered)
        self.headers = dict(headers)
        super().__init__(message, self.offered, self.headers)
        self.message = message

    def __str__(self) -> str:
        return self.message


class NotAcceptable(NegotiationError):
    """Accept excludes every media type that there is."""

    status: ClassVar[int] = 406


class UnsupportedMediaType(NegotiationError):
    """Content-Type is missing, malformed, or names nothing that can be read."""

    status: ClassVar[int] = 415


def format_path(steps: Iterable[str | int]) -> str:
    """Writes a path from the root: names as `.Name` or `["odd name"]`, indices as `[0]`."""
    return "$" + "".join(map(_format_step, steps))


def _shorten(path: str, longest: int = _SHOWN_PATH_CHARACTERS) -> str:
    return path if len(path) <= longest else f"{path[: longest // 2]}...{path[-longest // 2 :]}"


def _format_step(step: str | int) -> str:
    if isinstance(step, int):
        return f"[{step}]"
    if len(step) <= _SHOWN_NAME_CHARACTERS and _PLAIN_NAME.fullmatch(step):
        return f".{step}"
    return f"[{_quote(step, _SHOWN_NAME_CHARACTERS)}]"


def excerpt(value: object) -> str:
    """Describes a JSON value in a few words for an error: `text "ab"`, `integer 7`, `an object`.

    Never longer than a line, whatever the value; control characters are escaped.
    """
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f"text {_quote(value, EXCERPT_CHARACTERS)}"
    if isinstance(value, int):
        return f"integer {_integer_excerpt(value)}"
    if isinstance(value, float):
        return f"number {str(value)[:EXCERPT_CHARACTERS]}"
    if isinstance(value, Mapping):
        return "an object"
    if isinstance(value, (list, tuple)):
        return "an array"
    return f"a {type(value).__name__}"


def _integer_excerpt(value: int) -> str:
    if value.bit_length() > 128:
        return f"of {value.bit_length()} bits"
    return int.__repr__(value)


def printable(text: str) -> str:
    """The text with what does not print escaped, so that it breaks no line of a log."""
    return "".join(c if c.isprintable() else json.dumps(c)[1:-1] for c in text)


def _quote(text: str, longest: int) -> str:
    shown = printable(text[:longest]).replace('"', '\\"')
    return f'"{shown}"' if len(text) <= longest else f'"{shown}..." ({len(text)} characters)'

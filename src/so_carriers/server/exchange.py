"""One request and its answer: the only place that asks the core to read and to write.

What the answer will be written as is settled before anything is done (`agree`), so that nothing is
stored for a caller who could not be told of it. All work of the codecs is timed.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import perf_counter_ns
from typing import TYPE_CHECKING, Any, TypeVar

from so_carriers.codecs.codec import Patch
from so_carriers.defaults import default_negotiator
from so_carriers.errors import (
    DecodeError,
    EncodeError,
    InvalidValue,
    LimitExceeded,
    NotAcceptable,
    UnsupportedMediaType,
)
from so_carriers.localization.localization import REQUEST_HEADERS, Localization
from so_carriers.media_types import MediaType
from so_carriers.messages import decode, encode
from so_carriers.patches.json_patch import JsonPatch
from so_carriers.patches.merge_patch import MergePatch
from so_carriers.schema.carrier import carrier
from so_carriers.select import Selection
from so_carriers.server.errors import NotRepresentable, found_unquoted
from so_carriers.server.incoming import Incoming
from so_carriers.server.settings import ServerSettings
from so_carriers.settings import DEEPEST, Limits

if TYPE_CHECKING:
    from typing_extensions import TypeForm

T = TypeVar("T")

VARY = ", ".join(["Accept", *REQUEST_HEADERS, "Authorization", "Cookie"])
"""What the response depends on besides the address (RFC 9110, section 12.5.5)."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A response, before it is sent."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    error_type: str | None = None
    """What the log calls it, if it is an error."""


@carrier
class Anything:
    """A body that is read, so that a malformed one is refused, and then ignored."""


class Exchange:
    """What is agreed on with the caller, and what is read and written accordingly."""

    def __init__(self, incoming: Incoming, settings: ServerSettings) -> None:
        self.incoming = incoming
        self.settings = settings
        self.codec_nanoseconds = 0
        self._negotiator = default_negotiator(settings.dialect)
        self._choice = self._negotiator.select_encoder(None)
        self._selection = Selection()
        self._localization = Localization()

    @property
    def request_type(self) -> str | None:
        """The media type that the request states, if it is one."""
        if not self._content_type:
            return None
        try:
            return MediaType.parse(self._content_type).essence[:_LONGEST_TYPE]
        except InvalidValue:
            return None

    def agree(self) -> None:
        """Settles media type, language, zone and members of the answer.

        Raises NotAcceptable, after which an error is written as the server's first type, and
        InvalidValue for a zone that is not known.
        """
        headers = self.incoming.headers
        self._choice = self._negotiator.select_encoder(headers.get("accept"))
        if any(name in headers for name in _LOCALIZING):
            self._localization = Localization.of_headers(headers)
        selected = self.incoming.query.get("$select")
        if selected:
            self._selection = Selection.parse(",".join(selected))

    async def read(self, type: TypeForm[T]) -> T:
        """The body as a value; raises what `decode` raises, also where there is no body.

        The body may hold a password, which no error shows. Dates that say no zone are in the one
        that the caller asks for.
        """
        body = await self._body()
        if not body:
            raise DecodeError("a body", "none")
        with found_unquoted():
            value = await self._decoded(body, type)
        return self._localization.restore_dates(value, self.settings.base_time_zone)

    async def read_ignored(self) -> None:
        """Reads the body where none is needed: none, blanks, null or an object will do."""
        body = await self._body()
        if body.strip():
            await self._decoded(body, Anything | None)

    async def read_or_none(self, type: TypeForm[T]) -> T | None:
        """The body as a value; None where there is none."""
        body = await self._body()
        return await self._decoded(body, type) if body else None

    async def read_patch(self) -> Patch:
        """The body as the patch that its media type says; raises as `read` does."""
        body = await self._body()
        if not body:
            raise DecodeError("a patch", "no body")
        with found_unquoted():
            return await self._decoded(body, JsonPatch | MergePatch)

    def write(self, value: Any, type: Any = None) -> bytes:
        """The body of a value, with what was selected, in the caller's language and zone.

        `type` is for values that do not state theirs. Raises NotRepresentable where the media
        type cannot say the value.
        """
        with self._timed():
            shown = self._localization.apply(self._selection.apply(value), self.settings.base_time_zone)
            try:
                return encode(shown, self._choice.media_type, type=type, **self._written)
            except (EncodeError, LimitExceeded) as error:
                problem = f"the result cannot be written as {self._choice.media_type}: {error}"
                raise NotRepresentable(problem) from error

    def reply(self, value: Any, *, type: Any = None, headers: Mapping[str, str] | None = None) -> Reply:
        """The response 200 with a value; raises as `write` does."""
        return self.reply_with(self.write(value, type), headers)

    def reply_with(self, body: bytes, headers: Mapping[str, str] | None = None) -> Reply:
        """The response 200 with what `write` gave."""
        chosen = {"Content-Type": self._choice.content_type, **self._localization.response_headers}
        return Reply(200, body, {**chosen, **(headers or {})})

    def reply_plainly(self, status: int, value: Any) -> Reply:
        """A response in which nothing is selected or translated, such as an error.

        Where Accept matches nothing it has the server's first media type.
        """
        try:
            choice = self._negotiator.select_encoder(self.incoming.headers.get("accept"))
        except NotAcceptable:
            choice = self._negotiator.select_encoder(None)
        with self._timed():
            body = encode(value, choice.media_type, **self._written)
        return Reply(status, body, {"Content-Type": choice.content_type})

    def patch_types(self) -> tuple[str, ...]:
        """The media types that PATCH takes."""
        return self._negotiator.unsupported("", patching=True).offered

    async def _decoded(self, body: bytes, type: TypeForm[T]) -> T:
        """The value of a body; a long one is read in a thread, and others are answered meanwhile."""
        if len(body) > _LONGEST_IN_LOOP:
            return await asyncio.to_thread(self._decode, body, type)
        return self._decode(body, type)

    def _decode(self, body: bytes, type: TypeForm[T]) -> T:
        with self._timed():
            value: T = decode(body, type, self._content_type, **self._options)
            return value

    async def _body(self) -> bytes:
        """The body; what cannot be read is refused before it is, where the request says its length."""
        if self.incoming.has_stated_body:
            self._require_readable()
        body = await self.incoming.read(self.settings.limits.body)
        if body:
            self._require_readable()
        return body

    def _require_readable(self) -> None:
        coding = self.incoming.headers.get("content-encoding", "identity").strip().lower()
        if coding not in {"", "identity"}:
            # RFC 9110, section 12.5.3: the header says what would have been read.
            problem = "Content-Encoding is not read; send the body as it is"
            raise UnsupportedMediaType(problem, ["identity"], {"Accept-Encoding": "identity"})
        self._negotiator.select_decoder(self.incoming.headers.get("content-type"), self.incoming.method)

    @property
    def _content_type(self) -> str:
        return self.incoming.headers.get("content-type", "")

    @property
    def _options(self) -> dict[str, Any]:
        return {"dialect": self.settings.dialect, "limits": self.settings.limits}

    @property
    def _written(self) -> dict[str, Any]:
        return {"dialect": self.settings.dialect, "limits": _LIMITS_OF_WRITING}

    @contextmanager
    def _timed(self) -> Iterator[None]:
        started = perf_counter_ns()
        try:
            yield
        finally:
            self.codec_nanoseconds += perf_counter_ns() - started


_LOCALIZING = tuple(map(str.lower, REQUEST_HEADERS))
_LONGEST_TYPE = 100
_LONGEST_IN_LOOP = 64 * 1024
_LIMITS_OF_WRITING = Limits(body=2**40, depth=DEEPEST, members=2**40, text=2**40)
"""The settings limit what comes in; what was let in can be told, in a format that needs more for it too."""

"""What every codec offers."""

from __future__ import annotations

from typing import Any, Protocol, TypeAlias, runtime_checkable

from so_carriers.patches.json_patch import JsonPatch
from so_carriers.patches.merge_patch import MergePatch
from so_carriers.schema.types import ValueType
from so_carriers.settings import Dialect, Limits

Patch: TypeAlias = JsonPatch | MergePatch


class Codec(Protocol):
    """One wire format: bytes to values and back.

    A codec knows types and schemas and no carrier; it keeps nothing between calls, so
    that one serves all threads.
    """

    @property
    def name(self) -> str:
        """The format's short name, such as `json`."""
        ...

    def decode(
        self,
        body: bytes | str,
        declared: ValueType,
        *,
        charset: str | None,
        dialect: Dialect,
        limits: Limits,
        strict: bool,
    ) -> Any:
        """The value of a body.

        `charset` is the one that Content-Type names, if any; text (`str`) has none.
        Raises DecodeError with the path of the member, or LimitExceeded.
        """
        ...

    def encode(
        self,
        value: Any,
        declared: ValueType | None,
        *,
        dialect: Dialect,
        limits: Limits,
        extensions: bool,
        allow_loss: bool,
        indent: bool,
    ) -> bytes:
        """The body of a value; `declared` is its type where the value does not state it.

        `extensions` allows what the format's other readers ignore and ours need,
        `allow_loss` leaves out what cannot be said, `indent` is for people's eyes; a
        format without the thing in question ignores the flag. Raises EncodeError with the
        path of the member, LossyEncoding with all paths, or LimitExceeded.
        """
        ...


@runtime_checkable
class PatchCodec(Codec, Protocol):
    """A format in which patches are written too."""

    def patch_type(self, dialect: Dialect) -> type[Patch] | None:
        """What the difference between two values is in this format; None where it is no patch format."""
        ...

    def decode_patch(
        self, body: bytes | str, *, charset: str | None, dialect: Dialect, limits: Limits
    ) -> Patch:
        """The patch of a body; raises InvalidPatch with the place of what is none, or LimitExceeded."""
        ...

    def encode_patch(self, patch: Patch, *, dialect: Dialect, limits: Limits, indent: bool) -> bytes:
        """The body of a patch; raises EncodeError for one that the format does not have, or LimitExceeded."""
        ...

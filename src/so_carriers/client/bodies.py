"""The body of an answer, read in pieces and within a limit."""

from __future__ import annotations

import zlib
from collections.abc import Mapping

from so_carriers.errors import LimitExceeded, UnsupportedMediaType, excerpt
from so_carriers.settings import Limits

ACCEPTED_CODINGS = "gzip"
"""The value of Accept-Encoding."""

_GZIP = 16 + zlib.MAX_WBITS


class BodyReader:
    """Collects the pieces of a body, and undoes gzip.

    Nothing is collected beyond `limits.body`, nor unpacked beyond it, however small what is sent.
    Raises LimitExceeded, and UnsupportedMediaType for codings that were not asked for and for
    what is no gzip.
    """

    def __init__(self, headers: Mapping[str, str], limits: Limits) -> None:
        self._allowed = limits.body
        self._pieces: list[bytes] = []
        self._length = 0
        self._unpacker = _unpacker(headers.get("content-encoding", ""))
        announced = headers.get("content-length", "")
        if announced.isascii() and announced.isdigit() and int(announced[:19]) > self._allowed:
            raise self._too_long()

    def feed(self, piece: bytes) -> None:
        """Takes one piece."""
        if self._unpacker is not None:
            piece = self._unpacked(self._unpacker, piece)
        self._length += len(piece)
        if self._length > self._allowed:
            raise self._too_long()
        self._pieces.append(piece)

    def body(self) -> bytes:
        """The whole; raises UnsupportedMediaType where the gzip ends too early."""
        if self._unpacker is not None and self._length and not self._unpacker.eof:
            raise _no_gzip()
        return b"".join(self._pieces)

    def _unpacked(self, unpacker: zlib._Decompress, piece: bytes) -> bytes:
        try:
            # One byte beyond the limit is enough to know.
            unpacked = unpacker.decompress(piece, self._allowed - self._length + 1)
        except zlib.error:
            raise _no_gzip() from None
        if unpacker.unused_data:
            raise _no_gzip()
        return unpacked

    def _too_long(self) -> LimitExceeded:
        return LimitExceeded("body", self._allowed, "the answer's body has more bytes")


def _unpacker(coding: str) -> zlib._Decompress | None:
    match coding.strip().lower():
        case "" | "identity":
            return None
        case "gzip" | "x-gzip":
            return zlib.decompressobj(_GZIP)
        case _:
            raise UnsupportedMediaType(
                f"the answer's Content-Encoding is {excerpt(coding)}; what is read is {ACCEPTED_CODINGS}",
                (ACCEPTED_CODINGS,),
                {},
            )


def _no_gzip() -> UnsupportedMediaType:
    return UnsupportedMediaType(
        "the answer's Content-Encoding is gzip, and its body is not one whole member of that",
        (ACCEPTED_CODINGS,),
        {},
    )

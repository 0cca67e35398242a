"""Which codec serves which media type, and in which direction."""

from __future__ import annotations

from dataclasses import dataclass

from so_carriers.codecs.codec import Codec
from so_carriers.errors import InvalidValue
from so_carriers.media_types import MediaType


@dataclass(frozen=True, slots=True)
class CodecEntry:
    """One codec under one media type.

    `reads` and `writes` are the directions in which it serves the type; `patches` says
    that a body of this type is a patch document, which PATCH takes (RFC 5789); `offered`
    that a response may have the type, which a request format such as a form does not
    allow. Raises `InvalidValue` where the flags contradict each other or the type has
    parameters: codecs are found by `type/subtype` alone.
    """

    codec: Codec
    media_type: MediaType
    reads: bool = True
    writes: bool = True
    patches: bool = False
    offered: bool = True

    def __post_init__(self) -> None:
        if self.media_type.parameters:
            raise InvalidValue(f"{self}: a codec is registered for a media type without parameters")
        if not self.reads and not self.writes:
            raise InvalidValue(f"{self}: a codec that neither reads nor writes serves nothing")
        if self.patches and not self.reads:
            raise InvalidValue(f"{self}: a patch format has to be read")

    def __str__(self) -> str:
        return f"{self.codec.name} for {self.media_type}"


class CodecRegistry:
    """The codecs there are, in the server's order of preference.

    The order is that of registration. Each media type has at most one codec that reads
    it and one that writes it; they may differ.
    """

    __slots__ = ("_entries", "_readers", "_writers")

    def __init__(self) -> None:
        self._entries: list[CodecEntry] = []
        self._readers: dict[str, CodecEntry] = {}
        self._writers: dict[str, CodecEntry] = {}

    def register(
        self,
        codec: Codec,
        media_type: str,
        *,
        reads: bool = True,
        writes: bool = True,
        patches: bool = False,
        offered: bool = True,
    ) -> CodecEntry:
        """Adds a codec under a media type, after those that are there.

        Raises `InvalidValue` where the type is malformed or has parameters, where the
        flags contradict each other, and where the type already has a codec in that
        direction; nothing is added then.
        """
        entry = CodecEntry(codec, MediaType.parse(media_type), reads, writes, patches, offered)
        essence = entry.media_type.essence
        if reads:
            _require_free(self._readers, entry, "read")
        if writes:
            _require_free(self._writers, entry, "written")
        if reads:
            self._readers[essence] = entry
        if writes:
            self._writers[essence] = entry
        self._entries.append(entry)
        return entry

    @property
    def entries(self) -> tuple[CodecEntry, ...]:
        """Every entry, the server's first preference first."""
        return tuple(self._entries)

    @property
    def readers(self) -> tuple[CodecEntry, ...]:
        """The entries that read, in the same order."""
        return tuple(self._readers.values())

    @property
    def writers(self) -> tuple[CodecEntry, ...]:
        """The entries that write, in the same order."""
        return tuple(self._writers.values())

    @property
    def offers(self) -> tuple[CodecEntry, ...]:
        """Those of them that a response may have."""
        return tuple(entry for entry in self.writers if entry.offered)

    def reader(self, essence: str) -> CodecEntry | None:
        """The entry that reads a `type/subtype` in lower case, or None."""
        return self._readers.get(essence)

    def writer(self, essence: str) -> CodecEntry | None:
        """The entry that writes a `type/subtype` in lower case, or None."""
        return self._writers.get(essence)


def _require_free(taken: dict[str, CodecEntry], entry: CodecEntry, verb: str) -> None:
    present = taken.get(entry.media_type.essence)
    if present is not None:
        raise InvalidValue(f"{entry}: the type is already {verb} by the codec {present.codec.name}")

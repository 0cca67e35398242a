"""The one list of codecs, in the server's order of preference."""

from __future__ import annotations

from functools import cache

from so_carriers.codecs.json import MEDIA_TYPES as JSON_MEDIA_TYPES, JsonCodec
from so_carriers.negotiation import Negotiator
from so_carriers.registry import CodecRegistry
from so_carriers.settings import Dialect


def default_registry() -> CodecRegistry:
    """A new registry of all codecs, to which more can be added."""
    registry = CodecRegistry()
    json = JsonCodec()
    for media_type in JSON_MEDIA_TYPES:
        registry.register(json, media_type)
    return registry


def default_negotiator(dialect: Dialect = Dialect.RFC) -> Negotiator:
    """The negotiator over all codecs; one for each dialect, made on first use."""
    return _negotiator(dialect)


@cache
def _negotiator(dialect: Dialect) -> Negotiator:
    return Negotiator(default_registry(), dialect)

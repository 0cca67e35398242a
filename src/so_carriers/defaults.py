"""The one list of codecs, in the server's order of preference."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from so_carriers.codecs.codec import Codec
from so_carriers.codecs.form import MEDIA_TYPES as FORM, FormCodec
from so_carriers.codecs.json import MEDIA_TYPES as JSON, JsonCodec
from so_carriers.codecs.json_patch import MEDIA_TYPES as JSON_PATCH, JsonPatchCodec
from so_carriers.codecs.merge_patch import MEDIA_TYPES as MERGE_PATCH, MergePatchCodec
from so_carriers.codecs.xml import MEDIA_TYPES as XML, XmlCodec
from so_carriers.negotiation import Negotiator
from so_carriers.registry import CodecRegistry
from so_carriers.settings import Dialect


def default_registry() -> CodecRegistry:
    """A new registry of all codecs, to which more can be added."""
    registry = CodecRegistry()
    _register(registry, JsonCodec(), JSON)
    _register(registry, XmlCodec(), XML)
    _register(registry, MergePatchCodec(), MERGE_PATCH, patches=True)
    _register(registry, JsonPatchCodec(), JSON_PATCH, patches=True)
    _register(registry, FormCodec(), FORM, offered=False)
    return registry


def _register(registry: CodecRegistry, codec: Codec, media_types: Iterable[str], **options: bool) -> None:
    for media_type in media_types:
        registry.register(codec, media_type, **options)


def default_negotiator(dialect: Dialect = Dialect.RFC) -> Negotiator:
    """The negotiator over all codecs; one for each dialect, made on first use."""
    return _negotiator(dialect)


@cache
def _negotiator(dialect: Dialect) -> Negotiator:
    return Negotiator(default_registry(), dialect)

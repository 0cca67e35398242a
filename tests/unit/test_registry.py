"""The registry: one codec for each media type and direction, in the server's order."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest

from so_carriers.codecs.codec import Codec
from so_carriers.errors import InvalidValue
from so_carriers.media_types import MediaType
from so_carriers.registry import CodecEntry, CodecRegistry


def codec_named(name: str) -> Codec:
    """A codec of which the registry reads nothing but the name."""
    return cast("Codec", SimpleNamespace(name=name))


JSON = codec_named("json")
XML = codec_named("xml")


def essences(entries: tuple[CodecEntry, ...]) -> list[str]:
    return [entry.media_type.essence for entry in entries]


def test_the_order_of_registration_is_kept_in_each_direction() -> None:
    registry = CodecRegistry()
    registry.register(XML, "text/xml")
    registry.register(JSON, "application/json")
    registry.register(codec_named("form"), "application/x-www-form-urlencoded", writes=False)
    registry.register(codec_named("csv"), "text/csv", reads=False)

    assert essences(registry.entries) == [
        "text/xml",
        "application/json",
        "application/x-www-form-urlencoded",
        "text/csv",
    ]
    assert essences(registry.readers) == ["text/xml", "application/json", "application/x-www-form-urlencoded"]
    assert essences(registry.writers) == ["text/xml", "application/json", "text/csv"]


def test_an_entry_is_found_by_its_essence_in_its_direction_only() -> None:
    registry = CodecRegistry()
    both = registry.register(JSON, "Application/JSON")
    read_only = registry.register(XML, "text/xml", writes=False)

    assert both == CodecEntry(JSON, MediaType("application", "json"))
    assert registry.reader("application/json") is both
    assert registry.writer("application/json") is both
    assert registry.reader("text/xml") is read_only
    assert registry.writer("text/xml") is None
    assert registry.reader("text/csv") is None


def test_one_type_may_be_read_and_written_by_two_codecs() -> None:
    registry = CodecRegistry()
    reader = registry.register(JSON, "text/json", writes=False)
    writer = registry.register(XML, "text/json", reads=False)

    assert registry.reader("text/json") is reader
    assert registry.writer("text/json") is writer


@pytest.mark.parametrize(
    ("reads", "writes", "verb"), [(True, True, "read"), (True, False, "read"), (False, True, "written")]
)
def test_a_second_codec_for_a_type_and_direction_is_refused(reads: bool, writes: bool, verb: str) -> None:
    """The error names both codecs and the type, and the registry stays as it was."""
    registry = CodecRegistry()
    registry.register(JSON, "application/json")
    before = registry.entries

    with pytest.raises(InvalidValue) as caught:
        registry.register(XML, "APPLICATION/json", reads=reads, writes=writes)

    assert str(caught.value) == f"xml for application/json: the type is already {verb} by the codec json"
    assert registry.entries == registry.readers == registry.writers == before


def test_a_refused_codec_is_in_neither_direction() -> None:
    """Reading would be free here, but writing is not, so nothing is added."""
    registry = CodecRegistry()
    registry.register(JSON, "text/json", reads=False)

    with pytest.raises(InvalidValue, match="already written by the codec json"):
        registry.register(XML, "text/json")

    assert registry.readers == ()


@pytest.mark.parametrize(
    ("media_type", "reads", "writes", "patches", "reason"),
    [
        ("application", True, True, False, "no media type"),
        ("text/*", True, True, False, "not a range"),
        ("text/xml; charset=utf-8", True, True, False, "without parameters"),
        ("text/xml", False, False, False, "neither reads nor writes"),
        ("text/xml", False, True, True, "a patch format has to be read"),
    ],
)
def test_what_cannot_be_an_entry_is_refused(
    media_type: str, reads: bool, writes: bool, patches: bool, reason: str
) -> None:
    registry = CodecRegistry()
    with pytest.raises(InvalidValue, match=reason):
        registry.register(XML, media_type, reads=reads, writes=writes, patches=patches)
    assert registry.entries == ()


def test_registries_share_nothing() -> None:
    CodecRegistry().register(JSON, "application/json")
    assert CodecRegistry().entries == ()

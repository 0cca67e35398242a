"""Bodies that grow, and the decoding and encoding of them as cases."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from benchmarks.growth.case import Case
from benchmarks.growth.codecs import Codec, MakeCodec
from benchmarks.growth.fit import Work
from benchmarks.line import SUBJECT


@dataclass(frozen=True, slots=True, kw_only=True)
class Growing:
    """A body of any size, and who reads it.

    `size_of` counts in a body what `axis` says, by another way than that by which it was
    made. `loses` tells of a codec that does not write all of it back.
    """

    title: str
    format: str
    axis: str
    sizes: Sequence[int]
    body: Callable[[int], bytes]
    size_of: Callable[[bytes], int]
    codecs: Mapping[str, MakeCodec]
    loses: Mapping[str, str] = field(default_factory=dict)


class WrongBodyError(Exception):
    """What was decoded, encoded again, is not what it should be."""


def codec_cases(growing: Growing) -> list[Case]:
    """Decoding and encoding."""
    return [
        Case(
            name=f"{growing.format} {work}, {growing.title}",
            axis=growing.axis,
            sizes=growing.sizes,
            contenders={name: partial(prepare, growing, name) for name in growing.codecs},
            loses=growing.loses,
        )
        for work, prepare in (("decode", prepared_decoding), ("encode", prepared_encoding))
    ]


def prepared_decoding(growing: Growing, name: str, size: int) -> Work:
    """The decoding of a body of this size, once it was seen to be right."""
    codec, body, _ = _checked(growing, name, size)
    return partial(codec.decode, body)


def prepared_encoding(growing: Growing, name: str, size: int) -> Work:
    """The encoding of what a body of this size says, once it was seen to be right."""
    codec, _, value = _checked(growing, name, size)
    return partial(codec.encode, value)


def _checked(growing: Growing, name: str, size: int) -> tuple[Codec, bytes, Any]:
    codec, body = growing.codecs[name](), growing.body(size)
    value = codec.decode(body)
    written = codec.encode(value)
    found = growing.size_of(written)
    if found != size and name not in growing.loses:
        raise WrongBodyError(f"{found:,} {growing.axis} came back")
    if name == SUBJECT and written != body:
        raise WrongBodyError("another body came back")
    return codec, body, value

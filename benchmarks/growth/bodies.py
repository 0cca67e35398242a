"""Bodies that grow, and the decoding and encoding of them as cases."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import parse_qsl

import so_carriers as so
from benchmarks.growth.case import Case
from benchmarks.growth.codecs import Codec, MakeCodec
from benchmarks.growth.fit import Work
from benchmarks.line import SUBJECT
from benchmarks.losses import document_losses, losses, types_lost
from benchmarks.peers.declarations import published_names
from benchmarks.xml_losses import xml_losses


@dataclass(frozen=True, slots=True, kw_only=True)
class Growing:
    """A body of any size, and who reads it.

    `size_of` counts in a body what `axis` says, by another way than that by which it was
    made. `drops` are the codecs that do not write back what grows, and `carrier` is what the
    body is of.
    """

    title: str
    format: str
    axis: str
    sizes: Sequence[int]
    body: Callable[[int], bytes]
    size_of: Callable[[bytes], int]
    codecs: Mapping[str, MakeCodec]
    drops: Collection[str] = ()
    carrier: type = so.User


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
            losses=partial(growth_losses, growing),
            drops=growing.drops,
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
    if found != size and name not in growing.drops:
        raise WrongBodyError(f"{found:,} {growing.axis} came back")
    if name == SUBJECT and written != body:
        raise WrongBodyError("another body came back")
    return codec, body, value


def growth_losses(growing: Growing, name: str) -> tuple[str, ...]:
    """What a codec loses of the second of the sizes, by the comparisons of the lines."""
    codec, body = growing.codecs[name](), growing.body(growing.sizes[1])
    lost = _LOSSES[growing.format](body, codec.encode(codec.decode(body)), published_names(growing.carrier))
    if growing.format != "form":
        return lost
    return *lost, *types_lost(partial(codec.decode, _WRONG_FORM))


def _form_losses(sent: bytes, returned: bytes, declared: Collection[str]) -> tuple[str, ...]:
    return document_losses(_pairs(sent), _pairs(returned), declared)


def _pairs(form: bytes) -> dict[str, str]:
    return dict(parse_qsl(form.decode(), keep_blank_values=True))


_WRONG_FORM = b"PersonId=many"
_LOSSES: Mapping[str, Callable[[bytes, bytes, Collection[str]], tuple[str, ...]]] = {
    "JSON": losses,
    "XML": xml_losses,
    "form": _form_losses,
}

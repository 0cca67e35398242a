"""`decode` and `encode`: bodies to values and back, by media type."""

from __future__ import annotations

import enum
from collections.abc import Callable
from functools import lru_cache
from types import UnionType
from typing import TYPE_CHECKING, Any, Final, TypeVar, Union, cast, get_args, get_origin

from so_carriers.charsets import DEFAULT_CHARSET, python_codec
from so_carriers.codecs.codec import Codec, Patch, PatchCodec
from so_carriers.defaults import default_negotiator, default_registry
from so_carriers.errors import InvalidPatch, InvalidValue, UnsupportedMediaType, excerpt
from so_carriers.media_types import MediaType
from so_carriers.patches.json_patch import JsonPatch
from so_carriers.patches.merge_patch import MergePatch
from so_carriers.registry import CodecRegistry
from so_carriers.schema.types import ValueType, declared_type
from so_carriers.settings import DEFAULT_LIMITS, Dialect, Limits

if TYPE_CHECKING:
    from typing_extensions import TypeForm

T = TypeVar("T")


class _NoBase(enum.Enum):
    """What stands for no base, since null may be one."""

    NO_BASE = "no base"

    def __repr__(self) -> str:
        return "NO_BASE"


NO_BASE: Final = _NoBase.NO_BASE


def decode(
    body: bytes | bytearray | memoryview | str,
    type: TypeForm[T],
    media_type: str = "application/json",
    *,
    base: Any = NO_BASE,
    dialect: Dialect = Dialect.RFC,
    limits: Limits = DEFAULT_LIMITS,
    strict: bool = False,
) -> T:
    """Reads a body as a value of `type`.

    `type` is a carrier class, `list[T]`, `dict[str, T]`, `T | None`, `str`, `bool`,
    `int`, `Int32`, `DateTime` or an enum. `media_type` is the whole Content-Type, its
    charset included; text (`str`) needs none. With `strict` spellings other than the
    canonical one are refused.

    With `base` the body is a patch, and the value is what becomes of `base`, which is left
    as it is. `JsonPatch`, `MergePatch` and `JsonPatch | MergePatch` as `type` give the patch
    itself.

    Raises DecodeError with the path of the member, LimitExceeded, UnsupportedMediaType,
    InvalidDefinition for a type that cannot be read, and for patches PatchConflict and
    PatchTestFailed.
    """
    if not isinstance(body, (bytes, str)):
        body = bytes(memoryview(body))
    try:
        reading = _remembered_readings.get((type, media_type, dialect, body.__class__))
    except TypeError:  # no hash, so no type either: to say so is left to what follows
        reading = None
    if reading is None or base is not NO_BASE:
        patches = _patch_types(type)
        if patches or base is not NO_BASE:
            patch = _decode_patch(body, patches or (JsonPatch, MergePatch), media_type, dialect, limits)
            if patches:
                return cast("T", patch)
            patched: T = patch.apply(base, type=type, dialect=dialect, limits=limits, strict=strict)
            return patched
        reading = _reading(type, media_type, dialect, body.__class__)
    codec_decode, declared, charset = reading
    try:
        value: T = codec_decode(
            body, declared, charset=charset, dialect=dialect, limits=limits, strict=strict
        )
    except UnsupportedMediaType as refusal:
        # A charset that only the body names; the codec does not know what else is read.
        problem = refusal.message
    else:
        return value
    raise default_negotiator(dialect).unsupported(problem)


def encode(
    value: Any,
    media_type: str = "application/json",
    *,
    base: Any = NO_BASE,
    type: Any = None,
    dialect: Dialect = Dialect.RFC,
    limits: Limits = DEFAULT_LIMITS,
    extensions: bool = True,
    allow_loss: bool = False,
    indent: bool = False,
) -> bytes:
    """Writes a value as a body.

    A carrier states its type itself, and so does a list of them; `type` is for values that
    do not, and has the value checked against it. What plain XML cannot say stands in
    attributes of a namespace of ours, unless `extensions` forbids them; what a format
    cannot say at all raises LossyEncoding with all paths, unless `allow_loss` gives it up.
    `indent` puts members on lines of their own, for people.

    With `base` what is written is the patch that makes the value of `base`. A `JsonPatch` or
    a `MergePatch` is written as it is.

    Raises EncodeError with the path of the member, LimitExceeded, and
    UnsupportedMediaType for a media type that is not written.
    """
    if base is not NO_BASE or isinstance(value, (JsonPatch, MergePatch)):
        codec = _patch_writer(media_type, dialect)
        patch = value
        if base is not NO_BASE:
            patch = _difference(
                codec, base, value, type=type, allow_loss=allow_loss, dialect=dialect, limits=limits
            )
        return codec.encode_patch(patch, dialect=dialect, limits=limits, indent=indent)
    return _writer(media_type).encode(
        value,
        None if type is None else declared_type(type),
        dialect=dialect,
        limits=limits,
        extensions=extensions,
        allow_loss=allow_loss,
        indent=indent,
    )


_Reading = tuple[Callable[..., Any], ValueType, str | None]
"""The codec's method, the type and the charset that it is called with."""

_remembered_readings: dict[tuple[Any, ...], _Reading] = {}
_MOST_READINGS = 512


def _reading(annotation: Any, media_type: str, dialect: Dialect, body_class: type[Any]) -> _Reading:
    """How bodies are read as that type, remembered: looking it up would be a part of the time to read one."""
    codec, charset = _reader(media_type, dialect, issubclass(body_class, str))
    reading = codec.decode, declared_type(annotation), charset
    if len(_remembered_readings) >= _MOST_READINGS:
        _remembered_readings.clear()
    _remembered_readings[annotation, media_type, dialect, body_class] = reading
    return reading


@lru_cache(256)
def _reader(
    media_type: str, dialect: Dialect, is_text: bool, method: str = "POST"
) -> tuple[Codec, str | None]:
    negotiator = default_negotiator(dialect)
    try:
        parsed = MediaType.parse(media_type)
    except (InvalidValue, AttributeError):  # malformed, or no text at all: the negotiator says so
        return negotiator.select_decoder(media_type, method), None
    # Text has been decoded already, whatever charset it came in.
    return negotiator.select_decoder(parsed.essence if is_text else media_type, method), parsed.charset


def _patch_types(annotation: Any) -> tuple[type[Patch], ...]:
    """The kinds of patches that were asked for, if patches were."""
    try:
        return _remembered_patch_types(annotation)
    except TypeError:  # no hash, so no patch either
        return ()


@lru_cache(512)
def _remembered_patch_types(annotation: Any) -> tuple[type[Patch], ...]:
    is_union = get_origin(annotation) in (Union, UnionType)
    asked = get_args(annotation) if is_union else (annotation,)
    return asked if all(each in (JsonPatch, MergePatch) for each in asked) else ()


_SHAPES: dict[type[Patch], str] = {JsonPatch: "a JSON Patch", MergePatch: "a merge patch"}


def _decode_patch(
    body: bytes | str, asked: tuple[type[Patch], ...], media_type: str, dialect: Dialect, limits: Limits
) -> Patch:
    codec, charset = _reader(media_type, dialect, isinstance(body, str), "PATCH")
    if not isinstance(codec, PatchCodec):
        raise default_negotiator(dialect).unsupported(f"the codec {codec.name} is for no patches", True)
    patch = codec.decode_patch(body, charset=charset, dialect=dialect, limits=limits)
    if isinstance(patch, asked):
        return patch
    raise InvalidPatch(" or ".join(map(_SHAPES.__getitem__, asked)), _SHAPES[type(patch)])


def _difference(
    codec: PatchCodec, base: Any, value: Any, *, dialect: Dialect, allow_loss: bool, **options: Any
) -> Patch:
    if codec.patch_type(dialect) is MergePatch:
        return MergePatch.diff(base, value, dialect=dialect, allow_loss=allow_loss, **options)
    return JsonPatch.diff(base, value, dialect=dialect, **options)


def _patch_writer(media_type: str, dialect: Dialect) -> PatchCodec:
    codec = _writer(media_type)
    if isinstance(codec, PatchCodec) and codec.patch_type(dialect) is not None:
        return codec
    raise default_negotiator(dialect).unsupported(f"patches are not written as {excerpt(media_type)}", True)


@lru_cache(256)
def _writer(media_type: str) -> Codec:
    registry = default_registry()
    try:
        parsed = MediaType.parse(media_type)
    except (InvalidValue, AttributeError) as error:
        raise _not_written(media_type, registry) from error
    entry = registry.writer(parsed.essence)
    if entry is None or python_codec(parsed.charset or DEFAULT_CHARSET) != DEFAULT_CHARSET:
        raise _not_written(media_type, registry)
    return entry.codec


def _not_written(media_type: str, registry: CodecRegistry) -> UnsupportedMediaType:
    offered = [entry.media_type.essence for entry in registry.writers]
    what = f"{excerpt(media_type)} is not written; what is written, in UTF-8, is {', '.join(offered)}"
    return UnsupportedMediaType(what, offered, {})

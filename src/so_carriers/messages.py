"""`decode` and `encode`: bodies to values and back, by media type."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

from so_carriers.charsets import DEFAULT_CHARSET, python_codec
from so_carriers.codecs.codec import Codec
from so_carriers.defaults import default_negotiator, default_registry
from so_carriers.errors import InvalidValue, UnsupportedMediaType, excerpt
from so_carriers.media_types import MediaType
from so_carriers.registry import CodecRegistry
from so_carriers.schema.types import declared_type
from so_carriers.settings import DEFAULT_LIMITS, Dialect, Limits

if TYPE_CHECKING:
    from typing_extensions import TypeForm

T = TypeVar("T")


def decode(
    body: bytes | bytearray | memoryview | str,
    type: TypeForm[T],
    media_type: str = "application/json",
    *,
    dialect: Dialect = Dialect.RFC,
    limits: Limits = DEFAULT_LIMITS,
    strict: bool = False,
) -> T:
    """Reads a body as a value of `type`.

    `type` is a carrier class, `list[T]`, `dict[str, T]`, `T | None`, `str`, `bool`,
    `int`, `Int32`, `DateTime` or an enum. `media_type` is the whole Content-Type, its
    charset included; text (`str`) needs none. With `strict` spellings other than the
    canonical one are refused.

    Raises DecodeError with the path of the member, LimitExceeded, UnsupportedMediaType,
    and InvalidDefinition for a type that cannot be read.
    """
    if not isinstance(body, (bytes, str)):
        body = bytes(memoryview(body))
    codec, charset = _reader(media_type, dialect, isinstance(body, str))
    try:
        value: T = codec.decode(
            body, declared_type(type), charset=charset, dialect=dialect, limits=limits, strict=strict
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

    Raises EncodeError with the path of the member, LimitExceeded, and
    UnsupportedMediaType for a media type that is not written.
    """
    return _writer(media_type).encode(
        value,
        None if type is None else declared_type(type),
        dialect=dialect,
        limits=limits,
        extensions=extensions,
        allow_loss=allow_loss,
        indent=indent,
    )


@lru_cache(256)
def _reader(media_type: str, dialect: Dialect, is_text: bool) -> tuple[Codec, str | None]:
    negotiator = default_negotiator(dialect)
    try:
        parsed = MediaType.parse(media_type)
    except (InvalidValue, AttributeError):  # malformed, or no text at all: the negotiator says so
        return negotiator.select_decoder(media_type), None
    # Text has been decoded already, whatever charset it came in.
    return negotiator.select_decoder(parsed.essence if is_text else media_type), parsed.charset


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


"""Libraries that read and write forms: pairs of texts, and typed values made of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import parse_qsl, urlencode

import msgspec
from django.http import QueryDict
from pydantic import TypeAdapter
from werkzeug.formparser import FormDataParser

from benchmarks.peers.django_settings import configure
from benchmarks.peers.msgspec_models import STRUCT, struct_class
from benchmarks.peers.pydantic_models import PYDANTIC, model_class

URLLIB, ON_URLLIB = "urllib.parse", "{} on urllib.parse"
WERKZEUG, DJANGO = "werkzeug", "Django QueryDict"
MEDIA_TYPE = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPeer:
    """A library set up for one class: forms to values and, where it can, back.

    `plain` makes a dictionary, by name, of what decoding gives.
    """

    name: str
    decode: Callable[[bytes], Any]
    encode: Callable[[Any], bytes] | None
    plain: Callable[[Any], dict[str, Any]]


def form_peers(root: type) -> tuple[FormPeer, ...]:
    """The libraries, set up for a carrier that holds neither carriers nor lists."""
    return _urllib(), _msgspec(root), _pydantic(root), _werkzeug(), _django()


def _urllib() -> FormPeer:
    def encode(pairs: list[tuple[str, str]]) -> bytes:
        return urlencode(pairs).encode()

    return FormPeer(name=URLLIB, decode=_pairs, encode=encode, plain=dict)


def _pairs(body: bytes) -> list[tuple[str, str]]:
    return parse_qsl(body.decode(), keep_blank_values=True)


def _msgspec(root: type) -> FormPeer:
    struct = struct_class(root)

    def decode(body: bytes) -> Any:
        return msgspec.convert(dict(_pairs(body)), struct, strict=False)

    def encode(value: Any) -> bytes:
        return urlencode(msgspec.to_builtins(value)).encode()

    return FormPeer(name=ON_URLLIB.format(STRUCT), decode=decode, encode=encode, plain=msgspec.to_builtins)


def _pydantic(root: type) -> FormPeer:
    adapter = TypeAdapter(model_class(root))

    def decode(body: bytes) -> Any:
        return adapter.validate_python(dict(_pairs(body)))

    def encode(value: Any) -> bytes:
        return urlencode(adapter.dump_python(value)).encode()

    return FormPeer(name=ON_URLLIB.format(PYDANTIC), decode=decode, encode=encode, plain=adapter.dump_python)


def _werkzeug() -> FormPeer:
    parser = FormDataParser(silent=False)

    def decode(body: bytes) -> Any:
        _, form, _ = parser.parse(BytesIO(body), MEDIA_TYPE, len(body))
        return form

    return FormPeer(name=WERKZEUG, decode=decode, encode=None, plain=dict.copy)


def _django() -> FormPeer:
    configure()

    def encode(form: QueryDict) -> bytes:
        text: str = form.urlencode()
        return text.encode()

    return FormPeer(name=DJANGO, decode=QueryDict, encode=encode, plain=lambda form: form.dict())

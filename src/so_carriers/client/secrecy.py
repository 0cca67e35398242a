"""What of a request must not be shown, should the server repeat it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from so_carriers.carriers.secret_names import DOTS, HOLDERS_OF_SECRET_VALUES, SECRET_NAMES
from so_carriers.patches.json_patch import JsonPatch
from so_carriers.patches.merge_patch import MergePatch
from so_carriers.patches.pointer import JsonPointer
from so_carriers.schema.carrier_schema import CarrierSchema
from so_carriers.schema.types import is_carrier
from so_carriers.values.ascii_case import fold

_HIDDEN_NAMES = SECRET_NAMES | HOLDERS_OF_SECRET_VALUES
"""A patch says no types: whatever texts it has for these, and within them, are taken for secret."""

_HEADERS_OF_CALLERS = frozenset({"authorization", "cookie", "x-xsrf-token", "so-apptoken"})


def without_secrets(text: str, secrets: Iterable[str]) -> str:
    """The text with dots in the place of each secret, the longer ones first, as one may hold another."""
    for secret in sorted({secret for secret in secrets if secret}, key=len, reverse=True):
        text = text.replace(secret, DOTS)
    return text


def secret_texts(value: Any) -> Iterator[str]:
    """The texts of the secret members in a value or a patch, at any depth."""
    if isinstance(value, JsonPatch):
        for operation in value.operations:
            yield from _texts_of_document(
                operation.to_dict().get("value"), _is_secret_pointer(operation.path)
            )
    elif isinstance(value, MergePatch):
        yield from _texts_of_document(value.document, False)
    elif is_carrier(type(value)):
        schema: CarrierSchema = type(value).__carrier_schema__
        for member, inner in zip(schema.members, schema.values(value), strict=True):
            yield from _texts(inner) if member.secret else secret_texts(inner)
    elif isinstance(value, (dict, list)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from secret_texts(item)


def secret_header_texts(headers: Mapping[str, str]) -> Iterator[str]:
    """The texts in headers that say who is calling: each as a whole, and without scheme and names."""
    for name, value in headers.items():
        if name.lower() in _HEADERS_OF_CALLERS:
            yield value
            yield value.partition(" ")[2]
        if name.lower() == "cookie":
            yield from (pair.partition("=")[2].strip() for pair in value.split(";"))


def _texts(value: Any) -> Iterator[str]:
    """All texts in a value that is secret as a whole."""
    if isinstance(value, str):
        yield value
    elif is_carrier(type(value)):
        for inner in type(value).__carrier_schema__.values(value):
            yield from _texts(inner)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)


def _is_secret_pointer(pointer: JsonPointer) -> bool:
    return any(fold(token) in _HIDDEN_NAMES for token in pointer.tokens)


def _texts_of_document(document: Any, is_secret: bool) -> Iterator[str]:
    if is_secret or is_carrier(type(document)):
        yield from _texts(document) if is_secret else secret_texts(document)
    elif isinstance(document, dict):
        for name, item in document.items():
            yield from _texts_of_document(item, fold(name) in _HIDDEN_NAMES)
    elif isinstance(document, list):
        for item in document:
            yield from _texts_of_document(item, False)

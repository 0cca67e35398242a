"""Values as patches can say them: what would be written, without orders and spellings.

Two values have the same form where one may stand for the other after a patch: "identical, but
for the order of members and the spelling of their names".
"""

from __future__ import annotations

from functools import cache
from typing import Any

import so_carriers as so
from so_carriers.schema.types import is_carrier
from so_carriers.testing.comparison.documents import exact_document
from so_carriers.values.ascii_case import fold


def form(value: Any) -> Any:
    """A carrier, a list or dictionary of carriers, or a plain document, as a patch can say it.

    Members are found by their declared names and in any order; an absent one is missing, one
    that is null is None. Numbers are their tokens.
    """
    if is_carrier(type(value)):
        return _form(value, exact_document(so.encode(value)))
    if isinstance(value, dict):
        return {name: form(item) for name, item in value.items()}
    return [*map(form, value)] if isinstance(value, list) else document_form(value)


def document_form(document: Any) -> Any:
    """The same of a plain document; `1` is not `true`, and `1.10` not `1.1`."""
    if isinstance(document, dict):
        return {name: document_form(item) for name, item in document.items()}
    if isinstance(document, list):
        return [document_form(item) for item in document]
    if isinstance(document, (int, float)) and not isinstance(document, bool):
        return "number", repr(document)
    return type(document).__name__, document


def members_of(found: Any) -> Any:
    """The members of an object, in the form of a value."""
    match found:
        case (kind, dict() as members) if isinstance(kind, str):
            return {name if isinstance(name, str) else name[1]: item for name, item in members.items()}
        case _:
            return found


def is_as_if_decoded(value: Any) -> bool:
    """Whether all that carriers hold, and keep beside it, is what reading what they write gives."""
    if is_carrier(type(value)):
        return so.identical(so.decode(so.encode(value), type(value)), value)
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return all(map(is_as_if_decoded, items))


def _form(value: Any, document: Any) -> Any:
    cls: Any = type(value)
    if is_carrier(cls) and document is not None:
        unknown, attributes = so.unknown_members(value), _attributes_by_folded_name(cls)
        members: dict[Any, Any] = {}
        for name, item in document.items():
            if name in unknown:
                members["unknown", name] = document_form(item)
            else:
                declared, attribute = attributes[fold(name)]
                members[declared] = _form(getattr(value, attribute), item)
        return cls.__name__, members
    if isinstance(value, dict) and document is not None:
        items = {name: _form(value[name], item) for name, item in document.items()}
        return items if cls is dict else (cls.__name__, items)
    if isinstance(value, list) and document is not None:
        return [_form(*both) for both in zip(value, document, strict=True)]
    return document_form(document)


@cache
def _attributes_by_folded_name(cls: Any) -> dict[str, tuple[str, str]]:
    return {fold(member.name): (member.name, member.attribute) for member in so.schema_of(cls).members}

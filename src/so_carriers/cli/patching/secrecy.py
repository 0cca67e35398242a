"""What stands where in a value, as people may see it: nothing of what is secret."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from so_carriers.carriers.secret_names import DOTS, HOLDERS_OF_SECRET_VALUES, SECRET_NAMES
from so_carriers.errors import printable
from so_carriers.patches.containers import kind_of
from so_carriers.patches.editing import document_at
from so_carriers.patches.nodes import Key, Node, is_object
from so_carriers.patches.pointer import pointer_text
from so_carriers.patches.roots import root_of
from so_carriers.schema.layout import layout_of
from so_carriers.schema.member import Member
from so_carriers.schema.types import ValueType
from so_carriers.settings import DEEPEST, Dialect, Limits
from so_carriers.values.ascii_case import fold

LONGEST_POINTER = 200
"""The characters of a pointer that are shown at most."""
_DEEP = Limits(depth=DEEPEST)


class Place(NamedTuple):
    """What stands somewhere; `names` lead there, those within a secret hidden."""

    node: Node
    names: tuple[str, ...] = ()
    is_secret: bool = False
    holder: str = ""
    """The folded name of the innermost member around what is here, or of this one."""

    @property
    def where(self) -> str:
        """The pointer to it, for people."""
        if not self.names:
            return "the whole"
        return shortened([printable(pointer_text(self.names))], LONGEST_POINTER)


def whole(value: Any, declared: ValueType | None) -> Place:
    """The place of a whole value; `declared` is its type where it does not state it."""
    return Place(root_of(value, declared))


def within(place: Place, key: Key) -> Place:
    """What is under a key: a declared member, an index, or any other name."""
    node = kind_of(place.node.value).child(place.node, key)
    name = key.name if isinstance(key, Member) else str(key)
    folded = place.holder if isinstance(key, int) else fold(name)
    is_secret = (
        place.is_secret
        or node.secret
        or (isinstance(key, str) and (folded in SECRET_NAMES or _is_secret_value(folded, place.holder)))
    )
    return Place(node, (*place.names, DOTS if place.is_secret else name), is_secret, folded)


def at(place: Place | None, tokens: Iterable[str], dialect: Dialect) -> Place | None:
    """What a pointer leads to from there, None where nothing is."""
    for token in tokens:
        if place is None:
            return None
        key = _key(place.node.value, token, dialect)
        place = None if key is None else within(place, key)
    return place


def _key(value: Any, token: str, dialect: Dialect) -> Key | None:
    """What a token leads to, which has been found there by the patch before."""
    if isinstance(value, list):
        return int(token) if token.isdecimal() and int(token) < len(value) else None
    keys = _keys(value) if is_object(value) else {}
    if token in keys:
        return keys[token]
    names = [(key.name if isinstance(key, Member) else key, key) for key in keys.values()]
    exact = next((key for name, key in names if name == token), None)
    if exact is not None or dialect is Dialect.RFC:
        return exact
    return next((key for name, key in names if fold(name) == fold(token)), None)


def _keys(value: Any) -> dict[str, Member | str]:
    """What is in an object, by its names as they are written."""
    if isinstance(value, dict):
        return {key: key for key in value}
    return {name: name if member is None else member for name, member, _ in layout_of(value)}


def text_of(place: Place, longest: int) -> str:
    """The value as JSON, shortened, with dots for what is secret in it."""
    return shortened(_pieces(place), longest)


def holds_secrets(place: Place) -> bool:
    """Whether anything in it is secret."""
    return any(piece is DOTS for piece in _pieces(place))


def look_alike(one: Place, other: Place) -> bool:
    """Whether both show the same, with the same things secret."""
    return [*_pieces(one)] == [*_pieces(other)]


def shortened(pieces: Iterable[str], longest: int) -> str:
    """The pieces as one text, which ends in an ellipsis where there is more than can be shown."""
    text = ""
    for piece in pieces:
        text += piece
        if len(text) > longest:
            return f"{text[: longest - 1]}…"
    return text


def _is_secret_value(folded: str, holder: str) -> bool:
    return folded == "value" and holder in HOLDERS_OF_SECRET_VALUES


def _pieces(place: Place) -> Iterator[str]:
    """The JSON of what is there, bit by bit, so that little is made of what is shortened."""
    value = place.node.value
    if place.is_secret:
        yield DOTS
    elif is_object(value):
        before = "{"
        for key in _keys(value).values():
            member = within(place, key)
            yield f"{before}{_scalar(member.names[-1])}:"
            yield from _pieces(member)
            before = ","
        yield "{}" if before == "{" else "}"
    elif isinstance(value, list):
        yield "["
        for index in range(len(value)):
            yield "," * bool(index)
            yield from _pieces(within(place, index))
        yield "]"
    else:
        yield _scalar(document_at(place.node, _DEEP))


def _scalar(document: Any) -> str:
    # A `NumberToken` is what it says; what a terminal would obey is escaped.
    if isinstance(document, float):
        return str(document)
    return printable(json.dumps(document, ensure_ascii=False))

"""What stands where in a value, as people may see it: nothing of what is secret."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from so_carriers.errors import printable
from so_carriers.patches.containers import Key, Node, is_object, kind_of
from so_carriers.patches.editing import document_at
from so_carriers.patches.objects import members_there
from so_carriers.patches.pointer import pointer_text
from so_carriers.patches.roots import root_of
from so_carriers.schema.member import Member
from so_carriers.schema.types import ValueType
from so_carriers.settings import DEEPEST, Dialect, Limits
from so_carriers.values.ascii_case import fold

DOTS = "•••"
"""What is shown for whatever is secret."""

_SECRET_NAMES = frozenset(
    map(
        fold,
        (
            "Password",
            "OldPassword",
            "NewPassword",
            "AccessToken",
            "RefreshToken",
            "AppToken",
            "SecretValue",
            "CredentialValue",
        ),
    )
)
"""What is taken for secret where no carrier declares it: the names of the secret members of carriers."""

_HOLDERS_OF_SECRET_VALUES = frozenset(map(fold, ("Credential", "Credentials")))
"""`Value` says little by itself; in these it is that of Credential, which is secret."""

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
    """What a key leads to, as the kind of what is at this place has them."""
    node = kind_of(place.node.value).child(place.node, key)
    name = key.name if isinstance(key, Member) else str(key)
    folded = place.holder if isinstance(key, int) else fold(name)
    is_secret = (
        place.is_secret
        or node.secret
        or (isinstance(key, str) and (folded in _SECRET_NAMES or _is_secret_value(folded, place.holder)))
    )
    return Place(node, (*place.names, DOTS if place.is_secret else name), is_secret, folded)


def at(place: Place, tokens: Iterable[str], dialect: Dialect) -> Place:
    """What a pointer leads to from there; raises PatchConflict where nothing is."""
    for token in tokens:
        place = within(place, kind_of(place.node.value).find(place.node, token, dialect))
    return place


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
    return folded == "value" and holder in _HOLDERS_OF_SECRET_VALUES


def _pieces(place: Place) -> Iterator[str]:
    """The JSON of what is there, bit by bit, so that little is made of what is shortened."""
    value = place.node.value
    if place.is_secret:
        yield DOTS
    elif is_object(value):
        before = "{"
        for key in members_there(value).values():
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

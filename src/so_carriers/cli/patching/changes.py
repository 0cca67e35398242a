"""What a patch changes, one thing after the other, with what stood there before and stands there after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from so_carriers.cli.patching.secrecy import Place, at, holds_secrets, look_alike, whole, within
from so_carriers.codecs.codec import Patch
from so_carriers.patches.documents import exact_key
from so_carriers.patches.editing import document_at
from so_carriers.patches.json_patch import JsonPatch
from so_carriers.patches.nodes import is_object
from so_carriers.patches.operations import PatchOperation
from so_carriers.schema.types import declared_type
from so_carriers.settings import Dialect, Limits


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How patches are applied: to values of which type (None for plain documents), by whose rules."""

    type: Any
    dialect: Dialect
    limits: Limits
    strict: bool = False

    def apply(self, patch: Patch, value: Any) -> Any:
        """What becomes of a value; raises what the patch does."""
        return patch.apply(
            value, type=self.type, dialect=self.dialect, limits=self.limits, strict=self.strict
        )

    def place_of(self, value: Any) -> Place:
        """The place of the whole value."""
        return whole(value, None if self.type is None else declared_type(self.type))


class Change(NamedTuple):
    """One thing that a patch does; `old` and `new` are None where nothing is there."""

    name: str
    old: Place | None
    new: Place | None
    source: Place | None = None
    """Where move and copy take it from."""

    @property
    def where(self) -> str:
        """The pointer to what is changed, for people."""
        place = self.new or self.old
        return "" if place is None else place.where


@dataclass(frozen=True, slots=True)
class Effect:
    """What a patch does, and how many things that are; `changes` can be gone through once."""

    changes: Iterable[Change]
    count: int


def effect_of(patch: Patch, value: Any, terms: Terms) -> Effect:
    """What a patch that applies to a value does: its operations, or the members that get another value."""
    if isinstance(patch, JsonPatch):
        return Effect(_operations(patch, value, terms), len(patch))
    patched = terms.place_of(terms.apply(patch, value))
    changes = [*_merged(patch.document, terms.place_of(value), patched, terms)]
    return Effect(changes, len(changes))


def _operations(patch: JsonPatch, value: Any, terms: Terms) -> Iterator[Change]:
    spread = False
    for operation in patch:
        after = terms.apply(JsonPatch([operation]), value)
        change = _of_operation(operation, value, after, terms)
        yield _without_values(change) if spread else change
        spread = spread or _spreads_secrets(change, operation, after, terms)
        value = after


def _of_operation(operation: PatchOperation, value: Any, after: Any, terms: Terms) -> Change:
    name, tokens, dialect = operation.name, operation.path.tokens, terms.dialect
    before = terms.place_of(value)
    if name in ("remove", "test"):
        return Change(name, at(before, tokens, dialect), None)
    new = _put(terms.place_of(after), tokens, dialect)
    if name == "replace":
        return Change(name, at(before, tokens, dialect), new)
    if operation.source is None:
        return Change(name, _covered(before, tokens, dialect), new)
    source = at(before, operation.source.tokens, dialect)
    if name == "move" and operation.source != operation.path:
        # What the path leads to is told by what is left when the value has been taken out.
        removal = JsonPatch([{"op": "remove", "path": operation.source}])
        before = terms.place_of(terms.apply(removal, value))
    # Shown as it stood: what is secret there may lose that elsewhere.
    if new is not None and source is not None:
        new = source._replace(names=new.names, is_secret=source.is_secret or new.is_secret)
    return Change(name, _covered(before, tokens, dialect), new, source)


def _put(after: Place, tokens: tuple[str, ...], dialect: Dialect) -> Place | None:
    """What an operation has put somewhere."""
    container = at(after, tokens[:-1], dialect)
    if tokens[-1:] == ("-",) and container is not None and isinstance(container.node.value, list):
        return within(container, len(container.node.value) - 1)
    return at(container, tokens[-1:], dialect)


def _covered(before: Place, tokens: tuple[str, ...], dialect: Dialect) -> Place | None:
    """What was there before something was added: nothing in an array, whose items make way."""
    container = at(before, tokens[:-1], dialect)
    if tokens and container is not None and isinstance(container.node.value, list):
        return None
    return at(container, tokens[-1:], dialect)


def _spreads_secrets(change: Change, operation: PatchOperation, after: Any, terms: Terms) -> bool:
    """Whether something secret now stands where nothing tells that it is."""
    if operation.source is None or (change.source is not None and not holds_secrets(change.source)):
        return False
    place = _put(terms.place_of(after), operation.path.tokens, terms.dialect)
    if place is None or change.source is None:
        return True
    return not (place.is_secret or look_alike(change.source, place))


def _without_values(change: Change) -> Change:
    old, new = (
        None if place is None else place._replace(is_secret=True) for place in (change.old, change.new)
    )
    return change._replace(old=old, new=new)


def _merged(document: Any, old: Place, new: Place, terms: Terms) -> Iterator[Change]:
    before, after = old.node.value, new.node.value
    if type(document) is dict and is_object(before) and is_object(after):
        for name, item in document.items():
            yield from _merged_member(name, item, old, new, terms)
    elif type(document) is dict and isinstance(before, list) and isinstance(after, list):
        # NetServer appends what is merged into an array.
        yield Change("add", None, within(new, len(after) - 1))
    elif not _are_written_alike(old, new, terms.limits):
        yield Change("replace", old, new)


def _merged_member(name: str, document: Any, old: Place, new: Place, terms: Terms) -> Iterator[Change]:
    before, after = at(old, (name,), terms.dialect), at(new, (name,), terms.dialect)
    if before is not None and after is not None:
        yield from _merged(document, before, after, terms)
    elif after is not None:
        yield Change("add", None, after)
    elif before is not None:
        yield Change("remove", before, None)


def _are_written_alike(old: Place, new: Place, limits: Limits) -> bool:
    return bool(exact_key(document_at(old.node, limits)) == exact_key(document_at(new.node, limits)))

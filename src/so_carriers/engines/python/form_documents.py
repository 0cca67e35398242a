"""The names and values of a form as a document, guided by the type.

The document is what JSON would have (see `documents`), so that spellings, absent members
and unknown ones are read by the same rules. Unknown members are texts, objects and arrays.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from so_carriers.engines.python.form_names import KEY, NEXT, OWN, VALUE, Index, Step, Tree, tree_of
from so_carriers.engines.python.form_pairs import Pair, Text, check_members
from so_carriers.engines.python.form_scalars import CONTAINERS, expected_of, read_text
from so_carriers.engines.python.json_depth import too_deep
from so_carriers.errors import DecodeError, excerpt
from so_carriers.schema.types import CarrierType, DictionaryType, ListType, TextType, ValueType
from so_carriers.settings import Limits
from so_carriers.values.ascii_case import fold

_SHOWN_DIGITS = 20


def document_of_pairs(pairs: list[Pair], declared: CarrierType | DictionaryType, limits: Limits) -> Any:
    """The document of a carrier, or of a dictionary whose keys are the names as they stand.

    Raises DecodeError with the path of what is repeated, missing or contradictory,
    LimitExceeded over a limit.
    """
    reading = _Reading(limits)
    if isinstance(declared, CarrierType):
        return reading.document(declared, tree_of(pairs, declared.carrier.__carrier_schema__, limits), 1)
    texts: dict[str, list[Text]] = {}
    for name, text in pairs:
        texts.setdefault(name, []).append(text)
    return reading.document_of_entries(declared, texts, 1)


class _Reading:
    """Turns trees into documents; `depth` counts the containers from the root to the tree."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits

    def document(self, declared: ValueType | None, tree: Tree, depth: int) -> Any:
        if isinstance(tree, list):
            return self._texts(declared, tree)
        if depth > self._limits.depth:
            raise too_deep(self._limits)
        if OWN in tree:
            raise DecodeError("either a value or names below it", "both")
        match declared:
            case CarrierType():
                return self._carrier(declared, tree, depth)
            case ListType():
                return self._list(declared, tree, depth)
            case DictionaryType():
                return self._dictionary(declared, tree, depth)
        return self._unknown(tree, depth)

    def _texts(self, declared: ValueType | None, texts: list[Text]) -> Any:
        if isinstance(declared, ListType) and not isinstance(declared.item, CONTAINERS):
            return self._items(declared.item, texts)
        if len(texts) > 1:
            if declared is None:
                return self._items(None, texts)
            raise DecodeError("one value", f"{len(texts)} of the same name")
        found = read_text(declared, texts[0])
        if isinstance(declared, CONTAINERS):
            raise DecodeError(expected_of(declared), excerpt(found))
        return found

    def _items(self, item: ValueType | None, texts: list[Text]) -> list[Any]:
        return [_within(place, self._texts, item, [text]) for place, text in enumerate(texts)]

    def _carrier(self, declared: CarrierType, tree: dict[Step, Tree], depth: int) -> dict[str, Any]:
        schema = declared.carrier.__carrier_schema__
        named = self._named(tree)
        members = {name: schema.by_attribute[attribute] for attribute, name in schema.spelled(named).items()}
        document: dict[str, Any] = {}
        for name, inner in named.items():
            member = members.get(name)
            try:
                document[name] = self.document(member.type if member else None, inner, depth + 1)
            except DecodeError as error:
                error.within(member.name if member else name, secret=member is not None and member.secret)
                raise
        return document

    def _list(self, declared: ListType | None, tree: dict[Step, Tree], depth: int) -> list[Any]:
        item = declared.item if declared else None
        following = tree.get(NEXT)
        if isinstance(following, list) and len(tree) == 1:
            return self._items(item, following)
        items = enumerate(_in_order(tree))
        return [_within(place, self.document, item, inner, depth + 1) for place, inner in items]

    def _dictionary(self, declared: DictionaryType, tree: dict[Step, Tree], depth: int) -> dict[str, Any]:
        if not any(isinstance(step, Index) for step in tree):
            return self.document_of_entries(declared, self._named(tree), depth)
        entries: dict[str, Tree] = {}
        for place, entry in enumerate(_in_order(tree)):
            key, value = _within(place, _entry, entry)
            if key in entries:
                raise DecodeError("each key once", "it twice").within(key)
            entries[key] = value
        return self.document_of_entries(declared, entries, depth)

    def document_of_entries(
        self, declared: DictionaryType, entries: Mapping[str, Tree], depth: int
    ) -> dict[str, Any]:
        check_members(entries, self._limits)
        return {
            key: _within(key, self.document, declared.value, inner, depth + 1)
            for key, inner in entries.items()
        }

    def _unknown(self, tree: dict[Step, Tree], depth: int) -> Any:
        if any(isinstance(step, Index) for step in tree):
            return self._list(None, tree, depth)
        named = self._named(tree).items()
        return {name: _within(name, self.document, None, inner, depth + 1) for name, inner in named}

    def _named(self, tree: dict[Step, Tree]) -> dict[str, Tree]:
        """What stands below by name; an index is the name of a member here."""
        check_members(tree, self._limits)
        named: dict[str, Tree] = {}
        for step, inner in tree.items():
            name = step.digits if isinstance(step, Index) else str(step)
            if step == NEXT:
                raise DecodeError("the name of a member in the brackets", "none")
            if name in named:
                raise DecodeError("one value", "2 of the same name").within(name)
            named[name] = inner
        return named


def _within(step: str | int, read: Callable[..., Any], *arguments: Any) -> Any:
    """What `read` gives; an error of it is seen from outside this item or entry."""
    try:
        return read(*arguments)
    except DecodeError as error:
        error.within(step)
        raise


def _in_order(tree: dict[Step, Tree]) -> list[Tree]:
    """What stands below by index, in their order; raises DecodeError for holes, and for names beside them."""
    indices = [step for step in tree if isinstance(step, Index)]
    if len(indices) < len(tree):
        raise DecodeError("indices in brackets", "names beside them" if indices else "names")
    if NEXT in tree:
        raise DecodeError("an index in the brackets, or none at the end of every name", "none in one")
    # By their lengths first, which is the order of numbers of any size.
    indices.sort(key=lambda index: (len(index.digits), index.digits))
    for place, index in enumerate(indices):
        if index.digits != str(place):
            raise DecodeError(f"the index {place} next", index.digits[:_SHOWN_DIGITS])
    return [tree[index] for index in indices]


def _entry(tree: Tree) -> tuple[str, Tree]:
    """Key and value of one entry of a dictionary, called so in any case."""
    inner = tree if isinstance(tree, dict) else {}
    steps = {fold(step): step for step in inner if isinstance(step, str)}
    key, value = steps.get(fold(KEY)), steps.get(fold(VALUE))
    if key is None or value is None or len(inner) > len((key, value)):
        missing = f"no {KEY}" if key is None else f"no {VALUE}" if value is None else "more"
        raise DecodeError(f"a {KEY} and a {VALUE}", missing)
    keys = inner[key]
    if not isinstance(keys, list) or len(keys) > 1:
        raise DecodeError("one text", "more").within(KEY)
    return _within(KEY, read_text, TextType(), keys[0]), inner[value]

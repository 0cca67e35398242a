"""The names and values of a form as a document, guided by the type.

The document is what JSON would have (see `documents`), so that spellings, absent members
and unknown ones are read by the same rules. Unknown members are texts, objects and arrays.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeAlias

from so_carriers.engines.python.form_names import KEY, NEXT, OWN, VALUE, Index, Step, Tree, tree_of
from so_carriers.engines.python.form_pairs import Pair, Text, check_members
from so_carriers.engines.python.form_scalars import CONTAINERS, expected_of, read_text
from so_carriers.engines.python.json_depth import too_deep
from so_carriers.errors import DecodeError, excerpt
from so_carriers.schema.carrier_schema import CarrierSchema
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
    check_members(texts, limits)
    parts: list[_Part] = [(key, declared.value, inner, False) for key, inner in texts.items()]
    return dict(zip(texts, reading.items(parts, 1), strict=True))


_Part: TypeAlias = tuple[str | int, ValueType | None, Tree, bool]
"""The step to one part of a container in an error, its type, its tree, and whether it is secret."""

_Parts: TypeAlias = tuple[Iterable[str] | None, list[_Part]]
"""The parts of a container, and their names in the document; a list has none."""


class _Reading:
    """Turns trees into documents; `depth` counts the containers from the root to the tree.

    One frame of Python's stack for each of these is all that there is room for.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits

    def document(self, declared: ValueType | None, tree: dict[Step, Tree], depth: int) -> Any:
        if depth > self._limits.depth:
            raise too_deep(self._limits)
        names, parts = _parts_of(declared, tree)
        if names is not None:
            check_members(parts, self._limits)
        items = self.items(parts, depth)
        return items if names is None else dict(zip(names, items, strict=True))

    def items(self, parts: list[_Part], depth: int) -> list[Any]:
        items: list[Any] = []
        for step, declared, tree, secret in parts:
            try:
                if isinstance(tree, list):
                    items.append(_document_of_texts(declared, tree))
                else:
                    items.append(self.document(declared, tree, depth + 1))
            except DecodeError as error:
                error.within(step, secret=secret)
                raise
        return items


def _document_of_texts(declared: ValueType | None, texts: list[Text]) -> Any:
    """The document of a name's values: one, or those of a list."""
    if isinstance(declared, ListType) and not isinstance(declared.item, CONTAINERS):
        return _scalars(declared.item, texts)
    if len(texts) == 1:
        return _scalar(declared, texts[0])
    if declared is None:
        return _scalars(None, texts)
    raise DecodeError("one value", f"{len(texts)} of the same name")


def _scalars(item: ValueType | None, texts: list[Text]) -> list[Any]:
    items: list[Any] = []
    for text in texts:
        try:
            items.append(_scalar(item, text))
        except DecodeError as error:
            error.within(len(items))
            raise
    return items


def _scalar(declared: ValueType | None, text: Text) -> Any:
    found = read_text(declared, text)
    if isinstance(declared, CONTAINERS):
        raise DecodeError(expected_of(declared), excerpt(found))
    return found


def _parts_of(declared: ValueType | None, tree: dict[Step, Tree]) -> _Parts:
    """What stands below a name; raises DecodeError where that is contradictory."""
    if OWN in tree:
        raise DecodeError("either a value or names below it", "both")
    if isinstance(declared, CarrierType):
        return _parts_of_carrier(declared.carrier.__carrier_schema__, tree)
    if isinstance(declared, ListType):
        return None, _parts_of_list(declared.item, tree)
    has_indices = any(isinstance(step, Index) for step in tree)
    if isinstance(declared, DictionaryType):
        named = _entries(tree) if has_indices else _named(tree)
        return named, [(key, declared.value, inner, False) for key, inner in named.items()]
    # A scalar has no parts; JSON's reader refuses what comes of them.
    if has_indices:
        return None, _parts_of_list(None, tree)
    named = _named(tree)
    return named, [(name, None, inner, False) for name, inner in named.items()]


def _parts_of_carrier(schema: CarrierSchema, tree: dict[Step, Tree]) -> _Parts:
    named = _named(tree)
    members = {name: schema.by_attribute[attribute] for attribute, name in schema.spelled(named).items()}
    parts: list[_Part] = []
    for name, inner in named.items():
        member = members.get(name)
        parts.append(
            (name, None, inner, False) if member is None else (member.name, member.type, inner, member.secret)
        )
    return named, parts


def _named(tree: dict[Step, Tree]) -> dict[str, Tree]:
    """What stands below by name; an index is a name here."""
    named: dict[str, Tree] = {}
    for step, inner in tree.items():
        if step == NEXT:
            raise DecodeError("a name in the brackets", "none")
        name = step.digits if isinstance(step, Index) else str(step)
        if name in named:
            raise DecodeError("one value", "2 of the same name").within(name)
        named[name] = inner
    return named


def _parts_of_list(item: ValueType | None, tree: dict[Step, Tree]) -> list[_Part]:
    following = tree.get(NEXT)
    if isinstance(following, list) and len(tree) == 1:
        return [(place, item, [text], False) for place, text in enumerate(following)]
    return [(place, item, inner, False) for place, inner in enumerate(_in_order(tree))]


def _in_order(tree: dict[Step, Tree]) -> list[Tree]:
    """What stands below by index, in their order; raises DecodeError for holes, and for names beside them."""
    indices = [step for step in tree if isinstance(step, Index)]
    if len(indices) < len(tree):
        raise DecodeError("indices such as [0]", "names beside them" if indices else "names")
    if NEXT in tree:
        raise DecodeError("an index in each name, or [] at the end of each", "[] in one")
    # By their lengths first, which is the order of numbers of any size.
    indices.sort(key=lambda index: (len(index.digits), index.digits))
    for place, index in enumerate(indices):
        if index.digits != str(place):
            raise DecodeError(f"the index {place} next", index.digits[:_SHOWN_DIGITS])
    return [tree[index] for index in indices]


def _entries(tree: dict[Step, Tree]) -> dict[str, Tree]:
    """The entries of a dictionary, whose keys and values stand below by index."""
    entries: dict[str, Tree] = {}
    for place, inner in enumerate(_in_order(tree)):
        try:
            key, value = _entry(inner)
        except DecodeError as error:
            error.within(place)
            raise
        if key in entries:
            raise DecodeError("each key once", "it twice").within(key)
        entries[key] = value
    return entries


def _entry(tree: Tree) -> tuple[str, Tree]:
    """Key and value of one entry, which are called so in any case."""
    inner = tree if isinstance(tree, dict) else {}
    steps = {fold(step): step for step in inner if isinstance(step, str)}
    key, value = steps.get(fold(KEY)), steps.get(fold(VALUE))
    if key is None or value is None or len(inner) > len((key, value)):
        missing = f"no {KEY}" if key is None else f"no {VALUE}" if value is None else "more"
        raise DecodeError(f"a {KEY} and a {VALUE}", missing)
    texts = inner[key]
    if not isinstance(texts, list) or len(texts) > 1:
        raise DecodeError("one text", "more").within(KEY)
    try:
        return read_text(TextType(), texts[0]), inner[value]
    except DecodeError as error:
        error.within(KEY)
        raise

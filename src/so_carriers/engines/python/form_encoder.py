"""Values to forms, with everything that a form cannot say.

A value becomes a document first (see `documents`). What a form says of it is what would be
read back as the very same document; everything else is a loss. Null, empty containers and
unknown names with dots or brackets are left out, and what stands behind them in a list moves
up; unknown numbers and booleans, and spellings that only JSON has, are written plainly.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, TypeAlias

from so_carriers.engines.python.documents import document_of
from so_carriers.engines.python.form_names import KEY, VALUE, is_plain_step
from so_carriers.engines.python.form_pairs import check_members, check_pairs, write_pairs
from so_carriers.engines.python.form_scalars import ROOTS, canonical_text, is_read_back, is_root, plain_text
from so_carriers.engines.python.form_shortcuts import writer_of
from so_carriers.errors import EncodeError, LossyEncoding, excerpt, format_path
from so_carriers.schema.carrier_schema import CarrierSchema
from so_carriers.schema.member import Member
from so_carriers.schema.stated_type import stated_type
from so_carriers.schema.types import CarrierType, DictionaryType, ListType, ValueType
from so_carriers.settings import Limits
from so_carriers.values.ascii_case import fold

Pairs: TypeAlias = list[tuple[str, str]]
Loss: TypeAlias = tuple[list[str | int], str]
"""The steps to what is lost, and what it is."""

_SURROGATE = re.compile("[\ud800-\udfff]")


def encode_form(value: Any, declared: ValueType | None, limits: Limits, *, allow_loss: bool) -> bytes:
    """The form of a value; `declared` is its type where the value does not state it.

    Raises LossyEncoding with all paths unless the loss is allowed, EncodeError with the path
    of what cannot be written at all, LimitExceeded over a limit.
    """
    schema = type(value).__dict__.get("__carrier_schema__")
    if schema is not None and (declared is None or _states(declared, value)):
        body: bytes | None = writer_of(schema).call(value, limits)
        if body is not None:
            return body
    return encode_any_form(value, declared, limits, allow_loss=allow_loss)


def encode_any_form(value: Any, declared: ValueType | None, limits: Limits, *, allow_loss: bool) -> bytes:
    """The same by the general way, which takes longer for the simplest carriers."""
    stated = declared or stated_type(value)
    if not is_root(stated):
        raise EncodeError(ROOTS, f"a value of type {type(value).__name__}")
    document = document_of(value, stated, limits)
    saying = _Saying(limits)
    pairs = saying.root(stated, document)
    if saying.losses and not allow_loss:
        # Those inside of one secret member all look alike.
        losses = dict.fromkeys((format_path(steps), what) for steps, what in saying.losses)
        raise LossyEncoding("a form", losses)
    check_pairs(len(pairs), limits)
    body = write_pairs(pairs)
    limits.check_body(body)
    return body


def _states(declared: ValueType, value: Any) -> bool:
    return isinstance(declared, CarrierType) and declared.carrier is type(value)


class _Saying:
    """Turns documents into pairs, and notes the steps and the kind of each loss.

    Two frames of Python's stack for each container are all that there is room for.
    """

    def __init__(self, limits: Limits) -> None:
        self.losses: list[Loss] = []
        self._limits = limits
        self._steps: list[str | int] = []
        self._shown: int | None = None
        """How many of the steps a path may show; all but for those inside of a secret member."""

    def root(self, declared: CarrierType | DictionaryType, document: Any) -> Pairs:
        if not document:
            return self._lose(_NULL if document is None else _EMPTY_OBJECT)
        if isinstance(declared, CarrierType):
            return self._carrier(declared.carrier.__carrier_schema__, document, "")
        check_members(document, self._limits)
        return _joined(self._value(key, declared.value, document[key], key) for key in self._keys(document))

    def _value(self, step: str | int, declared: ValueType | None, found: Any, name: str) -> Pairs:
        self._steps.append(step)
        if isinstance(found, list):
            pairs = self._list(declared, found, name)
        elif not isinstance(found, dict):
            pairs = self._scalar(declared, found, name)
        elif not found:
            pairs = self._lose(_EMPTY_OBJECT)
        elif isinstance(declared, CarrierType):
            pairs = self._carrier(declared.carrier.__carrier_schema__, found, f"{name}.")
        elif isinstance(declared, DictionaryType):
            pairs = self._dictionary(declared.value, found, name)
        else:
            pairs = self._unknown(found, f"{name}.")
        self._steps.pop()
        return pairs

    def _scalar(self, declared: ValueType | None, found: Any, name: str) -> Pairs:
        if found is None:
            return self._lose(_NULL)
        text = self._text(plain_text(found))
        if is_read_back(declared, found, text):
            return [(name, text)]
        text = canonical_text(declared, found)
        if not text:
            return self._lose("an empty name")
        self._lose(_SPELLING if declared else _BOOLEAN if isinstance(found, bool) else _NUMBER)
        return [(name, text)]

    def _list(self, declared: ValueType | None, found: list[Any], name: str) -> Pairs:
        if not found:
            return self._lose("an empty list")
        if not name:
            # No name of a form begins with a bracket.
            return self._lose("a list of the empty name")
        item = declared.item if isinstance(declared, ListType) else None
        pairs: Pairs = []
        count = 0
        for place, each in enumerate(found):
            said = self._value(place, item, each, f"{name}[{count}]")
            # What is left out leaves no hole.
            count += bool(said)
            pairs += said
        return pairs

    def _dictionary(self, declared: ValueType, found: dict[str, Any], name: str) -> Pairs:
        check_members(found, self._limits)
        pairs: Pairs = []
        count = 0
        for key in self._keys(found):
            entry = f"{name}[{count}]"
            said = self._value(key, declared, found[key], f"{entry}.{VALUE}")
            if said:
                pairs += [(f"{entry}.{KEY}", key), *said]
                count += 1
        return pairs

    def _unknown(self, found: dict[str, Any], prefix: str) -> Pairs:
        check_members(found, self._limits)
        pairs: Pairs = []
        for key in self._keys(found):
            if is_plain_step(key):
                pairs += self._value(key, None, found[key], prefix + key)
            else:
                self._lose(_NAME, key)
        return pairs

    def _carrier(self, schema: CarrierSchema, found: dict[str, Any], prefix: str) -> Pairs:
        check_members(found, self._limits)
        spelled = schema.spelled(found)
        members = {name: schema.by_attribute[attribute] for attribute, name in spelled.items()}
        said: dict[str, Pairs] = {key: [] for key in self._keys(found)}
        # Another spelling of a member's name is an unknown member only where the member is there too.
        for key in sorted(found, key=lambda key: key not in members and fold(key) in schema.by_folded_name):
            member = members.get(key)
            namesake = None if member else schema.by_folded_name.get(fold(key))
            if namesake is not None and not said[spelled[namesake.attribute]]:
                self._lose(f"a name that would be read as {namesake.name}", key)
            elif not is_plain_step(key):
                self._lose(_NAME, key)
            else:
                shown, self._shown = self._shown, self._shown_inside(member)
                said[key] = self._value(key, member.type if member else None, found[key], prefix + key)
                self._shown = shown
        return _joined(said.values())

    def _shown_inside(self, member: Member | None) -> int | None:
        is_first = member is not None and member.secret and self._shown is None
        return len(self._steps) + 1 if is_first else self._shown

    def _lose(self, what: str, *steps: str) -> Pairs:
        self.losses.append(([*self._steps, *steps][: self._shown], what))
        return []

    def _keys(self, found: dict[str, Any]) -> list[str]:
        return [self._text(key) for key in found]

    def _text(self, text: Any) -> str:
        """The text, where it is one and UTF-8 can write it."""
        if not isinstance(text, str):
            raise self._refusal("a text as key", excerpt(text))
        if not text.isascii() and _SURROGATE.search(text):
            raise self._refusal("a text that UTF-8 can write", "a lone surrogate")
        return text

    def _refusal(self, expected: str, found: str) -> EncodeError:
        error = EncodeError(expected, found if self._shown is None else None)
        for step in reversed(self._steps[: self._shown]):
            error.within(step)
        return error


_NULL = "null"
_EMPTY_OBJECT = "an empty object"
_NAME = "a name with a dot or a bracket"
_SPELLING = "a spelling that only JSON has"
_BOOLEAN = "true or false that no type declares"
_NUMBER = "a number that no type declares"


def _joined(parts: Iterable[Pairs]) -> Pairs:
    return [pair for pairs in parts for pair in pairs]

"""Values to forms, with everything that a form cannot say.

A value becomes a document first (see `documents`). What a form says of it is what would be
read back as the very same document; everything else is a loss. Null, empty containers and
unknown names with dots or brackets are left out, and what stands behind them in a list moves
up; unknown numbers and booleans, and spellings that only JSON has, are written plainly.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

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

Pairs = list[tuple[str, str]]

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
    # A carrier need not be told its own class, and its document is made faster without.
    document = document_of(value, None if _states(stated, value) else stated, limits)
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
    """Turns documents into pairs, and notes the path and the kind of each loss."""

    def __init__(self, limits: Limits) -> None:
        self.losses: list[tuple[list[str | int], str]] = []
        self._limits = limits
        self._steps: list[str | int] = []
        self._shown: int | None = None
        """How many of the steps a path may show; all but for those inside of a secret member."""

    def root(self, declared: CarrierType | DictionaryType, document: Any) -> Pairs:
        if not document:
            return self._value(declared, document, "")
        if isinstance(declared, CarrierType):
            return self._carrier(declared.carrier.__carrier_schema__, document, "")
        check_members(document, self._limits)
        return _joined(self._at(key, declared.value, document[key], key) for key in map(self._text, document))

    def _at(
        self, step: str | int, declared: ValueType | None, found: Any, name: str, *, secret: bool = False
    ) -> Pairs:
        self._steps.append(step)
        shown = self._shown
        if secret and shown is None:
            self._shown = len(self._steps)
        pairs = self._value(declared, found, name)
        self._shown = shown
        self._steps.pop()
        return pairs

    def _lose(self, what: str, *steps: str) -> Pairs:
        self.losses.append(([*self._steps, *steps][: self._shown], what))
        return []

    def _text(self, text: Any) -> str:
        """The text, where it is one and UTF-8 can write it."""
        if not isinstance(text, str):
            raise self._refusal("a text as key", excerpt(text))
        if not text.isascii() and _SURROGATE.search(text):
            raise self._refusal("a text that UTF-8 can write", "a lone surrogate")
        return text

    def _refusal(self, expected: str, found: str) -> EncodeError:
        error = EncodeError(expected, None if self._shown else found)
        for step in reversed(self._steps[: self._shown]):
            error.within(step)
        return error

    def _value(self, declared: ValueType | None, found: Any, name: str) -> Pairs:
        if found is None:
            return self._lose("null")
        if isinstance(found, list):
            item = declared.item if isinstance(declared, ListType) else None
            return self._list(item, found, name) if found else self._lose("an empty list")
        if not isinstance(found, dict):
            return self._scalar(declared, found, name)
        if not found:
            return self._lose("an empty object")
        check_members(found, self._limits)
        if isinstance(declared, CarrierType):
            return self._carrier(declared.carrier.__carrier_schema__, found, f"{name}.")
        if isinstance(declared, DictionaryType):
            return self._dictionary(declared.value, found, name)
        return _joined(self._member(None, key, item, f"{name}.") for key, item in found.items())

    def _scalar(self, declared: ValueType | None, found: Any, name: str) -> Pairs:
        text = self._text(plain_text(found))
        if is_read_back(declared, found, text):
            return [(name, text)]
        self._lose(_SPELLING if declared else _BOOLEAN if isinstance(found, bool) else _NUMBER)
        text = canonical_text(declared, found)
        return [(name, text)] if text else []

    def _carrier(self, schema: CarrierSchema, found: dict[str, Any], prefix: str) -> Pairs:
        spelled = schema.spelled(found)
        members = {name: schema.by_attribute[attribute] for attribute, name in spelled.items()}
        said = {key: self._member(members.get(key), key, item, prefix) for key, item in found.items()}
        for key in found:
            member = None if key in members else schema.by_folded_name.get(fold(key))
            # Another spelling of a member's name is an unknown member only where the member is there too.
            if member is not None and said[key] and not said[spelled[member.attribute]]:
                said[key] = self._lose(f"a name that would be read as {member.name}", key)
        return _joined(said.values())

    def _member(self, member: Member | None, key: str, found: Any, prefix: str) -> Pairs:
        if not is_plain_step(key):
            return self._lose("a name with a dot or a bracket", key)
        name = prefix + self._text(key)
        if member is None:
            return self._at(key, None, found, name)
        return self._at(key, member.type, found, name, secret=member.secret)

    def _list(self, item: ValueType | None, found: list[Any], name: str) -> Pairs:
        said: list[Pairs] = []
        for place, each in enumerate(found):
            # What is left out leaves no hole.
            pairs = self._at(place, item, each, f"{name}[{len(said)}]")
            if pairs:
                said.append(pairs)
        return _joined(said)

    def _dictionary(self, declared: ValueType, found: dict[str, Any], name: str) -> Pairs:
        said: list[Pairs] = []
        for key in map(self._text, found):
            entry = f"{name}[{len(said)}]"
            pairs = self._at(key, declared, found[key], f"{entry}.{VALUE}")
            if pairs:
                said.append([(f"{entry}.{KEY}", key), *pairs])
        return _joined(said)


_SPELLING = "a spelling that only JSON has"
_BOOLEAN = "true or false that no type declares"
_NUMBER = "a number that no type declares"


def _joined(parts: Iterable[Pairs]) -> Pairs:
    return [pair for pairs in parts for pair in pairs]

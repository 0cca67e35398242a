"""The spellings that a carrier keeps of the scalars in a list or dictionary, while those are changed.

They are opened, which makes them mutable, with the first change, and closed when all is done.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from so_carriers.patches.workspace import Workspace
from so_carriers.schema.wire_state import Spelling, Spellings, WireState

_set = object.__setattr__
_NO_STATE = WireState()


class Home(NamedTuple):
    """The member that keeps the spellings of a list or dictionary, and the steps there from it."""

    carrier: Any
    attribute: str
    steps: tuple[int | str, ...] = ()

    def child(self, step: int | str) -> Home:
        """The home of what is within."""
        return Home(self.carrier, self.attribute, (*self.steps, step))


class ListSpellings(MutableMapping[Any, Any]):
    """The spellings of a list's items by index, held beside them, so that insertions are cheap."""

    def __init__(self, kept: Mapping[Any, Spellings], size: int) -> None:
        self._beside = [kept.get(index) for index in range(size)]

    def insert(self, index: int, spelling: Spellings | None) -> None:
        """Makes room for an item."""
        self._beside.insert(index, spelling)

    def remove(self, index: int) -> None:
        """Forgets an item."""
        del self._beside[index]

    def __getitem__(self, index: int) -> Spellings:
        spelling = self._beside[index] if index < len(self._beside) else None
        if spelling is None:
            raise KeyError(index)
        return spelling

    def __setitem__(self, index: int, spelling: Spellings) -> None:
        self._beside[index] = spelling

    def __delitem__(self, index: int) -> None:
        self._beside[index] = None

    def __iter__(self) -> Iterator[int]:
        return (index for index, spelling in enumerate(self._beside) if spelling is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def keep_spelling(home: Home, step: int | str, spelling: Spellings | None, work: Workspace) -> None:
    """Keeps the spelling of one value in a list or dictionary, or forgets it."""
    kept = _opened(home, work)
    kept.pop(step, None)
    if spelling is not None:
        kept[step] = spelling


def list_spellings(home: Home, size: int, work: Workspace) -> ListSpellings:
    """The spellings of a list of that size, for its items to be inserted and taken out."""
    kept = _opened(home, work)
    if isinstance(kept, ListSpellings):
        return kept
    beside = ListSpellings(kept, size)
    *steps, last = (home.attribute, *home.steps)
    parent = _opened_at(home.carrier, steps, work)
    parent[last] = work.own[id(beside)] = beside
    return beside


def _opened(home: Home, work: Workspace) -> MutableMapping[Any, Any]:
    return _opened_at(home.carrier, [home.attribute, *home.steps], work)


def _opened_at(carrier: Any, steps: Sequence[int | str], work: Workspace) -> MutableMapping[Any, Any]:
    state: WireState = carrier._wire_state or _NO_STATE
    if id(carrier) not in work.opened or id(state.spellings) not in work.own:
        work.opened[id(carrier)] = carrier
        own = dict(state.spellings)
        work.own[id(own)] = own
        state = replace(state, spellings=own)
        _set(carrier, "_wire_state", state)
    elif state.respelled is not None:
        # Worked out when the spellings were others.
        _set(state, "respelled", None)
    kept: Any = state.spellings
    for step in steps:
        inner = kept.get(step)
        if inner is None or isinstance(inner, Spelling) or id(inner) not in work.own:
            inner = {} if inner is None or isinstance(inner, Spelling) else dict(inner)
            kept[step] = work.own[id(inner)] = inner
        kept = inner
    mutable: MutableMapping[Any, Any] = kept
    return mutable


def close_spellings(work: Workspace) -> None:
    """Makes what was opened immutable again, without what holds nothing."""
    for carrier in work.opened.values():
        state: WireState | None = carrier._wire_state
        if state is not None:
            _set(carrier, "_wire_state", state.changed(spellings=_closed(state.spellings)))


def _closed(kept: Mapping[Any, Any]) -> dict[Any, Any]:
    closed = {step: _closed(inner) if isinstance(inner, Mapping) else inner for step, inner in kept.items()}
    return {step: inner for step, inner in closed.items() if inner or isinstance(inner, Spelling)}

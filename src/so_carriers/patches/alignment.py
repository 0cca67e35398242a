"""Which items of one list are which items of another, and the steps that make one of the other.

An alignment is what keys or contents say; `list_steps` turns it into insertions, removals and
moves, each with the index that holds when its turn comes.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Iterator, Sequence
from typing import Literal, NamedTuple

MOST_PAIRS = 100_000
"""The pairs of equal items that are looked at; beyond it lists are compared place by place."""


class Alignment(NamedTuple):
    """How the items of two lists belong together, by indices of the old and the new one.

    `kept` are pairs that stand in the same order in both, `moved` the other pairs. An item
    of the old list that is in neither is gone, one of the new list is new.
    """

    kept: list[tuple[int, int]]
    moved: list[tuple[int, int]]


class ListStep(NamedTuple):
    """One step on the way from one list to another.

    `index` holds when the steps before it are done; `item` is an index of the new list for
    an addition, of the old list otherwise; `source` is where a moved item stood.
    """

    name: Literal["add", "remove", "move"]
    index: int
    item: int
    source: int = -1


def align(old: Sequence[Hashable], new: Sequence[Hashable]) -> Alignment | None:
    """The longest common subsequence of two lists, and the equal items that stand elsewhere.

    None where more than `MOST_PAIRS` pairs of items are equal.
    """
    start, end = _common_ends(old, new)
    places: dict[Hashable, list[int]] = {}
    for j in range(start, len(new) - end):
        places.setdefault(new[j], []).append(j)
    middle = range(start, len(old) - end)
    if sum(len(places.get(old[i], ())) for i in middle) > MOST_PAIRS:
        return None
    # Hunt and Szymanski, 1977: a common subsequence is an increasing one of the pairs, when those
    # of one old item come with the last place first.
    pairs = [(i, j) for i in middle for j in reversed(places.get(old[i], ()))]
    kept = [
        *((i, i) for i in range(start)),
        *(pairs[place] for place in _longest_increasing([j for _, j in pairs])),
        *((len(old) - back, len(new) - back) for back in range(end, 0, -1)),
    ]
    return Alignment(kept, _elsewhere(old, kept, places, middle))


def _common_ends(old: Sequence[Hashable], new: Sequence[Hashable]) -> tuple[int, int]:
    """How many items two lists have in common at the start, and how many of the others at the end."""
    shorter = min(len(old), len(new))
    start = 0
    while start < shorter and old[start] == new[start]:
        start += 1
    end = 0
    while end < shorter - start and old[-1 - end] == new[-1 - end]:
        end += 1
    return start, end


def _elsewhere(
    old: Sequence[Hashable],
    kept: list[tuple[int, int]],
    places: dict[Hashable, list[int]],
    middle: range,
) -> list[tuple[int, int]]:
    """Pairs of equal items that are not kept, each item in one of them at most."""
    kept_old, kept_new = {i for i, _ in kept}, {j for _, j in kept}
    free = {key: iter([j for j in found if j not in kept_new]) for key, found in places.items()}
    moved = []
    for i in middle:
        if i not in kept_old and (j := next(free.get(old[i], iter(())), None)) is not None:
            moved.append((i, j))
    return moved


def _longest_increasing(numbers: Sequence[int]) -> list[int]:
    """The places of a longest strictly increasing subsequence."""
    lowest_ends: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for place, number in enumerate(numbers):
        length = bisect_left(lowest_ends, number)
        before.append(ends[length - 1] if length else -1)
        lowest_ends[length : length + 1] = [number]
        ends[length : length + 1] = [place]
    chain = []
    place = ends[-1] if ends else -1
    while place >= 0:
        chain.append(place)
        place = before[place]
    return chain[::-1]


def list_steps(old_size: int, new_size: int, alignment: Alignment) -> Iterator[ListStep]:
    """The steps that make a list of the new size, with kept and moved items in their new places.

    Removals come first, then additions and moves from the front to the back.
    """
    slots = _Slots(old_size, new_size, alignment)
    source_of = {j: i for i, j in alignment.moved}
    taken = {i for i, _ in (*alignment.kept, *alignment.moved)}
    for i in range(old_size):
        if i not in taken:
            yield ListStep("remove", slots.clear_old(i), i)
    kept = {j for _, j in alignment.kept}
    for j in range(new_size):
        if j in source_of:
            source = slots.clear_old(source_of[j])
            yield ListStep("move", slots.fill_new(j), source_of[j], source)
        elif j not in kept:
            yield ListStep("add", slots.fill_new(j), j)


class _Slots:
    """Where items stand while a list is changed step by step.

    Between two kept items there is a slot for each new item that will stand there, and
    then one for each old item that will not. An index is the number of full slots before it,
    which a tree of partial sums tells (Fenwick, 1994).
    """

    def __init__(self, old_size: int, new_size: int, alignment: Alignment) -> None:
        self._sums = [0] * (old_size + new_size + 1)
        self._old: dict[int, int] = {}
        self._new: dict[int, int] = {}
        slot = old_done = new_done = 0
        for i, j in (*alignment.kept, (old_size, new_size)):
            for new in range(new_done, j):
                self._new[new] = slot
                slot += 1
            # The kept item itself comes last.
            for old in range(old_done, min(i + 1, old_size)):
                self._old[old] = slot
                self._add(slot, 1)
                slot += 1
            old_done, new_done = i + 1, j + 1

    def clear_old(self, item: int) -> int:
        """Empties the slot of an old item, and tells its index."""
        slot = self._old[item]
        self._add(slot, -1)
        return self._full_before(slot)

    def fill_new(self, item: int) -> int:
        """Fills the slot of a new item, and tells its index."""
        slot = self._new[item]
        self._add(slot, 1)
        return self._full_before(slot)

    def _add(self, slot: int, change: int) -> None:
        slot += 1
        while slot < len(self._sums):
            self._sums[slot] += change
            slot += slot & -slot

    def _full_before(self, slot: int) -> int:
        total = 0
        while slot:
            total += self._sums[slot]
            slot &= slot - 1
        return total


def paired_by_place(alignment: Alignment, old_size: int, new_size: int) -> Alignment:
    """The alignment with what is gone and what is new between two kept items paired, first with first."""
    moved_old, moved_new = {i for i, _ in alignment.moved}, {j for _, j in alignment.moved}
    kept: list[tuple[int, int]] = []
    old_done = new_done = 0
    for i, j in (*alignment.kept, (old_size, new_size)):
        gone = [old for old in range(old_done, i) if old not in moved_old]
        fresh = [new for new in range(new_done, j) if new not in moved_new]
        kept += [*zip(gone, fresh, strict=False), (i, j)]
        old_done, new_done = i + 1, j + 1
    return Alignment(kept[:-1], alignment.moved)

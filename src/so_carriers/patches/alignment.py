"""Which items of one list are which items of another, and the steps that make one of the other.

What both lists have in common at their ends is left out first. An alignment says which items
of the sections between belong together; `list_steps` turns it into removals, additions and moves,
each with the index that holds when its turn comes.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import Literal, NamedTuple

MOST_PAIRS = 100_000
"""The pairs of equal items that are looked at; beyond it lists are compared place by place."""

Pair = tuple[int, int]
"""An index of the old list and one of the new."""


class Section(NamedTuple):
    """What lies between the common ends of two lists: from `start` on, up to an end of its own in each."""

    start: int
    old_end: int
    new_end: int


class Alignment(NamedTuple):
    """How the items of a section belong together.

    `kept` are pairs that stand in the same order in both lists, `moved` the other pairs. An
    item of the old list that is in neither is gone, one of the new list is new.
    """

    kept: Sequence[Pair] = ()
    moved: Sequence[Pair] = ()


class ListStep(NamedTuple):
    """One step on the way from one list to another.

    `place` is an index that holds when the steps before it are done; `item` is an index of the new list for
    an addition, of the old list otherwise; `source` is where a moved item stood.
    """

    name: Literal["add", "remove", "move"]
    place: int
    item: int
    source: int = -1


def section_of(old_size: int, new_size: int, same: Callable[[int, int], bool]) -> Section:
    """What lies between the common ends of two lists of these sizes."""
    shorter = min(old_size, new_size)
    start = 0
    while start < shorter and same(start, start):
        start += 1
    end = 0
    while end < shorter - start and same(old_size - 1 - end, new_size - 1 - end):
        end += 1
    return Section(start, old_size - end, new_size - end)


def align(old: Sequence[Hashable], new: Sequence[Hashable], section: Section) -> Alignment | None:
    """The longest common subsequence of a section, and the equal items that stand elsewhere in it.

    `old` and `new` hold what tells the items of the section apart. None where more than
    `MOST_PAIRS` pairs are equal.
    """
    places: dict[Hashable, list[int]] = {}
    for j, key in enumerate(new, section.start):
        places.setdefault(key, []).append(j)
    if sum([len(places.get(key, ())) for key in old]) > MOST_PAIRS:
        return None
    # Hunt and Szymanski, 1977: a common subsequence is an increasing one of the pairs, when those
    # of one old item come with the last place first.
    pairs = [(i, j) for i, key in enumerate(old, section.start) for j in reversed(places.get(key, ()))]
    kept = [pairs[place] for place in _longest_increasing([j for _, j in pairs])]
    kept_old, kept_new = {i for i, _ in kept}, {j for _, j in kept}
    free = {key: iter([j for j in found if j not in kept_new]) for key, found in places.items()}
    moved = []
    for i, key in enumerate(old, section.start):
        if i not in kept_old and key in free and (j := next(free[key], -1)) >= 0:
            moved.append((i, j))
    return Alignment(kept, moved)


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


def paired_by_place(alignment: Alignment, section: Section) -> list[Pair]:
    """What is gone and what is new between two kept items, the first with the first and so on."""
    moved_old, moved_new = {i for i, _ in alignment.moved}, {j for _, j in alignment.moved}
    pairs: list[Pair] = []
    for old, new in _gaps(alignment, section):
        gone = [i for i in old if i not in moved_old]
        fresh = [j for j in new if j not in moved_new]
        pairs += zip(gone, fresh, strict=False)
    return pairs


def _gaps(alignment: Alignment, section: Section) -> Iterator[tuple[range, range]]:
    """The indices of the items before, between and after the kept ones, of the old and the new list."""
    old_done = new_done = section.start
    for i, j in (*alignment.kept, (section.old_end, section.new_end)):
        yield range(old_done, i), range(new_done, j)
        old_done, new_done = i + 1, j + 1


def list_steps(alignment: Alignment, section: Section) -> Iterator[ListStep]:
    """The steps that put each kept and moved item into its new place.

    Removals come first, then additions and moves from the front to the back.
    """
    slots = _Slots(alignment, section)
    source_of = {j: i for i, j in alignment.moved}
    there = {i for i, _ in (*alignment.kept, *alignment.moved)}
    for i in range(section.start, section.old_end):
        if i not in there:
            yield ListStep("remove", slots.clear_old(i), i)
    kept = {j for _, j in alignment.kept}
    for j in range(section.start, section.new_end):
        if j in source_of:
            source = slots.clear_old(source_of[j])
            yield ListStep("move", slots.fill_new(j), source_of[j], source)
        elif j not in kept:
            yield ListStep("add", slots.fill_new(j), j)


class _Slots:
    """Where items stand while a list is changed step by step.

    Between two kept items there is a slot for each new item that will stand there, and then
    one for each old item that will not. An index is the number of full slots before it, which
    a tree of partial sums tells (Fenwick, 1994).
    """

    def __init__(self, alignment: Alignment, section: Section) -> None:
        self._start = section.start
        self._old: dict[int, int] = {}
        self._new: dict[int, int] = {}
        slot = 0
        full: list[int] = []
        for old, new in _gaps(alignment, section):
            for j in new:
                self._new[j] = slot
                slot += 1
            # The kept item comes after the last old one.
            for i in range(old.start, min(old.stop + 1, section.old_end)):
                self._old[i] = slot
                full.append(slot)
                slot += 1
        self._sums = [0] * (slot + 1)
        for each in full:
            self._add(each, 1)

    def clear_old(self, item: int) -> int:
        """Empties the slot of an old item, and tells its index."""
        return self._change(self._old[item], -1)

    def fill_new(self, item: int) -> int:
        """Fills the slot of a new item, and tells its index."""
        return self._change(self._new[item], 1)

    def _change(self, slot: int, change: int) -> int:
        self._add(slot, change)
        index = self._start
        while slot:
            index += self._sums[slot]
            slot &= slot - 1
        return index

    def _add(self, slot: int, change: int) -> None:
        slot += 1
        while slot < len(self._sums):
            self._sums[slot] += change
            slot += slot & -slot

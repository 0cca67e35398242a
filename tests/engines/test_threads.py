"""Threads read and write at once, and learn classes at once: each gets what one alone would get."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

import so_carriers as so
from so_carriers.schema.types import declared_type
from so_carriers.settings import DEFAULT_LIMITS
from tests.engines.asked_types import value_type
from tests.engines.bodies import readable_bodies_of, value_of
from tests.engines.formats import Format, for_every_format, needs_native, reason_of
from tests.racing import eager_switching, fresh_classes

pytestmark = [needs_native, pytest.mark.usefixtures(eager_switching.__name__)]

THREADS = 8


def at_once(work: Callable[[int], Any]) -> list[Any]:
    """The results of as many threads, which all start at the same moment."""
    barrier = threading.Barrier(THREADS)

    def start(number: int) -> Any:
        barrier.wait(timeout=60)
        return work(number)

    with ThreadPoolExecutor(THREADS) as pool:
        return [*pool.map(start, range(THREADS), timeout=120)]


@for_every_format
def test_many_threads_read_and_write_the_same_and_others(format_: Format) -> None:
    bodies = [*readable_bodies_of(format_.name).values()]
    values = [value_of(body, format_.name) for body in bodies]
    texts = [
        format_.write(value, value_type(body.asked), DEFAULT_LIMITS)
        for value, body in zip(values, bodies, strict=True)
    ]

    def work(thread: int) -> int:
        for step in range(4 * len(bodies)):
            number = (step if thread % 2 else step + thread) % len(bodies)
            declared = value_type(bodies[number].asked)
            given = format_.read_natively(bodies[number].octets, declared, DEFAULT_LIMITS, False)
            assert reason_of(given) is not None or so.identical(given, values[number])
            text = format_.write_natively(values[number], declared, DEFAULT_LIMITS)
            assert reason_of(text) is not None or text == texts[number]
        return thread

    assert at_once(work) == [*range(THREADS)]


FIRST_BODIES = {
    "json": b'{"name":"a","Leaf":{"Kind":"Other Own","Tree":{"Leaf":{}}},"Leaves":[{}],"Trees":{},"y":1}',
    "xml": b"<Tree><name>a</name><Leaf><Kind>Other Own</Kind><Tree><Leaf/></Tree></Leaf><y>1</y></Tree>",
}


@for_every_format
@pytest.mark.parametrize("_round", range(10))
def test_many_threads_use_a_class_first(format_: Format, _round: int) -> None:  # it is no fixture
    leaf, tree = fresh_classes()
    body = FIRST_BODIES[format_.name]

    def work(thread: int) -> bytes:
        if thread % 2:
            return so.encode(tree(name="b", leaf=leaf(tree=tree(leaf=leaf()))), format_.media_type)
        return so.encode(so.decode(body, tree, format_.media_type), format_.media_type)

    declared = declared_type(tree)
    results = at_once(work)
    read = format_.write(format_.read(body, declared, DEFAULT_LIMITS, False), declared, DEFAULT_LIMITS)
    made = tree(name="b", leaf=leaf(tree=tree(leaf=leaf())))
    written = format_.write(made, declared, DEFAULT_LIMITS)
    assert results == [written if thread % 2 else read for thread in range(THREADS)]
    assert reason_of(format_.read_natively(body, declared, DEFAULT_LIMITS, False)) is None

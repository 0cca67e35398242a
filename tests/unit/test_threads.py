"""The first use of a class by many threads at once: each gets what one alone would get."""

from __future__ import annotations

import copy
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

import so_carriers as so
from so_carriers.engines.python import json_decoder, json_fields
from tests.racing import eager_switching, fresh_classes

THREADS = 12
EACH_ROUND = pytest.mark.usefixtures("many_rounds")
pytestmark = pytest.mark.usefixtures(eager_switching.__name__)


@pytest.fixture(params=range(15))
def many_rounds() -> None:
    """Has a test run many times, as a race may be lost once and won the next time."""


BODIES = [
    b'{"Name":"a","Leaf":{"Kind":"Own, Other","Tree":null},"Leaves":[{"Kind":"4","Tree":{}}],"Trees":{}}',
    b'{"leaf":{"kind":3},"X":{"Y":1.10},"Name":"b","Trees":{"t":{"Leaf":{}}}}',
    b'{"Leaves":[null,{"Tree":{"Leaves":[]}}],"Leaf":null,"Grown":"2024-09-04T12:01:28.5878372+02:00"}',
    b"{}",
]


def at_once(work: Callable[[int], object]) -> list[Any]:
    """The results of as many threads, which all start at the same moment."""
    barrier = threading.Barrier(THREADS)

    def start(number: int) -> object:
        barrier.wait(timeout=30)
        return work(number)

    with ThreadPoolExecutor(THREADS) as pool:
        return [*pool.map(start, range(THREADS), timeout=60)]


@EACH_ROUND
def test_the_first_decoding_by_many_threads_gives_each_its_carriers() -> None:
    leaf, tree = fresh_classes()
    results = at_once(lambda number: so.decode(BODIES[number % len(BODIES)], tree))
    for number, result in enumerate(results):
        assert type(result) is tree
        assert type(result.leaf) is leaf
        assert so.encode(result) == BODIES[number % len(BODIES)]


@EACH_ROUND
def test_the_first_encoding_by_many_threads_gives_each_its_body() -> None:
    leaf, tree = fresh_classes()
    bodies = at_once(lambda number: so.encode(tree(name=str(number), leaf=leaf(), leaves=[leaf(kind="x")])))
    assert bodies == [
        b'{"Name":"%d","Leaf":{"Kind":"None","Tree":null},"Leaves":[{"Kind":"x","Tree":null}],"Trees":null,"Grown":null}'
        % number
        for number in range(THREADS)
    ]


@EACH_ROUND
def test_the_first_uses_of_all_kinds_do_not_disturb_each_other() -> None:
    leaf, tree = fresh_classes()

    def use(number: int) -> object:
        body = BODIES[number // 4 % len(BODIES)]
        if number % 4 == 0:
            return so.encode(so.decode(body, tree)) == body
        if number % 4 == 1:
            return so.encode(tree(leaf=leaf(tree=tree(leaf=leaf())))).count(b'"Kind":"None"') == 2
        if number % 4 == 2:
            return [member.name for member in so.schema_of(tree).members][:2] == ["Name", "Leaf"]
        return copy.deepcopy(tree(leaf=leaf())) == copy.copy(tree(leaf=leaf()))

    assert at_once(use) == [True] * THREADS


@EACH_ROUND
def test_the_first_uses_of_xml_by_many_threads_give_each_its_document() -> None:
    leaf, tree = fresh_classes()

    def use(number: int) -> bool:
        # Plain documents are read without a tree, those with a comment through one.
        comment = b"<!-- -->" if number % 2 else b""
        made = tree(name=str(number), leaf=leaf(tree=tree(leaf=leaf())))
        document = so.encode(made, "text/xml").replace(b"<Name>", b"<Name>" + comment, 1)
        value = so.decode(BODIES[number % len(BODIES)], tree)
        again = so.decode(so.encode(value, "text/xml"), tree, "text/xml")
        return so.identical(so.decode(document, tree, "text/xml"), made) and so.identical(again, value)

    assert at_once(use) == [True] * THREADS


def test_each_thread_is_told_the_mistake_of_its_own_document() -> None:
    mistakes = [("<Role>", "tag not finished"), ("<Role><a></b></Role>", "tag name mismatch")]

    def message(number: int) -> bool:
        body, expected = mistakes[number % 2]
        found = set()
        for _ in range(50):
            with pytest.raises(so.DecodeError) as refusal:
                so.decode(body, so.Role, "text/xml")
            found.add(expected in str(refusal.value))
        return found == {True}

    assert at_once(message) == [True] * THREADS


@EACH_ROUND
@pytest.mark.usefixtures("reference_engine")
def test_each_class_is_compiled_once_whichever_thread_comes_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compiled: Counter[str] = Counter()
    for module in (json_decoder, json_fields):
        usual = vars(module)["compile_function"]

        def counted(*arguments: Any, compile_function: Callable[..., Any] = usual) -> Any:
            compiled[arguments[-1]] += 1
            return compile_function(*arguments)

        monkeypatch.setattr(module, "compile_function", counted)
    _, tree = fresh_classes()
    at_once(lambda number: so.encode(so.decode(BODIES[number % len(BODIES)], tree)))
    titles = [f"json {what} of {name}" for what in ("decoder", "fields") for name in ("Leaf", "Tree")]
    assert compiled == dict.fromkeys(titles, 1)


@EACH_ROUND
def test_each_class_has_one_decoder_and_one_schema_for_all_threads() -> None:
    leaf, tree = fresh_classes()
    decoders = at_once(lambda _number: json_decoder.decoder_of(tree))
    assert len({id(decoder) for decoder in decoders}) == 1
    members = at_once(lambda _number: so.schema_of(leaf).members)
    assert [found == members[0] for found in members] == [True] * THREADS


def test_bodies_of_many_shapes_are_told_apart_by_all_threads() -> None:
    _, tree = fresh_classes()

    def read(number: int) -> list[tuple[bytes, bytes]]:
        bodies = [b'{"X%d":%d,"Name":"%d"}' % (shape, number, shape) for shape in range(number, number + 80)]
        return [(so.encode(so.decode(body, tree)), body) for body in bodies]

    for results in at_once(read):
        assert [written for written, _ in results] == [body for _, body in results]


def test_sums_of_flags_that_are_new_to_all_threads_are_written_alike() -> None:
    class Bits(so.WireFlag):
        FIRST = 1, "First"

    @so.carrier
    class Mask:
        bits: Bits | str = so.member("Bits")

    def write(_number: int) -> list[bytes]:
        return [so.encode(so.decode(b'{"Bits":"%d"}' % bits, Mask)) for bits in range(2, 600)]

    assert at_once(write) == [[b'{"Bits":"%d"}' % bits for bits in range(2, 600)]] * THREADS


FIRST_USE = """
import sys, threading
import so_carriers as so

sys.setswitchinterval(1e-6)
barrier = threading.Barrier(16)
failures = []

def use(number):
    barrier.wait()
    try:
        names = so.__all__[number:] + so.__all__[:number]
        assert all(getattr(so, name) is getattr(so, name) for name in names)
        body = b'{"Role":{"Id":"3"},"Credentials":[{"Type":null}],"X":1.0}'
        assert so.encode(so.decode(body, so.User)) == body
    except BaseException as error:
        failures.append(repr(error))

threads = [threading.Thread(target=use, args=(number,)) for number in range(16)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
print(failures)
"""


def test_the_library_itself_may_be_loaded_by_many_threads_at_once() -> None:
    for _ in range(3):
        ran = subprocess.run(
            [sys.executable, "-c", FIRST_USE],
            env={"PYTHONPATH": str(Path(str(so.__file__)).parents[1]), "SO_CARRIERS_ENGINE": so.engine()},
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )
        assert ran.stdout == "[]\n"


def test_carriers_that_share_a_wire_state_are_changed_by_their_own_thread_alone() -> None:
    _, tree = fresh_classes()
    read = so.decode(BODIES[1], tree)
    before = copy.deepcopy(read)

    def change(number: int) -> bytes:
        twin = copy.copy(read)
        for step in range(50):
            twin.name = f"{number}-{step}"
            twin.grown = None
            so.set_absent(twin, "grown")
            so.set_absent(twin, "trees")
        return so.encode(twin)

    assert at_once(change) == [
        b'{"leaf":{"kind":3},"X":{"Y":1.10},"Name":"%d-49"}' % number for number in range(THREADS)
    ]
    assert so.encode(read) == BODIES[1]
    assert so.identical(read, before)

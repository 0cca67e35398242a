"""A carrier that another thread changes while it is written: some state of it is written, or an error raised.

The native engine lets others run where it calls Python. That is done here on purpose, at each such
call in turn, and then by threads.
"""

from __future__ import annotations

import contextlib
import datetime
import gc
import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest

import so_carriers as so
from so_carriers.settings import DEFAULT_LIMITS
from tests.engines.asked_types import value_type
from tests.engines.broad_carrier import Broad, Leaf
from tests.engines.formats import Format, for_every_format, needs_native, reason_of

pytestmark = needs_native

DECLARED = value_type("Broad")

BODY = (
    b'{"Leaf":{"Id":5,"names":["a"],"z":0},"Kind":"somebody","Rights":"update,select","Number":1,"x":{"y":[1,2]},'
    b'"Day":"2024-09-04T12:01:28","Days":["2024-09-04T12:01:28.10Z","2024-09-04T12:01:28-0930"],'
    b'"Kinds":["internalassociate","Nobody"],"Grid":[["1",2],[3]],"Flags":{"a":"TRUE"},'
    b'"leaves":{"p":{"Id":1},"q":{"Id":"2"}},"RightsOf":{"a":"update,select,99","b":"insert"},'
    b'"Others":[{"Number":"2","w":null},{"Kind":"?"}]}'
)


@pytest.fixture(autouse=True, scope="module")
def few_objects() -> None:
    """Garbage is collected again and again here: what other tests have left need not be looked at."""
    gc.collect()
    gc.freeze()


class Zone(datetime.tzinfo):
    """A zone whose offset only Python can tell."""

    def utcoffset(self, _moment: datetime.datetime | None) -> datetime.timedelta:
        """Two hours."""
        return datetime.timedelta(hours=2)

    def dst(self, _moment: datetime.datetime | None) -> None:
        """Not told."""

    def tzname(self, _moment: datetime.datetime | None) -> None:
        """Not told."""


def carrier() -> Any:
    """One of whose writing much is left to Python: odd names, spellings, unknown members, dates."""
    value = so.decode(BODY, Broad)
    value.days = [day.replace(tzinfo=Zone()) for day in value.days if day is not None]
    value.rights_of["c"] = so.ETableRight(2**21 + 1)
    value.inner = Broad(
        leaf=Leaf(id=1, names=[], kind=so.UserType.INTERNAL_ASSOCIATE),
        kind="other",
        rights=so.ETableRight(2**22 + 2),
        number=1,
        small=None,
        flag=True,
        maybe=None,
        day=so.DateTime(2024, 9, 4, tzinfo=Zone()),
        days=[],
        kinds=[so.UserType.INTERNAL_ASSOCIATE],
        grid=[],
        flags={},
        leaves={},
        tables=None,
        rights_of={"d": so.ETableRight(2**23 + 4)},
        others=[],
    )
    return value


def _forget_state(value: Any) -> None:
    object.__setattr__(value, "_wire_state", None)


def _forget_spellings(value: Any) -> None:
    """At all depths, as nobody may: they are what is written."""
    if value._wire_state is not None:
        for spellings in value._wire_state.spellings.values():
            if isinstance(spellings, dict):
                spellings.clear()
        value._wire_state.spellings.clear()


def _empty_containers(value: Any) -> None:
    for container in (
        value.days,
        value.kinds,
        value.grid,
        value.flags,
        value.leaves,
        value.rights_of,
        value.others,
    ):
        container.clear()


def _replace_containers(value: Any) -> None:
    value.days, value.kinds, value.grid, value.others = [], ["Nobody"], [[1]], [None]
    value.flags, value.leaves, value.rights_of = {"b": True}, {}, {"x": None}
    value.leaf, value.inner = Leaf(id=2, names=["b"], kind="c"), None


def _fill_containers(value: Any) -> None:
    for number in range(200):
        value.kinds.append(f"kind {number}")
        value.rights_of[f"right {number}"] = None
        value.leaves[f"leaf {number}"] = None


def _exchange_entries(value: Any) -> None:
    """Leaves the size of each dictionary as it was."""
    for entries in (value.leaves, value.rights_of, value.flags):
        if entries:
            entries.popitem()
            entries["another"] = None


def _contain_itself(value: Any) -> None:
    value.others.append(value)
    value.inner = value


def _put_odd_values(value: Any) -> None:
    value.kind, value.rights, value.day, value.number, value.leaf = 1.5, b"", "today", "many", None


CHANGES = [
    _forget_state,
    _forget_spellings,
    _empty_containers,
    _replace_containers,
    _fill_containers,
    _exchange_entries,
    _contain_itself,
    _put_odd_values,
]

for_every_change = pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__.strip("_"))


@contextlib.contextmanager
def changed_at(call: int, change: Callable[[Any], None], value: Any) -> Iterator[list[int]]:
    """Changes a value when so many functions of Python were called; gives a list of their number."""
    calls = [0]

    def at_event(_frame: Any, event: str, _argument: Any) -> None:
        if event == "call":
            calls[0] += 1
            if calls[0] == call:
                change(value)
                gc.collect()

    sys.setprofile(at_event)
    try:
        yield calls
    finally:
        sys.setprofile(None)


def outcome(write: Callable[[], Any]) -> Any:
    """What writing gives; an error of ours, or Python's for what changed under its hands, is a result too."""
    try:
        return write()
    except (so.SoCarriersError, RuntimeError) as error:
        return error


@for_every_format
@for_every_change
def test_a_change_at_each_call_of_python(format_: Format, change: Callable[[Any], None]) -> None:
    call, calls = 1, [1_000]
    while call <= calls[0]:
        value = carrier()
        with changed_at(call, change, value) as calls:
            written = outcome(partial(format_.write_natively, value, DECLARED, DEFAULT_LIMITS))
        assert isinstance(written, bytes | Exception) or reason_of(written) is not None
        call += 1
    assert call > 10


@for_every_format
@for_every_change
def test_a_change_by_another_thread(format_: Format, change: Callable[[Any], None]) -> None:
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    value = carrier()
    is_over = threading.Event()

    def go_on_changing() -> None:
        while not is_over.is_set():
            other = carrier()
            for attribute in (
                "leaf",
                "days",
                "kinds",
                "grid",
                "flags",
                "leaves",
                "rights_of",
                "others",
                "inner",
            ):
                setattr(value, attribute, getattr(other, attribute))
            object.__setattr__(value, "_wire_state", other._wire_state)
            change(value)

    changer = threading.Thread(target=go_on_changing)
    changer.start()
    try:
        for _ in range(60):
            written = outcome(lambda: so.encode(value, format_.media_type))
            assert isinstance(written, bytes | Exception)
    finally:
        is_over.set()
        changer.join()
        sys.setswitchinterval(usual)


@for_every_format
def test_what_is_half_read_may_be_looked_at(format_: Format) -> None:
    """The garbage collector shows carriers whose slots are not all filled yet."""
    body = format_.write(carrier(), DECLARED, DEFAULT_LIMITS)
    met = 0

    def at_event(_frame: Any, event: str, _argument: Any) -> None:
        nonlocal met
        if event == "call":
            # The youngest ones: what is being read is among them until they are collected.
            for each in gc.get_objects(0):
                if type(each) in {Broad, Leaf}:
                    met += 1
                    with contextlib.suppress(AttributeError):
                        repr(each)
            if met > 100:
                gc.collect()

    sys.setprofile(at_event)
    try:
        value = format_.read_natively(body, DECLARED, DEFAULT_LIMITS, False)
    finally:
        sys.setprofile(None)
    assert met > 0
    assert reason_of(value) is not None or so.identical(
        value, format_.read(body, DECLARED, DEFAULT_LIMITS, False)
    )

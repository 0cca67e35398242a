"""What callers seldom do: odd arguments, classes that read otherwise than they store, signals meanwhile."""

from __future__ import annotations

import enum
import gc
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

import so_carriers as so
from so_carriers.schema.types import declared_type
from so_carriers.schema.wire_state import WireState
from so_carriers.settings import DEEPEST, DEFAULT_LIMITS
from tests.engines.formats import FORMATS, Format, for_every_format, needs_native, reason_of

pytestmark = needs_native


@so.carrier
class Chain:
    number: int = so.member("Number", default=0)
    next: Chain | None = so.member("Next", default=None)


class Reversing(dict[str, int]):
    """Its items are others than its entries."""

    def items(self) -> Any:
        return {key[::-1]: value for key, value in super().items()}.items()


@so.carrier
class Holder:
    numbers: Reversing | None = so.member("Numbers", default=None)


@so.carrier
class Doubling:
    """Its attributes read otherwise than its slots."""

    number: int = so.member("Number", default=0)

    def __getattribute__(self, name: str) -> Any:
        value = super().__getattribute__(name)
        return 2 * value if name == "number" else value


@so.carrier
class Unfinished:
    later: Later | None = so.member("Later", default=None)  # type: ignore[name-defined]  # noqa: F821 -- it never is


class Padded(enum.Enum):
    WITH_BLANK = " x"
    WITHOUT = "x"


@so.carrier
class Scalars:
    padded: Padded | str = so.member("Padded", default=Padded.WITHOUT)
    mask: so.EFieldRight | str = so.member("Mask", default=so.EFieldRight.NONE)


def written_by_both(form: Format, value: Any, limits: so.Limits = DEFAULT_LIMITS) -> tuple[Any, Any]:
    """What the native engine gives, or None where it declines, and what the reference engine does."""
    declared = declared_type(type(value))
    given = form.write_natively(value, declared, limits)
    return (None if reason_of(given) else given), form.write(value, declared, limits)


@for_every_format
def test_a_type_that_cannot_be_read_is_not_taken_for_none(format_: Format) -> None:
    declared = declared_type(Unfinished)
    assert reason_of(format_.write_natively(Chain(number=1), declared, DEFAULT_LIMITS)) == "needs Python"


@for_every_format
def test_limits_may_be_greater_than_any_machine_word(format_: Format) -> None:
    limits = so.Limits(members=2**70, text=2**70)
    given, expected = written_by_both(format_, Chain(number=1), limits)
    assert given == expected
    assert format_.read_natively(given, declared_type(Chain), limits, False) == Chain(number=1)


def test_whatever_is_true_is_strict() -> None:
    body = b'{"Number":"1"}'
    for strict in (True, 1, "yes"):
        with pytest.raises(so.DecodeError):
            so.decode(body, Chain, strict=strict)  # type: ignore[arg-type]  # what callers may give


@for_every_format
@pytest.mark.parametrize(
    "value", [Holder(numbers=Reversing(ab=1)), Doubling(number=2)], ids=["items", "attributes"]
)
def test_classes_are_written_as_they_read(format_: Format, value: Any) -> None:
    given, expected = written_by_both(format_, value)
    assert given is None
    assert b"ab" not in expected


@pytest.mark.parametrize("text", [b" x", b"x ", b"x"])
def test_blanks_around_the_name_of_an_enum_mean_nothing_in_xml(text: bytes) -> None:
    body = b"<Padded>" + text + b"</Padded>"
    assert so.decode(body, Padded, "text/xml") is Padded.WITHOUT


@pytest.mark.parametrize(
    ("body", "longest"),
    [
        (b'{"Padded":"x","Mask":"Update, Nullable"}', 14),
        (b'{"Padded":"x","Mask":"None","Other":123456}', 5),
        (b'{"Padded":"x","Mask":"None","Other":true}', 3),
        (b'{"Padded":"x","Mask":"FULL"}', 3),
    ],
)
def test_the_limit_of_texts_holds_for_all_that_stands_in_elements(body: bytes, longest: int) -> None:
    value = so.decode(body, Scalars)
    limits = so.Limits(text=longest)
    with pytest.raises(so.LimitExceeded):
        so.encode(value, "text/xml", limits=limits)
    assert so.encode(value, "text/xml", limits=so.Limits(text=longest + 10))


def test_the_garbage_collector_is_left_as_code_that_ran_meanwhile_has_set_it() -> None:
    class Switching(enum.IntFlag):
        ONE = 1
        TWO = 2

        @classmethod
        def _missing_(cls, value: object) -> Any:
            gc.disable()
            return super()._missing_(value)

    assert gc.isenabled()
    try:
        read = FORMATS["json"].read_natively(b'"TWO, one"', declared_type(Switching), DEFAULT_LIMITS, False)
        assert reason_of(read) is None
        assert not gc.isenabled()
    finally:
        gc.enable()


@for_every_format
def test_a_wire_state_that_nobody_filled_is_left_to_the_reference_engine(format_: Format) -> None:
    value = Chain(number=1)
    object.__setattr__(value, "_wire_state", object.__new__(WireState))
    declared = declared_type(Chain)
    assert reason_of(format_.write_natively(value, declared, DEFAULT_LIMITS)) == "needs Python"


@for_every_format
def test_the_deepest_body_fits_into_the_stack_of_a_small_thread(format_: Format) -> None:
    chain = None
    for number in range(DEEPEST):
        chain = Chain(number=number, next=chain)
    limits, declared = so.Limits(depth=DEEPEST), declared_type(Chain)
    found: list[Any] = []

    def there_and_back() -> None:
        body = format_.write_natively(chain, declared, limits)
        found.append(format_.read_natively(body, declared, limits, False))

    before = threading.stack_size(192 * 1024)
    try:
        thread = threading.Thread(target=there_and_back)
        thread.start()
    finally:
        threading.stack_size(before)
    thread.join()
    assert so.identical(found[0], chain)


class Alarm(Exception):
    """What a signal's handler raises."""


@contextmanager
def handled(handler: Callable[..., None]) -> Iterator[None]:
    before = signal.signal(signal.SIGALRM, handler)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def of_wide_numbers() -> Chain:
    """A carrier whose writing calls Python for each of many numbers, which is when signals are handled."""
    numbers = b",".join(str(10**600 + each).encode() for each in range(20_000))
    return so.decode(b'{"Number":1,"Others":[' + numbers + b"]}", Chain)


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="there are no such signals")
@for_every_format
def test_what_the_handler_of_a_signal_raises_reaches_the_caller(format_: Format) -> None:
    value, declared = of_wide_numbers(), declared_type(Chain)
    raised = 0

    def handler(*_: Any) -> None:
        nonlocal raised
        raised += 1
        raise Alarm

    reached = 0
    with handled(handler):
        for _ in range(5):
            try:
                signal.setitimer(signal.ITIMER_REAL, 0.002)
                format_.write_natively(value, declared, DEFAULT_LIMITS)
            except Alarm:
                reached += 1
    assert reached == raised


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="there are no such signals")
@for_every_format
def test_the_handler_of_a_signal_may_empty_what_is_being_written(format_: Format) -> None:
    declared = declared_type(Chain)
    for _ in range(5):
        value = of_wide_numbers()
        numbers: list[Any] = value._wire_state.unknown["Others"]  # type: ignore[attr-defined]  # as a caller may not
        with handled(lambda *_, numbers=numbers: numbers.clear()):
            signal.setitimer(signal.ITIMER_REAL, 0.002)
            assert format_.write_natively(value, declared, DEFAULT_LIMITS)

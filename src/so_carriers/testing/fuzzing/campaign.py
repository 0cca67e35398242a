"""A campaign: cases are drawn and checked until time or number is over; each kind of failure once.

Hypothesis draws and shrinks, a batch of cases at a time. A failure ends its batch once it is
shrunk; failures of a kind that is known no longer count as such, so that others are found
behind them. Everything that is drawn follows from the seed.
"""

from __future__ import annotations

import contextlib
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, repeat

from hypothesis import HealthCheck, Phase, Verbosity, given, seed as seeded, settings
from hypothesis.errors import Flaky
from hypothesis.strategies import SearchStrategy, text

from so_carriers.testing.fuzzing.cases import UNDRAWN, Case, Target
from so_carriers.testing.fuzzing.failures import Failure, Kind, TookTooLong, failure_of
from so_carriers.testing.fuzzing.watchdog import within

CASE_SECONDS = 10.0
"""How long one case may take."""

MOST_KINDS = 100
"""After so many kinds of failures a campaign ends: something is wrong altogether."""

_FEW, _FIRST_BATCH, _LATER_BATCHES = 5, 20, 100
_SHRINK_SECONDS = 20.0
# They are for tests that people wait for.
_HEALTH_CHECKS = (
    HealthCheck.data_too_large,
    HealthCheck.filter_too_much,
    HealthCheck.large_base_example,
    HealthCheck.too_slow,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a batch is about: a name for people, and the strategy of its cases, made when needed."""

    target: Target
    name: str
    cases: Callable[[], SearchStrategy[Case]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """When a campaign ends: after so many seconds, or so many cases, whichever comes first."""

    seconds: float | None = None
    examples: int | None = None
    shrink_seconds: float = _SHRINK_SECONDS
    case_seconds: float = CASE_SECONDS


@dataclass(slots=True)
class Tally:
    """How far a campaign has come. `kinds` counts the failures of each kind, shrinking included."""

    examples: int = 0
    start: float = field(default_factory=time.monotonic)
    kinds: Counter[Kind] = field(default_factory=Counter)
    is_shrinking: bool = False

    @property
    def seconds(self) -> float:
        """How long it has taken."""
        return time.monotonic() - self.start


class EndOfCampaign(BaseException):
    """Time or number is over, or a check says so; no Exception, so that Hypothesis hands it on."""


class _EndOfBatch(BaseException):
    """The failure at hand is not shrunk any further."""


class _Failed(Exception):
    """What Hypothesis is told of a failure."""


@dataclass(slots=True)
class _Batch:
    """The one kind of failure that a batch shrinks, and the cases that showed it."""

    kind: Kind | None = None
    last: Failure | None = None
    smallest: Failure | None = None
    since: float = 0.0

    def add(self, failure: Failure) -> None:
        self.last = failure
        if self.smallest is None:
            self.kind, self.since = failure.kind, time.monotonic()
        if self.smallest is None or failure.case.size <= self.smallest.case.size:
            self.smallest = failure


class Campaign:
    """Puts the cases of the subjects to a check.

    `on_failure` gets each kind of failure once, `on_example` is told of every case before
    it is checked. Both may raise EndOfCampaign. `hidden` is for messages.
    """

    def __init__(
        self,
        subjects: Sequence[Subject],
        check: Callable[[Case], None],
        *,
        seed: int,
        budget: Budget,
        on_failure: Callable[[Failure], None],
        on_example: Callable[[Case, Tally], None] = lambda _case, _tally: None,
        hidden: Callable[[str], str] = str,
    ) -> None:
        self.tally = Tally()
        self._subjects = subjects
        self._check = check
        self._budget = budget
        self._random = random.Random(seed)  # noqa: S311 -- cases are to be the same again, not to be secret
        self._on_failure = on_failure
        self._on_example = on_example
        self._hidden = hidden
        self._reported: set[Kind] = set()
        self._pending: dict[Kind, Failure] = {}

    def run(self) -> Tally:
        """Runs until the budget is spent; what was found by then is reported, whatever ends it.

        No more than MOST_KINDS are.
        """
        self._prepare()
        self.tally.start = time.monotonic()
        try:
            with contextlib.suppress(EndOfCampaign):
                for subject, size in self._batches():
                    self._check_budget()
                    self._run_batch(subject, size, self._random.getrandbits(64))
        finally:
            # What ends it from outside is not to be lost to what a report says.
            with contextlib.suppress(EndOfCampaign):
                for failure in [*self._pending.values()]:
                    self._report(failure)
        return self.tally

    def _prepare(self) -> None:
        """Draws once before the clock starts: at first Hypothesis makes tables, which takes seconds."""
        with contextlib.suppress(Exception):  # what is wrong with a strategy is found later on
            drawn = given(self._subjects[0].cases(), text(min_size=1))
            _bounded(_FEW)(drawn(lambda _case, _text: None))()

    def _batches(self) -> Iterator[tuple[Subject, int]]:
        """Every subject in turn, in another order each time; the first round is a short one."""
        order = [*self._subjects]
        for size in chain([_FIRST_BATCH], repeat(_LATER_BATCHES)):
            self._random.shuffle(order)
            for subject in order:
                yield subject, size

    def _run_batch(self, subject: Subject, size: int, seed: int) -> None:
        batch = _Batch()

        def examine(case: Case) -> None:
            self._examine(case, batch)

        found: Failure | None = None
        try:
            test = given(subject.cases())(examine)
            seeded(seed)(_bounded(size)(test))()
        except _EndOfBatch:
            found = batch.smallest
        except (_Failed, Flaky) as ending:
            found = _shrunk(batch, is_steady=isinstance(ending, _Failed))
        except Exception as error:  # noqa: BLE001 -- whatever a strategy raises is a failure too
            found = failure_of(Case(target=subject.target, check=UNDRAWN, carrier=subject.name), error)
            # It counts, or where nothing can be drawn there would be no end.
            self.tally.examples += 1
            self.tally.kinds[found.kind] += 1
        finally:
            self.tally.is_shrinking = False
            if batch.smallest is not None:
                self._pending[batch.smallest.kind] = batch.smallest
        if found is not None:
            self._report(found)

    def _examine(self, case: Case, batch: _Batch) -> None:
        self._check_budget()
        self._on_example(case, self.tally)
        self.tally.examples += 1
        failure = examined(case, self._check, self._budget.case_seconds, self._hidden)
        if failure is None:
            return
        self.tally.kinds[failure.kind] += 1
        if failure.kind in self._reported:
            return
        if batch.kind not in (None, failure.kind):
            # One at a time: it is met again when this one is done, or reported as it is.
            self._pending.setdefault(failure.kind, failure)
            return
        batch.add(failure)
        self.tally.is_shrinking = True
        is_long = time.monotonic() - batch.since > self._budget.shrink_seconds
        if is_long or failure.error == TookTooLong.__name__:
            raise _EndOfBatch
        raise _Failed

    def _check_budget(self) -> None:
        budget, tally = self._budget, self.tally
        if len(self._reported) >= MOST_KINDS:
            raise EndOfCampaign
        if budget.examples is not None and tally.examples >= budget.examples:
            raise EndOfCampaign
        if budget.seconds is not None and tally.seconds >= budget.seconds:
            raise EndOfCampaign

    def _report(self, failure: Failure) -> None:
        self._pending.pop(failure.kind, None)
        if failure.kind in self._reported or len(self._reported) >= MOST_KINDS:
            return
        self._reported.add(failure.kind)
        self._on_failure(failure)


def examined(
    case: Case,
    check: Callable[[Case], None],
    seconds: float = CASE_SECONDS,
    hidden: Callable[[str], str] = str,
) -> Failure | None:
    """The failure of a case, None where it passes; `hidden` takes out of messages what is not shown."""
    try:
        within(seconds, lambda: check(case))
    except Exception as error:  # noqa: BLE001 -- any exception at all is a failure of the case
        return failure_of(case, error, hidden)
    return None


def _shrunk(batch: _Batch, *, is_steady: bool) -> Failure | None:
    # Hypothesis runs the smallest case last.
    failure = batch.last if is_steady else batch.smallest
    return None if failure is None else replace(failure, is_shrunk=is_steady, is_steady=is_steady)


def _bounded(size: int) -> settings:
    return settings(
        max_examples=size,
        database=None,
        deadline=None,
        derandomize=False,
        phases=(Phase.generate, Phase.shrink),
        report_multiple_bugs=False,
        suppress_health_check=_HEALTH_CHECKS,
        verbosity=Verbosity.quiet,
        print_blob=False,
        backend="hypothesis",
    )

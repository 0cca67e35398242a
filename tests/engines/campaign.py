"""A campaign: executions by number, each of which makes its own case, so that any can be run again."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from so_carriers.settings import DEFAULT_LIMITS
from tests.engines.comparison import Case, Disagreement, check
from tests.engines.formats import Format
from tests.engines.mutations import Mutator
from tests.engines.seeds import Seed


@dataclass(frozen=True, slots=True)
class Failure:
    """A case that the engines do not agree on."""

    case: Case
    kind: str
    shown: str


@dataclass(slots=True)
class Report:
    """What was executed, and the first failure of each kind."""

    tally: Counter[str] = field(default_factory=Counter)
    failures: dict[str, Failure] = field(default_factory=dict)

    def add(self, other: Report) -> None:
        """Takes over what another one has."""
        self.tally += other.tally
        self.failures = {**other.failures, **self.failures}


class Campaign:
    """Makes the case of any execution of a format and a seed, and runs them."""

    def __init__(self, form: Format, seeds: Sequence[Seed], *, seed: int) -> None:
        self.form = form
        self._seed = seed
        self._seeds = seeds
        self._mutator = Mutator(seeds)
        self._numbers = random.Random()

    def case(self, number: int) -> Case:
        """The case of an execution, which nothing else has a part in."""
        numbers = self._numbers
        numbers.seed(self._seed << 64 | number)
        seed = self._mutator.mutated(numbers)
        ways = numbers.random()
        odd_limits = numbers.random() < 0.06
        return Case(
            format=self.form.name,
            asked=seed.asked,
            body=seed.body,
            strict=numbers.random() < 0.12,
            depth=numbers.choice((1, 2, 3, 4, 200)) if odd_limits else 127 + (numbers.random() < 0.5),
            members=numbers.choice((1, 2, 5, 20)) if odd_limits else DEFAULT_LIMITS.members,
            text=numbers.choice((1, 3, 8, 30)) if numbers.random() < 0.04 else DEFAULT_LIMITS.text,
            writes=ways < 0.25,
            edits=numbers.getrandbits(32) if ways > 0.7 else None,
        )

    def truncated(self, longest: int) -> Iterator[Case]:
        """Every seed that is no longer than that, cut off behind each of its bytes."""
        for seed in self._seeds:
            if len(seed.body) <= longest:
                for size in range(len(seed.body) + 1):
                    yield Case(format=self.form.name, asked=seed.asked, body=seed.body[:size])

    def run(self, cases: Iterable[Case]) -> Report:
        """Puts cases to both engines."""
        report = Report()
        for case in cases:
            try:
                check(case, self.form, report.tally)
            except Disagreement as found:
                report.tally["failures"] += 1
                report.failures.setdefault(found.kind, Failure(case, found.kind, found.shown))
        return report

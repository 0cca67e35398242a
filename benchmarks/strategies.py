"""How fast the strategies of `so_carriers.testing` are: examples per second of each.

    python -m benchmarks.strategies [--json FILE]

Hypothesis draws what it draws for a test that does nothing, so what it does itself is counted; the
line `integers` shows how much that is.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings, strategies as st

import so_carriers as so
from so_carriers.testing import (
    accept_headers,
    carriers,
    content_types,
    custom_fields,
    damaged,
    datetimes,
    form_bodies,
    json_bodies,
    json_patches,
    merge_patches,
    samples,
    texts,
    xml_bodies,
)

EXAMPLES = 200
CLASSES = (so.User, so.Role, so.MDOListItem)


def measured() -> Iterator[tuple[str, st.SearchStrategy[Any]]]:
    """The strategies that are measured, each with the call that makes it."""
    yield "integers()", st.integers()
    bodies: tuple[Callable[..., st.SearchStrategy[Any]], ...] = (carriers, json_bodies, xml_bodies)
    for strategy in bodies:
        for cls in CLASSES:
            yield f"{strategy.__name__}({cls.__name__})", strategy(cls)
    yield "carriers(User), plain", carriers(so.User, unknown=False, nulls=False, spellings=False)
    yield "form_bodies(CreateExternalUserRequest)", form_bodies(so.CreateExternalUserRequest)
    yield "damaged(json_bodies(User))", damaged(json_bodies(so.User))
    yield "json_patches(user)", json_patches(samples.user(1))
    yield "merge_patches(user)", merge_patches(samples.user(1))
    others = (custom_fields, datetimes, texts, accept_headers, content_types)
    yield from ((f"{strategy.__name__}()", strategy()) for strategy in others)


def examples_per_second(strategy: st.SearchStrategy[Any]) -> float:
    """What the processor manages in a second, whatever else the machine does."""

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=[HealthCheck.too_slow],  # a slow machine is to be measured, not to be refused
    )
    @given(strategy)
    def counts(_value: Any) -> None:
        drawn.append(None)

    drawn: list[None] = []
    start = time.process_time()
    counts()
    return len(drawn) / (time.process_time() - start)


def main() -> None:
    """Measures, prints a line for each strategy, and writes the numbers to a file if asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the numbers to a file, too")
    arguments = parser.parse_args()
    results = {}
    for name, strategy in measured():
        results[name] = round(examples_per_second(strategy), 1)
        print(f"{name:45} {results[name]:8.0f} examples/s", flush=True)
    if arguments.json is not None:
        arguments.json.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

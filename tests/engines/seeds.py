"""Good bodies to begin with: golden and captured ones, samples, and what the strategies draw."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import SearchStrategy

import so_carriers as so
from so_carriers.settings import DEFAULT_LIMITS
from so_carriers.testing import carriers, json_bodies, samples, xml_bodies
from tests.conftest import REPOSITORY, corpus_index, corpus_path
from tests.engines.asked_types import CARRIER_NAMES, NAMES, asked_type, value_type
from tests.engines.formats import JSON, Format
from tests.engines.tokens import GRAMMARS

SMALL = 600
"""The size in bytes below which most inputs begin."""

_GOLDEN = REPOSITORY / "tests" / "golden"
_STRATEGIES = {"json": json_bodies, "xml": xml_bodies}


@dataclass(frozen=True)
class Seed:
    """A body, and the name of the type that it is of."""

    format: str
    asked: str
    body: bytes

    @cached_property
    def tokens(self) -> list[bytes]:
        """Its tokens."""
        return GRAMMARS[self.format].tokens(self.body)


def seeds_of(form: Format, *, drawn: int) -> list[Seed]:
    """All seeds of a format, in the same order each time, with so many of each strategy."""
    found = dict.fromkeys(
        Seed(form.name, name, body)
        for source in (_stored_bodies(form), _sample_bodies(form), _drawn_bodies(form, drawn))
        for name, body in source
    )
    return [*found]


def _stored_bodies(form: Format) -> Iterator[tuple[str, bytes]]:
    for name, body in _stored_json():
        if form is JSON:
            yield name, body
        else:
            yield from _written(form, name, _read_or_none(name, body))


def _stored_json() -> Iterator[tuple[str, bytes]]:
    for folder in (_GOLDEN, _GOLDEN / "derived"):
        for entry in json.loads((folder / "index.json").read_bytes()):
            yield entry["type"], (folder / entry["file"]).read_bytes()
    for entry in corpus_index():
        if entry["file"].endswith(".json") and _is_known(entry["carrier"]):
            yield entry["carrier"], (corpus_path() / entry["file"]).read_bytes()


def _is_known(name: str) -> bool:
    try:
        asked_type(name)
    except LookupError:
        return False
    return True


def _read_or_none(name: str, body: bytes) -> Any:
    """The value of a body; None for one that is not read, as some golden bodies are refused."""
    try:
        return JSON.read(body, value_type(name), DEFAULT_LIMITS, False)
    except so.SoCarriersError:
        return None


def _written(form: Format, name: str, value: Any) -> Iterator[tuple[str, bytes]]:
    if value is None:
        return
    try:
        yield name, form.write(value, value_type(name), DEFAULT_LIMITS)
    except so.SoCarriersError:  # the format cannot say it
        return


def _sample_bodies(form: Format) -> Iterator[tuple[str, bytes]]:
    for value in (samples.user(1), samples.role(1), samples.user_group(1), samples.external_user_request(1)):
        yield from _written(form, type(value).__name__, value)
    yield from _written(form, "array<User>", samples.users(2))


def _drawn_bodies(form: Format, count: int) -> Iterator[tuple[str, bytes]]:
    for name in NAMES:
        bodies: list[bytes] = _drawn(_STRATEGIES[form.name](asked_type(name)), count)
        yield from ((name, body) for body in bodies)
        if name in CARRIER_NAMES:
            for value in _drawn(carriers(asked_type(name)), count):
                yield from _written(form, name, value)


def _drawn(strategy: SearchStrategy[Any], count: int) -> list[Any]:
    found: list[Any] = []

    @settings(
        max_examples=count,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=[*HealthCheck],  # pyright: ignore[reportArgumentType]  # an enum gives its members
    )
    @given(strategy)
    def keep(example: Any) -> None:
        found.append(example)

    keep()
    return found

"""The native engine gives exactly what the reference engine gives, or it declines: for every body."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

import so_carriers as so
from so_carriers.engines.python import json_decoder, json_encoder
from so_carriers.schema.types import declared_type
from so_carriers.settings import DEFAULT_LIMITS
from so_carriers.testing import carriers, damaged, json_bodies
from tests.conftest import CapturedBody
from tests.property.declared_carriers import CARRIERS, ROOTS, a_few_examples, for_every_carrier
from tests.wire_types import type_of

native = pytest.importorskip("so_carriers.engines.native.engine", reason="the native engine was not built")

many = settings(max_examples=10 * settings().max_examples)


def reason_of(given: Any) -> str | None:
    """Why the native engine declined; None where it served."""
    return given.reason if isinstance(given, native.Declined) else None


def check_body(
    body: bytes, asked: Any, *, strict: bool = False, limits: so.Limits = DEFAULT_LIMITS
) -> str | None:
    """Reads a body with both engines, and writes what was read; gives the reason to decline, if any."""
    declared = declared_type(asked)
    given = native.decode_json(body, declared, limits, strict=strict)
    if reason_of(given) is not None:
        return reason_of(given)
    expected = json_decoder.decode_json(body, declared, limits, strict=strict)
    assert type(given) is type(expected)
    assert so.identical(given, expected)
    return check_value(given, asked)


def check_value(value: Any, asked: Any) -> str | None:
    """Writes a value with both engines; gives the reason to decline, if any."""
    declared = declared_type(asked)
    written = native.encode_json(value, declared, DEFAULT_LIMITS)
    if reason_of(written) is not None:
        return f"encode: {reason_of(written)}"
    assert written == json_encoder.encode_json(value, declared, DEFAULT_LIMITS, indent=False)
    return None


def test_no_captured_body_is_declined(captured_body: CapturedBody) -> None:
    if not captured_body.name.endswith(".json"):
        pytest.skip("it is no JSON")
    try:
        asked = type_of(captured_body.carrier)
    except LookupError:
        pytest.skip("it is of no carrier that there is")
    assert check_body(captured_body.content, asked) is None


@for_every_carrier
@a_few_examples
@given(data=st.data())
def test_engines_agree_on_every_body(cls: Any, data: st.DataObject) -> None:
    check_body(data.draw(json_bodies(cls)), cls, strict=data.draw(st.booleans()))


@for_every_carrier
@a_few_examples
@given(data=st.data())
def test_engines_agree_on_every_value(cls: Any, data: st.DataObject) -> None:
    check_value(data.draw(carriers(cls)), cls)


@many
@given(st.sampled_from(ROOTS), st.data())
def test_engines_agree_on_bodies_that_were_damaged(asked: Any, data: st.DataObject) -> None:
    check_body(data.draw(damaged(json_bodies(asked))), asked)


@settings(max_examples=300)
@given(st.sampled_from(CARRIERS), st.data())
def test_engines_agree_under_any_limits(cls: Any, data: st.DataObject) -> None:
    limits = so.Limits(depth=data.draw(st.integers(1, 6)), members=data.draw(st.integers(1, 40)))
    check_body(data.draw(json_bodies(cls)), cls, limits=limits)


def test_most_bodies_are_not_declined() -> None:
    reasons: Counter[str | None] = Counter()

    @settings(max_examples=300)
    @given(json_bodies(so.User, spellings=False))
    def looks_at(body: bytes) -> None:
        reasons[check_body(body, so.User)] += 1

    looks_at()
    assert {*reasons} == {None}

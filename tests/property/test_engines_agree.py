"""The native engine gives exactly what the reference engine gives, or it declines: for every body."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

import so_carriers as so
from so_carriers.schema.types import declared_type
from so_carriers.settings import DEFAULT_LIMITS
from so_carriers.testing import carriers, damaged, json_bodies, xml_bodies
from so_carriers.testing.strategies.texts import xml_texts
from tests.conftest import CapturedBody
from tests.engines.formats import FORMATS, Format, for_every_format, needs_native, reason_of
from tests.property.declared_carriers import CARRIERS, ROOTS, a_few_examples, for_every_carrier
from tests.wire_types import type_of

pytestmark = needs_native

many = settings(max_examples=10 * settings().max_examples)

BODIES: dict[str, Callable[..., Any]] = {"json": json_bodies, "xml": xml_bodies}
JSON, XML = FORMATS["json"], FORMATS["xml"]


def check_body(
    format_: Format, body: bytes, asked: Any, *, strict: bool = False, limits: so.Limits = DEFAULT_LIMITS
) -> str | None:
    """Reads a body with both engines, and writes what was read; gives the reason to decline, if any."""
    declared = declared_type(asked)
    given = format_.read_natively(body, declared, limits, strict)
    if reason_of(given) is not None:
        return reason_of(given)
    expected = format_.read(body, declared, limits, strict)
    assert type(given) is type(expected)
    assert so.identical(given, expected)
    return check_value(given, asked)


def check_value(value: Any, asked: Any) -> str | None:
    """Writes a value in both formats with both engines; gives the reasons to decline, if any."""
    declared = declared_type(asked)
    reasons = []
    for name, each in FORMATS.items():
        written = each.write_natively(value, declared, DEFAULT_LIMITS)
        if reason_of(written) is None:
            assert written == each.write(value, declared, DEFAULT_LIMITS)
        else:
            reasons.append(f"{name} encode: {reason_of(written)}")
    return ", ".join(reasons) or None


@for_every_format
def test_no_captured_body_is_declined(captured_body: CapturedBody, format_: Format) -> None:
    if not captured_body.name.endswith(".json"):
        pytest.skip("it is no JSON")
    try:
        asked = type_of(captured_body.carrier)
    except LookupError:
        pytest.skip("it is of no carrier that there is")
    declared = declared_type(asked)
    value = JSON.read(captured_body.content, declared, DEFAULT_LIMITS, False)
    body = captured_body.content if format_ is JSON else format_.write(value, declared, DEFAULT_LIMITS)
    assert check_body(format_, body, asked) is None


@for_every_format
@for_every_carrier
@a_few_examples
@given(data=st.data())
def test_engines_agree_on_every_body(cls: Any, format_: Format, data: st.DataObject) -> None:
    check_body(format_, data.draw(BODIES[format_.name](cls)), cls, strict=data.draw(st.booleans()))


@for_every_carrier
@a_few_examples
@given(data=st.data())
def test_engines_agree_on_every_value(cls: Any, data: st.DataObject) -> None:
    check_value(data.draw(carriers(cls)), cls)


@for_every_format
@many
@given(asked=st.sampled_from(ROOTS), data=st.data())
def test_engines_agree_on_bodies_that_were_damaged(asked: Any, format_: Format, data: st.DataObject) -> None:
    check_body(format_, data.draw(damaged(BODIES[format_.name](asked))), asked)


@for_every_format
@settings(max_examples=300)
@given(cls=st.sampled_from(CARRIERS), data=st.data())
def test_engines_agree_under_any_limits(cls: Any, format_: Format, data: st.DataObject) -> None:
    limits = so.Limits(
        depth=data.draw(st.integers(1, 6)),
        members=data.draw(st.integers(1, 40)),
        text=data.draw(st.integers(1, 100)),
    )
    check_body(format_, data.draw(BODIES[format_.name](cls)), cls, limits=limits)


def reasons_of(format_: Format, bodies: Any) -> Counter[str | None]:
    """Why such bodies of users are declined, and how many are."""
    reasons: Counter[str | None] = Counter()

    @settings(max_examples=300)
    @given(bodies)
    def looks_at(body: bytes) -> None:
        reasons[check_body(format_, body, so.User)] += 1

    looks_at()
    return reasons


def test_no_body_of_json_is_declined_but_for_odd_spellings() -> None:
    reasons = reasons_of(JSON, json_bodies(so.User, spellings=False, texts=xml_texts()))
    assert {*reasons} == {None}


def test_no_body_of_xml_is_declined_but_for_odd_spellings_and_rare_markup() -> None:
    usual: dict[str, Any] = {
        "white_space": False,
        "comments": False,
        "references": False,
        "declarations": False,
    }
    reasons = reasons_of(XML, xml_bodies(so.User, spellings=False, namespaces=False, **usual))
    # Elements that nothing declares and that come twice are an array of XML's own.
    assert {*reasons} <= {None, "repeated name"}
    assert reasons[None] > 200

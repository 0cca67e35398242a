"""The native engine gives exactly what the reference engine gives, or it declines: for every body."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

import so_carriers as so
from so_carriers.engines.python import json_decoder, json_encoder, xml_decoder, xml_encoder
from so_carriers.schema.types import ValueType, declared_type
from so_carriers.settings import DEFAULT_LIMITS
from so_carriers.testing import carriers, damaged, json_bodies, xml_bodies
from so_carriers.testing.strategies.texts import xml_texts
from tests.conftest import CapturedBody
from tests.property.declared_carriers import CARRIERS, ROOTS, a_few_examples, for_every_carrier
from tests.wire_types import type_of

native = pytest.importorskip("so_carriers.engines.native.engine", reason="the native engine was not built")

many = settings(max_examples=10 * settings().max_examples)


@dataclass(frozen=True)
class Format:
    """One format by both engines."""

    bodies: Callable[..., Any]
    decode: Callable[..., Any]
    encode: Callable[..., Any]
    reference_decode: Callable[..., Any]
    reference_encode: Callable[..., bytes]


def _reference_json(value: Any, declared: ValueType | None) -> bytes:
    return json_encoder.encode_json(value, declared, DEFAULT_LIMITS, indent=False)


def _reference_xml(value: Any, declared: ValueType | None) -> bytes:
    return xml_encoder.encode_xml(
        value, declared, DEFAULT_LIMITS, extensions=True, allow_loss=False, indent=False
    )


FORMATS = {
    "json": Format(
        json_bodies,
        native.decode_json,
        lambda value, declared: native.encode_json(value, declared, DEFAULT_LIMITS),
        json_decoder.decode_json,
        _reference_json,
    ),
    "xml": Format(
        xml_bodies,
        native.decode_xml,
        lambda value, declared: native.encode_xml(value, declared, DEFAULT_LIMITS, extensions=True),
        lambda body, *arguments, **options: xml_decoder.decode_xml(
            body.decode().removeprefix("\ufeff"), *arguments, **options
        ),
        _reference_xml,
    ),
}
for_both_formats = pytest.mark.parametrize("form", FORMATS.values(), ids=FORMATS.keys())


def reason_of(given: Any) -> str | None:
    """Why the native engine declined; None where it served."""
    return given.reason if isinstance(given, native.Declined) else None


def check_body(
    form: Format, body: bytes, asked: Any, *, strict: bool = False, limits: so.Limits = DEFAULT_LIMITS
) -> str | None:
    """Reads a body with both engines, and writes what was read; gives the reason to decline, if any."""
    declared = declared_type(asked)
    given = form.decode(body, declared, limits, strict=strict)
    if reason_of(given) is not None:
        return reason_of(given)
    expected = form.reference_decode(body, declared, limits, strict=strict)
    assert type(given) is type(expected)
    assert so.identical(given, expected)
    return check_value(given, asked)


def check_value(value: Any, asked: Any) -> str | None:
    """Writes a value in both formats with both engines; gives the reasons to decline, if any."""
    declared = declared_type(asked)
    reasons = []
    for name, form in FORMATS.items():
        written = form.encode(value, declared)
        if reason_of(written) is None:
            assert written == form.reference_encode(value, declared)
        else:
            reasons.append(f"{name} encode: {reason_of(written)}")
    return ", ".join(reasons) or None


@for_both_formats
def test_no_captured_body_is_declined(captured_body: CapturedBody, form: Format) -> None:
    if not captured_body.name.endswith(".json"):
        pytest.skip("it is no JSON")
    try:
        asked = type_of(captured_body.carrier)
    except LookupError:
        pytest.skip("it is of no carrier that there is")
    json = FORMATS["json"]
    value = json.reference_decode(captured_body.content, declared_type(asked), DEFAULT_LIMITS, strict=False)
    body = captured_body.content if form is json else form.reference_encode(value, declared_type(asked))
    assert check_body(form, body, asked) is None


@for_both_formats
@for_every_carrier
@a_few_examples
@given(data=st.data())
def test_engines_agree_on_every_body(cls: Any, form: Format, data: st.DataObject) -> None:
    check_body(form, data.draw(form.bodies(cls)), cls, strict=data.draw(st.booleans()))


@for_every_carrier
@a_few_examples
@given(data=st.data())
def test_engines_agree_on_every_value(cls: Any, data: st.DataObject) -> None:
    check_value(data.draw(carriers(cls)), cls)


@for_both_formats
@many
@given(asked=st.sampled_from(ROOTS), data=st.data())
def test_engines_agree_on_bodies_that_were_damaged(asked: Any, form: Format, data: st.DataObject) -> None:
    check_body(form, data.draw(damaged(form.bodies(asked))), asked)


@for_both_formats
@settings(max_examples=300)
@given(cls=st.sampled_from(CARRIERS), data=st.data())
def test_engines_agree_under_any_limits(cls: Any, form: Format, data: st.DataObject) -> None:
    limits = so.Limits(
        depth=data.draw(st.integers(1, 6)),
        members=data.draw(st.integers(1, 40)),
        text=data.draw(st.integers(1, 100)),
    )
    check_body(form, data.draw(form.bodies(cls)), cls, limits=limits)


def reasons_of(bodies: Any) -> Counter[str | None]:
    """Why such bodies of users are declined, and how many are."""
    reasons: Counter[str | None] = Counter()

    @settings(max_examples=300)
    @given(bodies)
    def looks_at(form_and_body: tuple[Format, bytes]) -> None:
        form, body = form_and_body
        reasons[check_body(form, body, so.User)] += 1

    looks_at()
    return reasons


def bodies_of(name: str, **options: Any) -> Any:
    return st.tuples(st.just(FORMATS[name]), FORMATS[name].bodies(so.User, **options))


def test_no_body_of_json_is_declined_but_for_odd_spellings() -> None:
    reasons = reasons_of(bodies_of("json", spellings=False, texts=xml_texts()))
    assert {*reasons} == {None}


def test_no_body_of_xml_is_declined_but_for_odd_spellings_and_rare_markup() -> None:
    usual = {"white_space": False, "comments": False, "references": False, "declarations": False}
    reasons = reasons_of(bodies_of("xml", spellings=False, namespaces=False, **usual))
    # Elements that nothing declares and that come twice are an array of XML's own.
    assert {*reasons} <= {None, "repeated name"}
    assert reasons[None] > 200

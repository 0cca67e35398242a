"""The laws of forms, for every carrier class: no loss goes unsaid, and no error but ours is raised."""

from __future__ import annotations

import urllib.parse
from typing import Any

import pytest
from hypothesis import assume, example, given, strategies as st

import so_carriers as so
from so_carriers.engines.python.form_decoder import decode_any_form, decode_form
from so_carriers.engines.python.form_encoder import encode_any_form, encode_form
from so_carriers.engines.python.form_pairs import read_pairs, write_pairs
from so_carriers.schema.types import CarrierType
from so_carriers.settings import DEFAULT_LIMITS
from so_carriers.testing import carriers, damaged, form_bodies, laws, texts
from so_carriers.testing.strategies.json_tokens import json_values
from tests.property import declared_carriers
from tests.property.declared_carriers import Simple, a_few_examples, attempt

FORM = "application/x-www-form-urlencoded"


CARRIERS = [*declared_carriers.CARRIERS, Simple]

for_every_carrier = pytest.mark.parametrize("cls", CARRIERS, ids=lambda cls: cls.__name__)


def is_fit_for_a_log(error: so.SoCarriersError) -> bool:
    return len(str(error)) < 400 and (error.path is None or error.path.startswith("$"))


def losses_of(value: Any) -> dict[str, str]:
    """The kinds of what a form cannot say of a value, by path."""
    error = attempt(so.encode, value, FORM)[1]
    if error is None:
        return {}
    assert isinstance(error, so.LossyEncoding)
    assert error.path == error.paths[0]
    assert is_fit_for_a_log(error)
    losses = dict(error.losses)
    assert len(losses) == len(error.losses)
    return losses


@for_every_carrier
@a_few_examples
@given(data=st.data())
def test_what_a_form_says_comes_back_identical_and_all_else_is_named(cls: Any, data: st.DataObject) -> None:
    value = data.draw(carriers(cls))
    losses = losses_of(value)
    laws.assert_round_trips(value, FORM)
    body = so.encode(value, FORM, allow_loss=True)
    if not body:
        return
    found = so.decode(body, cls, FORM)
    if not losses:
        assert so.identical(found, value)
    # Nothing more is lost of what was read from a form.
    assert so.encode(found, FORM) == body
    assert so.identical(so.decode(body, cls, FORM), found)


@for_every_carrier
@a_few_examples
@given(data=st.data())
def test_a_form_without_an_odd_spelling_comes_back_byte_for_byte(cls: Any, data: st.DataObject) -> None:
    body = data.draw(form_bodies(cls, spellings=False))
    assert so.encode(so.decode(body, cls, FORM), FORM) == body


@given(st.dictionaries(texts(), texts() | st.none(), max_size=4))
def test_a_dictionary_of_texts_comes_back_but_for_what_is_null(values: dict[str, str | None]) -> None:
    said = {key: text for key, text in values.items() if text is not None}
    for asked in (dict[str, str | None], so.CustomFields):
        body = so.encode(values, FORM, type=dict[str, str | None], allow_loss=True)
        if said:
            assert [*so.decode(body, asked, FORM).items()] == [*said.items()]
    error = attempt(so.encode, values, FORM)[1]
    assert (error is None) == (said == values != {})


@given(st.dictionaries(texts(), texts(), max_size=4))
def test_keys_and_values_of_any_text_are_kept_in_a_dictionary_of_a_carrier(values: dict[str, str]) -> None:
    fields = so.CustomFields(values)
    body = so.encode(so.User(custom_fields=fields), FORM, allow_loss=True)
    again = so.decode(body, so.User, FORM)
    assert [*(again.custom_fields or {}).items()] == [*values.items()]
    assert type(again.custom_fields) is (so.CustomFields if values else type(None))


@given(json_values())
def test_unknown_members_come_back_or_are_named(value: Any) -> None:
    role = so.decode(so.encode({"Name": "n", "X": value}), so.Role)
    so.encode(role, FORM, allow_loss=True)
    losses = losses_of(role)
    if not losses:
        again = so.decode(so.encode(role, FORM), so.Role, FORM)
        assert so.unknown_members(again)["X"] == value
    assert all(path.startswith("$.X") for path in losses)


PIECES = st.lists(
    st.sampled_from([*"ab&&==%+.[]041;#\xe9\u20ac\U0001f600\x00", "%41", "%C3%A9", "%e", "a=b", "&a="])
)


@given(PIECES)
def test_pairs_are_those_of_the_standard_library(pieces: list[str]) -> None:
    text = "".join(pieces)
    expected = urllib.parse.parse_qsl(text, keep_blank_values=True)
    assume("\ufffd" not in str(expected))
    pairs = read_pairs(text.encode(), "utf-8", DEFAULT_LIMITS)
    assert pairs == expected
    # It writes a tilde as it is and a star as an escape, the URL Standard the other way round.
    written = urllib.parse.urlencode(expected, safe="*").replace("~", "%7E")
    assert write_pairs(expected) == written.encode()
    assert read_pairs(write_pairs(expected), "utf-8", DEFAULT_LIMITS) == expected


@given(st.text())
def test_any_text_is_escaped_as_the_standard_library_does(text: str) -> None:
    expected = urllib.parse.quote_plus(text, safe="*").replace("~", "%7E")
    assert write_pairs([("a", text)]) == f"a={expected}".encode()


SCALARS = [
    "0",
    "-7",
    "03",
    "2147483648",
    "9999999999999999999",
    "true",
    "TRUE",
    "",
    "a+b",
    "%C3%A9",
    "%C3",
    "%",
    "a%26b%3D",
    "\xe9",
]


@st.composite
def nearly_simple_forms(draw: Any) -> bytes:
    """Forms of `Simple` that the short way reads, and forms that it must leave to the general way."""
    usual = {"Number": "926", "Wide": "-459", "Flag": "true", "Text": "Cummerata%2C+Hagenes"}
    pairs = [(name, draw(st.sampled_from([text, text, *SCALARS]))) for name, text in usual.items()]
    for _ in range(draw(st.sampled_from([0, 0, 0, 1, 2]))):
        place = draw(st.integers(0, len(pairs)))
        change = draw(st.sampled_from([[], [("number", "1")], [("X", "1")], [("Text", "2")], pairs[:1]]))
        pairs[place : place + draw(st.integers(0, 1))] = change
    body = "&".join(f"{name}={text}" for name, text in pairs)
    charset: str = draw(st.sampled_from(["utf-8", "utf-8", "latin-1"]))
    end: bytes = draw(st.sampled_from([b"", b"", b"&"]))
    return body.encode(charset) + end


@given(nearly_simple_forms() | form_bodies(Simple), st.booleans())
@example(b"Number=926&Wide=-459&Flag=true&Text=Cummerata%2C+Hagenes", False)
def test_the_short_way_reads_as_the_general_way_does(body: bytes, strict: bool) -> None:
    declared = CarrierType(Simple)
    outcomes = [
        attempt(decode, body, declared, "utf-8", DEFAULT_LIMITS, strict=strict)
        for decode in (decode_form, decode_any_form)
    ]
    (value, error), (other, other_error) = outcomes
    assert str(error) == str(other_error)
    assert so.identical(value, other)


@given(carriers(Simple), st.booleans())
def test_the_short_way_writes_as_the_general_way_does(value: Simple, allow_loss: bool) -> None:
    for declared in (None, CarrierType(Simple)):
        written = [
            attempt(encode, value, declared, DEFAULT_LIMITS, allow_loss=allow_loss)
            for encode in (encode_form, encode_any_form)
        ]
        (body, error), (other, other_error) = written
        assert (body, str(error)) == (other, str(other_error))


ANYTHING = st.sampled_from(
    [*CARRIERS, dict[str, str], dict[str, so.Int32], so.CustomFields, dict[str, bool | None], so.User | None]
)


def read_or_refused_by_us(body: bytes | str, asked: Any) -> None:
    for strict in (False, True):
        value, error = attempt(so.decode, body, asked, FORM, strict=strict)
        if error is None:
            body_again, error = attempt(so.encode, value, FORM, type=asked)
            if error is None:
                assert so.identical(so.decode(body_again, asked, FORM), value)
        assert error is None or is_fit_for_a_log(error)


@given(st.data(), st.sampled_from([*CARRIERS, dict[str, str], dict[str, so.Int32], so.CustomFields]))
def test_reading_a_damaged_form_raises_nothing_but_our_errors(data: st.DataObject, asked: Any) -> None:
    read_or_refused_by_us(data.draw(damaged(form_bodies(asked))), asked)


@given(st.binary(max_size=40), ANYTHING)
def test_reading_any_bytes_raises_nothing_but_our_errors(body: bytes, asked: Any) -> None:
    read_or_refused_by_us(body, asked)


@given(st.text(alphabet="abAB01&&==..[][]%C3A9+\xe9\ud800\ufeff", max_size=30), ANYTHING)
def test_reading_any_text_raises_nothing_but_our_errors(body: str, asked: Any) -> None:
    read_or_refused_by_us(body, asked)


@st.composite
def forms_of_a_carrier(draw: Any) -> tuple[Any, str]:
    """Names that begin as those of members do and go on anyhow."""
    cls = draw(st.sampled_from([cls for cls in CARRIERS if so.schema_of(cls).members]))
    names = st.sampled_from([*(member.name for member in so.schema_of(cls).members), "X", ""])
    more = st.sampled_from(
        [
            ".Key",
            ".Value",
            ".Name",
            ".",
            "[Name]",
            "[0]",
            "[1]",
            "[01]",
            "[]",
            "[",
            "]",
            "[a.b]",
            "[9999999999999999999999]",
        ]
    )
    steps = st.lists(more, max_size=3).map("".join)
    values = st.sampled_from(["", "1", "true", "a", "2024-09-04T00:00:00", "%ff"])
    pairs = draw(st.lists(st.tuples(names, steps, values), max_size=4))
    return cls, "&".join(f"{urllib.parse.quote(name)}{step}={value}" for name, step, value in pairs)


@given(forms_of_a_carrier())
def test_reading_names_of_any_shape_raises_nothing_but_our_errors(form: tuple[Any, str]) -> None:
    cls, body = form
    read_or_refused_by_us(body, cls)
    read_or_refused_by_us(body.encode(), cls)

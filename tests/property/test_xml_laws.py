"""The laws of XML, for every carrier class: what JSON says comes back."""

from __future__ import annotations

import json
import re
from typing import Any

from hypothesis import given, strategies as st

import so_carriers as so
from so_carriers.testing import carriers, datetimes, json_bodies, laws, xml_texts
from so_carriers.testing.comparison.compact import compact
from so_carriers.testing.strategies.json_tokens import string_tokens
from tests.property.declared_carriers import CARRIERS, a_few_examples, attempt, for_every_carrier
from tests.property.xml_returns import XML, cannot_be_carried, comes_back, is_fit_for_a_log


@for_every_carrier
@a_few_examples
@given(data=st.data())
def test_a_body_comes_back_from_xml_as_its_compact_form(cls: Any, data: st.DataObject) -> None:
    comes_back(data.draw(json_bodies(cls)), cls)
    carried = data.draw(json_bodies(cls, texts=xml_texts()))
    comes_back(carried, cls)
    document = so.encode(so.decode(carried, cls), XML)
    assert so.encode(so.decode(document, cls, XML)) == compact(carried)


@for_every_carrier
@a_few_examples
@given(data=st.data())
def test_a_carrier_made_in_python_is_identical_after_a_round_trip(cls: Any, data: st.DataObject) -> None:
    value = data.draw(carriers(cls))
    if cannot_be_carried(so.encode(value)):
        assert type(attempt(so.encode, value, XML)[1]) is so.EncodeError
        value = data.draw(carriers(cls, texts=xml_texts()))
    laws.assert_round_trips(value, XML, allow_refusal=False)
    laws.assert_formats_agree(value, media_types=("application/json", XML))


@given(
    st.sampled_from(CARRIERS).flatmap(
        lambda cls: st.tuples(st.just(cls), st.lists(json_bodies(cls, texts=xml_texts()), max_size=3))
    ),
    string_tokens(),
)
def test_lists_and_dictionaries_of_carriers_come_back(root: tuple[Any, list[bytes]], key: str) -> None:
    cls, (*bodies,) = root[0], map(bytes.decode, root[1])
    comes_back(f"[{','.join(['null', *bodies])}]", list[cls | None])  # type: ignore[valid-type]  # worked out
    comes_back(f'{{"":[{",".join(bodies)}],{key}:[]}}', dict[str, list[cls]])  # type: ignore[valid-type]  # as above


classes_and_bodies = st.sampled_from(CARRIERS).flatmap(
    lambda cls: st.tuples(st.just(cls), json_bodies(cls, texts=xml_texts()))
)

SCALARS: list[tuple[Any, st.SearchStrategy[str]]] = [
    (so.Int32, st.integers(-(2**31), 2**31 - 1).map(str)),
    (int, st.integers(-(2**63), 2**63 - 1).map(str)),
    (bool, st.sampled_from(["true", "false"])),
    (str, string_tokens()),
    (so.DateTime, datetimes().map(lambda moment: json.dumps(moment.isoformat()))),
    (so.UserType | str, st.sampled_from(['"Unknown"', '"InternalAssociate"'])),
    (so.ETableRight | str, st.integers(0, 300).map(lambda n: so.encode(so.ETableRight(n)).decode())),
]


@given(st.sampled_from(SCALARS).flatmap(lambda pair: st.tuples(st.just(pair[0]), pair[1], string_tokens())))
def test_scalars_and_lists_and_dictionaries_of_them_come_back(root: tuple[Any, str, str]) -> None:
    scalar, token, key = root
    comes_back(token, scalar)
    comes_back("null", scalar | None)
    comes_back(f"[{token},null,{token}]", list[scalar | None])  # type: ignore[valid-type]  # worked out
    comes_back(f"[[{token}],[],[]]", list[list[scalar]])  # type: ignore[valid-type]  # as above
    comes_back(f'{{{key}:{token},"k":null}}', dict[str, scalar | None])  # type: ignore[valid-type]  # as above
    comes_back(f'{{{key}:{{}},"":{{{key}:{token}}}}}', dict[str, dict[str, scalar]])  # type: ignore[valid-type]  # as above


@given(classes_and_bodies)
def test_losses_are_named_exactly_where_an_extension_would_stand(root: tuple[Any, bytes]) -> None:
    cls, body = root
    value = so.decode(body, cls)
    document = so.encode(value, XML)
    plain, error = attempt(so.encode, value, XML, extensions=False)
    if b'="urn:so-carriers:json"' not in document:
        assert plain == document
        return
    assert isinstance(error, so.LossyEncoding)
    assert len(error.losses) >= len(set(error.paths)) >= 1
    assert is_fit_for_a_log(error)
    assert len(re.findall(rb" json:[a-z]+=", document)) == len(error.losses)
    lossy = so.encode(value, XML, extensions=False, allow_loss=True)
    assert b"urn:so-carriers" not in lossy
    again = so.decode(lossy, cls, XML)
    for member in so.schema_of(cls).members:
        if member.name.isidentifier():  # others cannot be said without an extension
            assert so.is_absent(again, member.attribute) == so.is_absent(value, member.attribute)


def depth_of(value: Any) -> int:
    if not isinstance(value, (dict, list)):
        return 0
    return 1 + max(map(depth_of, value.values() if isinstance(value, dict) else value), default=0)


@given(classes_and_bodies)
def test_depth_counts_the_same_containers_as_in_json(root: tuple[Any, bytes]) -> None:
    cls, body = root
    depth = depth_of(json.loads(body, parse_int=str))
    value = so.decode(body, cls)
    document = so.encode(value, XML, limits=so.Limits(depth=depth))
    assert so.identical(so.decode(document, cls, XML, limits=so.Limits(depth=depth)), value)
    if depth > 1:
        limits = so.Limits(depth=depth - 1)
        for _, error in (
            attempt(so.decode, document, cls, XML, limits=limits),
            attempt(so.encode, value, XML, limits=limits),
        ):
            assert isinstance(error, so.LimitExceeded)
            assert error.limit == "depth"

"""The laws hold where they should, and find what they are for; examples without Hypothesis."""

from __future__ import annotations

import copy
import subprocess
import sys
from collections.abc import Sequence
from functools import partial
from typing import Any

import jsonpatch
import pytest

import so_carriers as so
from so_carriers.testing import laws, samples
from so_carriers.testing.comparison.asked_types import asked_type
from so_carriers.testing.laws import (
    all_differences,
    assert_body_comes_back,
    assert_formats_agree,
    assert_negotiates,
    assert_patch_law,
    assert_round_trips,
    first_difference,
)

XML, FORM = "application/xml", "application/x-www-form-urlencoded"


def read(body: str) -> so.User:
    return so.decode(body, so.User)


# --- round trips


@pytest.mark.parametrize("media_type", ["application/json", "text/json", XML, "text/xml", FORM])
def test_a_sample_makes_the_round_trip_in_every_format(media_type: str) -> None:
    assert_round_trips(samples.user(1), media_type)


@pytest.mark.parametrize(
    "value",
    [
        [so.Role(id=1), None, so.Role(id=2)],
        {"a": so.Role(id=1), "b": so.Role()},
        [[so.Role()], []],
        so.CustomFields({"SuperOffice:1": "[I:3]"}),
        so.DateTime(2024, 9, 4),
        so.UserType.UNKNOWN,
        "text",
        True,
        7,
    ],
)
def test_lists_dictionaries_and_scalars_make_it_too(value: Any) -> None:
    assert_round_trips(value)
    assert_round_trips(value, XML)


@pytest.mark.parametrize("value", [[], {}, None, [None], {"a": []}, [so.Role(), so.User()]])
def test_a_value_that_does_not_say_its_type_needs_it(value: Any) -> None:
    with pytest.raises(TypeError, match="its type"):
        assert_round_trips(value)


def test_the_type_may_be_given() -> None:
    assert_round_trips([], type=list[so.Role])
    assert_round_trips(None, XML, type=so.User | None)
    assert_formats_agree({}, type=dict[str, str])


@pytest.mark.parametrize(
    ("value", "asked"),
    [
        (so.Role(), so.Role),
        ([so.Role()], list[so.Role]),
        ([so.Role(), None], list[so.Role | None]),
        ({"a": [so.Role()]}, dict[str, list[so.Role]]),
        ({"a": "b"}, dict[str, str]),
        (so.CustomFields(), so.CustomFields),
    ],
)
def test_what_to_ask_for_is_what_the_value_says(value: Any, asked: Any) -> None:
    assert asked_type(value) == asked


def test_a_loss_is_lawful_where_it_is_named() -> None:
    role = so.Role(id=1, value="a")
    with pytest.raises(so.LossyEncoding):
        so.encode(role, FORM)
    assert_round_trips(role, FORM)
    assert_round_trips(read('{"odd name":1.50,"Person":{"x":[true,null]}}'), FORM)
    assert_round_trips(so.Role(), FORM)
    plain = partial(so.encode, extensions=False)
    assert_round_trips(read('{"odd name":1.50}'), XML, encode=plain)
    with pytest.raises(AssertionError, match="refuses the value"):
        assert_round_trips(role, FORM, allow_refusal=False)


def test_what_a_format_cannot_carry_may_be_refused_with_its_path() -> None:
    assert_round_trips(so.Role(value="\x00"), XML)
    with pytest.raises(AssertionError, match=r"refuses the value(.|\n)*\$\.Value"):
        assert_round_trips(so.Role(value="\x00"), XML, allow_refusal=False)


def test_losses_have_to_be_the_ones_that_are_named() -> None:
    def names_too_little(value: Any, media_type: str, **options: Any) -> bytes:
        try:
            return so.encode(value, media_type, **options)
        except so.LossyEncoding as loss:
            raise so.LossyEncoding(loss.format, loss.losses[1:]) from loss

    def names_too_much(value: Any, media_type: str, **options: Any) -> bytes:
        try:
            return so.encode(value, media_type, **options)
        except so.LossyEncoding as loss:
            raise so.LossyEncoding(loss.format, [*loss.losses, ("$.Id", "null")]) from loss

    for encode in (names_too_little, names_too_much):
        with pytest.raises(AssertionError, match="loses what it does not name"):
            assert_round_trips(so.Role(id=1), FORM, encode=encode)


def test_limits_are_handed_on() -> None:
    with pytest.raises(so.LimitExceeded):
        assert_round_trips(samples.user(1), limits=so.Limits(depth=1))


def test_a_body_that_cannot_be_read_breaks_the_law() -> None:
    def writes_nonsense(value: Any, media_type: str) -> bytes:
        return so.encode(value, media_type)[:-1]

    with pytest.raises(AssertionError, match="cannot be read"):
        assert_round_trips(so.Role(), encode=writes_nonsense)


def test_encoding_may_not_change_the_value() -> None:
    def changes(value: Any, media_type: str) -> bytes:
        value.id = 7
        return so.encode(value, media_type)

    with pytest.raises(AssertionError, match="changed the value itself"):
        assert_round_trips(so.Role(), encode=changes)


# --- bodies and formats


@pytest.mark.parametrize(
    "body", ['{"Id":"3","rank" : 1e0}', b'{"Id":1,"Id":2,"ID":3}', '\ufeff{"X":{"a":[1,{}]}}', "{}"]
)
def test_a_body_comes_back(body: bytes | str) -> None:
    assert_body_comes_back(body, so.UserGroup)
    document = so.encode(so.decode(body, so.UserGroup), XML)
    assert_body_comes_back(document, so.UserGroup, XML)


def test_formats_agree_on_samples() -> None:
    for user in samples.users(3):
        assert_formats_agree(user)
    assert_formats_agree(so.ChangePasswordRequest(), media_types=[XML, "application/json", FORM])


def test_formats_that_refuse_a_value_are_left_out() -> None:
    assert_formats_agree(so.Role(value="\x00"))
    assert_formats_agree(so.Role(value="\x00"), media_types=[XML, "application/json"])


def test_formats_that_disagree_are_told_with_the_way() -> None:
    def drops_unknown(value: Any, media_type: str) -> bytes:
        known = so.Role(id=value.id) if media_type == XML else value
        return so.encode(known, media_type)

    with pytest.raises(AssertionError, match="application/json -> application/xml -> application/json"):
        assert_formats_agree(so.decode('{"Id":1,"X":2}', so.Role), encode=drops_unknown)


# --- patches


OLD = '{"Name":"a","Rank":1,"OtherGroups":[{"Id":1},{"Id":2}],"Person":{"Firstname":"K"}}'


@pytest.mark.parametrize(
    "new",
    [
        OLD,
        '{"name":"a","Rank":2}',
        '{"Name":null,"OtherGroups":[{"Id":2},{"Id":1,"Value":null}],"Person":null,"X":[null]}',
        '{"Person":{"Firstname":"L","Lastname":null},"Rank":null}',
    ],
)
@pytest.mark.parametrize("dialect", so.Dialect)
def test_a_difference_leads_from_one_value_to_the_other(new: str, dialect: so.Dialect) -> None:
    assert_patch_law(read(OLD), read(new), dialect=dialect)
    assert_patch_law([read(OLD)], [read(new)], dialect=dialect, type=list[so.User])


def test_plain_documents_are_patched_too() -> None:
    for a, b in (({"a": [1, 2]}, {"a": [2, 1.0, None]}), ([], [1]), (1, True), ({"a": 1}, None)):
        assert_patch_law(a, b)


def test_the_patches_of_others_may_be_put_to_the_law() -> None:
    assert_patch_law(
        {"a": [1, 2, 3]},
        {"b": [3, 1]},
        kinds=[so.JsonPatch],
        diff=lambda old, new: jsonpatch.make_patch(old, new).patch,
        apply=lambda patch, value: jsonpatch.apply_patch(value, patch.to_list()),
    )
    with pytest.raises(AssertionError, match="does not lead from one to the other"):
        assert_patch_law({"a": 1}, {"b": 1}, kinds=[so.MergePatch], diff=lambda _, new: new)


def test_a_patch_that_cannot_be_applied_or_is_none_breaks_the_law() -> None:
    for operations, told in (
        ([{"op": "remove", "path": "/c"}], "cannot be applied"),
        ([{"op": "move", "path": "/a/b", "from": "/a"}], "is no JSON Patch"),
    ):
        with pytest.raises(AssertionError, match=told):
            assert_patch_law({"a": 1}, {"b": 1}, kinds=[so.JsonPatch], diff=lambda *_, o=operations: o)


def test_applying_may_not_change_what_it_is_given() -> None:
    def in_place(patch: Any, value: Any) -> Any:
        value.update(patch.apply(copy.deepcopy(value)))
        return value

    with pytest.raises(AssertionError, match="changed the first value"):
        assert_patch_law({"a": 1}, {"a": 2}, kinds=[so.JsonPatch], apply=in_place)


# --- negotiation


@pytest.mark.parametrize(
    ("header", "offers"),
    [
        (None, ["application/json"]),
        ("", []),
        ("text/xml;q=0, */*", ["text/xml", "application/json"]),
        ("nonsense", ["text/xml"]),
        ("application/pdf", ["text/xml"]),
    ],
)
def test_the_library_negotiates_as_the_rfc_says(header: str | None, offers: Sequence[str]) -> None:
    for dialect in so.Dialect:
        assert_negotiates(header, offers, dialect=dialect)
    assert_negotiates(header, offers, ties=False)


def test_a_negotiator_may_refuse_by_raising() -> None:
    def choose(header: str | None, _: Sequence[str]) -> str:
        return so.default_negotiator().select_encoder(header).media_type

    assert_negotiates("image/png", ["application/json"], choose=choose)
    with pytest.raises(AssertionError, match="chosen: application/json"):
        assert_negotiates("application/json", ["text/xml"], choose=choose)


def test_ties_may_be_decided_otherwise() -> None:
    def last(_: str | None, offers: Sequence[str]) -> str:
        return offers[-1]

    offers = ["application/json", "text/xml"]
    assert_negotiates("*/*", offers, choose=last, ties=False)
    for header, ties in (("*/*", True), ("*/*, text/xml;q=0.9", False)):
        with pytest.raises(AssertionError, match="not the one of RFC 9110"):
            assert_negotiates(header, offers, choose=last, ties=ties)


# --- differences


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ('{"Rank":1}', '{"Rank":2}', "$.Rank: integer 1 against integer 2"),
        ('{"Rank":1}', "{}", "$.Rank: integer 1 against absent"),
        ("{}", '{"Rank":1}', "$.Rank: absent against integer 1"),
        ('{"Rank":null}', '{"Rank":0}', "$.Rank: null against integer 0"),
        ('{"Rank":"1"}', '{"Rank":1}', '$.Rank: integer 1, written as text "1" against integer 1'),
        ('{"rank":1}', '{"Rank":1}', '$.rank: spelled "rank" against spelled "Rank"'),
        ('{"Rank":1,"Name":"a"}', '{"Name":"a","Rank":1}', "$: .Rank as member 1 against .Name as member 1"),
        ('{"X":1}', '{"X":true}', "$.X: integer 1 against true"),
        ('{"X":1.10}', '{"X":1.1}', "$.X: number 1.10 against number 1.1"),
        ('{"X":[1,2]}', '{"X":[1]}', "$.X[1]: integer 2 against absent"),
        ('{"X":{"a b":{}}}', '{"X":{"a b":[]}}', '$.X["a b"]: an object against an array of 0'),
        ('{"OtherGroups":[{"Id":1}]}', '{"OtherGroups":[]}', "$.OtherGroups[0]: a UserGroup against absent"),
        ('{"Type":"Unknown"}', '{"Type":"New"}', '$.Type: UserType UNKNOWN against text "New"'),
        (
            '{"Lastlogin":"2024-09-04T00:00:00.1234567Z"}',
            '{"Lastlogin":"2024-09-04T00:00:00.1234560Z"}',
            "$.Lastlogin: date 2024-09-04T00:00:00.1234567Z against date 2024-09-04T00:00:00.1234560Z",
        ),
    ],
)
def test_a_difference_says_where_and_what(one: str, other: str, told: str) -> None:
    found = first_difference(read(one), read(other))
    assert str(found) == told
    assert found is not None
    assert not so.identical(read(one), read(other))


def test_long_texts_are_shown_where_they_part() -> None:
    for long, longer in (("a", "bc"), ("a", "b"), ("", "b")):
        found = first_difference(so.Role(value="x" * 99 + long), so.Role(value="x" * 99 + longer))
        assert found is not None
        assert found.one == f'"...{"x" * 12}{long}" (at character 99 of {99 + len(long)})'
        assert found.other == f'"...{"x" * 12}{longer}" (at character 99 of {99 + len(longer)})'


def test_nothing_differs_where_values_are_identical() -> None:
    for body in (OLD, '{"rank":"1","X":1.10}', "{}"):
        assert first_difference(read(body), read(body)) is None


def test_orders_and_names_may_be_left_out_of_account() -> None:
    one, other = (
        read('{"rank":1,"Name":"a","X":{"a":1,"b":2}}'),
        read('{"X":{"b":2,"a":1},"Name":"a","Rank":1}'),
    )
    assert first_difference(one, other) is not None
    assert first_difference(one, other, names=False) is None
    assert first_difference([1.0], [so.NumberToken("1.0")], names=False) is None
    assert first_difference([1], [True], names=False) is not None


def test_all_differences_are_told_in_order() -> None:
    found = all_differences(read('{"Rank":1,"Name":"a","X":[1,2]}'), read('{"Rank":2,"Name":"b","X":[2]}'))
    assert [each.path for each in found] == ["$.Rank", "$.Name", "$.X[0]", "$.X[1]"]


def test_bytes_differ_at_an_index() -> None:
    assert str(first_difference(b"abc", b"abd")).startswith("$[2]: ")


# --- without Hypothesis


def test_laws_and_samples_need_no_hypothesis() -> None:
    program = (
        "import sys; sys.modules['hypothesis'] = None\n"
        "from so_carriers.testing import laws, samples\n"
        "laws.assert_round_trips(samples.user(1)); laws.assert_negotiates('*/*', ['text/xml'])\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_the_laws_are_all_listed() -> None:
    assert laws.__all__ == sorted(laws.__all__)
    assert {name for name in vars(laws) if name.startswith("assert_")} <= {*laws.__all__}

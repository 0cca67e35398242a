"""$select: what is selected stays, what is not is nulled in its place (NetServer's rule)."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import pytest

import so_carriers as so
from so_carriers.select import Selection

USER = """
{"AssociateId": 7, "name": "ann", "Rank": 3.0, "Secret": {"a": 1.10, "B": [{"c": 2, "d": 3}]},
 "Person": {"Firstname": "Ann", "Lastname": "Lee", "Extra": true}, "Role": null, "Deleted": true,
 "Lastlogin": "2024-02-03T04:05:06Z", "Type": "InternalAssociate",
 "CustomFields": {"SuperOffice:1": "[I:3]", "x_a": "b"},
 "Credentials": [{"Value": "v", "Type": {"Name": "n", "Description": "d"}}, null]}
"""


def select(value: Any, text: str) -> Any:
    return Selection.parse(text).apply(value)


def selected(text: str, body: str = USER, type: Any = so.User) -> str:
    return so.encode(select(so.decode(body, type), text)).decode()


def test_nothing_asked_for_selects_everything() -> None:
    user = so.decode(USER, so.User)
    for text in ("", " ", ",", " , /, // ,"):
        assert select(user, text) is user


def test_what_is_not_selected_is_nulled_in_its_place() -> None:
    assert selected("Name", '{"Role":{"Id":3},"Name":"a","Person":{},"Tooltip":null}') == (
        '{"Role":null,"Name":"a","Person":null,"Tooltip":null}'
    )


def test_a_member_whose_type_has_no_null_is_nulled_too_and_reads_its_default() -> None:
    user = select(so.decode(USER, so.User), "Name")
    assert (user.rank, user.deleted, user.lastlogin) == (0, False, so.DateTime(1, 1, 1))
    assert user.type is so.User().type
    body = so.encode(user).decode()
    for name in ("AssociateId", "Rank", "Deleted", "Lastlogin", "Type"):
        assert f'"{name}":null' in body


def test_names_are_found_in_any_ascii_case_and_keep_their_spelling() -> None:
    assert selected("NAME,rank", '{"name":"a","RANK":3.0}') == '{"name":"a","RANK":3.0}'
    assert selected("\u212aind", '{"Kind":1}') == '{"Kind":null}'


def test_names_that_are_not_there_are_ignored() -> None:
    assert selected("Nmae,Name,$top", '{"Name":"a","Rank":1}') == '{"Name":"a","Rank":null}'
    assert selected("Nmae", '{"Name":"a"}') == '{"Name":null}'


def test_a_slash_leads_into_a_member() -> None:
    body = '{"Person":{"Firstname":"A","Lastname":"L"},"Rank":1}'
    assert selected("person/FIRSTNAME", body) == '{"Person":{"Firstname":"A","Lastname":null},"Rank":null}'
    assert selected(" Person / Lastname ", body) == '{"Person":{"Firstname":null,"Lastname":"L"},"Rank":null}'


def test_a_name_without_a_slash_selects_all_that_is_within_it() -> None:
    body = '{"Person":{"Firstname":"A","X":{"y":1}}}'
    for text in ("Person", "Person/", "Person,Person/Firstname", "Person/Firstname,person"):
        assert selected(text, body) == body


def test_several_paths_into_one_member_add_up() -> None:
    assert selected(
        "Person/Firstname,Person/Lastname", '{"Person":{"Firstname":"A","Lastname":"L","Rank":1}}'
    ) == ('{"Person":{"Firstname":"A","Lastname":"L","Rank":null}}')


def test_a_path_through_null_or_through_a_scalar_leaves_them() -> None:
    assert selected("Person/Firstname,Name/First,Rank/x", '{"Person":null,"Name":"a","Rank":null}') == (
        '{"Person":null,"Name":"a","Rank":null}'
    )


def test_absent_members_stay_absent() -> None:
    assert selected("Name,Rank", "{}") == "{}"
    user = select(so.decode('{"Name":"a"}', so.User), "Person")
    assert so.is_absent(user, "rank")
    assert not so.is_absent(user, "name")


def test_each_item_of_a_list_is_selected_from() -> None:
    body = '{"Credentials":[{"Value":"v","Type":{"Name":"n","Id":1}},null,{}]}'
    assert selected("Credentials/Type/Name", body) == (
        '{"Credentials":[{"Value":null,"Type":{"Name":"n","Id":null}},null,{}]}'
    )


def test_unknown_members_are_treated_like_declared_ones() -> None:
    body = '{"New":{"a":1.10,"B":[{"c":2,"d":1e400}]},"Other":[1],"name":"a"}'
    assert selected("new", body) == '{"New":{"a":1.10,"B":[{"c":2,"d":1e400}]},"Other":null,"name":null}'
    assert (
        selected("New/b/D", body) == '{"New":{"a":null,"B":[{"c":null,"d":1e400}]},"Other":null,"name":null}'
    )


def test_the_keys_of_a_dictionary_within_a_carrier_are_names() -> None:
    body = '{"CustomFields":{"SuperOffice:1":"[I:3]","x_a":"b"},"ExtraFields":{"x_a":"b"}}'
    assert selected("customfields/superoffice:1", body) == (
        '{"CustomFields":{"SuperOffice:1":"[I:3]","x_a":null},"ExtraFields":null}'
    )
    user = select(so.decode(body, so.User), "CustomFields/x_a")
    assert type(user.custom_fields) is so.CustomFields
    assert selected(
        "FieldProperties/Name/FieldType", '{"FieldProperties":{"Name":{"FieldType":"t"},"B":{}}}'
    ) == ('{"FieldProperties":{"Name":{"FieldType":"t"},"B":null}}')


def test_a_key_whose_value_has_no_null_is_left_out() -> None:
    @so.carrier
    class Counts:
        counts: dict[str, int] = so.member("Counts", default_factory=dict)

    assert selected("counts/A", '{"Counts":{"a":1,"b":2}}', Counts) == '{"Counts":{"a":1}}'


def test_lists_and_dictionaries_around_carriers_are_not_named() -> None:
    body = '[{"Name":"a","Rank":1},null,{"Name":"b"}]'
    assert selected("name", body, list[so.User | None]) == '[{"Name":"a","Rank":null},null,{"Name":"b"}]'
    assert selected("name", '{"x":{"Id":1,"Name":"a"}}', dict[str, so.Role]) == '{"x":{"Id":null,"Name":"a"}}'


@pytest.mark.parametrize(
    ("body", "type"),
    [("3", so.Int32), ('"text"', str), ("true", bool), ("[1,2]", list[int]), ('{"a":"b"}', dict[str, str])],
)
def test_scalars_stay_as_they_are(body: str, type: Any) -> None:
    assert selected("a", body, type) == body


def test_what_was_given_is_not_changed() -> None:
    for text in ("Name", "Person/Firstname", "CustomFields/x_a", "Secret/B/c", "Credentials/Type"):
        user = so.decode(USER, so.User)
        before = copy.deepcopy(user)
        select(user, text)
        assert so.identical(user, before)


def test_what_was_not_selected_is_not_kept_beside_the_result_either() -> None:
    user = select(so.decode(USER, so.User), "Name")
    assert b"3.0" not in pickle.dumps(user)
    assert so.unknown_members(user) == {"Secret": None}


def test_selecting_all_that_is_there_is_the_identity() -> None:
    user = so.decode(USER, so.User)
    names = ",".join([*(member.name for member in so.schema_of(so.User).members), "Secret"])
    assert so.identical(select(user, names), user)


def test_selecting_twice_is_selecting_once() -> None:
    selection = Selection.parse("Name,Person/Firstname,Secret/B,CustomFields/x_a")
    once = selection.apply(so.decode(USER, so.User))
    assert so.identical(selection.apply(once), once)


def test_a_selected_result_can_be_changed_like_any_carrier() -> None:
    user = select(so.decode(USER, so.User), "Name")
    user.rank = 5
    assert '"Rank":5' in so.encode(user).decode()


def test_selections_with_the_same_names_are_equal() -> None:
    assert Selection.parse("a, B/c") == Selection.parse("b/C,A,a") != Selection.parse("a")
    assert Selection.parse("") == Selection()


def test_a_hostile_path_of_a_million_steps_is_read() -> None:
    deep = Selection.parse("a/" * 1_000_000 + ",name")
    assert so.encode(deep.apply(so.decode('{"Name":"x","Rank":1}', so.User))) == b'{"Name":"x","Rank":null}'
    assert deep == Selection.parse("name," + "A/" * 500_000)
    assert repr(deep).startswith("Selection(names={")

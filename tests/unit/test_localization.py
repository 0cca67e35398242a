"""Localization: what headers ask for, and whole carriers as they ask for them."""

from __future__ import annotations

import copy
from typing import Any

import pytest

import so_carriers as so
from so_carriers.localization.time_zones import TimeZoneChoice

USER = (
    r'{"Tooltip":"NO:\"Selger\";US:\"Seller\"","name":"[I:3]","Lastlogin":"2024-02-03T04:05:06Z","More":"US:\"x\"",'
    r'"Role":{"Value":"US:\"Admin\"","When":"2024-02-03T04:05:06Z"},"Lastlogout":"0001-01-01T00:00:00","Person":null,'
    r'"Credentials":[{"Value":"US:\"secret\"","DisplayValue":"US:\"shown\""},null],'
    r'"TicketCategories":[{"ChildItems":[{"Name":"NO:\"Feil\""},{}]}],'
    r'"CustomFields":{"SuperOffice:1":"[F:4.43]","SuperOffice:1:org":"[F:4.43]","x_a":null,"x_b":"US:\"b\""},'
    r'"ExtraFields":{"x_c":"[D:05/31/1999]"},"FieldProperties":{"Name":{"FieldRight":{"Reason":"[SR_WHY]"}}}}'
)


@so.carrier
class Meeting:
    """A carrier with dates in every place that can hold one."""

    start: so.DateTime = so.member("Start")
    end: so.DateTime | None = so.member("End")
    others: list[so.DateTime | None] = so.member("Others")
    by_name: dict[str, so.DateTime] = so.member("ByName")
    title: str | None = so.member("Title")
    columns: list[str | None] = so.member("Columns")
    note: str = so.member("Note", secret=True, default="")
    within: list[Meeting | None] | None = so.member("Within", default=None)


@so.carrier
class Counter:
    """A carrier that neither a language nor a time zone can change."""

    count: int = so.member("Count")
    is_open: bool = so.member("IsOpen")


def asked(**headers: str) -> so.Localization:
    return so.Localization.of_headers({name.replace("_", "-"): value for name, value in headers.items()})


def applied(value: Any, base_zone: str = "UTC", **headers: str) -> str:
    return so.encode(asked(**headers).apply(value, base_zone)).decode()


def test_headers_say_language_culture_and_zone() -> None:
    found = asked(so_language="nb-NO, en;q=0.5", so_culture="sv-SE", so_timezone="NO", accept_language="de")
    assert found == so.Localization("nb", "sv", TimeZoneChoice("NO"), ("en",))
    assert found.response_headers == {"Content-Language": "nb"}


@pytest.mark.parametrize(
    ("headers", "culture"),
    [
        ({"so_language": "nb"}, "nb"),
        ({"accept_language": "en-GB"}, "en"),
        ({"so_language": "nb", "so_culture": ""}, "nb"),
        ({"so_language": "nb", "so_culture": "xx"}, "nb"),
        ({"so_language": "nb", "so_culture": "en-GB"}, "en-gb"),
        ({"so_language": "nb", "so_culture": "*"}, None),
        ({"so_language": "hu"}, None),
        ({"so_culture": "nb"}, None),
        ({"so_language": "*", "so_culture": "nb"}, None),
    ],
)
def test_the_culture_is_that_of_so_culture_else_of_the_language(
    headers: dict[str, str], culture: str | None
) -> None:
    assert asked(**headers).culture == culture


def test_without_headers_nothing_is_done() -> None:
    user = so.decode(USER, so.User)
    for nothing in (so.Localization(), asked(), asked(so_language="x", so_culture="nb", so_timezone="")):
        assert nothing == so.Localization()
        assert nothing.apply(user) is user
        assert nothing.restore_dates(user) is user
        assert nothing.response_headers == {}


def test_an_unknown_zone_in_a_header_is_a_400() -> None:
    with pytest.raises(so.InvalidValue, match="SO-TimeZone") as caught:
        asked(so_timezone="Mars")
    assert caught.value.status == 400


@pytest.mark.parametrize("language", ["", "NB", "nb-NO", "nob", "*"])
def test_a_language_is_two_letters(language: str) -> None:
    with pytest.raises(so.InvalidValue, match="two letters"):
        so.Localization(language)
    with pytest.raises(so.InvalidValue, match="two letters"):
        so.Localization("nb", other_languages=(language,))


def test_a_culture_is_one_of_the_table() -> None:
    with pytest.raises(so.InvalidValue, match="expected a culture"):
        so.Localization("nb", "xx")


def test_texts_of_every_member_are_translated_and_the_rest_of_the_body_stays() -> None:
    expected = (
        USER.replace(r'"NO:\"Selger\";US:\"Seller\""', '"Selger"')
        .replace('"[I:3]"', '"3"')
        .replace(r'"US:\"Admin\""', '"Admin"')
        .replace(r'"US:\"shown\""', '"shown"')
        .replace(r'"NO:\"Feil\""', '"Feil"')
        .replace('"SuperOffice:1":"[F:4.43]"', '"SuperOffice:1":"4,43"')
        .replace(r'"US:\"b\""', '"b"')
        .replace('"[D:05/31/1999]"', '"31.05.1999"')
    )
    assert applied(so.decode(USER, so.User), so_language="nb") == expected


def test_without_a_culture_encoded_values_stay() -> None:
    user = so.decode('{"CustomFields":{"a":"[I:3]","b":"US:\\"x\\""}}', so.User)
    assert applied(user, so_language="en", so_culture="x") == '{"CustomFields":{"a":"[I:3]","b":"x"}}'
    assert applied(user, so_culture="en") == so.encode(user).decode()


def test_dates_are_converted_and_no_text_is() -> None:
    expected = USER.replace('"Lastlogin":"2024-02-03T04:05:06Z"', '"Lastlogin":"2024-02-03T05:05:06"')
    assert applied(so.decode(USER, so.User), so_timezone="NO") == expected


def test_resources_are_texts_by_id_in_any_language() -> None:
    reasons = so.FieldRight(reason="[SR_A] and [SR_B]: [SR_C]")
    resources = {"SR_A": 'US:"one";NO:"en"', "SR_B": "plain"}
    assert asked(so_language="nb").apply(reasons, resources=resources).reason == "en and plain: [SR_C]"
    assert asked(so_language="nb").apply(reasons) is reasons
    assert asked(so_timezone="NO").apply(reasons, resources=resources) is reasons


def meeting(**members: Any) -> Meeting:
    noon = so.DateTime(2024, 1, 1, 12)
    given: dict[str, Any] = {
        "start": noon,
        "end": None,
        "others": [noon, None],
        "by_name": {"a": noon, "a:org": noon},
        "title": None,
        "columns": ["[I:3]", None],
    }
    return Meeting(**(given | members))


def test_dates_are_found_in_lists_dictionaries_and_carriers_within() -> None:
    one, noon = so.DateTime(2024, 1, 1, 13), so.DateTime(2024, 1, 1, 12)
    shown = asked(so_timezone="NO").apply([{"m": meeting(within=[meeting(), None])}])[0]["m"]
    assert shown.within is not None
    assert [each is None for each in shown.within] == [False, True]
    for each in filter(None, [shown, *shown.within]):
        assert (each.start, each.end, each.others) == (one, None, [one, None])
        assert each.by_name == {"a": one, "a:org": one}
    assert asked(so_timezone="NO").apply(noon) == one


def test_texts_that_are_roots_are_translated_and_other_scalars_stay() -> None:
    assert asked(so_language="en").apply('US:"a"') == "a"
    for value in (851, True, None, 1.5):
        assert asked(so_language="en", so_timezone="NO").apply(value) is value


def test_secret_members_are_never_translated() -> None:
    secret = meeting(note='US:"password"', title='US:"title"')
    shown = asked(so_language="en").apply(secret)
    assert (shown.note, shown.title, shown.columns) == ('US:"password"', "title", ["3", None])


def test_what_is_the_same_is_shared() -> None:
    inner, counter = meeting(), Counter(count=1, is_open=True)
    outer = meeting(title='US:"title"', columns=["a"], within=[inner])
    shown = asked(so_language="en", so_culture="x").apply(outer)
    assert shown is not outer
    assert shown.within is outer.within
    assert shown.columns is outer.columns
    for same in (inner, [inner], {"a": inner}, counter):
        assert asked(so_language="en", so_culture="x").apply(same) is same


def test_a_dictionary_keeps_its_class() -> None:
    fields = so.CustomFields({"a": "[I:3]", "a:org": "[I:3]"})
    shown = asked(so_language="en").apply(fields)
    assert type(shown) is so.CustomFields
    assert shown == {"a": "3", "a:org": "[I:3]"}
    assert fields == {"a": "[I:3]", "a:org": "[I:3]"}


def test_absent_and_null_members_stay_so_whatever_their_default() -> None:
    @so.carrier
    class Draft:
        made: so.DateTime = so.member("Made", default=so.DateTime(2024, 1, 1))
        kind: str = so.member("Kind", default='US:"draft"')

    for body in ("{}", '{"Made":null,"Kind":null}', '{"Kind":null}'):
        assert applied(so.decode(body, Draft), so_timezone="US-NY", so_language="en") == body


def test_spellings_of_what_changed_are_dropped_and_others_stay() -> None:
    body = (
        '{"Others":["2024-01-01T12:00:00+0100","0001-01-01"],"Start":"2024-01-01","End":"2024-01-01T12:00:00-00:00",'
        '"ByName":{"b":"2024-01-01","a":"0001-01-01"},"title":"t","Columns":[]}'
    )
    value = so.decode(body, Meeting)
    assert so.encode(value).decode() == body
    shown = asked(so_timezone="NO").apply(value)
    assert so.encode(shown).decode() == (
        '{"Others":["2024-01-01T12:00:00","0001-01-01"],"Start":"2024-01-01T01:00:00","End":"2024-01-01T13:00:00",'
        '"ByName":{"b":"2024-01-01T01:00:00","a":"0001-01-01"},"title":"t","Columns":[]}'
    )
    spelled = so.decode(so.encode(shown), Meeting)
    assert so.identical(spelled, shown)
    assert so.encode(value).decode() == body


def test_dates_of_a_request_are_taken_back_into_the_base_zone() -> None:
    value = meeting(end=so.DateTime.fromisoformat("2024-01-01T12:00:00Z"), title='US:"t"')
    restored = asked(so_timezone="US-NY", so_language="en").restore_dates(value, "Europe/Oslo")
    assert (restored.start, restored.end, restored.title) == (
        so.DateTime(2024, 1, 1, 18),
        value.end,
        'US:"t"',
    )
    assert asked(so_timezone="US-NY").apply(restored, "Europe/Oslo").start == value.start


def test_a_carrier_is_not_changed_by_what_is_done_with_the_result() -> None:
    user = so.decode(USER, so.User)
    before = copy.deepcopy(user)
    shown = asked(so_language="en", so_timezone="US-NY").apply(user)
    shown.tooltip = "changed"
    assert so.identical(user, before)

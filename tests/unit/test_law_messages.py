"""What a tester reads when a law is broken: short, to the point, and nothing that is secret."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import so_carriers as so
from so_carriers.testing.laws import (
    assert_body_comes_back,
    assert_formats_agree,
    assert_negotiates,
    assert_patch_law,
    assert_round_trips,
    first_difference,
)

XML, FORM = "application/xml", "application/x-www-form-urlencoded"
SECRET = "correct horse battery staple"


def message_of(law: Callable[..., None], *arguments: Any, **options: Any) -> str:
    with pytest.raises(AssertionError) as found:
        law(*arguments, **options)
    message = str(found.value)
    assert len(message) <= 1_000
    assert message.replace("\n", "").isprintable()
    return message


def encoding(edit: Callable[[bytes], bytes]) -> Callable[..., bytes]:
    return lambda value, media_type, **options: edit(so.encode(value, media_type, **options))


def replacing(old: str, new: str) -> Callable[..., bytes]:
    return encoding(lambda body: body.replace(old.encode(), new.encode()))


def test_a_lost_digit_is_told_with_its_path_and_both_values() -> None:
    user = so.User(lastlogin=so.DateTime.fromisoformat("2024-09-04T13:24:23.5878372"))
    message = message_of(assert_round_trips, user, encode=replacing("5878372", "587837"))
    assert message.splitlines()[:4] == [
        "what came back from application/json is not identical",
        "  at $.Lastlogin",
        "  went in: date 2024-09-04T13:24:23.5878372",
        "  came back: date 2024-09-04T13:24:23.587837",
    ]
    assert message.splitlines()[4].startswith("  body: ...")
    assert '"Lastlogin":"2024-09-04T13:24:23.587837"' in message


def test_a_small_body_is_shown_whole() -> None:
    role = so.TableRight(mask=so.ETableRight.SELECT, reason="a & b")
    message = message_of(assert_round_trips, role, XML, encode=replacing("&amp;", "&amp;amp;"))
    assert message.endswith(
        "body: <TableRight><Mask>Select</Mask><Reason>a &amp;amp; b</Reason></TableRight>"
    )


def test_a_body_that_is_broken_is_told_with_the_error_of_the_reader() -> None:
    message = message_of(assert_round_trips, so.Role(id=1), encode=encoding(lambda body: body[:-1]))
    assert message.startswith("what was written as application/json cannot be read\n  error: $: expected")


def test_a_body_that_comes_back_as_another_is_told_by_its_members() -> None:
    message = message_of(
        assert_body_comes_back, '{"Id":1,"X":[1.10]}', so.Role, encode=replacing("1.10", "1.1")
    )
    assert message.splitlines()[1:4] == ["  at $.X[0]", "  expected: number 1.10", "  written: number 1.1"]


def test_a_loss_that_was_not_named_is_told_with_those_that_were() -> None:
    def names_one(value: Any, media_type: str, **options: Any) -> bytes:
        try:
            return so.encode(value, media_type, **options)
        except so.LossyEncoding as loss:
            raise so.LossyEncoding(loss.format, loss.losses[:1]) from loss

    message = message_of(assert_round_trips, so.Role(id=1), FORM, encode=names_one)
    assert "named losses: $.Value" in message
    assert "at $.Tooltip" in message


def test_a_patch_that_leads_elsewhere_is_told_with_its_operations() -> None:
    old, new = so.User(rank=1, name="a"), so.User(rank=2, name="b")
    message = message_of(
        assert_patch_law,
        old,
        new,
        kinds=[so.JsonPatch],
        diff=lambda a, b: so.JsonPatch.diff(a, b).to_list()[:1],
    )
    assert message.splitlines() == [
        "the JSON Patch of two values does not lead from one to the other",
        "  at $.Rank",
        "  expected: integer 2",
        "  result: integer 1",
        "  patch: JsonPatch(replace '/Name')",
    ]


def test_a_choice_is_told_with_the_range_that_decides_of_each_offer() -> None:
    message = message_of(
        assert_negotiates,
        "text/xml;q=0, application/*;q=0.5",
        ["text/xml", "application/json", "text/csv"],
        choose=lambda *_: "text/xml",
    )
    assert message.splitlines() == [
        "the offer that was chosen is not the one of RFC 9110",
        "  Accept: text/xml;q=0, application/*;q=0.5",
        "  chosen: text/xml",
        "  expected: application/json",
        "  offer 1: text/xml - text/xml;q=0 decides: excluded",
        "  offer 2: application/json - application/*;q=0.5 decides: quality 0.5",
        "  offer 3: text/csv - no range matches it",
    ]


def test_no_header_is_told_as_none() -> None:
    message = message_of(assert_negotiates, None, ["text/xml"], choose=lambda *_: None)
    assert "Accept: none" in message
    assert "chosen: none (not acceptable)" in message
    assert "no preference decides" in message


def test_hostile_headers_and_long_offers_are_cut_short() -> None:
    offers = [f"text/{'x' * 200}{number}" for number in range(50)]
    message = message_of(assert_negotiates, '\x00"' * 5_000, offers, choose=lambda *_: "y" * 5_000)
    assert "..." in message


def test_long_values_and_bodies_are_cut_short() -> None:
    user = so.User(name="x" * 100_000, tooltip="y" * 100_000)
    message = message_of(assert_round_trips, user, encode=replacing('"Rank":0', '"Rank":1'))
    assert "at $.Rank" in message
    assert '"Rank":1' in message


def request(password: str) -> so.CreateExternalUserRequest:
    return so.CreateExternalUserRequest(user_name="u", password=password)


@pytest.mark.parametrize("media_type", ["application/json", XML, FORM])
@pytest.mark.parametrize("new", [SECRET[:-1], "", SECRET.title()])
def test_a_secret_that_is_changed_is_not_shown(media_type: str, new: str) -> None:
    edit = replacing(SECRET.replace(" ", "+") if media_type == FORM else SECRET, new.replace(" ", "+"))
    message = message_of(assert_round_trips, request(SECRET), media_type, encode=edit)
    assert "staple" not in message.lower()
    assert "at $.Password" in message
    assert "•••" in message


def test_nor_is_one_that_stands_beside_what_is_changed() -> None:
    message = message_of(assert_round_trips, request(SECRET), encode=replacing('"u"', '"v"'))
    assert "at $.UserName" in message
    assert "body: not shown, for it holds secrets" in message
    assert SECRET not in message


def test_nor_is_one_of_a_body_or_of_a_nearly_secret_name() -> None:
    body = f'{{"Password":"{SECRET}","password":"{SECRET}","X":1}}'
    for old, new in ((SECRET, SECRET[:-1]), ('"X":1', '"X":2'), ('"password"', '"passwort"')):
        message = message_of(
            assert_body_comes_back, body, so.CreateExternalUserRequest, encode=replacing(old, new)
        )
        assert "staple" not in message


def test_nor_is_one_that_is_lost_or_patched_or_differs_between_formats() -> None:
    drop = replacing(f'"Password":"{SECRET}",', "")
    for message in (
        message_of(assert_round_trips, request(SECRET), encode=drop),
        message_of(assert_patch_law, request(SECRET), request("x"), kinds=[so.JsonPatch], diff=lambda *_: []),
        message_of(assert_formats_agree, request(SECRET), encode=replacing(f">{SECRET}<", "><")),
    ):
        assert SECRET not in message
        assert "at $.Password" in message


def test_of_secrets_it_is_told_whether_there_is_one() -> None:
    absent = so.decode("{}", so.CreateExternalUserRequest)
    assert str(first_difference(so.decode('{"Password":"a"}', type(absent)), absent)) == (
        "$.Password: ••• against absent"
    )
    assert str(first_difference(request("a"), request("b"))) == "$.Password: ••• against another •••"

"""Samples are the same everywhere, say what a server's answers say, and pass every law."""

from __future__ import annotations

import hashlib
import unicodedata

import pytest

import so_carriers as so
from so_carriers.testing import samples

USERS = samples.users(100)


def test_a_number_always_gives_the_same_user() -> None:
    assert so.identical(samples.user(7), samples.user(7))
    assert samples.user(7) is not samples.user(7)


def test_users_are_numbered_from_the_first_on() -> None:
    assert samples.users(3) == [samples.user(0), samples.user(1), samples.user(2)]
    assert samples.users(2, first=50) == [samples.user(50), samples.user(51)]
    assert samples.users(0) == []


def test_users_are_the_same_on_every_python() -> None:
    digest = hashlib.sha256(so.encode(USERS)).hexdigest()
    assert digest == "97a5686f91fdb5ab4a0cb0f1b986216573ad35e13ec3fd66ff49120d783a91ab"


def test_users_differ_in_their_ids_and_bodies() -> None:
    assert len({user.associate_id for user in USERS}) == len(USERS)
    assert len({so.encode(user) for user in USERS}) == len(USERS)


def test_names_are_in_many_scripts() -> None:
    letters = {letter for user in USERS for letter in user.nick_name or "" if letter.isalpha()}
    scripts = {unicodedata.name(letter).split()[0] for letter in letters}
    assert scripts >= {
        "LATIN",
        "GREEK",
        "CYRILLIC",
        "CJK",
        "HANGUL",
        "ARABIC",
        "HEBREW",
        "DEVANAGARI",
        "THAI",
    }


def test_dates_have_a_seventh_digit_and_a_zone_or_are_none() -> None:
    dates = [user.lastlogin for user in USERS if user.lastlogin.year > 1]
    assert len(dates) > 80
    assert any(date.ticks % 10 for date in dates)
    assert all(date.tzinfo is not None for date in dates)
    assert any(user.lastlogin.year == 1 for user in USERS)


def test_rights_and_custom_fields_are_filled_in() -> None:
    masks = {so.encode(user.table_right) for user in USERS}
    assert b'{"Mask":"Select, Update, Insert, Delete","Reason":""}' in masks
    for user in USERS:
        fields = user.custom_fields
        assert fields is not None
        assert fields.int("SuperOffice:1") == fields.int("SuperOffice:1:org")
        assert fields.date("SuperOffice:3") is not None
        assert fields.money("x_quota") is not None
        assert fields["x_note"] is None


@pytest.mark.parametrize("media_type", ["application/json", "application/xml"])
def test_samples_come_back_identical(media_type: str) -> None:
    for value in (*USERS, samples.role(3), samples.user_group(3), samples.external_user_request(3)):
        again = so.decode(so.encode(value, media_type), type(value), media_type)
        assert so.identical(again, value)


def test_requests_of_external_users_are_forms_too() -> None:
    form = "application/x-www-form-urlencoded"
    for seed in range(50):
        request = samples.external_user_request(seed)
        assert so.identical(so.decode(so.encode(request, form), type(request), form), request)

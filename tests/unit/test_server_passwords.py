"""Passwords: argon2id hashes that match what was hashed, and tell nothing else."""

from __future__ import annotations

import traceback
import unicodedata
from typing import Any

import pytest
from argon2 import PasswordHasher, Type, extract_parameters

import so_carriers as so
from so_carriers.server import passwords
from so_carriers.server.passwords import (
    LONGEST_PASSWORD,
    ProvedPasswords,
    hash_password,
    is_outdated,
    password_matches,
)


def test_a_hash_is_argon2id_and_matches_its_password_alone() -> None:
    stored = hash_password("nostrum")
    assert extract_parameters(stored).type is Type.ID
    assert extract_parameters(stored).memory_cost >= 19 * 1024  # what OWASP asks for at least
    assert "nostrum" not in stored
    assert password_matches(stored, "nostrum")
    assert not password_matches(stored, "Nostrum")
    assert not is_outdated(stored)


@pytest.mark.usefixtures("quick_passwords")
def test_two_hashes_of_one_password_differ() -> None:
    assert hash_password("nostrum") != hash_password("nostrum")


@pytest.mark.usefixtures("quick_passwords")
@pytest.mark.parametrize("password", ["pässwörd", "鍵", " ", "a:b", "x" * LONGEST_PASSWORD, "\0"])
def test_any_text_within_the_bound_is_a_password(password: str) -> None:
    assert password_matches(hash_password(password), password)


@pytest.mark.usefixtures("quick_passwords")
def test_how_characters_are_composed_does_not_count() -> None:
    composed, decomposed = (unicodedata.normalize(form, "pässwörd") for form in ("NFC", "NFD"))
    assert composed != decomposed
    assert password_matches(hash_password(composed), decomposed)


@pytest.mark.parametrize(
    "password",
    ["", "x" * (LONGEST_PASSWORD + 1), "é" * LONGEST_PASSWORD, "u\u0308\u0304" * 500, "nostrum\ud800"],
)
def test_what_is_no_password_is_refused_without_being_shown_and_matches_nothing(password: str) -> None:
    with pytest.raises(so.InvalidValue, match="expected a password of 1 to 1,024 bytes") as caught:
        hash_password(password)
    shown = "".join(traceback.format_exception(caught.value))
    assert not password or password not in shown
    assert not password_matches(None, password)


@pytest.mark.usefixtures("quick_passwords")
@pytest.mark.parametrize("stored", ["", "no hash", "$argon2id$v=19$m=8,t=1,p=1$AAAA", "nostrum"])
def test_a_hash_that_is_none_matches_nothing(stored: str) -> None:
    assert not password_matches(stored, "nostrum")


def test_nobody_s_password_takes_the_work_of_any_other(monkeypatch: pytest.MonkeyPatch) -> None:
    verified: list[str] = []

    class Watched(PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> Any:  # noqa: A002 -- argon2's name
            verified.append(str(hash))
            return super().verify(hash, password)

    monkeypatch.setattr(passwords, "_HASHER", Watched())
    assert not password_matches(None, "nostrum")
    assert not password_matches(hash_password("other"), "nostrum")
    parameters = [extract_parameters(each) for each in verified]
    assert len(parameters) == 2
    assert parameters[0] == parameters[1]


def test_a_hash_of_other_parameters_is_outdated_and_matches_all_the_same() -> None:
    weaker = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash("nostrum")
    assert is_outdated(weaker)
    assert password_matches(weaker, "nostrum")


def test_a_password_that_matched_is_remembered_until_another_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def slowly(_stored: str | None, password: str) -> bool:
        asked.append(password)
        return password == "nostrum"

    monkeypatch.setattr(passwords, "password_matches", slowly)
    proved = ProvedPasswords(most=2)
    assert [proved.matches("one", "nostrum") for _ in range(3)] == [True] * 3
    assert len(asked) == 1
    assert not proved.matches("one", "wrong")
    assert not proved.matches("one", "wrong")
    assert not proved.matches(None, "wrong")
    assert len(asked) == 4
    assert proved.matches("two", "nostrum")
    assert len(asked) == 5
    assert proved.matches("three", "nostrum")
    assert proved.matches("one", "nostrum")
    assert proved.is_proved("one", "nostrum")
    assert not proved.is_proved("two", "nostrum")
    assert not proved.is_proved("one", "wrong")
    assert len(asked) == 7, "of more than two, the one that was asked for longest ago is forgotten"


def test_what_is_remembered_holds_no_password() -> None:
    proved = ProvedPasswords()
    assert proved.matches(hash_password("nostrum"), "nostrum")
    assert "nostrum" not in repr(vars(proved))

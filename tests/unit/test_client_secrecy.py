"""Which texts of a request are secret, and how they are taken out of what is shown."""

from __future__ import annotations

from typing import Any

import pytest

import so_carriers as so
from so_carriers.client import Timeouts
from so_carriers.client.header_texts import header_text
from so_carriers.client.secrecy import secret_texts, without_secrets


@pytest.mark.parametrize(
    ("value", "texts"),
    [
        (None, []),
        (so.User(name="SAL1"), []),
        (so.SetPasswordRequest(associate_id=7, password="a"), ["a"]),
        ({"x": so.Credential(value="a", display_value="b")}, ["a"]),
        (so.MergePatch({"Name": "n", "Person": {"password": "a"}}), ["a"]),
        (so.MergePatch({"Groups": [{"SecretValue": {"k": ["a", 1, None]}}]}), ["k", "a"]),
        (so.JsonPatch([{"op": "add", "path": "/credentials/0", "value": {"Value": "a"}}]), ["Value", "a"]),
        (so.JsonPatch([{"op": "add", "path": "/Name", "value": "n"}, {"op": "remove", "path": "/Name"}]), []),
    ],
)
def test_secret_texts_are_found(value: Any, texts: list[str]) -> None:
    assert list(secret_texts(value)) == texts


def test_the_longer_secret_is_taken_out_first() -> None:
    assert without_secrets("abc ab c", ["ab", "", "abc"]) == "••• ••• c"


def test_what_is_no_time_and_no_text_is_refused() -> None:
    for seconds in (0, -1, float("nan")):
        with pytest.raises(so.InvalidValue, match=r"Timeouts\.whole"):
            Timeouts(whole=seconds)
    number: Any = 7
    with pytest.raises(so.InvalidValue, match="language: expected a text, found a int"):
        header_text("language", number)

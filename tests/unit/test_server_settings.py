"""The settings of a server: safe defaults, and nothing but sensible values."""

from __future__ import annotations

import dataclasses

import pytest

import so_carriers as so
from so_carriers.server.settings import ServerSettings
from so_carriers.server.tickets import digest_of


def test_the_defaults_are_those_of_an_installation_of_ones_own() -> None:
    settings = ServerSettings()
    assert settings.dialect is so.Dialect.RFC
    assert settings.database_url == "sqlite:///so-carriers.db"
    assert (settings.online, settings.user_agent_available) == (False, True)


def test_settings_stay_as_they_are() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        ServerSettings().online = True  # type: ignore[misc]  # that it cannot be set is what is tried


@pytest.mark.parametrize("zone", ["Europe/Olso", "", "../../etc/passwd", "/etc/passwd", "NO"])
def test_a_base_time_zone_that_is_none_is_refused(zone: str) -> None:
    with pytest.raises(so.InvalidValue, match=r"base_time_zone: expected the IANA name"):
        ServerSettings(base_time_zone=zone)


def test_tokens_of_applications_are_hashes() -> None:
    assert ServerSettings(app_tokens=frozenset({digest_of("token")})).app_tokens
    with pytest.raises(so.InvalidValue, match="expected SHA-256 hashes") as caught:
        ServerSettings(app_tokens=frozenset({"token-in-clear"}))
    assert "token-in-clear" not in str(caught.value)


def test_what_is_secret_is_in_no_repr() -> None:
    settings = ServerSettings(
        database_url="postgresql://u:hidden@host/db", app_tokens=frozenset({digest_of("token")})
    )
    assert "hidden" not in repr(settings)
    assert digest_of("token") not in repr(settings)

"""A fixture for tests that are not about how long it takes to guess a password."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher

from so_carriers.server import passwords


@pytest.fixture
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Has passwords hashed with the least work that argon2id allows."""
    monkeypatch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))

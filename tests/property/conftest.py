"""What the tests of the server share."""

from __future__ import annotations

from tests.quick_passwords import quick_passwords  # noqa: F401 -- where pytest looks for fixtures

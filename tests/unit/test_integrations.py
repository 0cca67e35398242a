"""What the document on web frameworks promises of its examples, which tests/unit/test_documents.py runs."""

from __future__ import annotations

import pytest

from tests.conftest import REPOSITORY
from tests.unit.test_documents import shown_files

EXAMPLES = shown_files(REPOSITORY / "docs" / "integrations.md")


def test_each_framework_has_its_example() -> None:
    assert {*EXAMPLES} == {"test_fastapi_users.py", "test_django_users.py", "test_litestar_users.py"}


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_handler_takes_less_than_30_lines(name: str) -> None:
    handler, _, test = EXAMPLES[name].partition("\ndef test_")
    assert test
    assert len([line for line in handler.splitlines() if line]) < 30

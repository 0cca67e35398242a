"""Hypothesis knows our types without being told, and without loading them."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import find, given, settings, strategies as st
from hypothesis.vendor.pretty import pretty

import so_carriers as so
from so_carriers import testing
from so_carriers.testing import carriers  # noqa: F401 -- with it carriers are shown as below


def run(code: str) -> str:
    """What a fresh interpreter prints that has the library installed."""
    return subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)], check=True, capture_output=True, text=True
    ).stdout.strip()


def test_importing_hypothesis_loads_no_carriers_and_no_strategies() -> None:
    loaded = run(
        """
        import sys, hypothesis
        print(*sorted(name for name in sys.modules if name.startswith("so_carriers")))
        """
    ).split()
    assert "so_carriers.testing.registration" in loaded
    assert [name for name in loaded if name.startswith(("so_carriers.carriers", "so_carriers.engines"))] == []
    assert [name for name in loaded if name.startswith("so_carriers.testing.")] == [
        "so_carriers.testing.registration"
    ]


@pytest.mark.parametrize(
    "imports",
    [
        "import hypothesis.strategies as st, so_carriers as so",
        "import so_carriers as so; so.User; import hypothesis.strategies as st",
    ],
)
def test_types_are_found_whichever_is_imported_first(imports: str) -> None:
    code = f"""
        {imports}
        from hypothesis import find

        @so.carrier
        class Invoice:
            number: int = so.member("Number", default=3)

        print(st.from_type(so.User), st.from_type(Invoice), find(st.from_type(Invoice), lambda found: True))
    """
    assert run(code) == "carriers(User) carriers(Invoice) Invoice(number=3)"


def test_strategies_say_what_to_install_where_hypothesis_is_missing() -> None:
    code = """
        import sys
        sys.modules["hypothesis"] = None
        from so_carriers.testing import first_difference, laws, samples
        try:
            from so_carriers.testing import carriers
        except ImportError as error:
            print(error)
    """
    assert run(code) == (
        "so_carriers.testing.carriers needs Hypothesis; install it with: pip install 'so-carriers[testing]'"
    )


@so.carrier
class Own:
    """A carrier of a user's, with a secret."""

    number: int = so.member("Number")
    token: str | None = so.member("Token", default=None, secret=True)
    kind: so.UserType | str = so.member("Kind", default=so.UserType.UNKNOWN)
    rights: so.ETableRight | str = so.member("Rights", default=so.ETableRight.NONE)
    fields: so.CustomFields | None = so.member("Fields", default=None)


@dataclass
class Holder:
    when: so.DateTime
    number: so.Int32
    fields: so.CustomFields
    properties: so.FieldProperties
    token: so.NumberToken
    roles: list[so.Role | None]
    own: Own
    by_name: dict[str, so.Role]


def test_classes_that_hold_our_types_are_built() -> None:
    @settings(max_examples=5)
    @given(st.from_type(Holder))
    def holds_them(found: Holder) -> None:
        assert type(found.when) is so.DateTime
        assert type(found.number) is so.Int32
        assert type(found.fields) is so.CustomFields
        assert type(found.properties) is so.FieldProperties
        assert type(found.own) is Own
        assert all(type(role) in {so.Role, type(None)} for role in found.roles)
        assert all(type(role) is so.Role for role in found.by_name.values())

    holds_them()


def test_arguments_of_our_types_are_found() -> None:
    def pair(user: so.User, own: Own | None) -> tuple[so.User, Own | None]:
        return user, own

    assert find(st.builds(pair), lambda made: made[1] is not None) == (so.User(), Own(number=0))


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (so.User(), "User()"),
        (so.User(rank=3, role=so.Role(tooltip="a")), "User(rank=3, role=Role(tooltip='a'))"),
        (Own(number=0), "Own(number=0)"),
        (Own(number=0, kind=so.UserType(3), rights=so.ETableRight(3)), None),
        (Own(number=0, fields=so.CustomFields(a="b")), "Own(number=0, fields=CustomFields({'a': 'b'}))"),
        (so.decode("{}", so.Role), "decode('{}', Role)"),
        (so.Role(value="\ud800"), "Role(value='\\ud800')"),
        ([so.decode('{"X":1}', so.Role)], "[decode('{\"X\":1}', Role)]"),
        (so.User, "so_carriers.carriers.user.User"),
    ],
)
def test_examples_are_shown_as_what_makes_them(value: Any, shown: str | None) -> None:
    text = pretty(value)
    if shown is not None:
        assert text == shown
    if not isinstance(value, type):
        names = {**{name: getattr(so, name) for name in so.__all__}, "Own": Own}
        assert so.identical(eval(text, names), value)


@pytest.mark.parametrize(
    "value",
    [Own(number=0, token="hidden"), so.decode('{"Token":"hidden"}', Own), [Own(number=0, token="hidden")]],
)
def test_secrets_are_not_shown(value: Any) -> None:
    assert "hidden" not in pretty(value)
    assert "token=<secret>" in pretty(value)


def test_every_public_name_is_there_and_documented() -> None:
    for name in testing.__all__:
        assert getattr(testing, name).__doc__
    assert {*testing.__all__} <= {*dir(testing)}
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        testing.nothing  # noqa: B018 -- reading it is the test


def test_the_module_that_registers_may_be_imported_first() -> None:
    code = """
        import so_carriers.testing.registration
        import hypothesis.strategies as st, so_carriers as so
        print(st.from_type(so.User), st.from_type(so.DateTime))
    """
    assert run(code) == "carriers(User) datetimes()"

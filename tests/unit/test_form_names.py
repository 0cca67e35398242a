"""Names of a form: steps by dots, brackets and indices."""

from __future__ import annotations

import pytest

import so_carriers as so
from so_carriers.engines.python.form_names import (
    NEXT,
    OWN,
    Index,
    MalformedName,
    Tree,
    is_plain_step,
    steps_of,
    tree_of,
)


@pytest.mark.parametrize(
    ("name", "steps"),
    [
        ("", ("",)),
        ("a", ("a",)),
        ("a b", ("a b",)),
        ("a.b", ("a", "b")),
        ("a[b]", ("a", "b")),
        ("a.b[c].d[e][f]", ("a", "b", "c", "d", "e", "f")),
        (".", ("", "")),
        (".a", ("", "a")),
        ("a.", ("a", "")),
        ("a..b", ("a", "", "b")),
        ("a.[b]", ("a", "", "b")),
        ("a[0]", ("a", Index("0"))),
        ("a[10].b", ("a", Index("10"), "b")),
        ("a[0][1]", ("a", Index("0"), Index("1"))),
        ("a[]", ("a", NEXT)),
        ("a[].b", ("a", NEXT, "b")),
        # What is no index is a name, as it stands.
        ("a.0", ("a", "0")),
        ("a[00]", ("a", "00")),
        ("a[01]", ("a", "01")),
        ("a[-1]", ("a", "-1")),
        ("a[+1]", ("a", "+1")),
        ("a[1 ]", ("a", "1 ")),
        ("a[1_0]", ("a", "1_0")),
        ("a[\u0661]", ("a", "\u0661")),
        ("a[\u00b2]", ("a", "\u00b2")),
        ("a[SuperOffice:1]", ("a", "SuperOffice:1")),
        ("a[Address.Zipcode].b", ("a", "Address.Zipcode", "b")),
        ("a[b[c]", ("a", "b[c")),
    ],
)
def test_a_name_is_a_row_of_steps(name: str, steps: tuple[str | Index, ...]) -> None:
    assert steps_of(name, 100) == steps


@pytest.mark.parametrize(
    "name",
    ["[", "]", "[]", "[0]", "[a]", "[a].b", "a[", "a]", "a[b", "a[b]c", "a[b]]", "a.b]", "a[b[c]]", "a][b"],
)
def test_a_name_with_stray_brackets_is_malformed(name: str) -> None:
    assert isinstance(steps_of(name, 100), MalformedName)


@pytest.mark.parametrize("name", ["", "a", "a b", "$type", "a:b", "\u00e5", "0"])
def test_what_has_no_dot_and_no_bracket_is_one_step(name: str) -> None:
    assert is_plain_step(name)
    assert steps_of(name, 100) == (name,)


@pytest.mark.parametrize("name", [".", "a.b", "[", "]", "a[b]"])
def test_what_has_a_dot_or_a_bracket_is_not(name: str) -> None:
    assert not is_plain_step(name)


@pytest.mark.parametrize("name", ["a" + ".b" * 1_000_000, "a" + "[b]" * 1_000_000, "a" + "[0]." * 1_000_000])
def test_no_more_steps_are_taken_than_are_wanted(name: str) -> None:
    assert len(steps_of(name, 7)) == 8


@pytest.mark.parametrize(
    ("pairs", "tree"),
    [
        ([("a", "1"), ("b", "2")], {"a": ["1"], "b": ["2"]}),
        ([("a", "1"), ("b", "2"), ("a", "3")], {"a": ["1", "3"], "b": ["2"]}),
        ([("a.b", "1"), ("c", "2"), ("a[d]", "3")], {"a": {"b": ["1"], "d": ["3"]}, "c": ["2"]}),
        ([("a[1]", "1"), ("a[0]", "2")], {"a": {Index("1"): ["1"], Index("0"): ["2"]}}),
        ([("a[]", "1"), ("a[]", "2")], {"a": {NEXT: ["1", "2"]}}),
        ([("a", "1"), ("a.b", "2"), ("a", "3")], {"a": {OWN: ["1", "3"], "b": ["2"]}}),
        ([("a.b", "1"), ("a", "2"), ("a", "3")], {"a": {"b": ["1"], OWN: ["2", "3"]}}),
    ],
)
def test_names_make_a_tree_in_the_order_in_which_they_come(
    pairs: list[tuple[str, str]], tree: dict[str, Tree]
) -> None:
    made = tree_of(pairs, so.schema_of(so.Role), so.Limits())
    assert made == tree
    assert [*made] == [*tree]


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("Tooltip[", "$.Tooltip"),
        ("TOOLTIP[a", "$.TOOLTIP"),
        ("Tooltip]", "$.Tooltip"),
        ("Tooltip.a]", "$.Tooltip"),
        ("my password[", "$"),
        ("[Tooltip]", "$"),
    ],
)
def test_a_malformed_name_is_refused_by_the_member_and_its_place(name: str, path: str) -> None:
    with pytest.raises(so.DecodeError) as caught:
        tree_of([("a", "1"), (name, "2")], so.schema_of(so.Role), so.Limits())
    assert caught.value.path == path
    assert caught.value.expected == "names such as a.b, a[b] and a[0]"
    assert str(caught.value.found).endswith("in the name of pair 2")
    assert "password" not in str(caught.value)


@pytest.mark.parametrize("step", [".a", "[a]", "[0]"])
@pytest.mark.parametrize("times", [17, 1_000, 100_000])
def test_a_name_that_is_deeper_than_any_document_may_be_is_refused(step: str, times: int) -> None:
    with pytest.raises(so.LimitExceeded) as caught:
        tree_of([("a" + step * times, "1")], so.schema_of(so.Role), so.Limits(depth=8))
    assert (caught.value.limit, caught.value.allowed) == ("depth", 8)

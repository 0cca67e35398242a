"""Which patch is sent for a change."""

from __future__ import annotations

import copy

import pytest

import so_carriers as so
from so_carriers.client.patch_choice import smaller_patch


def user() -> so.User:
    return so.User(
        associate_id=7,
        name="SAL1",
        role=so.Role(id=3),
        other_groups=[so.UserGroup(id=n) for n in range(1, 9)],
    )


def changed(**attributes: object) -> so.User:
    new = copy.deepcopy(user())
    for name, value in attributes.items():
        setattr(new, name, value)
    return new


def test_a_merge_patch_is_sent_where_it_is_shorter() -> None:
    new = changed(name="SAL2")
    assert smaller_patch(user(), new) == so.MergePatch({"Name": "SAL2"})


def test_a_json_patch_is_sent_where_it_is_shorter() -> None:
    new = copy.deepcopy(user())
    assert new.other_groups is not None
    new.other_groups[4] = so.UserGroup(id=5, value="Sales")
    patch = smaller_patch(user(), new)
    assert isinstance(patch, so.JsonPatch)
    assert patch.apply(user()) == new


def test_a_json_patch_is_sent_where_a_merge_patch_cannot_say_it() -> None:
    new = changed(role=None)
    assert smaller_patch(user(), new) == so.JsonPatch([{"op": "replace", "path": "/Role", "value": None}])


def test_a_netserver_gets_json_patches_only() -> None:
    assert isinstance(smaller_patch(user(), changed(name="x"), dialect=so.Dialect.NETSERVER), so.JsonPatch)


def test_nothing_is_sent_where_nothing_differs() -> None:
    assert smaller_patch(user(), user()) is None


def test_two_users_are_no_change_of_one() -> None:
    with pytest.raises(so.InvalidValue, match="old is user 7, and new is user 8"):
        smaller_patch(user(), changed(associate_id=8))
    with pytest.raises(so.InvalidValue, match="one type, found User and UserWithLinks"):
        smaller_patch(user(), so.UserWithLinks(associate_id=7))

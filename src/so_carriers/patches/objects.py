"""The members of carriers and dictionaries side by side, as both kinds of difference look at them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from so_carriers.errors import EncodeError, excerpt
from so_carriers.patches.nodes import Key
from so_carriers.settings import Dialect
from so_carriers.values.ascii_case import fold


def members_there(value: Any) -> dict[str, Key]:
    """What is there of an object: by name, the declared one, what it is to its container.

    Raises EncodeError for a dictionary whose keys are no texts.
    """
    if isinstance(value, dict):
        for key in value:
            if not isinstance(key, str):
                raise EncodeError("a text as key", excerpt(key))
        return {key: key for key in value}
    state, members = value._wire_state, value.__carrier_schema__.by_name
    if state is None:
        return dict(members)
    there = {name: member for name, member in members.items() if member.attribute not in state.absent}
    return {**there, **{name: name for name in state.unknown}}


def are_ambiguous(
    old: Any, new: Any, members: Mapping[str, Key], new_members: Mapping[str, Key], dialect: Dialect
) -> bool:
    """Whether names stand beside their likes in another case, so that changing one may change the other.

    In carriers those are unknown members that are spelled like declared ones, in the
    NETSERVER dialect any names.
    """
    if dialect is Dialect.RFC:
        return _has_likes(old) or _has_likes(new)
    names = members.keys() | new_members.keys()
    return len({*map(fold, names)}) < len(names)


def _has_likes(value: Any) -> bool:
    state = getattr(value, "_wire_state", None)
    if state is None or not state.unknown:
        return False
    return not value.__carrier_schema__.by_folded_name.keys().isdisjoint(map(fold, state.unknown))

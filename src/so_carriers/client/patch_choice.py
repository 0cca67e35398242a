"""Which form of patch says a change in fewer bytes."""

from __future__ import annotations

from so_carriers.carriers.user import User
from so_carriers.errors import InvalidValue, LossyEncoding
from so_carriers.patches.json_patch import JsonPatch
from so_carriers.patches.merge_patch import MergePatch
from so_carriers.settings import DEFAULT_LIMITS, Dialect, Limits


def smaller_patch(
    old: User, new: User, *, dialect: Dialect = Dialect.RFC, limits: Limits = DEFAULT_LIMITS
) -> JsonPatch | MergePatch | None:
    """The patch that makes `new` of `old`; None where nothing would be written otherwise.

    A merge patch cannot say every change, so that it is taken only where it can, and is
    shorter. In the NETSERVER dialect it is never taken: a NetServer that merges leaves members
    alone which are null.

    Raises InvalidValue where the two are not one user, one that is saved, of one type.
    """
    _require_one_user(old, new)
    patch = JsonPatch.diff(old, new, dialect=dialect, limits=limits)
    if not len(patch):
        return None
    if dialect is Dialect.NETSERVER:
        return patch
    try:
        merge = MergePatch.diff(old, new, dialect=dialect, limits=limits)
    except LossyEncoding:
        return patch
    shorter = len(merge.encode(limits=limits)) < len(patch.encode(limits=limits))
    return merge if shorter else patch


def chosen_patch(
    associate_id: int | None,
    patch: JsonPatch | MergePatch | None,
    old: User | None,
    new: User | None,
    *,
    dialect: Dialect,
    limits: Limits,
) -> tuple[int, JsonPatch | MergePatch] | User:
    """Whom to patch, and how; `new` where there is nothing to change.

    Raises TypeError for anything but an id and a patch, or an old and a new user.
    """
    if associate_id is not None and patch is not None and old is None and new is None:
        return associate_id, patch
    if old is None or new is None or associate_id is not None or patch is not None:
        raise TypeError("patch: expected an id and a patch, or old= and new=")
    found = smaller_patch(old, new, dialect=dialect, limits=limits)
    return new if found is None else (new.associate_id, found)


def _require_one_user(old: User, new: User) -> None:
    if type(old) is not type(new):
        raise InvalidValue(
            f"patch: expected old and new of one type, found {type(old).__name__} and {type(new).__name__};"
            " make new of old, by copy.deepcopy or dataclasses.replace"
        )
    if old.associate_id != new.associate_id:
        raise InvalidValue(f"patch: old is user {old.associate_id}, and new is user {new.associate_id}")

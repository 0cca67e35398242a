"""What can be asked about users, as values that `Client.call` and `AsyncClient.call` take.

A user that is there is reached by the REST endpoint, whose GET, PUT and DELETE may be
repeated, and which says 404 for what is not there; the rest is done by the User agent.
"""

from __future__ import annotations

from datetime import datetime
from typing import Unpack

from so_carriers.carriers.associates import UserType
from so_carriers.carriers.requests.external_users import CreateExternalUserRequest
from so_carriers.carriers.requests.passwords import SetPasswordRequest
from so_carriers.carriers.requests.user_names import IsUserNameValidRequest
from so_carriers.carriers.user import User, UserWithLinks
from so_carriers.client.messages import Call, http_date
from so_carriers.client.preferences import CallOptions
from so_carriers.errors import InvalidValue, excerpt
from so_carriers.patches.json_patch import JsonPatch
from so_carriers.patches.merge_patch import MergePatch
from so_carriers.values.integers import Int32

_AGENT = "v1/Agents/User/"


def create_default(**options: Unpack[CallOptions]) -> Call[User]:
    """A user with the server's defaults, which is not saved."""
    return Call("POST", f"{_AGENT}CreateDefaultUser", User, options=options)


def create_external(
    *,
    person_id: int,
    user_name: str,
    password: str,
    role_id: int,
    is_active: bool = True,
    select: str | None = None,
    **options: Unpack[CallOptions],
) -> Call[int]:
    """Makes a person an external user; the answer is the user's id."""
    request = CreateExternalUserRequest(
        person_id=person_id, user_name=user_name, password=password, role_id=role_id, is_active=is_active
    )
    return Call("POST", f"{_AGENT}CreateExternalUser", Int32, request, _selected(select), options=options)


def get(
    associate_id: int,
    *,
    select: str | None = None,
    modified_since: datetime | None = None,
    **options: Unpack[CallOptions],
) -> Call[UserWithLinks]:
    """One user, by id."""
    condition = _condition("If-Modified-Since", modified_since)
    return Call("GET", _path(associate_id), UserWithLinks, None, _selected(select), condition, options)


def save(
    user: User,
    *,
    select: str | None = None,
    unmodified_since: datetime | None = None,
    **options: Unpack[CallOptions],
) -> Call[User]:
    """Saves a user: one that has no id yet becomes a new one."""
    condition = _condition("If-Unmodified-Since", unmodified_since)
    if user.associate_id == 0:
        return Call("POST", f"{_AGENT}SaveUser", User, user, _selected(select), condition, options)
    path = _path(user.associate_id)
    return Call("PUT", path, UserWithLinks, user, _selected(select), condition, options)


def patch(
    associate_id: int,
    patch: JsonPatch | MergePatch,
    *,
    select: str | None = None,
    unmodified_since: datetime | None = None,
    **options: Unpack[CallOptions],
) -> Call[UserWithLinks]:
    """Changes a user as a patch says; the answer is the whole user."""
    condition = _condition("If-Unmodified-Since", unmodified_since)
    return Call("PATCH", _path(associate_id), UserWithLinks, patch, _selected(select), condition, options)


def delete(
    associate_id: int, *, unmodified_since: datetime | None = None, **options: Unpack[CallOptions]
) -> Call[None]:
    """Deletes a user."""
    condition = _condition("If-Unmodified-Since", unmodified_since)
    return Call("DELETE", _path(associate_id), None, headers=condition, options=options)


def is_user_name_valid(
    user_name: str,
    *,
    associate_id: int = 0,
    user_type: UserType | str = UserType.INTERNAL_ASSOCIATE,
    person_id: int = 0,
    **options: Unpack[CallOptions],
) -> Call[bool]:
    """Whether a user, or a new one (0), may have that name."""
    request = IsUserNameValidRequest(
        associate_id=associate_id, type=user_type, person_id=person_id, user_name=user_name
    )
    return Call("POST", f"{_AGENT}IsUserNameValid", bool, request, options=options)


def set_password(associate_id: int, password: str, **options: Unpack[CallOptions]) -> Call[bool | None]:
    """Gives a user a password; the answer is true, or None for a 204. For a false it is NotFound."""
    request = SetPasswordRequest(associate_id=associate_id, password=password)
    path = f"{_AGENT}SetPassword"
    return Call("POST", path, bool | None, request, options=options, false_is_missing=True)


def _path(associate_id: int) -> str:
    if type(associate_id) is not int or not 0 < associate_id <= Int32.HIGHEST:
        found = excerpt(associate_id)
        raise InvalidValue(f"associate_id: expected the id of a user that is saved, above 0, found {found}")
    return f"v1/User/{associate_id}"


def _selected(select: str | None) -> dict[str, str]:
    return {} if select is None else {"$select": select}


def _condition(header: str, time: datetime | None) -> dict[str, str]:
    return {} if time is None else {header: http_date(time)}

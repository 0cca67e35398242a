"""The REST entity /api/v1/User/{id}: GET, PUT, PATCH and DELETE, on conditions of time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from so_carriers.carriers.user import User, UserWithLinks
from so_carriers.patches.json_patch import JsonPatch
from so_carriers.patches.merge_patch import MergePatch
from so_carriers.server.conditions import (
    is_not_modified,
    last_modified,
    names_an_entity_tag,
    unmodified_since,
)
from so_carriers.server.errors import UnprocessableContent, found_unquoted
from so_carriers.server.exchange import Reply
from so_carriers.server.merge_names import require_spelled_names
from so_carriers.server.operations import ID, Call, Operation
from so_carriers.server.representations import as_entity, as_user, links_of
from so_carriers.server.store import PreconditionFailed, UserNotFound
from so_carriers.server.user_rules import require_valid_names, without_password
from so_carriers.settings import Dialect


async def get_user(call: Call) -> Reply:
    """Answers a user, or 304 where it was not changed since."""
    stored = await call.store.get(call.associate_id)
    if stored is None:
        raise _not_found(call)
    dates = last_modified(stored.updated)
    if is_not_modified(call.exchange.incoming.headers, stored.updated):
        return Reply(304, headers=dates)
    return call.exchange.reply(as_entity(stored.user, _links(call)), headers=dates)


async def put_user(call: Call) -> Reply:
    """Replaces a user; a password stays."""
    entity = await call.exchange.read(UserWithLinks)
    if entity.associate_id == 0:
        entity.associate_id = call.associate_id
    return await _change(call, lambda _stored: entity)


async def patch_user(call: Call) -> Reply:
    """Applies a patch to a user, all of it or nothing."""
    patch = await call.exchange.read_patch()
    settings = call.exchange.settings

    def patched(stored: UserWithLinks) -> UserWithLinks:
        if settings.dialect is Dialect.RFC and isinstance(patch, MergePatch):
            require_spelled_names(patch, stored)
        with found_unquoted():
            return patch.apply(stored, dialect=settings.dialect, limits=settings.limits)

    return await _change(call, patched)


async def delete_user(call: Call) -> Reply:
    """Removes a user."""
    await _require_no_entity_tag(call)
    since = unmodified_since(call.exchange.incoming.headers)
    if not await call.store.delete(call.associate_id, since):
        raise _not_found(call)
    return Reply(204)


class _OtherPassword(Exception):
    """The user that results has another password than the one that was hashed; nothing is written."""

    def __init__(self, password: str | None) -> None:
        super().__init__()
        self.password = password


@dataclass(slots=True)
class _Change:
    """What is done within the transaction of the store, in one of its threads.

    The answer is written there too: nothing is stored that the caller could not be told of.
    `password` is the one that is set together with it, hashed before; raises _OtherPassword
    where that is not the one of the user that results.
    """

    call: Call
    revise: Callable[[UserWithLinks], UserWithLinks]
    password: str | None = field(default=None, repr=False)
    body: bytes = field(default=b"", repr=False)

    def __call__(self, stored: User) -> User:
        links = _links(self.call)
        revised = self.revise(as_entity(stored, links))
        expected, found = self.call.associate_id, revised.associate_id
        if found != expected:
            problem = f"AssociateId: expected {expected}, as in the path, found {found}"
            raise UnprocessableContent(problem)
        user, password = without_password(as_user(revised))
        require_valid_names(user, stored)
        self.body = self.call.exchange.write(as_entity(user, links))
        if password != self.password:
            raise _OtherPassword(password)
        return user


async def _change(call: Call, revise: Callable[[UserWithLinks], UserWithLinks]) -> Reply:
    await _require_no_entity_tag(call)
    since = unmodified_since(call.exchange.incoming.headers)
    longest = call.exchange.settings.limits.body
    change = _Change(call, revise)
    while True:
        try:
            stored = await call.store.update(
                call.associate_id, change, since, password=change.password, longest=longest
            )
        except _OtherPassword as other:
            # Which it is shows once a patch is applied; to hash it there would hold up all who write.
            change.password = other.password
        else:
            return call.exchange.reply_with(change.body, last_modified(stored.updated))


async def _require_no_entity_tag(call: Call) -> None:
    """Raises PreconditionFailed where If-Match asks for an entity tag of a user, and UserNotFound first."""
    if names_an_entity_tag(call.exchange.incoming.headers):
        if await call.store.get(call.associate_id) is None:
            raise _not_found(call)
        raise PreconditionFailed("If-Match: expected *, found entity tags, which users do not have")


def _links(call: Call) -> dict[str, str | None]:
    return links_of(call.associate_id, call.exchange.incoming.base_url)


def _not_found(call: Call) -> UserNotFound:
    return UserNotFound(f"there is no user {call.associate_id}")


_PATH = f"/api/v1/User/{ID}"
_SINCE = ("If-Unmodified-Since",)

OPERATIONS = (
    Operation(
        name="GetUserEntity",
        method="GET",
        path=_PATH,
        summary="Gets a User with its links.",
        perform=get_user,
        gives=UserWithLinks,
        conditions=("If-Modified-Since",),
        statuses=(304, 404),
    ),
    Operation(
        name="PutUserEntity",
        method="PUT",
        path=_PATH,
        summary="Replaces a User.",
        perform=put_user,
        takes=UserWithLinks,
        gives=UserWithLinks,
        conditions=_SINCE,
        statuses=(404, 409, 412, 422),
    ),
    Operation(
        name="PatchUserEntity",
        method="PATCH",
        path=_PATH,
        summary="Changes a User as a JSON Patch or a merge patch says, all of it or nothing.",
        perform=patch_user,
        takes=JsonPatch | MergePatch,
        gives=UserWithLinks,
        conditions=_SINCE,
        statuses=(404, 409, 412, 422),
    ),
    Operation(
        name="DeleteUserEntity",
        method="DELETE",
        path=_PATH,
        summary="Deletes a User.",
        perform=delete_user,
        conditions=_SINCE,
        selects=False,
        statuses=(404, 412),
    ),
)
"""The methods of the entity."""

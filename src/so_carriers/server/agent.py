"""The User agent: its methods are POST, and answer null, false or nothing where there is no such user."""

from __future__ import annotations

from so_carriers.carriers.requests.external_users import CreateExternalUserRequest
from so_carriers.carriers.requests.passwords import SetPasswordRequest
from so_carriers.carriers.requests.user_names import IsUserNameValidRequest
from so_carriers.carriers.user import User, UserWithLinks
from so_carriers.errors import InvalidValue
from so_carriers.schema.carrier import carrier
from so_carriers.schema.member import member
from so_carriers.server.exchange import Reply
from so_carriers.server.operations import Call, Operation
from so_carriers.server.representations import as_user
from so_carriers.server.user_rules import (
    default_user,
    external_user,
    is_valid_name,
    require_valid_names,
    required_password,
    without_password,
)
from so_carriers.values.integers import Int32, int32


@carrier
class UserIdRequest:
    """Which user is meant, where the query does not say it; both names are read."""

    user_id: int32 = member("UserId", default=0)
    user_entity_id: int32 = member("UserEntityId", default=0)


async def create_default_user(call: Call) -> Reply:
    """Prepares a user, and stores nothing."""
    await call.exchange.read_ignored()
    return call.exchange.reply(default_user())


async def create_external_user(call: Call) -> Reply:
    """Stores a new external user, and answers its id."""
    request = await call.exchange.read(CreateExternalUserRequest)
    user, password = external_user(request), required_password(request.password)
    stored = await call.store.insert(user, password, longest=call.exchange.settings.limits.body)
    return call.exchange.reply(stored.user.associate_id, type=Int32)


async def get_user(call: Call) -> Reply:
    """Answers a user, or null."""
    stored = await call.store.get(await _user_id(call))
    return call.exchange.reply(stored and stored.user, type=User | None)


async def save_user(call: Call) -> Reply:
    """Stores a new user where AssociateId is 0, else replaces the one that has it."""
    entity = await call.exchange.read(UserWithLinks)
    user, password = without_password(as_user(entity))
    # Written before it is stored: nothing is changed that the caller could not be told of.
    body = call.exchange.write(user)
    longest = call.exchange.settings.limits.body
    if user.associate_id == 0:
        require_valid_names(user)
        stored = await call.store.insert(user, password, longest=longest)
        return call.exchange.reply(stored.user)

    def replaced(old: User) -> User:
        require_valid_names(user, old)
        return user

    await call.store.update(user.associate_id, replaced, password=password, longest=longest)
    return call.exchange.reply_with(body)


async def delete_user(call: Call) -> Reply:
    """Removes a user; that there is none is fine."""
    await call.store.delete(await _user_id(call))
    return Reply(204)


async def is_user_name_valid(call: Call) -> Reply:
    """Answers whether a user may have a name: it can be one, and no other user has it."""
    request = await call.exchange.read(IsUserNameValidRequest)
    name = request.user_name or ""
    is_valid = is_valid_name(name) and not await call.store.is_name_taken(name, request.associate_id)
    return call.exchange.reply(is_valid, type=bool)


async def set_password(call: Call) -> Reply:
    """Replaces the password of a user, and answers whether there is one."""
    request = await call.exchange.read(SetPasswordRequest)
    password = required_password(request.password)
    is_set = await call.store.set_password(request.associate_id, password)
    return call.exchange.reply(is_set, type=bool)


async def _user_id(call: Call) -> int:
    """The id of the query, else of the body; raises InvalidValue where neither has one."""
    queried = call.queried_id("userid", "userentityid")
    if queried is not None:
        await call.exchange.read_ignored()
        return queried
    request = await call.exchange.read_or_none(UserIdRequest | None)
    if request is None or not (request.user_id or request.user_entity_id):
        raise InvalidValue("expected the id of a user as UserId in the query, found none")
    return request.user_id or request.user_entity_id


_PATH = "/api/v1/Agents/User/"

OPERATIONS = (
    Operation(
        name="CreateDefaultUser",
        method="POST",
        path=f"{_PATH}CreateDefaultUser",
        summary="Set default values into a new User.",
        perform=create_default_user,
        gives=User,
    ),
    Operation(
        name="CreateExternalUser",
        method="POST",
        path=f"{_PATH}CreateExternalUser",
        summary="Creates an associate of type external user.",
        perform=create_external_user,
        takes=CreateExternalUserRequest,
        gives=Int32,
        statuses=(409, 422),
    ),
    Operation(
        name="GetUser",
        method="POST",
        path=f"{_PATH}GetUser",
        summary="Gets a User, or null where there is none.",
        perform=get_user,
        takes=UserIdRequest,
        needs_body=False,
        gives=User | None,
        query=("UserId",),
    ),
    Operation(
        name="SaveUser",
        method="POST",
        path=f"{_PATH}SaveUser",
        summary="Stores a new User where AssociateId is 0, else replaces the one that has it.",
        perform=save_user,
        takes=User,
        gives=User,
        statuses=(404, 409, 422),
    ),
    Operation(
        name="DeleteUser",
        method="POST",
        path=f"{_PATH}DeleteUser",
        summary="Deletes the User.",
        perform=delete_user,
        takes=UserIdRequest,
        needs_body=False,
        query=("UserId",),
        selects=False,
    ),
    Operation(
        name="IsUserNameValid",
        method="POST",
        path=f"{_PATH}IsUserNameValid",
        summary="Tells whether a user may have a name.",
        perform=is_user_name_valid,
        takes=IsUserNameValidRequest,
        gives=bool,
    ),
    Operation(
        name="SetPassword",
        method="POST",
        path=f"{_PATH}SetPassword",
        summary="Replaces the password of a user, and tells whether there is such a user.",
        perform=set_password,
        takes=SetPasswordRequest,
        gives=bool,
        statuses=(422,),
    ),
)
"""The methods of the agent that are served."""

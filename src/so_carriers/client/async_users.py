"""The users of a server, for `AsyncClient`: each method is one call of `user_calls`."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol, TypeVar, Unpack, overload

from so_carriers.carriers.associates import UserType
from so_carriers.carriers.user import User, UserWithLinks
from so_carriers.client import user_calls
from so_carriers.client.messages import Answer, Call
from so_carriers.client.patch_choice import chosen_patch
from so_carriers.client.preferences import CallOptions
from so_carriers.patches.json_patch import JsonPatch
from so_carriers.patches.merge_patch import MergePatch
from so_carriers.settings import Dialect, Limits

T = TypeVar("T")
UserT = TypeVar("UserT", bound=User)


class AsyncCaller(Protocol):
    """Who carries out a call while others go on."""

    @property
    def dialect(self) -> Dialect:
        """Whose rules hold."""
        ...

    @property
    def limits(self) -> Limits:
        """How large bodies may be."""
        ...

    async def call(self, call: Call[T]) -> Answer[T]:
        """The answer of a call."""
        ...


class AsyncUsers:
    """The users of a server, for programs that do other things meanwhile; `Users` says more.

    Every method takes the options of `CallOptions`; `select` names the members to be answered,
    all others are null (`$select`). What is raised beside ClientError is what `decode` and
    `encode` raise, and InvalidValue for an id or an option that cannot be.
    """

    __slots__ = ("_caller",)

    def __init__(self, caller: AsyncCaller) -> None:
        self._caller = caller

    async def create_default(self, **options: Unpack[CallOptions]) -> User:
        """A user with the server's defaults, which is not saved."""
        return (await self._caller.call(user_calls.create_default(**options))).value

    async def create_external(
        self,
        *,
        person_id: int,
        user_name: str,
        password: str,
        role_id: int,
        is_active: bool = True,
        select: str | None = None,
        **options: Unpack[CallOptions],
    ) -> int:
        """Makes a person an external user, and gives the user's id."""
        call = user_calls.create_external(
            person_id=person_id,
            user_name=user_name,
            password=password,
            role_id=role_id,
            is_active=is_active,
            select=select,
            **options,
        )
        return (await self._caller.call(call)).value

    async def get(
        self,
        associate_id: int,
        *,
        select: str | None = None,
        modified_since: datetime | None = None,
        **options: Unpack[CallOptions],
    ) -> UserWithLinks:
        """One user; raises NotFound, and NotModified where nothing changed after `modified_since`."""
        call = user_calls.get(associate_id, select=select, modified_since=modified_since, **options)
        return (await self._caller.call(call)).value

    async def save(
        self,
        user: User,
        *,
        select: str | None = None,
        unmodified_since: datetime | None = None,
        **options: Unpack[CallOptions],
    ) -> User:
        """Saves a user, and gives it as it is then; one without an id (0) becomes a new one.

        Raises PreconditionFailed where it was changed after `unmodified_since`.
        """
        call = user_calls.save(user, select=select, unmodified_since=unmodified_since, **options)
        return (await self._caller.call(call)).value

    @overload
    async def patch(
        self,
        associate_id: int,
        patch: JsonPatch | MergePatch,
        *,
        select: str | None = None,
        unmodified_since: datetime | None = None,
        **options: Unpack[CallOptions],
    ) -> UserWithLinks: ...

    @overload
    async def patch(
        self,
        *,
        old: UserT,
        new: UserT,
        select: str | None = None,
        unmodified_since: datetime | None = None,
        **options: Unpack[CallOptions],
    ) -> User: ...

    async def patch(
        self,
        associate_id: int | None = None,
        patch: JsonPatch | MergePatch | None = None,
        *,
        old: User | None = None,
        new: User | None = None,
        select: str | None = None,
        unmodified_since: datetime | None = None,
        **options: Unpack[CallOptions],
    ) -> User:
        """Changes a user, and gives it as it is then.

        Either as a patch says, or by what differs between `old` and `new`, in the smaller of the
        two forms of patches that can say it. Where nothing differs nothing is sent, and `new` is
        what is given back. Raises NotFound, Conflict where the patch does not fit, and
        PreconditionFailed where the user was changed after `unmodified_since`.
        """
        found = chosen_patch(
            associate_id, patch, old, new, dialect=self._caller.dialect, limits=self._caller.limits
        )
        if isinstance(found, User):
            return found
        call = user_calls.patch(*found, select=select, unmodified_since=unmodified_since, **options)
        return (await self._caller.call(call)).value

    async def delete(
        self, associate_id: int, *, unmodified_since: datetime | None = None, **options: Unpack[CallOptions]
    ) -> None:
        """Deletes a user; raises NotFound, PreconditionFailed."""
        await self._caller.call(user_calls.delete(associate_id, unmodified_since=unmodified_since, **options))

    async def is_user_name_valid(
        self,
        user_name: str,
        *,
        associate_id: int = 0,
        user_type: UserType | str = UserType.INTERNAL_ASSOCIATE,
        person_id: int = 0,
        **options: Unpack[CallOptions],
    ) -> bool:
        """Whether a user, or a new one (0), may have that name."""
        call = user_calls.is_user_name_valid(
            user_name, associate_id=associate_id, user_type=user_type, person_id=person_id, **options
        )
        return (await self._caller.call(call)).value

    async def set_password(self, associate_id: int, password: str, **options: Unpack[CallOptions]) -> None:
        """Gives a user a password; raises NotFound, BadRequest for one that the server does not take."""
        await self._caller.call(user_calls.set_password(associate_id, password, **options))

"""What a service of users has to hold and to answer: a dictionary, and what each format can say of it."""

from __future__ import annotations

import copy
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeVar

import so_carriers as so
from so_carriers.schema.presence import unknown_members
from so_carriers.server.user_rules import is_valid_name

T = TypeVar("T")

BASE_URL = "http://crm.test"
JSON = "application/json"
_SECRETS = {"password", "oldpassword", "newpassword", "accesstoken", "refreshtoken", "apptoken"}


@dataclass(frozen=True, slots=True)
class Manner:
    """How a client talks: the type that it writes, the one that it reads, and whose rules hold."""

    media_type: str
    accept: str
    dialect: so.Dialect = so.Dialect.RFC

    def said(self, user: so.User) -> so.UserWithLinks:
        """What comes of a user where its body is read; raises EncodeError where there can be none."""
        body = so.encode(user, self.media_type, dialect=self.dialect)
        return so.decode(body, so.UserWithLinks, self.media_type, dialect=self.dialect)

    def heard(self, value: T) -> T:
        """What comes of an answer; raises EncodeError where the format cannot say it."""
        body = so.encode(value, self.accept, dialect=self.dialect)
        return so.decode(body, type(value), self.accept, dialect=self.dialect)

    def can_hear(self, value: object) -> bool:
        """Whether the format can say an answer."""
        try:
            self.heard(value)
        except so.EncodeError:
            return False
        return True


@dataclass
class Model:
    """The users by their ids, and how often each was changed."""

    users: dict[int, so.User] = field(default_factory=dict)
    versions: dict[int, int] = field(default_factory=dict)
    gone: list[int] = field(default_factory=list)

    @property
    def missing(self) -> list[int]:
        """Ids of which there is no user: any more, or ever."""
        return [*self.gone, 1_000_000]

    def has_odd_names(self, user: so.User, associate_id: int | None) -> bool:
        """Whether a user is to have a name that nobody may, and that is not the user's own already."""
        stored = None if associate_id is None else self.users.get(associate_id)
        kept = {None, ""} if stored is None else {None, "", stored.name, stored.user_name}
        return not all(name in kept or is_valid_name(str(name)) for name in (user.name, user.user_name))

    def entity(self, associate_id: int, user: so.User | None = None) -> so.UserWithLinks:
        """A user with the links of its place, by default the one that is there."""
        body = so.encode(self.users[associate_id] if user is None else user)
        entity = so.decode(body, so.UserWithLinks)
        entity.links = {"Self": f"{BASE_URL}/api/v1/User/{associate_id}"}
        return entity

    def put(self, associate_id: int, user: so.User) -> None:
        """Stores a user; what is stored already is no change."""
        before = self.users.get(associate_id)
        if before is None or so.encode(before) != so.encode(user):
            self.versions[associate_id] = self.versions.get(associate_id, 0) + 1
        self.users[associate_id] = user

    def remove(self, associate_id: int) -> None:
        """Takes a user out."""
        del self.users[associate_id]
        self.gone.append(associate_id)

    def has_name_of(self, user: so.User, besides: int | None = None) -> bool:
        """Whether a name of the user is that of another one."""
        taken = {name for id_, other in self.users.items() if id_ != besides for name in _names(other)}
        return bool(taken & {*_names(user)})


def user_of(entity: so.User) -> so.User:
    """What is kept of an entity: all but its links."""
    kept = copy.deepcopy(entity)
    if isinstance(kept, so.UserWithLinks):
        so.set_absent(kept, "links")
    return so.decode(so.encode(kept), so.User)


def without_passwords(user: so.User) -> so.User:
    """The user itself, with no password in its credentials: those are not kept."""
    for credential in user.credentials or []:
        if credential is not None and _is_password(credential):
            credential.value = None
    return user


def has_secrets(user: so.User) -> bool:
    """Whether the user holds what a service does not keep, or refuses to."""
    credentials = [credential for credential in user.credentials or [] if credential is not None]
    unknown = {name.lower() for each in (user, *credentials) for name in unknown_members(each)}
    return bool(unknown & _SECRETS) or any(_is_password(each) and each.value for each in credentials)


def _is_password(credential: so.Credential) -> bool:
    kind = credential.type
    if kind is None:
        return False
    return kind.value_control is so.CredentialControlType.PASSWORD or (kind.type or "").lower() == "password"


def _names(user: so.User) -> Iterator[str]:
    """The names of a user, as they are told apart: not by case, width, composition, nor blanks around."""
    for name in () if user.deleted else (user.user_name, user.name):
        plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name or "").casefold()).strip()
        if plain:
            yield plain

"""What is done with users, whatever they came in: defaults, external users, names and passwords."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from so_carriers.carriers.associates import UserType
from so_carriers.carriers.credentials import Credential, CredentialControlType
from so_carriers.carriers.custom_fields import CustomFields
from so_carriers.carriers.field_properties import FieldProperties
from so_carriers.carriers.person import Person
from so_carriers.carriers.requests.external_users import CreateExternalUserRequest
from so_carriers.carriers.roles import Role
from so_carriers.carriers.secret_names import HOLDERS_OF_SECRET_VALUES, SECRET_NAMES
from so_carriers.carriers.user import User
from so_carriers.schema.carrier import Carrier
from so_carriers.schema.carrier_schema import schema_of
from so_carriers.schema.presence import unknown_members
from so_carriers.server.errors import UnprocessableContent
from so_carriers.values.ascii_case import fold

LONGEST_NAME = 254
"""The characters of a user name: those of an e-mail address (RFC 5321, errata 1690)."""

_PASSWORD = "password"
_VALUES = frozenset({"value"})
_NO_NAMES: frozenset[str] = frozenset()
_HOLDERS = (Carrier, list, dict)


def default_user() -> User:
    """A user as NetServer prepares one: texts, lists and dictionaries are empty, and there is no id yet."""
    return User(
        name="",
        tooltip="",
        license_owners=[],
        other_groups=[],
        request_signature="",
        type=UserType.INTERNAL_ASSOCIATE,
        credentials=[],
        user_name="",
        ticket_categories=[],
        nick_name="",
        extra_fields={},
        custom_fields=CustomFields(),
        post_save_commands=[],
        field_properties=FieldProperties(),
    )


def external_user(request: CreateExternalUserRequest) -> User:
    """The user that is asked for: a default one with name, person and role; who is not active is Deleted.

    Raises UnprocessableContent for a name that no user can have.
    """
    user = default_user()
    user.name = user.user_name = valid_name(request.user_name)
    user.type = UserType.EXTERNAL_ASSOCIATE
    user.person = Person(person_id=request.person_id)
    user.role = Role(id=request.role_id)
    user.deleted = not request.is_active
    return user


def is_valid_name(name: str) -> bool:
    """Whether a user may have the name: 1 to 254 characters that print, not all of them blanks.

    None of them is a colon, with which nobody could log in by Basic (RFC 7617, section 2).
    """
    return bool(name.strip()) and len(name) <= LONGEST_NAME and name.isprintable() and ":" not in name


def valid_name(name: str | None) -> str:
    """The name; raises UnprocessableContent where no user can have it."""
    if name is None or not is_valid_name(name):
        raise _invalid_name("UserName")
    return name


def require_valid_names(user: User, stored: User | None = None) -> None:
    """Raises UnprocessableContent for a name that no user can have, unless the stored user has it already.

    A user need not have a name.
    """
    kept = set() if stored is None else {stored.name, stored.user_name}
    for member, name in (("UserName", user.user_name), ("Name", user.name)):
        if name and name not in kept and not is_valid_name(name):
            raise _invalid_name(member)


def _invalid_name(member: str) -> UnprocessableContent:
    expected = f"expected 1 to {LONGEST_NAME} characters that can be seen, none of them a colon"
    return UnprocessableContent(f"{member}: {expected}")


def required_password(password: str | None) -> str:
    """The password; raises UnprocessableContent where there is none."""
    if not password:
        raise UnprocessableContent("Password: expected one, found none")
    return password


def without_password(user: User) -> tuple[User, str | None]:
    """The user as it may be stored, and the password that came with it as the value of a credential.

    What is displayed of a credential goes too, where it is the password. The user that is given is
    not changed. Raises UnprocessableContent for a password in a member that a user does not have:
    it would be kept, and shown.
    """
    _refuse_unknown_secrets(user)
    credentials = [each for each in user.credentials or [] if each is not None]
    if not any(_is_password(each) and each.value for each in credentials):
        return user, None
    kept = copy.deepcopy(user)
    password = None
    passwords = set()
    for each in kept.credentials or []:
        if each is not None and _is_password(each) and each.value:
            password, each.value = each.value, None
            passwords.add(password)
    for each in kept.credentials or []:
        if each is not None and each.display_value in passwords:
            each.display_value = None
    return kept, password


def _is_password(credential: Credential) -> bool:
    """Whether its value is a password; that of other credentials is an id at a provider."""
    kind = credential.type
    if kind is None:
        return False
    is_named_so = kind.type is not None and fold(kind.type.strip()) == _PASSWORD
    return is_named_so or kind.value_control is CredentialControlType.PASSWORD


def _refuse_unknown_secrets(user: User) -> None:
    for carrier in _carriers_in(user):
        secret_names = _VALUES if isinstance(carrier, Credential) and _is_password(carrier) else _NO_NAMES
        name = _secret_name_in(unknown_members(carrier), secret_names)
        if name is not None:
            raise UnprocessableContent(
                f"{schema_of(type(carrier)).name} has no member {name}; SetPassword sets a password"
            )


def _secret_name_in(document: Any, besides: frozenset[str]) -> str | None:
    """The first name of a secret in unknown members or deeper in them; `besides` are secret at the top."""
    waiting = [(document, besides)]
    for value, names in waiting:  # it grows while it is read
        if isinstance(value, list):
            waiting += [(item, names) for item in value]
        elif isinstance(value, Mapping):
            for name, item in value.items():
                folded = fold(name)
                if folded in SECRET_NAMES or folded in names:
                    return str(name)
                waiting.append((item, _VALUES if folded in HOLDERS_OF_SECRET_VALUES else _NO_NAMES))
    return None


def _carriers_in(user: User) -> Iterator[Any]:
    """The carriers of a user, itself included."""
    waiting: list[Any] = [user]
    for value in waiting:  # it grows while it is read
        if isinstance(value, list):
            inner: Iterable[Any] = value
        elif isinstance(value, dict):
            inner = value.values()
        else:
            yield value
            inner = schema_of(type(value)).values(value)
        waiting += [each for each in inner if isinstance(each, _HOLDERS)]

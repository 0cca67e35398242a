"""Who may log in by which name, and with which password."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import Connection, bindparam, delete, select, update

from so_carriers.server.database import Database
from so_carriers.server.login_names import folded
from so_carriers.server.tables import LOGIN_NAMES, TICKETS, USERS

_LOGIN = (
    select(USERS.c.associate_id, USERS.c.name, USERS.c.user_name, USERS.c.password_hash)
    .join(LOGIN_NAMES)
    .where(LOGIN_NAMES.c.folded == bindparam("wanted"))
)


@dataclass(frozen=True, slots=True)
class Login:
    """The user of a name, with the hash of the password, if there is one."""

    associate_id: int
    name: str
    password_hash: str | None = field(repr=False)


def login_of(database: Database, name: str) -> Login | None:
    """Who logs in by that name; None for nobody's, and for that of a user who is Deleted."""
    with database.reading() as connection:
        row = connection.execute(_LOGIN, {"wanted": folded(name)}).one_or_none()
    return None if row is None else Login(row.associate_id, row.name or row.user_name, row.password_hash)


def replace_password(database: Database, associate_id: int, password_hash: str | None) -> bool:
    """Sets or removes the password of a user, and ends tickets and sessions; False if there is no user."""
    with database.writing() as connection:
        return write_password(connection, associate_id, password_hash)


def write_password(connection: Connection, associate_id: int, password_hash: str | None) -> bool:
    """As `replace_password`, within a transaction that does more."""
    changed = connection.execute(
        update(USERS).where(USERS.c.associate_id == associate_id).values(password_hash=password_hash)
    )
    connection.execute(delete(TICKETS).where(TICKETS.c.associate_id == associate_id))
    return bool(changed.rowcount)


def replace_hash(database: Database, login: Login, password_hash: str) -> None:
    """Sets another hash of the same password, unless the password was changed meanwhile."""
    same = (USERS.c.associate_id == login.associate_id) & (USERS.c.password_hash == login.password_hash)
    with database.writing() as connection:
        connection.execute(update(USERS).where(same).values(password_hash=password_hash))

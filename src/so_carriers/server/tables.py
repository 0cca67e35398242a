"""The tables of the store, of which `SCHEMA_VERSION` counts the forms."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

from so_carriers.server.login_names import LONGEST_NAME

SCHEMA_VERSION = 1
"""To be counted up with each change of a table, which brings its steps from the version before."""

_LONGEST_DOCUMENT = 2**32 - 1  # of which MySQL makes the widest of its types

TABLES = MetaData()

SCHEMA_VERSIONS = Table(
    "schema_version",
    TABLES,
    Column("version", Integer, primary_key=True, autoincrement=False),
)

USERS = Table(
    "users",
    TABLES,
    Column("associate_id", Integer, primary_key=True),
    # As they are shown; by which names a user is found stands in LOGIN_NAMES.
    Column("name", Text, nullable=False),
    Column("user_name", Text, nullable=False),
    Column("person_id", Integer, nullable=False, index=True),
    Column("role_id", Integer, nullable=False, index=True),
    Column("deleted", Boolean, nullable=False),
    Column("updated", BigInteger, nullable=False, index=True),
    Column("document", LargeBinary(_LONGEST_DOCUMENT), nullable=False),
    Column("password_hash", String(255)),
    sqlite_autoincrement=True,  # or the id of the last user, once deleted, would be given again
)
"""`document` is the whole User as JSON; the columns beside it are what is searched and listed."""

LOGIN_NAMES = Table(
    "login_names",
    TABLES,
    Column("folded", String(LONGEST_NAME), primary_key=True),
    Column(
        "associate_id",
        Integer,
        ForeignKey(USERS.c.associate_id, ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
)
"""Name and UserName of every user who is not Deleted, so that one name never means two users."""

TICKETS = Table(
    "tickets",
    TABLES,
    Column("number", Integer, primary_key=True),
    Column("digest", String(64), nullable=False, unique=True),
    Column("xsrf_digest", String(64)),
    Column("kind", String(16), nullable=False),
    Column(
        "associate_id",
        Integer,
        ForeignKey(USERS.c.associate_id, ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("issued", BigInteger, nullable=False),
    Column("expires", BigInteger, nullable=False, index=True),
    sqlite_autoincrement=True,
)
"""Tickets, tokens and sessions by the hashes of what is handed out."""

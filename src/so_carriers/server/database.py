"""Connections and transactions; SQLite is set up as a server needs it, and what fails is our own error."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import Any, ClassVar

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    QueuePool,
    create_engine,
    event,
    insert,
    inspect,
    make_url,
    select,
)
from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError

from so_carriers.errors import SoCarriersError, printable
from so_carriers.server.tables import SCHEMA_VERSION, SCHEMA_VERSIONS, TABLES

_SECONDS_FOR_A_LOCK = 30
_SECONDS_BETWEEN_TRIES = 0.01
_WRITES = "writes"
_IN_MEMORY = {None, "", ":memory:"}


class DatabaseUnusable(SoCarriersError):
    """The database cannot be reached, opened, read or written, or holds something else."""

    status: ClassVar[int] = 503


class Database:
    """One database with the tables of this version, which are made where there are none.

    Raises DatabaseUnusable, as do the transactions.
    """

    def __init__(self, database_url: str) -> None:
        self.version = 0
        """Counted up with each transaction that wrote by way of this object; others are not seen."""
        self._url = _url_of(database_url)
        self._engine = self._make_engine()
        self._writing = self._engine.execution_options(**{_WRITES: True})
        # SQLite has one writer at a time, and polls to become it: threads of one process queue here.
        one_writer = self._url.get_backend_name() == "sqlite"
        self._turn: AbstractContextManager[Any] = threading.Lock() if one_writer else contextlib.nullcontext()
        try:
            with self.writing() as connection:
                _require_tables(connection, self._shown_url)
        except BaseException:
            self.close()
            raise

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection for one statement that reads, which sees one state of the database."""
        with self._own_errors(), self._engine.begin() as connection:
            yield connection

    @contextlib.contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that writes; no other does meanwhile. An exception undoes it, and passes through."""
        with self._own_errors(), self._turn:
            with self._writing.begin() as connection:
                yield connection
            self.version += 1

    def close(self) -> None:
        """Closes all connections."""
        self._engine.dispose()

    @property
    def _shown_url(self) -> str:
        return _shown(self._url)

    def _make_engine(self) -> Engine:
        try:
            with self._own_errors():
                if self._url.get_backend_name() == "sqlite":
                    return _sqlite_engine(self._url)
                return create_engine(self._url, hide_parameters=True, pool_pre_ping=True)
        except ModuleNotFoundError as error:  # the driver of that kind of database
            needed = f"needs {error.name}, which is not installed"
            raise DatabaseUnusable(f"the database {self._shown_url} {needed}") from None
        except OSError as error:
            raise DatabaseUnusable(f"the database {self._shown_url}: {error.strerror}") from None

    @contextlib.contextmanager
    def _own_errors(self) -> Iterator[None]:
        try:
            yield
        except SQLAlchemyError as error:
            # Without the cause, which might show parameters: they are users' data.
            raise DatabaseUnusable(f"the database {self._shown_url}: {_what_happened(error)}") from None


def _url_of(text: str) -> URL:
    try:
        return make_url(text)
    except (SQLAlchemyError, ValueError):  # the latter is for a port that is none
        # The text is not shown: there may be a password in it.
        raise DatabaseUnusable(
            "the URL of the database: expected one as SQLAlchemy reads them, such as sqlite:///users.db"
        ) from None


def _shown(url: URL) -> str:
    """Driver, host and database: user and options, in which passwords may be too, are left out."""
    is_file = url.get_backend_name() == "sqlite"
    if not is_file and "@" in f"{url.host}{url.database}":  # the rest of a password that has an @ itself
        return printable(f"{url.drivername}://")
    shown = URL.create(url.drivername, host=url.host, port=url.port, database=url.database)
    return printable(shown.render_as_string())


def _sqlite_engine(url: URL) -> Engine:
    options: dict[str, Any] = {}
    if url.database in _IN_MEMORY:
        # It lives as long as its one connection, which threads take in turn.
        options = {"poolclass": QueuePool, "pool_size": 1, "max_overflow": 0}
    else:
        _make_private_file(url.database or "")
    engine = create_engine(
        url,
        hide_parameters=True,
        connect_args={"timeout": _SECONDS_FOR_A_LOCK, "check_same_thread": False},
        **options,
    )
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def _make_private_file(path: str) -> None:
    """Makes the file readable by its owner alone; those that SQLite adds are as this one is."""
    if path.startswith("file:"):
        return
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def _set_up(connection: sqlite3.Connection, _record: object) -> None:
    # Transactions are begun by `_begin`; sqlite3 would begin them only at the first write.
    connection.isolation_level = None
    _write_ahead(connection)
    connection.execute("PRAGMA foreign_keys = ON")


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Has those who read not wait for who writes; waits itself, which SQLite does not do for this."""
    deadline = time.monotonic() + _SECONDS_FOR_A_LOCK
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(_SECONDS_BETWEEN_TRIES)
        else:
            return


def _begin(connection: Connection) -> None:
    # What reads is one statement, which needs no transaction around it. What writes takes its turn
    # before it reads: later it would fail where another has written meanwhile.
    if connection.get_execution_options().get(_WRITES):
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _require_tables(connection: Connection, shown_url: str) -> None:
    present = set(inspect(connection).get_table_names())
    if SCHEMA_VERSIONS.name in present:
        version = connection.scalar(select(SCHEMA_VERSIONS.c.version))
        if version != SCHEMA_VERSION:
            raise DatabaseUnusable(
                f"the database {shown_url} has schema version {version}, and this so_carriers knows "
                f"{SCHEMA_VERSION} alone: use the so_carriers that wrote it, or another database"
            )
    elif present & set(TABLES.tables):
        raise DatabaseUnusable(
            f"the database {shown_url} has tables of the same names, made by something else: "
            "use another database"
        )
    else:
        TABLES.create_all(connection)
        connection.execute(insert(SCHEMA_VERSIONS).values(version=SCHEMA_VERSION))


def _what_happened(error: SQLAlchemyError) -> str:
    if isinstance(error, OperationalError):
        return printable(str(error.orig).strip().partition("\n")[0])
    cause = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    return f"it answered with {type(cause).__name__}"

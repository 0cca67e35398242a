"""The store: users come back identical, changes are whole, and none is lost."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from sqlalchemy import event

import so_carriers as so
from so_carriers.errors import LimitExceeded
from so_carriers.server.async_store import AsyncStore
from so_carriers.server.database import DatabaseUnusable
from so_carriers.server.logins import login_of
from so_carriers.server.passwords import password_matches
from so_carriers.server.store import ListedUser, NameTaken, PreconditionFailed, Store, UserNotFound
from so_carriers.server.tables import SCHEMA_VERSION
from so_carriers.server.ticket_kinds import TicketKind
from so_carriers.server.ticket_rows import ticket_of
from so_carriers.server.tickets import digest_of, issue
from so_carriers.server.user_rows import document_of, user_of, with_id
from so_carriers.testing import carriers, json_bodies
from tests.server_stores import NOON, Clock, file_url


def kari() -> so.User:
    return so.User(name="Kari", user_name="kari@example.com")


def renamed(name: str) -> Callable[[so.User], so.User]:
    def change(user: so.User) -> so.User:
        user.name = name
        return user

    return change


def raised_rank(user: so.User) -> so.User:
    user.rank += 1
    return user


def ids(store: Store) -> list[int]:
    return [user.associate_id for user in store.users()]


# What comes back


@given(carriers(so.User))
def test_the_document_of_any_user_gives_an_identical_one(user: so.User) -> None:
    assert so.identical(user_of(document_of(user)), user)


@given(json_bodies(so.User))
def test_a_stored_user_comes_back_identical_but_for_its_id(body: bytes) -> None:
    user = so.decode(body, so.User)
    with closing(Store("sqlite://")) as store:
        inserted = store.insert(user)
        stored = store.get(1)
        assert stored is not None
        assert so.identical(stored.user, inserted.user)
        assert so.identical(stored.user, with_id(user, 1))


def test_what_no_attribute_says_is_kept(store: Store) -> None:
    body = b'{"associateId":"1","X":{"Y":1.10},"Rank":3.0,"Role":null,"Name":"Kari"}'
    store.insert(so.decode(body, so.User))
    stored = store.get(1)
    assert stored is not None
    assert so.encode(stored.user) == body


@pytest.mark.parametrize(
    "body", [b'{"Name":"Kari"}', b'{"AssociateId":null,"Name":"Kari"}', b'{"AssociateId":9}']
)
def test_a_new_user_gets_the_next_id_whatever_it_says(body: bytes, store: Store) -> None:
    user = so.decode(body, so.User)
    stored = store.insert(user)
    assert stored.user.associate_id == 1
    assert so.decode(so.encode(stored.user), so.User).associate_id == 1
    assert user.associate_id in {0, 9}, "the given one stays as it is"


def test_ids_ascend_and_are_not_used_again(store: Store) -> None:
    assert [store.insert(so.User()).user.associate_id for _ in range(3)] == [1, 2, 3]
    assert store.delete(3)
    assert store.insert(so.User()).user.associate_id == 4
    assert ids(store) == [1, 2, 4]


def test_who_is_not_there_is_none(store: Store) -> None:
    for associate_id in (0, 1, -1, 2**31 - 1):
        assert store.get(associate_id) is None
    assert store.find("Kari") is None
    assert not store.delete(1)
    assert not store.set_password(1, "hash")


def test_users_are_listed_without_the_rest_of_them(store: Store) -> None:
    store.insert(kari(), "hash")
    store.insert(so.User(name="a\nb" + "x" * 1_000, deleted=True))
    first, second = store.users()
    assert first == ListedUser(
        associate_id=1, name="Kari", user_name="kari@example.com", is_deleted=False, has_password=True
    )
    assert second.name.startswith(r"a\nb")
    assert len(second.name) < 300
    assert (second.user_name, second.is_deleted, second.has_password) == ("", True, False)


# Names


@pytest.mark.parametrize(
    "name", ["Kari", "KARI", "kari@example.com", "Kari@Example.COM", " kari ", "ｋａｒｉ"]
)
def test_a_user_is_found_by_name_and_user_name_in_any_case(name: str, store: Store) -> None:
    store.insert(kari())
    found = store.find(name)
    assert found is not None
    assert found.user.name == "Kari"
    assert store.is_name_taken(name)
    assert not store.is_name_taken(name, besides=1)


@pytest.mark.parametrize("name", ["Kari", "kARI", "KARI@EXAMPLE.COM"])
@pytest.mark.parametrize("member", ["name", "user_name"])
def test_a_name_of_one_user_is_not_that_of_another(name: str, member: str, store: Store) -> None:
    store.insert(kari())
    user = so.User(name="Ola")
    setattr(user, member, name)
    with pytest.raises(NameTaken, match="expected a name that no other user has") as caught:
        store.insert(user)
    assert caught.value.status == 409
    assert ids(store) == [1]
    store.insert(so.User(name="Ola"))
    with pytest.raises(NameTaken):
        store.update(2, renamed(name))
    assert store.is_name_taken("Ola"), "what failed has changed nothing"


def test_no_name_is_nobody_s(store: Store) -> None:
    for user in (so.User(), so.User(name="", user_name=""), so.User(name=" ")):
        store.insert(user)
    assert not store.is_name_taken("")
    assert store.find("") is None


@pytest.mark.parametrize("name", ["x" * 10_000, "a\0b", "a\nb", "\U0010ffff", "sha256:00"])
def test_an_odd_name_is_a_name_too(name: str, store: Store) -> None:
    store.insert(so.User(name=name))
    assert store.is_name_taken(name)
    assert not store.is_name_taken(name[:-1])
    with pytest.raises(NameTaken):
        store.insert(so.User(user_name=name))


def test_a_new_name_frees_the_old_one(store: Store) -> None:
    store.insert(kari())
    store.update(1, renamed("Kaja"))
    assert store.find("Kari") is None
    assert store.find("kaja") is not None
    assert store.find("kari@example.com") is not None


def test_who_is_retired_or_removed_needs_no_name(store: Store) -> None:
    store.insert(kari())

    def retire(user: so.User) -> so.User:
        user.deleted = True
        return user

    def return_to_work(user: so.User) -> so.User:
        user.deleted = False
        return user

    store.update(1, retire)
    assert store.find("Kari") is None
    store.insert(kari())
    with pytest.raises(NameTaken):
        store.update(1, return_to_work)
    store.delete(2)
    assert not store.update(1, return_to_work).user.deleted


# Changes


def test_a_change_is_given_the_user_and_returns_what_is_stored(store: Store) -> None:
    store.insert(kari())
    changed = store.update(1, lambda user: so.User(associate_id=9, name=f"{user.name} Moe"))
    assert (changed.user.associate_id, changed.user.name, changed.user.user_name) == (1, "Kari Moe", None)
    assert store.get(1) == changed


def test_a_change_that_raises_changes_nothing_and_says_what_it_raised(store: Store) -> None:
    store.insert(kari())

    def fail(user: so.User) -> so.User:
        user.name = "Kaja"
        raise so.PatchConflict("nothing is there")

    before = store.get(1)
    with pytest.raises(so.PatchConflict):
        store.update(1, fail)
    assert store.get(1) == before
    assert store.update(1, raised_rank).user.rank == 1, "the database is free again"


def test_what_cannot_be_encoded_is_not_stored(store: Store) -> None:
    store.insert(kari())
    with pytest.raises(so.EncodeError):
        store.update(1, renamed("\ud800"))
    with pytest.raises(so.EncodeError):
        store.insert(so.User(name="\ud800"))
    assert ids(store) == [1]


def test_nobody_cannot_be_changed(store: Store) -> None:
    with pytest.raises(UserNotFound, match="there is no user 7") as caught:
        store.update(7, raised_rank)
    assert caught.value.status == 404


def test_the_time_of_a_change_is_in_whole_seconds_of_utc(store: Store, clock: Clock) -> None:
    clock.advance(microseconds=999_999)
    assert store.insert(kari()).updated == NOON
    clock.advance(hours=1)
    assert store.update(1, raised_rank).updated == NOON + timedelta(hours=1, seconds=0)
    stored = store.get(1)
    assert stored is not None
    assert stored.updated.utcoffset() == timedelta(0)


def test_each_change_is_later_than_the_one_before_even_if_the_clock_is_not(
    store: Store, clock: Clock
) -> None:
    times = [store.insert(kari()).updated, store.update(1, raised_rank).updated]
    clock.advance(hours=-1)
    times.append(store.update(1, raised_rank).updated)
    assert times == [NOON, NOON + timedelta(seconds=1), NOON + timedelta(seconds=2)]


def test_what_changes_nothing_is_no_change(store: Store, clock: Clock) -> None:
    store.insert(kari())
    clock.advance(hours=1)
    assert store.update(1, lambda user: user).updated == NOON


def test_who_saw_an_older_state_neither_changes_nor_removes(store: Store) -> None:
    seen = store.insert(kari()).updated
    store.update(1, raised_rank, unmodified_since=seen)
    with pytest.raises(PreconditionFailed, match="later than If-Unmodified-Since") as caught:
        store.update(1, raised_rank, unmodified_since=seen)
    assert caught.value.status == 412
    with pytest.raises(PreconditionFailed):
        store.delete(1, unmodified_since=seen)
    stored = store.get(1)
    assert stored is not None
    assert stored.user.rank == 1
    assert store.delete(1, unmodified_since=stored.updated)


# Many at once


@pytest.fixture
def in_file(tmp_path: Path) -> Iterator[Store]:
    with closing(Store(file_url(tmp_path))) as opened:
        yield opened


def at_once(threads: int, work: Callable[[int], Any]) -> list[Any]:
    """The results of as many threads, which start at the same moment."""
    start = threading.Barrier(threads)

    def run(number: int) -> Any:
        start.wait()
        return work(number)

    with ThreadPoolExecutor(threads) as executor:
        return list(executor.map(run, range(threads)))


def test_threads_that_change_one_user_lose_no_change(in_file: Store) -> None:
    in_file.insert(kari())
    at_once(6, lambda _: [in_file.update(1, raised_rank) for _ in range(20)])
    stored = in_file.get(1)
    assert stored is not None
    assert stored.user.rank == 120


def test_stores_that_share_a_file_lose_no_change(in_file: Store, tmp_path: Path) -> None:
    in_file.insert(kari())

    def work(_number: int) -> None:
        with closing(Store(file_url(tmp_path))) as own:
            for _ in range(10):
                own.update(1, raised_rank)

    at_once(4, work)
    stored = in_file.get(1)
    assert stored is not None
    assert stored.user.rank == 40


def test_threads_that_share_a_store_in_memory_lose_no_change(store: Store) -> None:
    store.insert(kari())
    at_once(6, lambda _: [store.update(1, raised_rank) for _ in range(20)])
    stored = store.get(1)
    assert stored is not None
    assert stored.user.rank == 120


def test_of_many_who_want_a_name_one_gets_it(in_file: Store) -> None:
    def take(_number: int) -> bool:
        try:
            in_file.insert(kari())
        except NameTaken:
            return False
        return True

    assert sorted(at_once(8, take)) == [False] * 7 + [True]


_PROCESS = """
import sys
from so_carriers.server.store import Store
store = Store(sys.argv[1])
def change(user):
    user.rank += 1
    return user
sys.stdin.readline()
for _ in range(15):
    store.update(1, change)
store.close()
"""


def test_processes_that_change_one_user_lose_no_change(in_file: Store, tmp_path: Path) -> None:
    in_file.insert(kari())
    command = [sys.executable, "-c", _PROCESS, file_url(tmp_path)]
    processes = [subprocess.Popen(command, stdin=subprocess.PIPE, text=True) for _ in range(3)]
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    for process in processes:
        process.communicate(timeout=120)
        assert process.returncode == 0
    stored = in_file.get(1)
    assert stored is not None
    assert stored.user.rank == 45


def test_a_file_can_be_made_by_many_at_once(tmp_path: Path) -> None:
    def work(number: int) -> None:
        with closing(Store(file_url(tmp_path))) as own:
            own.insert(so.User(name=str(number)))

    at_once(6, work)
    with closing(Store(file_url(tmp_path))) as store:
        assert ids(store) == [1, 2, 3, 4, 5, 6]


@pytest.mark.usefixtures("quick_passwords")
def test_the_store_can_be_awaited(store: Store) -> None:
    async def work() -> None:
        users = AsyncStore(store)
        inserted = await users.insert(kari())
        assert await users.get(1) == inserted
        assert await users.find("KARI") == inserted
        assert await users.is_name_taken("kari")
        changes = [users.update(1, raised_rank) for _ in range(30)]
        await asyncio.gather(*changes)
        stored = await users.get(1)
        assert stored is not None
        assert stored.user.rank == 30
        assert await users.set_password(1, "nostrum")
        login = login_of(store.database, "kari")
        assert login is not None
        assert password_matches(login.password_hash, "nostrum")
        with pytest.raises(PreconditionFailed):
            await users.delete(1, NOON)
        assert await users.delete(1)
        assert await users.run(store.users) == []
        users.close()

    asyncio.run(work())


# Files and schemas


def test_a_database_is_made_once_and_keeps_what_it_has(tmp_path: Path) -> None:
    for number in (1, 2):
        with closing(Store(file_url(tmp_path))) as store:
            assert store.insert(so.User()).user.associate_id == number
    assert [path.name for path in tmp_path.iterdir()] == ["users.db"]


@pytest.mark.skipif(os.name != "posix", reason="files have no such modes")
def test_a_new_database_is_readable_by_its_owner_alone(in_file: Store, tmp_path: Path) -> None:
    in_file.insert(kari())
    modes = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.iterdir()}
    assert modes.keys() == {"users.db", "users.db-wal", "users.db-shm"}
    assert set(modes.values()) == {0o600}


def set_version(store: Store, version: int) -> None:
    with store.database.writing() as connection:
        connection.exec_driver_sql(f"UPDATE schema_version SET version = {version}")


def test_a_database_of_another_version_is_left_alone(in_file: Store, tmp_path: Path) -> None:
    set_version(in_file, SCHEMA_VERSION + 1)
    with pytest.raises(
        DatabaseUnusable, match=r"users\.db has schema version 2, and this so_carriers knows 1"
    ) as caught:
        Store(file_url(tmp_path))
    assert caught.value.status == 503


def test_tables_of_something_else_are_left_alone(in_file: Store, tmp_path: Path) -> None:
    with in_file.database.writing() as connection:
        connection.exec_driver_sql("DROP TABLE schema_version")
    with pytest.raises(DatabaseUnusable, match="made by something else"):
        Store(file_url(tmp_path))


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("users.db", "expected one as SQLAlchemy reads them, such as sqlite:///users.db"),
        ("", "expected one as SQLAlchemy reads them"),
        ("nonsense://u:hidden@host/db", "nonsense://"),
        ("mysql://u:hidden@host:33/db?password=hidden", "the database mysql://host:33/db needs"),
        ("mysql://u:x@hidden@host/db", "the database mysql:// needs"),
        ("mysql://u:x@hidden/x@host/db", "the database mysql:// needs"),
        ("mysql://u:hidden/db", "expected one as SQLAlchemy reads them"),
        ("sqlite:////no/such/folder/users.db", "No such file or directory"),
        ("sqlite:////", "Is a directory|unable to open"),
    ],
)
def test_a_database_that_cannot_be_opened_is_one_clear_error(url: str, problem: str) -> None:
    with pytest.raises(DatabaseUnusable, match=problem) as caught:
        Store(url)
    assert "hidden" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_a_file_that_is_no_database_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "users.db").write_bytes(b"no database, but text " * 100)
    with pytest.raises(DatabaseUnusable, match=r"users\.db: "):
        Store(file_url(tmp_path))
    assert (tmp_path / "users.db").read_bytes().startswith(b"no database")


def test_what_the_database_refuses_later_is_one_clear_error_without_what_was_stored(
    in_file: Store,
) -> None:
    with in_file.database.writing() as connection:
        connection.exec_driver_sql("DROP TABLE tickets")
        connection.exec_driver_sql("DROP TABLE login_names")
    with pytest.raises(DatabaseUnusable, match="no such table") as caught:
        in_file.insert(so.User(name="Kari"), "argon2-hash")
    assert "argon2-hash" not in str(caught.value)


def test_a_change_can_set_the_password_in_the_same_transaction(store: Store) -> None:
    store.insert(kari(), "old")
    store.insert(so.User(name="Ola"))
    ticket = issue(store, 1, TicketKind.BEARER, timedelta(hours=1)).text

    def hash_now() -> str | None:
        login = login_of(store.database, "kari@example.com")
        return None if login is None else login.password_hash

    with pytest.raises(NameTaken):
        store.update(1, renamed("Ola"), password_hash="new")
    assert hash_now() == "old"
    assert ticket_of(store.database, digest_of(ticket)) is not None
    unchanged = store.update(1, lambda user: user, password_hash="new")
    assert unchanged == store.get(1)
    assert hash_now() == "new"
    assert ticket_of(store.database, digest_of(ticket)) is None
    store.update(1, renamed("Kaia"), password_hash="newer")
    assert hash_now() == "newer"


def test_a_document_is_no_longer_than_it_may_be_unless_it_was_longer(store: Store) -> None:
    with pytest.raises(LimitExceeded, match="limit body=10"):
        store.insert(kari(), longest=10)
    assert ids(store) == []
    store.insert(kari(), longest=100_000)
    with pytest.raises(LimitExceeded, match="limit body=10"):
        store.update(1, renamed("Kari Nordmann"), longest=10)
    stored = store.update(1, renamed("K"), longest=10)
    assert stored.user.name == "K"


def test_a_user_is_stored_with_words_that_every_database_knows(store: Store) -> None:
    statements: list[str] = []

    def note(*arguments: Any) -> None:
        statements.append(arguments[2])

    with store.database.writing() as connection:
        engine = connection.engine
    event.listen(engine, "before_cursor_execute", note)
    store.insert(kari())
    event.remove(engine, "before_cursor_execute", note)
    assert any("INSERT INTO users" in statement for statement in statements)
    assert not any("RETURNING" in statement for statement in statements)

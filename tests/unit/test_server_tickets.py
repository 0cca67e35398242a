"""Tickets, tokens and sessions: random, hashed, for a time, of one kind, and revocable."""

from __future__ import annotations

import base64
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

import so_carriers as so
from so_carriers.server.store import Store, UserNotFound
from so_carriers.server.ticket_kinds import TicketKind
from so_carriers.server.ticket_rows import all_tickets, purge, remove_numbered, remove_tickets_of
from so_carriers.server.tickets import Holder, digest_of, holder_of, issue, revoke
from tests.server_stores import Clock, file_url

HOUR = timedelta(hours=1)
KINDS = list(TicketKind)


@pytest.fixture
def kari(store: Store) -> int:
    return store.insert(so.User(name="Kari", user_name="kari@example.com")).user.associate_id


@pytest.mark.parametrize("kind", KINDS)
def test_a_ticket_stands_for_its_user_until_it_expires(
    kind: TicketKind, store: Store, kari: int, clock: Clock
) -> None:
    ticket = issue(store, kari, kind, HOUR)
    assert ticket.expires == clock() + HOUR
    assert holder_of(store, ticket.text, kind, ticket.xsrf) == Holder(associate_id=kari, name="Kari")
    clock.advance(minutes=59, seconds=59)
    assert holder_of(store, ticket.text, kind, ticket.xsrf) is not None
    clock.advance(seconds=1)
    assert holder_of(store, ticket.text, kind, ticket.xsrf) is None


def test_tickets_and_tokens_look_as_those_of_netserver_and_hold_256_bits(store: Store, kari: int) -> None:
    for kind, beginning in ((TicketKind.SOTICKET, "7T:"), (TicketKind.BEARER, "8A:")):
        texts = {issue(store, kari, kind, HOUR).text for _ in range(20)}
        assert len(texts) == 20
        assert all(text.startswith(beginning) for text in texts)
        assert {len(base64.b64decode(text[3:], validate=True)) for text in texts} == {32}


def test_a_session_can_stand_in_a_cookie(store: Store, kari: int) -> None:
    session = issue(store, kari, TicketKind.SESSION, HOUR)
    assert session.xsrf is not None
    assert session.xsrf != session.text
    for text in (session.text, session.xsrf):
        assert len(base64.urlsafe_b64decode(text + "=")) == 32
        assert not set(text) & set(' ",;\\=')


@pytest.mark.parametrize("issued", KINDS)
@pytest.mark.parametrize("asked", KINDS)
def test_a_ticket_is_good_for_its_own_kind_alone(
    issued: TicketKind, asked: TicketKind, store: Store, kari: int
) -> None:
    ticket = issue(store, kari, issued, HOUR)
    assert (holder_of(store, ticket.text, asked, ticket.xsrf) is not None) == (issued is asked)


@pytest.mark.parametrize("xsrf", [None, "", "x", "é"])
def test_a_session_needs_its_own_xsrf_value(xsrf: str | None, store: Store, kari: int) -> None:
    session, other = (issue(store, kari, TicketKind.SESSION, HOUR) for _ in range(2))
    assert holder_of(store, session.text, TicketKind.SESSION, xsrf) is None
    assert holder_of(store, session.text, TicketKind.SESSION, other.xsrf) is None


@pytest.mark.parametrize("text", ["", "7T:", "7T:" + "A" * 43 + "=", "x" * 100_000, "\ud800", "é"])
def test_what_nobody_was_given_stands_for_nobody(text: str, store: Store, kari: int) -> None:
    issue(store, kari, TicketKind.SOTICKET, HOUR)
    assert holder_of(store, text, TicketKind.SOTICKET) is None


def test_a_ticket_ends_when_it_is_revoked(store: Store, kari: int) -> None:
    ticket, other = (issue(store, kari, TicketKind.BEARER, HOUR) for _ in range(2))
    assert revoke(store, ticket.text)
    assert not revoke(store, ticket.text)
    assert holder_of(store, ticket.text, TicketKind.BEARER) is None
    assert holder_of(store, other.text, TicketKind.BEARER) is not None
    assert remove_numbered(store.database, other.number)
    assert not remove_numbered(store.database, other.number)
    assert holder_of(store, other.text, TicketKind.BEARER) is None


def test_tickets_end_with_the_password_and_with_the_user(store: Store, kari: int) -> None:
    ola = store.insert(so.User(name="Ola")).user.associate_id
    hers, his = issue(store, kari, TicketKind.BEARER, HOUR), issue(store, ola, TicketKind.BEARER, HOUR)
    assert store.set_password(kari, "hash")
    assert holder_of(store, hers.text, TicketKind.BEARER) is None
    assert holder_of(store, his.text, TicketKind.BEARER) is not None
    assert store.delete(ola)
    assert holder_of(store, his.text, TicketKind.BEARER) is None
    assert all_tickets(store.database) == []


def test_a_retired_user_holds_nothing(store: Store, kari: int) -> None:
    ticket = issue(store, kari, TicketKind.BEARER, HOUR)

    def retire(user: so.User) -> so.User:
        user.deleted = True
        return user

    store.update(kari, retire)
    assert holder_of(store, ticket.text, TicketKind.BEARER) is None


def test_there_is_no_ticket_for_nobody(store: Store) -> None:
    with pytest.raises(UserNotFound, match="there is no user 7"):
        issue(store, 7, TicketKind.SOTICKET, HOUR)


def test_what_has_expired_is_purged_when_something_is_issued(store: Store, kari: int, clock: Clock) -> None:
    issue(store, kari, TicketKind.SOTICKET, HOUR)
    clock.advance(hours=2)
    issue(store, kari, TicketKind.SOTICKET, HOUR)
    assert [ticket.number for ticket in all_tickets(store.database)] == [2]
    assert purge(store.database, clock()) == 0
    clock.advance(hours=1)
    assert purge(store.database, clock()) == 1
    assert remove_tickets_of(store.database, kari) == 0


def test_the_database_and_reprs_have_hashes_alone(tmp_path: Path) -> None:
    opened = Store(file_url(tmp_path))
    kari = opened.insert(so.User(name="Kari")).user.associate_id
    tickets = [issue(opened, kari, kind, HOUR) for kind in KINDS]
    secrets = [text for ticket in tickets for text in (ticket.text, ticket.xsrf) if text is not None]
    rows = all_tickets(opened.database)
    opened.close()
    content = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert len(secrets) == 4
    for secret in secrets:
        assert secret.encode() not in content
        assert secret.partition(":")[2].encode() not in content or ":" not in secret
        assert secret not in repr(tickets) + repr(rows)
        assert digest_of(secret) not in repr(rows)
    with sqlite3.connect(tmp_path / "users.db") as connection:
        digests = {digest for (digest,) in connection.execute("SELECT digest FROM tickets")}
    connection.close()
    assert digests == {digest_of(ticket.text) for ticket in tickets}

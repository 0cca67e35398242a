"""Who is calling: Basic, SoTicket, Bearer, sessions; and what is answered to those who prove nothing."""

from __future__ import annotations

import asyncio
import base64
import threading
import traceback
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher

import so_carriers as so
from so_carriers.server import authentication, passwords
from so_carriers.server.async_store import MOST_TO_CHECK, AsyncStore
from so_carriers.server.authentication import (
    Authenticator,
    Forbidden,
    How,
    Identity,
    Unauthorized,
)
from so_carriers.server.passwords import hash_password
from so_carriers.server.recent_proofs import RecentProofs
from so_carriers.server.settings import ServerSettings
from so_carriers.server.store import Store
from so_carriers.server.threads import ServerBusy
from so_carriers.server.ticket_kinds import TicketKind
from so_carriers.server.tickets import IssuedTicket, digest_of, issue, revoke
from tests.server_stores import file_url

HOUR = timedelta(hours=1)
PASSWORD = "nostrum:ä 鍵"
APP_TOKEN = "app-token-of-the-partner"
TICKETS = {How.SOTICKET: TicketKind.SOTICKET, How.BEARER: TicketKind.BEARER}
ONLINE = ServerSettings(online=True, app_tokens=frozenset({digest_of("other"), digest_of(APP_TOKEN)}))

pytestmark = pytest.mark.usefixtures("quick_passwords")


def basic(name: str, password: str) -> str:
    return "Basic " + base64.b64encode(f"{name}:{password}".encode()).decode()


@pytest.fixture
def kari(store: Store) -> int:
    user = so.User(name="Kari", user_name="kari@example.com")
    return store.insert(user, hash_password(PASSWORD)).user.associate_id


@pytest.fixture
def authenticator(store: Store, kari: int) -> Authenticator:
    assert store.get(kari) is not None
    return Authenticator(ServerSettings(), store)


def by(authenticator: Authenticator, authorization: str, **headers: str) -> Identity:
    """Who is calling by that Authorization; an underscore in the name of a header is a hyphen."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return authenticator.authenticate({"authorization": authorization, **named}, None)


def refusal(authenticator: Authenticator, headers: dict[str, str], session: str | None) -> Unauthorized:
    with pytest.raises(Unauthorized) as caught:
        authenticator.authenticate(headers, session)
    assert caught.value.status == 401
    return caught.value


# Basic


@pytest.mark.parametrize("name", ["Kari", "KARI", "kari@example.com"])
@pytest.mark.parametrize("scheme", ["Basic", "basic", "BASIC"])
def test_name_and_password_prove_an_identity(
    name: str, scheme: str, authenticator: Authenticator, kari: int
) -> None:
    authorization = basic(name, PASSWORD).replace("Basic", scheme)
    assert by(authenticator, authorization) == Identity(kari, "Kari", How.BASIC)


def encoded(pair: bytes) -> str:
    return "Basic " + base64.b64encode(pair).decode()


@pytest.mark.parametrize(
    "authorization",
    [
        "",
        " ",
        "Basic",
        "Basic ",
        "Basic !!!!",
        "Basic a2FyaQ",
        "Basic é",
        "Basic \ud800",
        "Basic " + "A" * 1_000_000,
        encoded(b""),
        encoded(b":"),
        encoded(b"Kari"),
        encoded(b"Kari:"),
        encoded("Kari:nostrum:ä".encode("latin-1")),
        encoded(b"Kari:\xff\xfe"),
        basic("Kari", PASSWORD.upper()),
        basic("Kari", PASSWORD + " "),
        basic("Kari", "x" * 5_000),
        basic("Ola", PASSWORD),
        basic("", PASSWORD),
        basic("\0", PASSWORD),
        basic("Kari", PASSWORD).replace(" ", "  ", 1).replace("Basic", "Basics"),
        basic("Kari", PASSWORD).replace(" ", ""),
        "Digest username=Kari",
        "Negotiate AAAA",
        "SoTicket",
        "SoTicket 7T:AAAA",
        "Bearer 8A:AAAA",
        "Bearer " + basic("Kari", PASSWORD).partition(" ")[2],
    ],
)
def test_what_proves_nothing_is_401_and_names_the_schemes(
    authorization: str, authenticator: Authenticator
) -> None:
    error = refusal(authenticator, {"authorization": authorization}, None)
    assert error.headers == {
        "WWW-Authenticate": 'Basic realm="so_carriers", charset="UTF-8", SoTicket realm="so_carriers", '
        'Bearer realm="so_carriers"'
    }
    shown = "".join(traceback.format_exception(error))
    assert "nostrum" not in shown
    assert len(str(error)) < 200


def test_a_wrong_name_and_a_wrong_password_are_told_in_the_same_words(authenticator: Authenticator) -> None:
    pairs = [("Kari", "wrong"), ("Ola", "wrong")]
    errors = [refusal(authenticator, {"authorization": basic(*pair)}, None) for pair in pairs]
    assert str(errors[0]) == str(errors[1])


def test_who_has_no_password_or_is_retired_does_not_log_in(store: Store) -> None:
    store.insert(so.User(name="Ola"))
    store.insert(so.User(name="Per", deleted=True), hash_password(PASSWORD))
    authenticator = Authenticator(ServerSettings(), store)
    for name in ("Ola", "Per"):
        refusal(authenticator, {"authorization": basic(name, PASSWORD)}, None)
        refusal(authenticator, {"authorization": basic(name, "")}, None)


def test_another_password_counts_at_once_and_the_old_one_no_more(
    authenticator: Authenticator, store: Store, kari: int
) -> None:
    by(authenticator, basic("Kari", PASSWORD))
    store.set_password(kari, hash_password("new"))
    refusal(authenticator, {"authorization": basic("Kari", PASSWORD)}, None)
    assert by(authenticator, basic("Kari", "new")).associate_id == kari


def test_a_hash_of_older_parameters_is_made_anew_when_its_password_is_there(
    authenticator: Authenticator, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []

    def hash_and_remember(password: str) -> str:
        made.append(hash_password(password))
        return made[-1]

    stronger = PasswordHasher(time_cost=2, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "_HASHER", stronger)
    monkeypatch.setattr(authentication, "hash_password", hash_and_remember)
    for _ in range(3):
        by(authenticator, basic("Kari", PASSWORD))
    assert len(made) == 1
    assert not passwords.is_outdated(made[0])


# Tickets and tokens


@pytest.mark.parametrize("how", TICKETS)
@pytest.mark.parametrize("spelled", [str, str.lower, str.upper])
def test_tickets_and_tokens_prove_an_identity_with_their_scheme_in_any_case(
    how: How, spelled: Any, authenticator: Authenticator, store: Store, kari: int
) -> None:
    ticket = issue(store, kari, TICKETS[how], HOUR)
    identity = Identity(kari, "Kari", how)
    assert by(authenticator, f"{spelled(how.value)} {ticket.text}") == identity
    assert by(authenticator, f"{how.value}   {ticket.text} ") == identity
    other = How.BEARER if how is How.SOTICKET else How.SOTICKET
    refusal(authenticator, {"authorization": f"{other.value} {ticket.text}"}, None)
    revoke(store, ticket.text)
    error = refusal(authenticator, {"authorization": f"{how.value} {ticket.text}"}, None)
    assert ticket.text not in "".join(traceback.format_exception(error))


# Sessions


@pytest.fixture
def session(store: Store, kari: int) -> IssuedTicket:
    return issue(store, kari, TicketKind.SESSION, HOUR)


def test_a_session_with_its_xsrf_value_proves_an_identity(
    authenticator: Authenticator, session: IssuedTicket, kari: int
) -> None:
    headers = {"x-xsrf-token": session.xsrf or ""}
    assert authenticator.authenticate(headers, session.text) == Identity(kari, "Kari", How.SESSION)


def test_a_session_alone_or_with_another_value_proves_nothing(
    authenticator: Authenticator, session: IssuedTicket
) -> None:
    assert "X-XSRF-TOKEN is missing" in str(refusal(authenticator, {}, session.text))
    for value in ("", "x", session.text, (session.xsrf or "").lower(), "é"):
        refusal(authenticator, {"x-xsrf-token": value}, session.text)
    refusal(authenticator, {"x-xsrf-token": session.xsrf or ""}, "x")
    refusal(authenticator, {"x-xsrf-token": session.xsrf or ""}, None)
    refusal(authenticator, {}, None)


def test_where_there_is_authorization_a_session_does_not_count(
    authenticator: Authenticator, session: IssuedTicket
) -> None:
    headers = {"authorization": "Bearer 8A:AAAA", "x-xsrf-token": session.xsrf or ""}
    refusal(authenticator, headers, session.text)


# Online, and the User agent


@pytest.mark.usefixtures("kari")
def test_online_takes_no_passwords(store: Store) -> None:
    error = refusal(Authenticator(ONLINE, store), {"authorization": basic("Kari", PASSWORD)}, None)
    assert "Basic" not in error.headers["WWW-Authenticate"]


def test_online_takes_a_soticket_with_the_token_of_an_application(store: Store, kari: int) -> None:
    authenticator = Authenticator(ONLINE, store)
    authorization = f"SoTicket {issue(store, kari, TicketKind.SOTICKET, HOUR).text}"
    assert by(authenticator, authorization, so_apptoken=APP_TOKEN).associate_id == kari
    for token in ({}, {"so-apptoken": ""}, {"so-apptoken": "unknown"}, {"so-apptoken": digest_of(APP_TOKEN)}):
        error = refusal(authenticator, {"authorization": authorization, **token}, None)
        assert "SO-AppToken" in str(error)
        assert "unknown" not in str(error)


def test_online_takes_a_token_without_one(store: Store, kari: int) -> None:
    token = issue(store, kari, TicketKind.BEARER, HOUR)
    assert by(Authenticator(ONLINE, store), f"Bearer {token.text}").how is How.BEARER


@pytest.mark.usefixtures("kari")
def test_where_the_user_agent_is_not_available_the_known_get_403_and_others_401(store: Store) -> None:
    authenticator = Authenticator(ServerSettings(user_agent_available=False), store)
    with pytest.raises(Forbidden, match="the User agent is not available") as caught:
        by(authenticator, basic("Kari", PASSWORD))
    assert caught.value.status == 403
    refusal(authenticator, {"authorization": basic("Kari", "wrong")}, None)


def test_it_can_be_awaited(store: Store, kari: int, authenticator: Authenticator) -> None:
    token = issue(store, kari, TicketKind.BEARER, HOUR)

    async def work() -> list[Identity]:
        users = AsyncStore(store)
        sent = [basic("Kari", PASSWORD), f"Bearer {token.text}"]
        found = [await users.authenticate(authenticator, {"authorization": each}, None) for each in sent]
        with pytest.raises(Unauthorized):
            await users.authenticate(authenticator, {}, None)
        users.close()
        return found

    assert [identity.how for identity in asyncio.run(work())] == [How.BASIC, How.BEARER]


# Guessing

REFUSED = 8
GUESSES = [basic("Kari", f"guess {number}") for number in range(MOST_TO_CHECK + REFUSED)]


@pytest.fixture
def end_of_guesses(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """No guess is done with before this is set."""
    end = threading.Event()

    class Slow(PasswordHasher):
        def verify(self, hash: str | bytes, password: Any) -> Any:  # noqa: A002 -- argon2's name
            if b"guess" in password:
                end.wait()
            return super().verify(hash, password)

    monkeypatch.setattr(passwords, "_HASHER", Slow(time_cost=1, memory_cost=8, parallelism=1))
    yield end
    end.set()


async def full_queue(users: AsyncStore, authenticator: Authenticator) -> list[asyncio.Task[Identity]]:
    """Guesses of which as many wait as may: those that are too many have been refused."""
    sent = [{"authorization": guess} for guess in GUESSES]
    tasks = [asyncio.create_task(users.authenticate(authenticator, each, None)) for each in sent]
    for refused in islice(asyncio.as_completed(tasks), REFUSED):
        with pytest.raises(ServerBusy) as caught:
            await refused
        assert (caught.value.status, caught.value.headers) == (503, {"Retry-After": "1"})
    return [task for task in tasks if not task.done()]


def test_who_guesses_holds_up_neither_whose_password_was_proved_nor_who_sets_one(
    store: Store, kari: int, authenticator: Authenticator, end_of_guesses: threading.Event
) -> None:
    headers = {"authorization": basic("Kari", PASSWORD)}

    async def work() -> None:
        users = AsyncStore(store)
        await users.authenticate(authenticator, headers, None)
        guesses = await full_queue(users, authenticator)
        await users.insert(so.User(name="Ola"), "nostrum")
        assert authenticator.recent(headers, None) is None, "something was written since"
        assert (await users.authenticate(authenticator, headers, None)).associate_id == kari
        assert not any(guess.done() for guess in guesses)
        end_of_guesses.set()
        await asyncio.wait(guesses)
        users.close()

    asyncio.run(asyncio.wait_for(work(), 60))


def test_as_many_passwords_wait_as_are_checked_soon_and_others_are_told_when_to_come_again(
    store: Store, authenticator: Authenticator, end_of_guesses: threading.Event
) -> None:
    async def work() -> None:
        users = AsyncStore(store)
        guesses = await full_queue(users, authenticator)
        assert len(guesses) == MOST_TO_CHECK
        end_of_guesses.set()
        answers = await asyncio.gather(*guesses, return_exceptions=True)
        assert {type(answer) for answer in answers} == {Unauthorized}
        headers = {"authorization": basic("Kari", PASSWORD)}
        assert (await users.authenticate(authenticator, headers, None)).how is How.BASIC
        users.close()

    asyncio.run(asyncio.wait_for(work(), 60))


def test_one_password_that_many_requests_say_at_once_is_checked_once_for_all(
    store: Store, kari: int, authenticator: Authenticator
) -> None:
    headers = {"authorization": basic("Kari", PASSWORD)}

    async def work() -> list[Identity]:
        users = AsyncStore(store)
        requests = [users.authenticate(authenticator, headers, None) for _ in range(3 * MOST_TO_CHECK)]
        found = await asyncio.gather(*requests)
        users.close()
        return found

    assert {identity.associate_id for identity in asyncio.run(work())} == {kari}


# What was proved a moment ago


@pytest.fixture
def seconds(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """What the clock of recent proofs says, as its last item."""
    told = [0.0]
    monkeypatch.setattr(authentication, "RecentProofs", lambda: RecentProofs(lambda: told[-1]))
    return told


def test_what_another_process_revokes_serves_for_two_seconds(tmp_path: Path, seconds: list[float]) -> None:
    with closing(Store(file_url(tmp_path))) as store, closing(Store(file_url(tmp_path))) as other:
        store.insert(so.User(name="Kari"))
        token = issue(store, 1, TicketKind.BEARER, HOUR)
        authenticator = Authenticator(ServerSettings(), store)
        headers = {"authorization": f"Bearer {token.text}"}
        assert authenticator.recent(headers, None) is None
        identity = authenticator.authenticate(headers, None)
        assert authenticator.recent(headers, None) == identity
        revoke(other, token.text)
        seconds.append(1.9)
        assert authenticator.authenticate(headers, None) == identity
        seconds.append(2.0)
        assert authenticator.recent(headers, None) is None
        refusal(authenticator, headers, None)


@pytest.mark.usefixtures("seconds")
def test_what_this_store_changes_counts_at_once(
    authenticator: Authenticator, store: Store, kari: int
) -> None:
    tokens = [issue(store, kari, TicketKind.BEARER, HOUR) for _ in range(3)]
    headers = [{"authorization": f"Bearer {token.text}"} for token in tokens]

    def retire(user: so.User) -> so.User:
        user.deleted = True
        return user

    for each in headers:
        authenticator.authenticate(each, None)
    revoke(store, tokens[0].text)
    refusal(authenticator, headers[0], None)
    authenticator.authenticate(headers[1], None)
    store.update(kari, retire)
    for each in headers:
        assert authenticator.recent(each, None) is None
        refusal(authenticator, each, None)


def test_a_part_of_what_was_proved_is_no_proof(
    authenticator: Authenticator, store: Store, session: IssuedTicket, kari: int
) -> None:
    headers = {"x-xsrf-token": session.xsrf or ""}
    assert authenticator.authenticate(headers, session.text).associate_id == kari
    for others in [({}, session.text), (headers, None), ({"x-xsrf-token": "x"}, session.text)]:
        assert authenticator.recent(*others) is None
    online = Authenticator(ONLINE, store)
    ticket = {"authorization": f"SoTicket {issue(store, kari, TicketKind.SOTICKET, HOUR).text}"}
    online.authenticate({**ticket, "so-apptoken": APP_TOKEN}, None)
    assert online.recent({**ticket, "so-apptoken": APP_TOKEN}, None) is not None
    refusal(online, ticket, None)


def test_recent_proofs_are_bounded_and_hold_none_of_them() -> None:
    proofs: RecentProofs[int] = RecentProofs()
    for number in range(1_500):
        proofs.keep(f"proof-{number}", number, 0)
    assert proofs.find("proof-0", 0) is None
    assert proofs.find("proof-1499", 0) == 1499
    assert proofs.find("proof-1499", 1) is None
    proofs.keep("x" * 10_000, 1, 0)
    assert proofs.find("x" * 10_000, 0) is None
    assert "proof-1499" not in repr(vars(proofs))
    assert sum(proofs.find(f"proof-{number}", 0) is not None for number in range(1_500)) == 1_000

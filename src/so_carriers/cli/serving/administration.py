"""Users and tickets, made and shown on the command line."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from so_carriers.cli.conversion.errors import WrongUsage
from so_carriers.errors import excerpt
from so_carriers.server.authentication import SESSION_COOKIE, XSRF_COOKIE, How
from so_carriers.server.passwords import hash_password
from so_carriers.server.store import Store
from so_carriers.server.ticket_kinds import TicketKind
from so_carriers.server.ticket_rows import all_tickets, purge, remove_numbered, remove_tickets_of
from so_carriers.server.tickets import IssuedTicket, issue
from so_carriers.server.user_rules import default_user, valid_name


class Administration:
    """What `serve user` and `serve ticket` do in one database.

    What is asked for goes to standard output, what is said about it to the console. A password,
    a ticket or a token is shown once, to whoever had it made, and nowhere else.
    """

    def __init__(self, store: Store, console: Console) -> None:
        self._store = store
        self._console = console
        self._output = Console(soft_wrap=True, highlight=False, markup=False)

    def add_user(self, name: str, password: str, *, show_password: bool) -> None:
        """Makes a user who logs in by that name; raises NameTaken (409) and InvalidValue (400).

        UnprocessableContent (422) is for a name that no user can have.
        """
        user = default_user()
        user.name = user.user_name = valid_name(name)
        stored = self._store.insert(user, hash_password(password))
        self._output.print(f"user {stored.user.associate_id}: {name}")
        if show_password:
            self._show_password(password)

    def set_password(self, name: str, password: str, *, show_password: bool) -> None:
        """Replaces the password of a user, which ends the user's tickets and sessions."""
        self._store.set_password(self._id_of(name), hash_password(password))
        if show_password:
            self._show_password(password)

    def list_users(self) -> None:
        """Shows all users."""
        users = self._store.users()
        if not users:
            self._console.print("there are no users; make one with: so-carriers serve user add NAME")
            return
        table = _table("Id", "Name", "User name", "Password", "Retired")
        for user in users:
            table.add_row(
                str(user.associate_id),
                escape(user.name),
                escape(user.user_name),
                "yes" if user.has_password else "no",
                "yes" if user.is_deleted else "",
            )
        self._show(table)

    def issue(self, name: str, kind: TicketKind, lifetime: timedelta) -> None:
        """Issues a ticket, a token or a session, and shows the headers that a request needs for it."""
        ticket = issue(self._store, self._id_of(name), kind, lifetime)
        for header in _headers(ticket):
            self._output.print(header)
        self._console.print(
            f"ticket {ticket.number} of {name}, until {_shown_time(ticket.expires)}; it is not shown again"
        )

    def list_tickets(self) -> None:
        """Shows whose tickets there are, and until when; not what they say."""
        purge(self._store.database, self._store.now())
        tickets = all_tickets(self._store.database)
        if not tickets:
            self._console.print("there are no tickets, tokens and sessions")
            return
        table = _table("Number", "Kind", "User", "Issued", "Until")
        for ticket in tickets:
            times = _shown_time(ticket.issued), _shown_time(ticket.expires)
            table.add_row(str(ticket.number), ticket.kind, escape(ticket.name), *times)
        self._show(table)

    def revoke(self, numbers: Sequence[int], name: str | None) -> None:
        """Ends tickets by their numbers, or all of a user; raises WrongUsage where there is no such thing."""
        if bool(numbers) == (name is not None):
            raise WrongUsage(
                "say which: numbers, as `ticket list` shows them, or --user NAME for all of a user"
            )
        if name is not None:
            count = remove_tickets_of(self._store.database, self._id_of(name))
            self._console.print(f"{count} revoked")
            return
        unknown = [number for number in numbers if not remove_numbered(self._store.database, number)]
        if unknown:
            others = "; the others were revoked" if len(unknown) < len(numbers) else ""
            raise WrongUsage(f"there is no ticket {', '.join(map(str, unknown))}{others}")
        self._console.print(f"{len(numbers)} revoked")

    def _id_of(self, name: str) -> int:
        found = self._store.find(name)
        if found is None:
            raise WrongUsage(f"there is no user {excerpt(name)}; `so-carriers serve user list` shows all")
        return found.user.associate_id

    def _show_password(self, password: str) -> None:
        self._output.print(f"password: {password}")
        self._console.print("the password is not shown again")

    def _show(self, table: Table) -> None:
        Console(highlight=False).print(table)


@contextlib.contextmanager
def administration(database_url: str, console: Console) -> Iterator[Administration]:
    """The users and tickets of a database, which is made where there is none; raises DatabaseUnusable."""
    store = Store(database_url)
    try:
        yield Administration(store, console)
    finally:
        store.close()


def _headers(ticket: IssuedTicket) -> list[str]:
    if ticket.kind is TicketKind.SESSION:
        cookies = f"{SESSION_COOKIE}={ticket.text}; {XSRF_COOKIE}={ticket.xsrf}"
        return [f"Cookie: {cookies}", f"X-XSRF-TOKEN: {ticket.xsrf}"]
    scheme = How.SOTICKET if ticket.kind is TicketKind.SOTICKET else How.BEARER
    return [f"Authorization: {scheme.value} {ticket.text}"]


def _table(*titles: str) -> Table:
    table = Table(box=None, pad_edge=False)
    for title in titles:
        table.add_column(title, overflow="fold")
    return table


def _shown_time(time: datetime) -> str:
    return f"{time:%Y-%m-%d %H:%M:%S} UTC"

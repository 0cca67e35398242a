"""A few calls of the real client to the real server, each in another format."""

from __future__ import annotations

import secrets
from collections.abc import Iterator

from rich.console import Console

from so_carriers.carriers.user import UserWithLinks
from so_carriers.cli.conversion.errors import Failure
from so_carriers.cli.exchanges.lines import lines_of
from so_carriers.cli.exchanges.momentary_server import Reached, momentary_server
from so_carriers.cli.exchanges.recording import RecordingTransport
from so_carriers.client.authorization import Bearer
from so_carriers.client.client import Client
from so_carriers.client.users import Users
from so_carriers.errors import SoCarriersError
from so_carriers.patches.json_patch import JsonPatch
from so_carriers.schema.identity import identical

_FORM = "application/x-www-form-urlencoded"
_XML = "text/xml"
_NAME, _ROLE, _RANK = "kari.moe", 459, 159
_SHOWN = ("Name", "Rank")
_RANDOM_BYTES = 12


class WrongAnswer(Exception):
    """The server answers something else than it has to."""


def show(console: Console) -> bool:
    """Prints how a user is made in one format, changed in another and read in a third.

    False where an answer is not what it has to be, and where there is none.
    """
    console.print("A server and its client: one user in three formats", style="bold", highlight=False)
    try:
        with momentary_server() as reached, RecordingTransport() as transport:
            console.print(
                f"Serving at {reached.url}; the client sends >, the server answers <", highlight=False
            )
            _talk(console, reached, transport)
    except (Failure, SoCarriersError, WrongAnswer) as error:
        console.print(f"  {error}", style="red", highlight=False, markup=False)
        return False
    return True


def _talk(console: Console, reached: Reached, transport: RecordingTransport) -> None:
    password = secrets.token_urlsafe(_RANDOM_BYTES)

    def show_exchange() -> None:
        if transport.last is not None:
            for line in lines_of(transport.last, secrets=(reached.token, password), members=_SHOWN):
                console.print(line, highlight=False, markup=False)

    with Client(reached.url, Bearer(reached.token), transport=transport) as client:
        try:
            for outcome in _calls(client.users, password):
                show_exchange()
                console.print(f"  {outcome}", style="green", highlight=False)
        except (SoCarriersError, WrongAnswer):
            show_exchange()
            raise


def _calls(users: Users, password: str) -> Iterator[str]:
    """Makes one call after the other, and says what came of each; raises WrongAnswer."""
    made = users.create_external(
        person_id=926, user_name=_NAME, password=password, role_id=_ROLE, media_type=_FORM
    )
    yield f"user {made} is made, from a form"
    patch = JsonPatch(
        [
            {"op": "test", "path": "/Name", "value": _NAME},
            {"op": "replace", "path": "/Rank", "value": _RANK},
        ]
    )
    changed = users.patch(made, patch)
    _check(changed, made)
    yield f"rank {changed.rank}, by a JSON Patch"
    read = users.get(made, accept=_XML)
    _check(read, made)
    if not identical(read, changed):
        raise WrongAnswer("what is read as XML differs from what the patch answered as JSON")
    yield "identical, in XML"


def _check(user: UserWithLinks, associate_id: int) -> None:
    expected = (associate_id, _NAME, _RANK, _ROLE)
    found = (user.associate_id, user.name, user.rank, user.role and user.role.id)
    if found != expected:
        raise WrongAnswer(f"expected AssociateId, Name, Rank and Role of {expected}, found {found}")

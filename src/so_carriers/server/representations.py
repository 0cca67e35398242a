"""Users as they are stored, and as the REST endpoints show them: with links, which are the server's."""

from __future__ import annotations

import re
from typing import Any

from so_carriers.carriers.user import User, UserWithLinks
from so_carriers.schema.carrier_schema import schema_of
from so_carriers.schema.wire_state import WireState
from so_carriers.values.ascii_case import fold

_LINKS = schema_of(UserWithLinks).by_attribute["links"]
# RFC 3986, section 3.2.2; a Host header may hold anything.
_is_base_url = re.compile(r"https?://[A-Za-z0-9.:\[\]_-]+(/[A-Za-z0-9/._~-]*)?").fullmatch


def links_of(associate_id: int, base_url: str) -> dict[str, str | None]:
    """Where the user is found; without the host where the request named none."""
    base = base_url if _is_base_url(base_url) else ""
    return {"Self": f"{base}/api/v1/User/{associate_id}"}


def as_entity(user: User, links: dict[str, str | None]) -> UserWithLinks:
    """The user with these links; what it holds is shared."""
    values = (*schema_of(User).values(user), links)
    state = _state_of(user)
    # A copy: what is worked out of a state and kept in it holds for carriers of one class.
    entity: UserWithLinks = schema_of(UserWithLinks).build(values, state and state.changed())
    return entity


def as_user(entity: UserWithLinks) -> User:
    """What is stored of an entity: all but its links; what it holds is shared."""
    values = schema_of(UserWithLinks).values(entity)[:-1]
    state = _state_of(entity)
    user: User = schema_of(User).build(values, None if state is None else _without_links(state))
    return user


def _state_of(carrier: Any) -> WireState | None:
    state: WireState | None = carrier._wire_state
    return state


def _without_links(state: WireState) -> WireState | None:
    spelled = fold(_LINKS.name)
    attributes = {_LINKS.attribute}
    return state.changed(
        absent=state.absent - attributes,
        null=state.null - attributes,
        unknown={name: value for name, value in state.unknown.items() if fold(name) != spelled},
        order=None if state.order is None else tuple(n for n in state.order if fold(n) != spelled),
        names={name: text for name, text in state.names.items() if name not in attributes},
        spellings={name: text for name, text in state.spellings.items() if name not in attributes},
    )

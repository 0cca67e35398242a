"""Whatever several clients do to the users of a server, in whatever formats, it holds what they said."""

from __future__ import annotations

import asyncio
import copy
from collections.abc import Callable, Coroutine
from datetime import datetime
from typing import Any

import pytest
from hypothesis import settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

import so_carriers as so
from so_carriers.client import (
    AcceptRefused,
    BadRequest,
    Conflict,
    NotFound,
    NotModified,
    PreconditionFailed,
    Unprocessable,
    user_calls,
)
from so_carriers.testing import (
    carriers,
    changed_copies,
    first_difference,
    json_patches,
    merge_patches,
    xml_texts,
)
from tests.property.service_connections import PASSWORD, Connections
from tests.property.service_model import JSON, Manner, Model, has_secrets, user_of, without_passwords

pytestmark = pytest.mark.usefixtures("quick_passwords")

XML = "application/xml"
TEXT_XML = "text/xml"
FORM = "application/x-www-form-urlencoded"
MERGE = "application/merge-patch+json"
NETSERVER = so.Dialect.NETSERVER

MANNERS = [
    Manner(JSON, JSON),
    Manner(XML, XML),
    Manner(TEXT_XML, MERGE),
    Manner(FORM, TEXT_XML),
    Manner(JSON, "application/json-patch+json", NETSERVER),
    Manner(XML, "text/json", NETSERVER),
]
"""How the clients talk."""

NAMES = st.sampled_from(["Kari", "KARI", "Ola", " ola ", "\uff2fla", "Zo\u00eb", "Zoe\u0308", "", None])
"""Those of a few people in several spellings, so that names are taken often."""

_SMALL: dict[str, Any] = {"depth": 3, "items": 1}
# Texts that XML cannot say are refused; most are to get further.
_SAYABLE = {**_SMALL, "texts": xml_texts()}
_USERS = carriers(so.User, **_SAYABLE) | carriers(so.User, **_SMALL)
_MANNERS = st.sampled_from(range(len(MANNERS)))


def assert_same(found: so.User, expected: so.User, *, names: bool = True) -> None:
    """They are identical, and so are their links, which may stand anywhere among the members.

    Without `names`, all members may, and their names be spelled otherwise, which no patch can say.
    """
    assert getattr(found, "links", None) == getattr(expected, "links", None)
    difference = first_difference(user_of(found), user_of(expected), names=names)
    assert difference is None, str(difference)


class Service(RuleBasedStateMachine):
    """Several clients of the same users, and the model of what these are."""

    def __init__(self) -> None:
        super().__init__()
        self.model = Model()
        self.seen: dict[int, tuple[datetime, int]] = {}
        self.connections = Connections(MANNERS)
        self.ask, self.stored = self.connections.ask, self.connections.stored
        self.clients = self.connections.clients

    def teardown(self) -> None:
        self.connections.close()

    def draw_id(self, data: st.DataObject) -> int:
        """The id of a user, now and then of one that is not there."""
        return data.draw(st.sampled_from([*self.model.users] * 3 + self.model.missing), label="id")

    def refusal_of(self, manner: Manner, user: so.User, associate_id: int | None = None) -> Any:
        """Why a user cannot become what it is to become; None where it can."""
        if self.model.has_odd_names(user, associate_id):
            return Unprocessable
        answered = user if associate_id is None else self.model.entity(associate_id, user)
        if not manner.can_hear(answered):
            return AcceptRefused
        return Conflict if self.model.has_name_of(user, associate_id) else None

    @initialize(who=_MANNERS)
    def begins_with_two_users(self, who: int) -> None:
        for name in ("Ola", "Kari"):
            self.saves_a_new_user(so.User(), name, None, 0)
            self.gets(max(self.model.users), who)

    @rule(user=_USERS, name=NAMES, user_name=NAMES, who=_MANNERS)
    def saves_a_new_user(self, user: so.User, name: str | None, user_name: str | None, who: int) -> None:
        manner = MANNERS[who]
        user = without_passwords(user)
        user.associate_id, user.name, user.user_name = 0, name, user_name
        try:
            new = user_of(manner.said(user))
        except so.EncodeError as error:
            self.ask(self.clients[who].users.save(user), type(error))
            return
        saved = self.ask(self.clients[who].users.save(user), self.refusal_of(manner, new))
        if saved is not None:
            self.is_new(saved.associate_id)
            new.associate_id = saved.associate_id
            self.model.put(saved.associate_id, new)
            assert_same(saved, manner.heard(new))

    @rule(name=NAMES, role_id=st.integers(-(2**31), 2**31 - 1), is_active=st.booleans(), who=_MANNERS)
    def creates_an_external_user(self, name: str | None, role_id: int, is_active: bool, who: int) -> None:
        call = self.clients[who].users.create_external(
            person_id=7, user_name=name or "", password=PASSWORD, role_id=role_id, is_active=is_active
        )
        new = so.User(name=name, deleted=not is_active)
        refusal = Conflict if self.model.has_name_of(new) else None
        made = self.ask(call, refusal if name else Unprocessable)
        if made is not None:
            self.is_new(made)
            user = self.stored(made)
            assert (user.associate_id, user.name, user.user_name) == (made, name, name)
            assert (user.person, user.role) == (so.Person(person_id=7), so.Role(id=role_id))
            assert (user.type, user.deleted) == (so.UserType.EXTERNAL_ASSOCIATE, not is_active)
            self.model.put(made, user)

    def is_new(self, associate_id: int) -> None:
        assert associate_id > max([self.connections.caller, *self.model.users, *self.model.gone])

    @rule(name=NAMES, data=st.data(), who=_MANNERS)
    def asks_whether_a_name_is_free(self, name: str | None, data: st.DataObject, who: int) -> None:
        own = data.draw(st.sampled_from([0, *self.model.users, *self.model.missing]))
        is_free = bool(name) and not self.model.has_name_of(so.User(name=name), own)
        call = self.clients[who].users.is_user_name_valid(name or "", associate_id=own)
        assert self.ask(call) is is_free

    @rule(data=st.data(), who=_MANNERS)
    def gets_a_user(self, data: st.DataObject, who: int) -> None:
        self.gets(self.draw_id(data), who)

    def gets(self, associate_id: int, who: int) -> None:
        manner = MANNERS[who]
        call = self.clients[who].call(user_calls.get(associate_id))
        if associate_id not in self.model.users:
            self.ask(call, NotFound)
            return
        entity = self.model.entity(associate_id)
        answer = self.ask(call, None if manner.can_hear(entity) else AcceptRefused)
        if answer is not None:
            assert_same(answer.value, manner.heard(entity))
            assert answer.last_modified is not None
            self.seen[associate_id] = answer.last_modified, self.model.versions[associate_id]

    @precondition(lambda self: self.seen)
    @rule(data=st.data())
    def gets_what_has_changed_since(self, data: st.DataObject) -> None:
        associate_id, (since, version) = data.draw(st.sampled_from([*self.seen.items()]))
        call = self.clients[0].users.get(associate_id, modified_since=since)
        if associate_id not in self.model.users:
            self.ask(call, NotFound)
        else:
            is_seen = version == self.model.versions[associate_id]
            self.ask(call, NotModified if is_seen else None)

    @precondition(lambda self: self.seen)
    @rule(data=st.data(), rank=st.integers(0, 3), is_deletion=st.booleans())
    def changes_only_what_it_saw(self, data: st.DataObject, rank: int, is_deletion: bool) -> None:
        associate_id, (since, version) = data.draw(st.sampled_from([*self.seen.items()]))
        users, patch = self.clients[0].users, so.MergePatch({"Rank": rank})
        call: Coroutine[Any, Any, so.UserWithLinks | None] = (
            users.delete(associate_id, unmodified_since=since)
            if is_deletion
            else users.patch(associate_id, patch, unmodified_since=since)
        )
        if associate_id not in self.model.users:
            self.ask(call, NotFound)
        elif version != self.model.versions[associate_id]:
            self.ask(call, PreconditionFailed)
        elif is_deletion:
            self.ask(call)
            self.model.remove(associate_id)
        else:
            self.ask(call)
            self.model.put(associate_id, user_of(patch.apply(self.model.entity(associate_id))))

    @rule(data=st.data(), who=_MANNERS, user_name=NAMES | st.just("as it is"))
    def saves_a_user(self, data: st.DataObject, who: int, user_name: str | None) -> None:
        associate_id = self.draw_id(data)
        old = self.model.users.get(associate_id)
        user = without_passwords(
            data.draw(_USERS if old is None else _USERS | changed_copies(old, **_SAYABLE))
        )
        user.associate_id = associate_id
        if user_name != "as it is":
            user.user_name = user_name
        call = self.clients[who].users.save(user)
        try:
            new = user_of(MANNERS[who].said(user))
        except so.EncodeError as error:
            self.ask(call, type(error))
            return
        self.changes(associate_id, who, call, new)

    def changes(
        self,
        associate_id: int,
        who: int,
        call: Coroutine[Any, Any, so.User],
        new: so.User,
        *,
        names: bool = True,
    ) -> None:
        """Makes a call, which is to change a user to a new one, and to answer it.

        Without `names` it may leave the order and the spelling of members as they are.
        """
        if associate_id not in self.model.users:
            self.ask(call, NotFound)
            return
        refusal = self.refusal_of(MANNERS[who], new, associate_id)
        answer = self.ask(call, refusal)
        if answer is not None:
            stored = self.stored(associate_id)
            assert_same(stored, new, names=names)
            self.model.put(associate_id, stored)
            assert_same(answer, MANNERS[who].heard(self.model.entity(associate_id)), names=names)

    @precondition(lambda self: self.model.users)
    @rule(data=st.data(), who=_MANNERS, is_valid=st.booleans())
    def applies_a_json_patch(self, data: st.DataObject, who: int, is_valid: bool) -> None:
        dialect = MANNERS[who].dialect
        self.patches(
            data, who, lambda entity: json_patches(entity, valid=is_valid, dialect=dialect, **_SMALL)
        )

    @precondition(lambda self: self.model.users)
    @rule(data=st.data(), who=_MANNERS, is_valid=st.booleans())
    def applies_a_merge_patch(self, data: st.DataObject, who: int, is_valid: bool) -> None:
        dialect = MANNERS[who].dialect
        self.patches(
            data, who, lambda entity: merge_patches(entity, valid=is_valid, dialect=dialect, **_SAYABLE)
        )

    def patches(
        self, data: st.DataObject, who: int, patches_of: Callable[[so.User], st.SearchStrategy[Any]]
    ) -> None:
        associate_id = data.draw(st.sampled_from([*self.model.users]))
        entity = self.model.entity(associate_id)
        patch = data.draw(patches_of(entity))
        patched: Any = None
        refusal: type[Exception] | None = None
        try:
            patched = patch.apply(copy.deepcopy(entity), dialect=MANNERS[who].dialect)
        except so.PatchConflict:
            refusal = Conflict
        except so.InvalidPatch:
            refusal = BadRequest
        if refusal is None:
            if not isinstance(patched, so.UserWithLinks) or patched.associate_id != associate_id:
                refusal = Unprocessable
            elif has_secrets(patched):
                return
        call = self.clients[who].users.patch(associate_id, patch)
        if refusal is not None:
            self.ask(call, refusal)
        else:
            self.changes(associate_id, who, call, user_of(patched))

    @precondition(lambda self: self.model.users)
    @rule(data=st.data(), who=_MANNERS)
    def patches_what_it_got(self, data: st.DataObject, who: int) -> None:
        associate_id, manner = data.draw(st.sampled_from([*self.model.users])), MANNERS[who]
        entity = self.model.entity(associate_id)
        if not manner.can_hear(entity):
            return
        old = self.connections.run(self.clients[who].users.get(associate_id))
        new = data.draw(changed_copies(old, **_SAYABLE))
        without_passwords(new)
        new.associate_id, new.links = old.associate_id, old.links
        call = self.clients[who].users.patch(old=old, new=new)
        self.changes(associate_id, who, call, user_of(new), names=False)

    @precondition(lambda self: self.model.users)
    @rule(data=st.data(), value=st.integers(1, 9))
    def is_patched_by_all_at_once(self, data: st.DataObject, value: int) -> None:
        associate_id = data.draw(st.sampled_from([*self.model.users]))
        changed = self.model.entity(associate_id)
        patches: list[so.JsonPatch | so.MergePatch] = []
        for number, name in enumerate(["Rank", "EjUserId", "NickName", "Tooltip"]):
            found = value + number if number < 2 else f"{value}"
            add = so.JsonPatch([{"op": "add", "path": f"/{name}", "value": found}])
            patches.append(so.MergePatch({name: found}) if number % 2 else add)
            changed = patches[-1].apply(changed)
        if not all(manner.can_hear(changed) for manner in MANNERS):
            return

        async def patched() -> list[so.UserWithLinks]:
            calls = zip(self.clients, patches, strict=False)
            return await asyncio.gather(*(client.users.patch(associate_id, patch) for client, patch in calls))

        assert len(self.connections.run(patched())) == len(patches)
        assert_same(self.stored(associate_id), user_of(changed), names=False)
        self.model.put(associate_id, self.stored(associate_id))

    @precondition(lambda self: self.model.users)
    @rule(data=st.data(), who=_MANNERS)
    def tests_what_is_not_so(self, data: st.DataObject, who: int) -> None:
        associate_id = data.draw(st.sampled_from([*self.model.users]))
        operations = [
            {"op": "add", "path": "/Rank", "value": int(self.model.users[associate_id].rank == 0)},
            {"op": "test", "path": "/AssociateId", "value": associate_id + 1},
        ]
        self.ask(self.clients[who].users.patch(associate_id, so.JsonPatch(operations)), Conflict)

    @rule(data=st.data(), who=_MANNERS)
    def deletes_a_user(self, data: st.DataObject, who: int) -> None:
        associate_id = self.draw_id(data)
        is_there = associate_id in self.model.users
        self.ask(self.clients[who].users.delete(associate_id), None if is_there else NotFound)
        if is_there:
            self.model.remove(associate_id)

    @invariant()
    def holds_what_was_said(self) -> None:
        assert [user.associate_id for user in self.connections.store.users()] == [
            self.connections.caller,
            *sorted(self.model.users),
        ]
        for associate_id, user in self.model.users.items():
            assert_same(self.stored(associate_id), user)


TestService = Service.TestCase
TestService.settings = settings(stateful_step_count=10, max_examples=settings().max_examples)

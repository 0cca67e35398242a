"""Users that are saved, replaced, patched and removed, by several callers at once and on conditions."""

from __future__ import annotations

import asyncio
import json
import threading
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

import so_carriers as so
from so_carriers.server.passwords import password_matches
from so_carriers.server.tables import USERS
from tests.served import AGENT, JSON, JSON_PATCH, MERGE_PATCH, XML, Served, in_loop, served

pytestmark = pytest.mark.usefixtures("quick_passwords")


async def saved(server: Served, body: bytes) -> so.User:
    response = await server.ask("POST", f"{AGENT}SaveUser", body, sends=JSON)
    assert response.status_code == 200, response.text
    user: so.User = server.read(response, so.User)
    return user


@in_loop
async def test_saving_makes_a_user_where_the_id_is_0_or_absent_and_replaces_one_otherwise() -> None:
    async with served() as server:
        kari = await saved(server, b'{"AssociateId":0,"Name":"Kari","Rank":7}')
        ola = await saved(server, b'{"Name":"Ola"}')
        assert 1 < kari.associate_id < ola.associate_id
        await saved(server, b'{"AssociateId":%d,"Name":"Kari H"}' % kari.associate_id)
        response = await server.ask("POST", f"{AGENT}GetUser?userId={kari.associate_id}")
        assert response.content == b'{"AssociateId":%d,"Name":"Kari H"}' % kari.associate_id


@in_loop
async def test_a_default_user_can_be_filled_in_and_saved() -> None:
    async with served() as server:
        response = await server.ask("POST", f"{AGENT}CreateDefaultUser", b"null", sends=JSON, accept=XML)
        user = server.read(response, so.User)
        user.name = user.user_name = "kari"
        kari = await saved(server, so.encode(user))
        stored = server.store.get(kari.associate_id)
        assert stored is not None
        user.associate_id = kari.associate_id
        assert so.identical(stored.user, user)


@in_loop
async def test_an_external_user_is_what_was_asked_for() -> None:
    async with served() as server:
        body = so.encode(
            so.CreateExternalUserRequest(
                person_id=926, user_name="Ola", password="nostrum", role_id=459, is_active=False
            )
        )
        response = await server.ask("POST", f"{AGENT}CreateExternalUser", body, sends=JSON)
        stored = server.store.get(server.read(response, int))
        assert stored is not None
        user = stored.user
        assert (user.name, user.user_name, user.type) == ("Ola", "Ola", so.UserType.EXTERNAL_ASSOCIATE)
        assert user.person is not None
        assert user.role is not None
        assert (user.person.person_id, user.role.id, user.deleted) == (926, 459, True)


@in_loop
async def test_links_are_the_servers_and_are_not_stored() -> None:
    async with served() as server:
        kari = server.saved(name="Kari")
        path = f"/api/v1/User/{kari}"
        entity = server.read(await server.ask("GET", path), so.UserWithLinks)
        assert entity.links == {"Self": f"http://crm.test{path}"}
        entity.links = {"Self": "http://elsewhere.test/"}
        for method, where in (("PUT", path), ("POST", f"{AGENT}SaveUser")):
            response = await server.ask(method, where, so.encode(entity), sends=JSON)
            assert response.status_code == 200
            assert b"elsewhere" not in response.content
        response = await server.ask("PATCH", path, b'{"_Links":{"a":"b"},"Rank":3}', sends=MERGE_PATCH)
        assert server.read(response, so.UserWithLinks).links == {"Self": f"http://crm.test{path}"}
        agent = await server.ask("POST", f"{AGENT}GetUser?userId={kari}")
        assert b"_Links" not in agent.content
        assert b'"Rank":3' in agent.content


@in_loop
async def test_a_host_that_is_none_is_not_written_into_links() -> None:
    async with served() as server:
        response = await server.ask("GET", "/api/v1/User/1", Host='"><script>')
        assert server.read(response, so.UserWithLinks).links == {"Self": "/api/v1/User/1"}


@in_loop
async def test_a_long_body_comes_back_as_it_was() -> None:
    async with served() as server:
        groups = b",".join(b'{"Id":%d}' % number for number in range(20_000))
        body = b'{"AssociateId":1,"OtherGroups":[%b]}' % groups
        response = await server.ask("POST", f"{AGENT}SaveUser", body, sends=JSON)
        assert response.content == body


@in_loop
async def test_unknown_members_and_their_place_come_back_in_json_and_in_xml() -> None:
    async with served() as server:
        path = "/api/v1/User/1"
        body = b'{"New":{"a":[1.10,null]},"name":"Kari","Person":{"Odd":true},"AssociateId":1}'
        assert (await server.ask("PUT", path, body, sends=JSON)).status_code == 200
        response = await server.ask("GET", path, accept=XML)
        response = await server.ask("PUT", path, response.content, sends=XML)
        response = await server.ask("POST", f"{AGENT}GetUser?userId=1")
        assert response.content == body


@in_loop
async def test_putting_replaces_everything_but_the_password() -> None:
    async with served() as server:
        body = (
            b'{"Name":"Kari","Rank":7,"Credentials":[{"Type":{"Type":"Password","ValueControl":"Password"},'
            b'"Value":"nostrum","DisplayValue":"Kari"}]}'
        )
        kari = await saved(server, body)
        assert kari.credentials is not None
        assert [each and each.value for each in kari.credentials] == [None]
        path = f"/api/v1/User/{kari.associate_id}"
        response = await server.ask("PUT", path, b'{"Name":"Kari","Tooltip":"new"}', sends=JSON)
        assert b"Rank" not in response.content
        assert password_matches(password_hash(server, kari.associate_id), "nostrum")
        body = b'{"Credentials":[{"Type":{"Type":"password"},"Value":"aliud"}]}'
        assert (await server.ask("PATCH", path, body, sends=MERGE_PATCH)).status_code == 200
        assert password_matches(password_hash(server, kari.associate_id), "aliud")
        response = await server.ask("GET", path)
        assert b'"Value":null' in response.content


@in_loop
async def test_saving_a_user_with_a_password_sets_it() -> None:
    async with served() as server:
        kari = server.saved(name="Kari")
        body = (
            b'{"AssociateId":%d,"Name":"Kari","Credentials":[{"Type":{"Type":"Password"},"Value":"aliud"}]}'
        )
        response = await server.ask("POST", f"{AGENT}SaveUser", body % kari, sends=JSON)
        assert b'"Value":null' in response.content
        assert password_matches(password_hash(server, kari), "aliud")


@in_loop
async def test_the_value_of_a_credential_that_is_no_password_comes_back() -> None:
    async with served() as server:
        body = b'{"Name":"Kari","Credentials":[{"Type":null,"Value":"S-1-5-21","DisplayValue":"AD"}]}'
        kari = await saved(server, body)
        assert kari.credentials is not None
        assert [each and each.value for each in kari.credentials] == ["S-1-5-21"]


def password_hash(server: Served, associate_id: int) -> str | None:
    with server.store.database.reading() as connection:
        return connection.scalar(
            USERS.select()
            .with_only_columns(USERS.c.password_hash)
            .where(USERS.c.associate_id == associate_id)
        )


@in_loop
async def test_a_patch_that_fails_leaves_the_user_as_it_was() -> None:
    async with served() as server:
        kari = server.saved(name="Kari", rank=7)
        body = b'[{"op":"replace","path":"/Rank","value":8},{"op":"test","path":"/Name","value":"Ola"}]'
        response = await server.ask("PATCH", f"/api/v1/User/{kari}", body, sends=JSON_PATCH)
        assert response.status_code == 409
        stored = server.store.get(kari)
        assert stored is not None
        assert stored.user.rank == 7


@pytest.mark.parametrize(
    "body", [b'[{"op":"remove","path":""}]', b'[{"op":"replace","path":"","value":null}]']
)
@in_loop
async def test_a_patch_may_not_take_the_user_away(body: bytes) -> None:
    async with served() as server:
        response = await server.ask("PATCH", "/api/v1/User/1", body, sends=JSON_PATCH)
        assert response.status_code in {400, 409, 422}
        assert server.store.get(1) is not None


PATCHES_AT_ONCE = 40


def addition(number: int) -> bytes:
    operation = {"op": "add", "path": "/OtherGroups/-", "value": {"Id": number}}
    return json.dumps([operation]).encode()


def numbers_of(server: Served, associate_id: int) -> list[int]:
    stored = server.store.get(associate_id)
    assert stored is not None
    return sorted(group.id for group in stored.user.other_groups or [] if group is not None)


@pytest.mark.parametrize("database", ["memory", "file"])
@in_loop
async def test_patches_at_once_lose_nothing(database: str, tmp_path: Path) -> None:
    url = "sqlite://" if database == "memory" else f"sqlite:///{tmp_path / 'users.db'}"
    async with served(url) as server:
        kari = server.saved(name="Kari", other_groups=[])
        path = f"/api/v1/User/{kari}"
        responses = await asyncio.gather(
            *(
                server.ask("PATCH", path, addition(number), sends=JSON_PATCH)
                for number in range(PATCHES_AT_ONCE)
            )
        )
        assert {response.status_code for response in responses} == {200}
        assert numbers_of(server, kari) == [*range(PATCHES_AT_ONCE)]


def test_patches_by_threads_that_each_have_a_server_of_their_own_lose_nothing(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'users.db'}"
    threads, each = 4, 8
    start = threading.Barrier(threads)
    failures: list[BaseException] = []

    async def patch(first: int) -> None:
        async with served(url) as server:
            await asyncio.to_thread(start.wait)
            for number in range(first, first + each):
                response = await server.ask("PATCH", "/api/v1/User/1", addition(number), sends=JSON_PATCH)
                assert response.status_code == 200, response.text

    def run(first: int) -> None:
        try:
            asyncio.run(patch(first))
        except BaseException as failure:  # noqa: BLE001 -- told below, by the thread that waits
            failures.append(failure)

    async def prepared() -> None:
        async with served(url) as server:
            await server.ask("PATCH", "/api/v1/User/1", b'{"OtherGroups":[]}', sends=MERGE_PATCH)

    asyncio.run(prepared())
    running = [threading.Thread(target=run, args=(number * each,)) for number in range(threads)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    assert failures == []

    async def looked() -> None:
        async with served(url) as server:
            assert numbers_of(server, 1) == [*range(threads * each)]

    asyncio.run(looked())


def http_date(date: datetime) -> str:
    return format_datetime(date, usegmt=True)


@in_loop
async def test_what_was_not_modified_since_is_304_without_a_body() -> None:
    async with served() as server:
        path = "/api/v1/User/1"
        got = await server.ask("GET", path)
        modified = got.headers["Last-Modified"]
        for method in ("GET", "HEAD"):
            response = await server.ask(method, path, If_Modified_Since=modified)
            assert (response.status_code, response.content) == (304, b"")
            assert response.headers["Last-Modified"] == modified
            assert response.headers["Vary"] == got.headers["Vary"]
            assert "Content-Type" not in response.headers
        for ignored in (http_date(datetime(1994, 11, 6, 8, 49, 37, tzinfo=UTC)), "yesterday", ""):
            response = await server.ask("GET", path, If_Modified_Since=ignored)
            assert response.status_code == 200


@pytest.mark.parametrize(
    ("method", "body", "sends"),
    [("PUT", b'{"Rank":8}', JSON), ("PATCH", b'{"Rank":8}', MERGE_PATCH), ("DELETE", None, None)],
)
@in_loop
async def test_what_was_modified_since_is_412_and_stays(
    method: str, body: bytes | None, sends: str | None
) -> None:
    async with served() as server:
        kari = server.saved(name="Kari")
        path = f"/api/v1/User/{kari}"
        stored = server.store.get(kari)
        assert stored is not None
        before = http_date(stored.updated - timedelta(seconds=1))
        response = await server.ask(method, path, body, sends=sends, If_Unmodified_Since=before)
        assert response.status_code == 412
        assert server.store.get(kari) == stored
        for number in range(2):
            again = server.saved(name=f"again {number}")
            found = server.store.get(again)
            assert found is not None
            response = await server.ask(
                method,
                f"/api/v1/User/{again}",
                body,
                sends=sends,
                If_Unmodified_Since=http_date(found.updated) if number else "nonsense",
            )
            assert response.status_code in {200, 204}, response.text


@in_loop
async def test_last_modified_of_a_change_is_the_condition_of_the_next() -> None:
    async with served() as server:
        path = "/api/v1/User/1"
        first = await server.ask("PATCH", path, b'{"Rank":1}', sends=MERGE_PATCH)
        condition = first.headers["Last-Modified"]
        second = await server.ask(
            "PATCH", path, b'{"Rank":2}', sends=MERGE_PATCH, If_Unmodified_Since=condition
        )
        assert second.status_code == 200
        third = await server.ask(
            "PATCH", path, b'{"Rank":3}', sends=MERGE_PATCH, If_Unmodified_Since=condition
        )
        assert third.status_code == 412


@in_loop
async def test_a_user_who_is_removed_is_gone() -> None:
    async with served() as server:
        kari = server.saved(name="Kari")
        assert (await server.ask("DELETE", f"/api/v1/User/{kari}")).status_code == 204
        assert (await server.ask("GET", f"/api/v1/User/{kari}")).status_code == 404
        assert (await server.ask("DELETE", f"/api/v1/User/{kari}")).status_code == 404


@in_loop
async def test_a_password_that_was_set_lets_its_user_in() -> None:
    async with served() as server:
        body = b'{"PersonId":1,"UserName":"Ola","Password":"nostrum","RoleId":1,"IsActive":true}'
        ola = int((await server.ask("POST", f"{AGENT}CreateExternalUser", body, sends=JSON)).content)
        assert (await server.client.get("/api/v1/User/1", auth=("Ola", "nostrum"))).status_code == 200
        body = b'{"AssociateId":%d,"Password":"aliud"}' % ola
        response = await server.ask("POST", f"{AGENT}SetPassword", body, sends=JSON)
        assert response.content == b"true"
        assert (await server.client.get("/api/v1/User/1", auth=("ola", "aliud"))).status_code == 200
        assert (await server.client.get("/api/v1/User/1", auth=("Ola", "nostrum"))).status_code == 401


LONG_PASSWORD = "x" * 2_000


@pytest.mark.parametrize(
    ("method", "path", "sends"),
    [
        ("POST", f"{AGENT}SaveUser", JSON),
        ("PUT", "/api/v1/User/2", JSON),
        ("PATCH", "/api/v1/User/2", MERGE_PATCH),
    ],
)
@in_loop
async def test_a_password_that_is_none_leaves_all_else_as_it_was(method: str, path: str, sends: str) -> None:
    async with served() as server:
        kari = server.saved(name="Kari")
        server.store.set_password(kari, "a hash")
        body = (
            b'{"AssociateId":2,"Name":"Ola","Credentials":[{"Type":{"Type":"Password"},"Value":"%s"}]}'
            % LONG_PASSWORD.encode()
        )
        response = await server.ask(method, path, body, sends=sends)
        assert response.status_code == 400
        stored = server.store.get(kari)
        assert stored is not None
        assert stored.user.name == "Kari"
        assert password_hash(server, kari) == "a hash"


@pytest.mark.parametrize(("method", "sends"), [("PUT", JSON), ("PATCH", MERGE_PATCH)])
@in_loop
async def test_a_name_that_is_taken_leaves_the_password_as_it_was(method: str, sends: str) -> None:
    async with served() as server:
        kari = server.saved(name="Kari")
        server.store.set_password(kari, "a hash")
        body = b'{"Name":"caller","Credentials":[{"Type":{"Type":"Password"},"Value":"aliud"}]}'
        response = await server.ask(method, f"/api/v1/User/{kari}", body, sends=sends)
        assert response.status_code == 409
        assert password_hash(server, kari) == "a hash"


@pytest.mark.parametrize(
    ("stored", "patch", "pointer"),
    [
        (b'{"Name":"Kari","Rank":3}', b'{"rank":7}', "/rank"),
        (b'{"Name":"Kari","Rank":3}', b'{"rank":null}', "/rank"),
        (b'{"Name":"Kari","Role":{"Id":1}}', b'{"Role":{"id":7}}', "/Role/id"),
    ],
)
@in_loop
async def test_a_merge_patch_that_names_a_member_in_another_case_is_409(
    stored: bytes, patch: bytes, pointer: str
) -> None:
    async with served() as server:
        kari = (await saved(server, stored)).associate_id
        before = server.store.get(kari)
        response = await server.ask("PATCH", f"/api/v1/User/{kari}", patch, sends=MERGE_PATCH)
        assert response.status_code == 409
        assert response.json()["ErrorType"] == "PatchConflict"
        assert f'"{pointer}": there is' in response.json()["ErrorMessage"]
        assert server.store.get(kari) == before


@pytest.mark.parametrize(
    ("stored", "patch", "patched"),
    [
        (b'{"Name":"Kari","rank":3}', b'{"rank":7}', b'"rank":7'),
        (b'{"Name":"Kari","rank":3}', b'{"Rank":7}', b'"rank":7'),
        (b'{"Name":"Kari"}', b'{"rank":7}', b'"rank":7'),
        (b'{"Name":"Kari","Role":null}', b'{"Role":{"id":7}}', b'"Role":{"id":7}'),
        (b'{"Name":"Kari","rank":3,"Rank":4}', b'{"rank":7}', b'"rank":7'),
        (b'{"Name":"Kari","ExtraFields":{"a":"b"}}', b'{"ExtraFields":{"A":"c"}}', b'{"a":"b","A":"c"}'),
    ],
)
@in_loop
async def test_a_merge_patch_may_name_what_is_there_and_what_is_not(
    stored: bytes, patch: bytes, patched: bytes
) -> None:
    async with served() as server:
        kari = (await saved(server, stored)).associate_id
        response = await server.ask("PATCH", f"/api/v1/User/{kari}", patch, sends=MERGE_PATCH)
        assert response.status_code == 200
        assert patched in response.content


@in_loop
async def test_in_the_netserver_dialect_a_merge_patch_names_members_in_any_case() -> None:
    async with served(dialect=so.Dialect.NETSERVER) as server:
        kari = (await saved(server, b'{"Name":"Kari","Rank":3}')).associate_id
        response = await server.ask("PATCH", f"/api/v1/User/{kari}", b'{"rank":7}', sends=MERGE_PATCH)
        assert b'"Rank":7' in response.content


FAR_ZONE = "Mon, 01 Jan 2024 00:00:00 +99999999999999999999999"
LONG_AGO = "Mon, 01 Jan 2001 00:00:00 GMT"


@in_loop
async def test_a_date_in_a_zone_beyond_all_numbers_is_no_date() -> None:
    async with served() as server:
        response = await server.ask("GET", "/api/v1/User/1", If_Modified_Since=FAR_ZONE)
        assert response.status_code == 200
        response = await server.ask(
            "PATCH", "/api/v1/User/1", b'{"Rank":1}', sends=MERGE_PATCH, If_Unmodified_Since=FAR_ZONE
        )
        assert response.status_code == 200


@pytest.mark.parametrize(("tags", "status"), [('"a"', 200), ('W/"a", "b"', 200), ("*", 304)])
@in_loop
async def test_a_date_counts_for_nothing_beside_if_none_match(tags: str, status: int) -> None:
    async with served() as server:
        modified = (await server.ask("GET", "/api/v1/User/1")).headers["Last-Modified"]
        response = await server.ask("GET", "/api/v1/User/1", If_Modified_Since=modified, If_None_Match=tags)
        assert response.status_code == status


@pytest.mark.parametrize(
    ("method", "body", "sends"),
    [("PUT", b'{"Rank":8}', JSON), ("PATCH", b'{"Rank":8}', MERGE_PATCH), ("DELETE", None, None)],
)
@in_loop
async def test_an_entity_tag_matches_nobody_and_a_star_everybody(
    method: str, body: bytes | None, sends: str | None
) -> None:
    async with served() as server:
        kari = server.saved(name="Kari")
        stored = server.store.get(kari)
        path = f"/api/v1/User/{kari}"
        response = await server.ask(method, path, body, sends=sends, If_Match='"a"')
        assert response.status_code == 412
        assert server.store.get(kari) == stored
        response = await server.ask(method, "/api/v1/User/404", body, sends=sends, If_Match='"a"')
        assert response.status_code == 404
        response = await server.ask(
            method, path, body, sends=sends, If_Match="*", If_Unmodified_Since=LONG_AGO
        )
        assert response.status_code in {200, 204}


@in_loop
async def test_a_user_does_not_grow_by_patches_beyond_what_a_body_may_have() -> None:
    async with served(limits=so.Limits(body=1_000)) as server:
        kari = server.saved(name="Kari")
        path = f"/api/v1/User/{kari}"
        first, second = (json.dumps({name: "x" * 450}).encode() for name in "AB")
        response = await server.ask("PATCH", path, first, sends=MERGE_PATCH)
        assert response.status_code == 200
        response = await server.ask("PATCH", path, second, sends=MERGE_PATCH)
        assert response.status_code == 413
        last = server.store.get(kari)
        assert "limit body=1000" in response.text
        assert last is not None
        assert [*so.unknown_members(last.user)] == ["A"]
        server.store.update(kari, lambda _: so.User(name="x" * 3_000))
        response = await server.ask("PATCH", path, b'{"Name":"Kari"}', sends=MERGE_PATCH)
        assert response.status_code == 200


@pytest.mark.parametrize("member", ["Name", "UserName"])
@pytest.mark.parametrize("name", ["a:b", "a\nb", "x" * 255, " "])
@in_loop
async def test_a_name_that_is_not_valid_is_422_wherever_it_is_given(member: str, name: str) -> None:
    async with served() as server:
        kari = server.saved(name="Kari")
        body = json.dumps({member: name}).encode()
        whole = json.dumps({"AssociateId": kari, member: name}).encode()
        path = f"/api/v1/User/{kari}"
        for response in (
            await server.ask("POST", f"{AGENT}SaveUser", body, sends=JSON),
            await server.ask("POST", f"{AGENT}SaveUser", whole, sends=JSON),
            await server.ask("PUT", path, body, sends=JSON),
            await server.ask("PATCH", path, body, sends=MERGE_PATCH),
        ):
            assert response.status_code == 422
            assert f"{member}: expected 1 to 254 characters" in response.json()["ErrorMessage"]


@in_loop
async def test_a_name_that_a_user_has_already_may_stay() -> None:
    async with served() as server:
        kari = server.saved(name="a:b", user_name="c:d")
        response = await server.ask("PATCH", f"/api/v1/User/{kari}", b'{"Rank":8}', sends=MERGE_PATCH)
        assert response.status_code == 200
        body = b'{"AssociateId":%d,"Name":"a:b","UserName":"c:d"}' % kari
        assert (await server.ask("POST", f"{AGENT}SaveUser", body, sends=JSON)).status_code == 200


@pytest.mark.parametrize("body", [b" ", b"\r\n\t"])
@in_loop
async def test_a_body_of_blanks_is_none_where_none_is_needed(body: bytes) -> None:
    async with served() as server:
        response = await server.ask("POST", f"{AGENT}CreateDefaultUser", body, sends=JSON)
        assert response.status_code == 200

"""What a user of the library writes: read by the type checkers of test_typing.py, and never run.

Each `assert_type` must hold. Each ignore stands at a mistake that a checker has to report, which is its
reason: test_typing.py fails where one is not needed.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any, ClassVar, Literal, assert_type

import so_carriers as so
from so_carriers.client import Answer, AsyncClient, Basic, Call, Client, ClientError, NoAnswer, user_calls


def decode_gives_the_type_that_was_asked_for(body: bytes, text: str, view: memoryview) -> None:
    assert_type(so.decode(body, so.User), so.User)
    assert_type(so.decode(text, so.User, "text/json"), so.User)
    assert_type(so.decode(view, so.User, strict=True, limits=so.Limits(depth=3)), so.User)
    assert_type(so.decode(bytearray(body), so.User, dialect=so.Dialect.NETSERVER), so.User)
    assert_type(so.decode(body, list[so.User]), list[so.User])
    assert_type(so.decode(body, so.User | None), so.User | None)
    assert_type(so.decode(body, dict[str, so.User]), dict[str, so.User])
    assert_type(so.decode(body, list[so.User | None] | None), list[so.User | None] | None)
    assert_type(so.decode(body, int), int)
    assert_type(so.decode(body, so.Int32), so.Int32)
    assert_type(so.decode(body, str), str)
    assert_type(so.decode(body, str | None), str | None)
    assert_type(so.decode(body, bool), bool)
    assert_type(so.decode(body, so.DateTime), so.DateTime)
    assert_type(so.decode(body, so.UserType), so.UserType)
    assert_type(so.decode(body, so.CustomFields), so.CustomFields)


def decode_refuses_what_is_no_body_and_no_type(body: bytes) -> None:
    so.decode(3, so.User)  # type: ignore[arg-type]
    so.decode(body, so.User, 3)  # type: ignore[arg-type]
    so.decode(body, 3)  # type: ignore[arg-type]
    so.decode(body, so.User, limits=3)  # type: ignore[arg-type]
    so.decode(body)  # type: ignore[call-arg]
    number: int = so.decode(body, so.User)  # type: ignore[assignment]
    assert_type(number, int)


def the_engine_has_one_of_two_names_and_counts() -> None:
    assert_type(so.engine(), Literal["native", "python"])
    assert_type(so.engine_counts(), dict[str, int])
    so.engine("native")  # type: ignore[call-arg]


def patches_are_decoded_like_any_value(body: bytes, media_type: str) -> None:
    assert_type(so.decode(body, so.JsonPatch, media_type), so.JsonPatch)
    assert_type(so.decode(body, so.MergePatch, media_type), so.MergePatch)
    patch = so.decode(body, so.JsonPatch | so.MergePatch, media_type, dialect=so.Dialect.NETSERVER)
    assert_type(patch, so.JsonPatch | so.MergePatch)
    assert_type(patch.apply(so.User()), so.User)
    assert_type(so.encode(patch, media_type, indent=True), bytes)
    assert_type(so.decode(body, so.User, media_type, base=so.User()), so.User)
    assert_type(so.encode(so.User(), media_type, base=so.User()), bytes)
    assert_type(so.JsonPatch.decode(body, limits=so.Limits(operations=3)), so.JsonPatch)
    assert_type(so.MergePatch.decode("{}").encode(), bytes)


def apply_gives_the_type_that_it_was_given(
    patch: so.JsonPatch, merge: so.MergePatch, user: so.User, users: list[so.User]
) -> None:
    assert_type(patch.apply(user), so.User)
    assert_type(patch.apply(users, type=list[so.User], strict=True), list[so.User])
    assert_type(merge.apply(user, dialect=so.Dialect.NETSERVER), so.User)
    assert_type(merge.apply({"a": user}), dict[str, so.User])
    patch.apply(user, True)  # type: ignore[call-arg]
    patch.apply()  # type: ignore[call-arg]
    role: so.Role = patch.apply(user)  # type: ignore[assignment]
    assert_type(role, so.Role)


def patches_are_made_of_operations_and_of_differences(old: so.User, new: so.User, text: str) -> None:
    pointer = so.JsonPointer.parse(text)
    assert_type(so.JsonPatch.diff(old, new, test=True), so.JsonPatch)
    assert_type(so.MergePatch.diff(old, new, allow_loss=True), so.MergePatch)
    assert_type(so.JsonPatch([{"op": "add", "path": pointer, "value": new}]).to_list(), list[dict[str, Any]])
    assert_type(list(so.JsonPatch([])), list[so.PatchOperation])
    assert_type(so.JsonPatch(so.JsonPatch.diff(old, new)).operations, tuple[so.PatchOperation, ...])
    for operation in so.JsonPatch.diff(old, new):
        assert_type(operation.path, so.JsonPointer)
        assert_type(operation.source, so.JsonPointer | None)
        assert_type(operation.value, Any)
    so.JsonPatch(3)  # type: ignore[arg-type]
    so.JsonPatch.diff(old)  # type: ignore[call-arg]
    so.JsonPatch.diff(old, new, allow_loss=True)  # type: ignore[call-arg]
    so.MergePatch.diff(old, new, test=True)  # type: ignore[call-arg]
    so.JsonPatch([]).operations = ()  # type: ignore[misc]


def pointers_are_values(user: so.User, text: str) -> None:
    pointer = so.JsonPointer.parse(text, dialect=so.Dialect.NETSERVER)
    assert_type(pointer.tokens, tuple[str, ...])
    assert_type(pointer.child("OtherGroups", 0), so.JsonPointer)
    assert_type(pointer.is_within(so.JsonPointer()), bool)
    assert_type(pointer.uri_fragment, str)
    assert_type(so.JsonPointer.from_uri_fragment(text), so.JsonPointer)
    assert_type(pointer.resolve(user), Any)
    so.JsonPointer.parse(3)  # type: ignore[arg-type]


def encode_gives_bytes(user: so.User) -> None:
    assert_type(so.encode(user), bytes)
    assert_type(so.encode([user], "text/json", type=list[so.User], limits=so.Limits()), bytes)
    so.encode(user, 3)  # type: ignore[arg-type]
    so.encode(user, "text/json", so.User)  # type: ignore[call-arg]


def attributes_have_the_types_of_the_wire(user: so.User) -> None:
    assert_type(user.associate_id, int)
    assert_type(user.name, str | None)
    assert_type(user.deleted, bool)
    assert_type(user.lastlogin, so.DateTime)
    assert_type(user.type, so.UserType | str)
    assert_type(user.role, so.Role | None)
    assert_type(user.license_owners, list[so.LicenseOwner | None] | None)
    assert_type(user.custom_fields, so.CustomFields | None)
    assert_type(user.extra_fields, dict[str, str | None] | None)
    user.rank = 3
    user.rank = "3"  # type: ignore[assignment]
    user.rank = None  # type: ignore[assignment]
    user.role = None
    user.rnk = 3  # type: ignore[attr-defined]
    if user.custom_fields is not None:
        assert_type(user.custom_fields.int("SuperOffice:1"), int | None)


def carriers_are_made_by_keyword_and_nothing_is_required() -> None:
    assert_type(so.User(), so.User)
    assert_type(so.User(name="SAL0", role=so.Role(id=3), type=so.UserType.INTERNAL_ASSOCIATE), so.User)
    so.User(3)  # type: ignore[call-arg]
    so.User(Name="SAL0")  # type: ignore[call-arg]
    so.User(name=3)  # type: ignore[arg-type]
    so.User(role=so.User())  # type: ignore[arg-type]
    so.User(rank=None)  # type: ignore[arg-type]
    so.UserWithLinks(name="SAL0", links={"Self": None})


@so.carrier
class Invoice:
    """A carrier of the user's own."""

    number: int = so.member("InvoiceNumber", key=True)
    paid: so.DateTime | None = so.member("Paid", default=None)
    lines: list[Line] = so.member("Lines", default_factory=list)
    token: str | None = so.member("Token", default=None, secret=True)
    width: so.int32 = so.member("Width", default=0)

    largest: ClassVar[int] = 10

    @property
    def is_paid(self) -> bool:
        return self.paid is not None


@so.carrier(name="InvoiceLine")
class Line:
    """One line of it."""

    text: str = so.member("Text")


@so.carrier
class Reminder(Invoice):
    """One more of the user's own, with the members of both."""

    fee: int = so.member("Fee")


def own_carriers_are_checked_alike(body: bytes) -> None:
    assert_type(so.decode(body, Invoice), Invoice)
    assert_type(so.decode(body, list[Line]), list[Line])
    assert_type(Invoice(number=3, lines=[Line(text="x")]).lines, list[Line])
    assert_type(Invoice(number=3).is_paid, bool)
    assert_type(Invoice(number=3).width, int)
    assert_type(Invoice.largest, int)
    assert_type(Reminder(number=3, fee=4).fee, int)
    Invoice()  # type: ignore[call-arg]
    Invoice(3)  # type: ignore[call-arg]
    Invoice(number="3")  # type: ignore[arg-type]
    Invoice(number=3, largest=4)  # type: ignore[call-arg]
    Line(text=None)  # type: ignore[arg-type]
    Reminder(number=3)  # type: ignore[call-arg]
    Invoice(number=3).number = "4"  # type: ignore[assignment]


def carriers_are_dataclasses(invoice: Invoice) -> None:
    assert_type(dataclasses.replace(invoice, number=4), Invoice)
    assert_type(dataclasses.asdict(so.User()), dict[str, Any])
    match invoice:
        case Invoice(number=number, paid=None):
            assert_type(number, int)
        case Invoice(paid=paid):
            assert_type(paid, so.DateTime | None)


def the_wire_state_can_be_asked(user: so.User) -> None:
    assert_type(so.identical(user, user), bool)
    assert_type(so.is_absent(user, "rank"), bool)
    so.set_absent(user, "rank")
    unknown = so.unknown_members(user)
    unknown["X"] = 1  # type: ignore[index]
    names: Mapping[str, object] = unknown
    assert_type([*names], list[str])


def errors_and_choices_say_what_they_carry(accept: str | None) -> None:
    choice = so.default_negotiator().select_encoder(accept)
    assert_type(choice.media_type, str)
    assert_type(choice.content_type, str)
    assert_type(so.Accept.parse(accept).best(["text/xml"]), str | None)
    try:
        so.decode(b"", so.User)
    except so.PatchConflict as error:
        assert_type(error.index, int | None)
        assert_type(error.pointer, str | None)
        assert_type(error.operation, str | None)
    except so.InvalidPatch as error:
        assert_type(error.index, int | None)
        assert_type(error.path, str)
    except so.DecodeError as error:
        assert_type(error.status, int)
        assert_type(error.path, str)
        assert_type(error.found, str | None)
    except so.SoCarriersError as error:
        assert_type(error.path, str | None)


class Colour(so.WireEnum):
    """An enum of the user's own."""

    RED = 1, "Red"


def enums_say_their_wire_names(right: so.ETableRight) -> None:
    assert_type(Colour.RED.wire_name, str)
    assert_type((right | so.ETableRight.SELECT).wire_name, str)
    assert_type(so.UserType(1), so.UserType)


def dates_have_one_more_digit(date: so.DateTime) -> None:
    assert_type(so.DateTime(2024, 9, 4, nanosecond=300).nanosecond, int)
    assert_type(date.replace(year=1), so.DateTime)
    assert_type(so.DateTime.fromisoformat("2024-09-04T12:01:28"), so.DateTime)


def a_client_gives_what_each_call_is_for(user: so.User, linked: so.UserWithLinks) -> None:
    client = Client("https://crm.example/Cust12345/api", Basic("SAL1", "tje0"), language="NO")
    assert_type(client.users.create_default(media_type="text/xml"), so.User)
    made = client.users.create_external(person_id=1, user_name="x", password="y", role_id=2, is_active=True)
    assert_type(made, int)
    assert_type(client.users.get(1, select="name", time_zone="UTC"), so.UserWithLinks)
    assert_type(client.users.save(linked), so.User)
    assert_type(client.users.patch(1, so.MergePatch({})), so.UserWithLinks)
    assert_type(client.users.patch(1, so.JsonPatch(), accept="text/xml"), so.UserWithLinks)
    assert_type(client.users.patch(old=linked, new=linked), so.User)
    assert_type(client.users.is_user_name_valid("x"), bool)
    assert_type(client.call(user_calls.get(1)), Answer[so.UserWithLinks])
    assert_type(client.call(Call("GET", "v1/User/1", so.User | None)).value, so.User | None)
    assert_type(client.call(Call("GET", "v1/Users", list[so.User])).value, list[so.User])
    client.users.get("1")  # type: ignore[arg-type]
    client.users.get(1, acept="text/xml")  # type: ignore[call-arg]
    client.users.patch(1)  # type: ignore[call-overload]
    client.users.patch(old=user)  # type: ignore[call-overload]
    Client("https://crm.example", timeout=3)  # type: ignore[call-arg]


async def a_client_that_does_not_wait_gives_the_same(client: AsyncClient) -> None:
    async with client as entered:
        assert_type(entered, AsyncClient)
    assert_type(await client.users.get(1), so.UserWithLinks)
    assert_type(await client.users.patch(old=so.User(), new=so.User()), so.User)
    assert_type((await client.call(user_calls.is_user_name_valid("x"))).value, bool)


def errors_of_calls_say_what_they_carry(client: Client) -> None:
    try:
        client.users.delete(1)
    except NoAnswer as error:
        assert_type(error.never_left, bool)
    except ClientError as error:
        assert_type(error.status, int)
        assert_type(error.call, str)

"""The rules for users and for their representation with links, without HTTP."""

from __future__ import annotations

import pytest

import so_carriers as so
from so_carriers.server.errors import UnprocessableContent
from so_carriers.server.representations import as_entity, as_user, links_of
from so_carriers.server.user_rules import (
    default_user,
    external_user,
    is_valid_name,
    required_password,
    without_password,
)

PASSWORD_TYPE = so.CredentialType(type="Password", value_control=so.CredentialControlType.PASSWORD)

BODIES = [
    b"{}",
    b'{"AssociateId":3,"Name":"Kari"}',
    b'{"Rank":null,"Name":"Kari","New":1.10,"associateid":"3"}',
    b'{"FieldProperties":{},"TableRight":null,"Name":"Kari"}',
]


@pytest.mark.parametrize("body", BODIES)
def test_a_user_with_links_and_without_them_again_is_identical(body: bytes) -> None:
    user = so.decode(body, so.User)
    so.encode(user)
    entity = as_entity(user, {"Self": "/api/v1/User/3"})
    assert so.encode(entity) == body[:-1] + (b"," if body != b"{}" else b"") + (
        b'"_Links":{"Self":"/api/v1/User/3"}}'
    )
    again = as_user(entity)
    assert type(again) is so.User
    assert so.identical(again, user)
    assert so.encode(again) == body


@pytest.mark.parametrize(
    "body",
    [
        b'{"_Links":{"a":"b"},"Name":"Kari"}',
        b'{"Name":"Kari","_links":null}',
        b'{"_LINKS":{"a":"b"},"Name":"Kari","_Links":{}}',
    ],
)
def test_links_that_came_are_not_kept_whatever_they_are_called(body: bytes) -> None:
    user = as_user(so.decode(body, so.UserWithLinks))
    assert so.encode(user) == b'{"Name":"Kari"}'
    assert so.encode(as_entity(user, {})) == b'{"Name":"Kari","_Links":{}}'


@pytest.mark.parametrize(
    ("base", "expected"),
    [
        ("http://crm.test", "http://crm.test/api/v1/User/3"),
        ("https://[::1]:8080/crm", "https://[::1]:8080/crm/api/v1/User/3"),
        ("http://", "/api/v1/User/3"),
        ("http://a b", "/api/v1/User/3"),
        ('http://"x', "/api/v1/User/3"),
        ("http://a@b", "/api/v1/User/3"),
        ("ws://a", "/api/v1/User/3"),
    ],
)
def test_links_name_the_host_that_was_asked_if_it_is_one(base: str, expected: str) -> None:
    assert links_of(3, base) == {"Self": expected}


def test_a_default_user_is_new_each_time_and_has_nothing() -> None:
    first, second = default_user(), default_user()
    assert so.identical(first, second)
    assert first.credentials is not second.credentials
    assert (first.associate_id, first.name, first.role, first.person) == (0, "", None, None)
    assert first.type is so.UserType.INTERNAL_ASSOCIATE


def test_an_external_user_needs_a_name() -> None:
    with pytest.raises(UnprocessableContent, match="UserName: expected"):
        external_user(so.CreateExternalUserRequest())


@pytest.mark.parametrize("name", ["Kari", "Cummerata, Hagenes and Satterfield", "å@b.no", "x" * 254])
def test_a_name_has_characters_that_print(name: str) -> None:
    assert is_valid_name(name)


@pytest.mark.parametrize("name", ["", " ", "\u00a0", "a\nb", "a:b", "a\u200bb", "\ud800", "x" * 255])
def test_a_name_of_others_is_none(name: str) -> None:
    assert not is_valid_name(name)


@pytest.mark.parametrize("password", [None, ""])
def test_no_password_is_none(password: str | None) -> None:
    with pytest.raises(UnprocessableContent, match="expected one, found none"):
        required_password(password)


def test_the_password_of_a_credential_is_taken_out_of_a_copy() -> None:
    user = so.User(
        credentials=[
            None,
            so.Credential(value="an id"),
            so.Credential(type=PASSWORD_TYPE, value="geheim", display_value="own"),
        ]
    )
    kept, password = without_password(user)
    assert password == "geheim"
    assert kept.credentials is not None
    assert [each and each.value for each in kept.credentials] == [None, "an id", None]
    assert user.credentials is not None
    assert user.credentials[2] == so.Credential(type=PASSWORD_TYPE, value="geheim", display_value="own")


@pytest.mark.parametrize("value", [None, ""])
def test_a_credential_without_its_password_takes_none_away(value: str | None) -> None:
    user = so.User(credentials=[so.Credential(type=PASSWORD_TYPE, value=value)])
    kept, password = without_password(user)
    assert kept is user
    assert password is None


@pytest.mark.parametrize("name", ["Password", "PASSWORD", "newPassword", "AccessToken"])
def test_a_password_in_an_unknown_member_is_refused_by_its_name_alone(name: str) -> None:
    secret = f'{{"{name}":"geheim"}}'
    for body in (secret, f'{{"Credentials":[null,{secret}]}}', f'{{"FieldProperties":{{"a":{secret}}}}}'):
        with pytest.raises(UnprocessableContent, match=f"has no member {name}") as refusal:
            without_password(so.decode(body, so.User))
        assert "geheim" not in str(refusal.value)


@pytest.mark.parametrize("kind", ["Password", " Password", "pass" + "WORD\t"])
def test_a_type_is_that_of_a_password_in_any_case_and_with_blanks_around(kind: str) -> None:
    user = so.User(credentials=[so.Credential(type=so.CredentialType(type=kind), value="geheim")])
    kept, password = without_password(user)
    assert password == "geheim"
    assert b"geheim" not in so.encode(kept)


def test_what_is_displayed_goes_too_where_it_is_the_password() -> None:
    user = so.User(
        credentials=[
            so.Credential(value="an id", display_value="geheim"),
            so.Credential(type=PASSWORD_TYPE, value="geheim", display_value="geheim"),
        ]
    )
    kept, password = without_password(user)
    assert password == "geheim"
    assert b"geheim" not in so.encode(kept)


@pytest.mark.parametrize(
    "members",
    [
        '"X":{"Password":"geheim"}',
        '"X":[1,{"Y":[{"password":"geheim"}]}]',
        '"Person":{"X":{"NewPassword":"geheim"}}',
        '"Credential":{"Value":"geheim"}',
        '"Credentials":[],"credentials":[{"value":"geheim"}]',
        '"Credentials":[{"Type":{"Type":"Password"},"Value":"aliud","value":"geheim"}]',
        '"Credentials":[{"Type":{"ValueControl":"Password"},"Value":null,"VALUE":"geheim"}]',
    ],
)
def test_a_password_deeper_in_an_unknown_member_is_refused_too(members: str) -> None:
    with pytest.raises(UnprocessableContent, match="has no member") as refusal:
        without_password(so.decode(f"{{{members}}}".encode(), so.User))
    assert "geheim" not in str(refusal.value)


def test_unknown_members_without_secrets_are_kept() -> None:
    body = b'{"X":{"Value":"an id","Passwords":[1]},"Credentials":[{"Value":"an id","value":"b"}]}'
    user = so.decode(body, so.User)
    kept, password = without_password(user)
    assert kept is user
    assert password is None

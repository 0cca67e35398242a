"""A password shows in no repr and no error, however the body or the value that holds it fails."""

from __future__ import annotations

import contextlib
import json
import pickle
import traceback
from collections.abc import Iterator
from types import GenericAlias
from typing import Any

import pytest

import so_carriers as so
from so_carriers.schema.types import CarrierType, DictionaryType, ListType, is_carrier

PASSWORD = "sword\tfish-é-48151623"
NUMBER = 4815162342
TRACES = ("fish-", "48151623", r"sword\t")
"""No error may hold any of these."""

CARRIERS = [getattr(so, name) for name in so.__all__ if is_carrier(getattr(so, name))]
SECRETS = {
    f"{cls.__name__}.{member.name}": (cls, member)
    for cls in CARRIERS
    for member in so.schema_of(cls).members
    if member.secret
}
EACH_SECRET = pytest.mark.parametrize("secret", SECRETS)

TEXT = json.dumps(PASSWORD, ensure_ascii=False)
WRONG_TOKENS = [str(NUMBER), f"{NUMBER}.5", f"[{TEXT}]", f"{{{TEXT}:{TEXT}}}", f"[{NUMBER}]", f"{NUMBER}e0"]
BROKEN_TOKENS = [
    TEXT[:-1],
    f"{TEXT}x",
    f"{TEXT}}}}}",
    f"{TEXT},",
    f"{TEXT},NaN",
    f'{TEXT[:-1]}\n"',
    f'{TEXT[:-1]}\\ud800"',
    f'{TEXT[:-1]}\\x"',
    PASSWORD,
    f"'{PASSWORD}'",
]


def everything_shown(error: BaseException | None, seen: set[int] | None = None) -> Iterator[str]:
    """All that a log, a debugger or a pickle may show of an error and of those behind it."""
    seen = set() if seen is None else seen
    if error is None or id(error) in seen:
        return
    seen.add(id(error))
    yield from (str(error), repr(error), repr(error.args), repr(vars(error)))
    yield from traceback.format_exception(error)
    for name in dir(error):
        if name != "__traceback__":
            yield repr(getattr(error, name, None))
    if isinstance(error, so.SoCarriersError):
        yield str(pickle.dumps(error))
    yield from everything_shown(error.__cause__, seen)
    yield from everything_shown(error.__context__, seen)


def assert_nothing_leaks(error: BaseException) -> None:
    shown = [text for text in everything_shown(error) if any(trace in text for trace in TRACES)]
    assert shown == []


@contextlib.contextmanager
def refusing() -> Iterator[None]:
    """Expects an error of the library's own, of which nothing shows the password."""
    with pytest.raises(so.SoCarriersError) as refused:
        yield
    assert_nothing_leaks(refused.value)


def test_the_search_for_leaks_finds_one() -> None:
    try:
        try:
            PASSWORD.encode("ascii")
        except UnicodeEncodeError:
            raise so.InvalidValue("harmless") from None
    except so.InvalidValue as error:
        with pytest.raises(AssertionError):
            assert_nothing_leaks(error)


def test_there_are_secrets_to_keep() -> None:
    assert {"Credential.Value", "CreateExternalUserRequest.Password", "SetPasswordRequest.Password"} <= {
        *SECRETS
    }


@EACH_SECRET
def test_the_repr_of_a_carrier_hides_it(secret: str) -> None:
    cls, member = SECRETS[secret]
    read = so.decode(f'{{"{member.name}":{TEXT},"{member.name.upper()}x":{TEXT}}}', cls)
    for carrier in (read, cls(**{member.attribute: PASSWORD})):
        assert getattr(carrier, member.attribute) == PASSWORD
        for shown in (repr(carrier), str(carrier), f"{carrier}", repr([carrier]), repr({"a": carrier})):
            assert not any(trace in shown for trace in TRACES)


@EACH_SECRET
@pytest.mark.parametrize("token", WRONG_TOKENS)
@pytest.mark.parametrize("strict", [False, True])
def test_a_secret_of_the_wrong_type_is_not_quoted(secret: str, token: str, strict: bool) -> None:
    cls, member = SECRETS[secret]
    for name in (member.name, member.name.lower()):
        body = f'{{"{name}":{token}}}'
        forms: list[tuple[str, Any]] = [(body, cls), (f"[{body}]", GenericAlias(list, cls))]
        forms.append((f'{{"a":{body}}}', GenericAlias(dict, (str, cls))))
        for form, asked in forms:
            with refusing():
                so.decode(form, asked, strict=strict)


@EACH_SECRET
def test_a_neighbour_of_the_wrong_type_does_not_show_it(secret: str) -> None:
    cls, member = SECRETS[secret]
    for other in so.schema_of(cls).members:
        if other is not member:
            nested = isinstance(other.type, (CarrierType, ListType, DictionaryType))
            for first, then in ((member.name, other.name), (other.name, member.name)):
                tokens = {member.name: TEXT, other.name: "3.5" if nested else "{}"}
                with refusing():
                    so.decode(f'{{"{first}":{tokens[first]},"{then}":{tokens[then]}}}', cls)


@EACH_SECRET
@pytest.mark.parametrize("token", BROKEN_TOKENS)
def test_broken_syntax_at_it_or_after_it_does_not_show_it(secret: str, token: str) -> None:
    cls, member = SECRETS[secret]
    body = f'{{"X":1.5,"{member.name}":{token}'
    for broken in (body, f"{body}}}", f"[{body}}}"):
        for form in (broken, broken.encode(), b"\xff" + broken.encode(), broken.encode() + b"\xff"):
            with refusing():
                so.decode(form, cls)


@EACH_SECRET
@pytest.mark.parametrize(
    ("form", "media_type"),
    [
        ("utf-8", "application/json; charset=us-ascii"),
        ("utf-8", "application/json; charset=utf-16"),
        ("utf-8", "application/json; charset=utf-32"),
        ("utf-8", "application/json; charset=utf-7"),
        ("iso-8859-1", "application/json; charset=utf-8"),
        ("iso-8859-1", "application/json"),
        ("utf-16", "application/json"),
        ("utf-8", "text/html"),
    ],
)
def test_text_in_another_charset_does_not_show_it(secret: str, form: str, media_type: str) -> None:
    cls, member = SECRETS[secret]
    with refusing():
        so.decode(f'{{"{member.name}":{TEXT}}}'.encode(form), cls, media_type)


@EACH_SECRET
def test_lone_surrogates_and_limits_do_not_show_it(secret: str) -> None:
    cls, member = SECRETS[secret]
    with refusing():
        so.decode(f'{{"{member.name}":{TEXT[:-1]}\ud800"}}', cls)
    for limits in (so.Limits(body=5), so.Limits(members=1), so.Limits(depth=1)):
        with refusing():
            so.decode(f'{{"{member.name}":{TEXT},"X":{{"Y":{TEXT}}}}}', cls, limits=limits)
    with refusing():
        so.encode(cls(**{member.attribute: PASSWORD}), limits=so.Limits(body=5))


class Loud:
    """A value that tells the password in its repr."""

    def __repr__(self) -> str:
        return PASSWORD

    __str__ = __repr__


@EACH_SECRET
@pytest.mark.parametrize(
    "value",
    [NUMBER, [PASSWORD], {PASSWORD: PASSWORD}, PASSWORD.encode(), PASSWORD + "\ud800", Loud(), NUMBER * 1.5],
)
def test_a_secret_that_cannot_be_written_is_not_quoted(secret: str, value: object) -> None:
    cls, member = SECRETS[secret]
    carrier = cls(**{member.attribute: value})
    read = so.decode(b'{"X":1}', cls)
    setattr(read, member.attribute, value)
    for root in (carrier, read, [carrier], {"a": carrier}):
        with refusing():
            so.encode(root)


@EACH_SECRET
def test_a_neighbour_that_cannot_be_written_does_not_show_it(secret: str) -> None:
    cls, member = SECRETS[secret]
    for other in so.schema_of(cls).members:
        if other is not member:
            with refusing():
                so.encode(cls(**{member.attribute: PASSWORD, other.attribute: b""}))


def test_a_secret_deep_in_a_body_is_not_quoted() -> None:
    for token in WRONG_TOKENS:
        with refusing():
            so.decode(f'{{"User":{{"Credentials":[null,{{"Value":{token}}}]}}}}', so.ResolvedUser)
    credential: Any = so.Credential()
    credential.value = NUMBER
    with refusing():
        so.encode(so.ResolvedUser(user=so.User(credentials=[credential])))


@so.carrier
class Inner:
    code: int = so.member("Code", default=0)
    name: str = so.member("Name", default="")


class Hidden(so.WireEnum):
    SOME = 0, "Some"


@so.carrier
class Vault:
    """Secrets of every type."""

    number: int = so.member("Number", default=0, secret=True)
    flag: bool = so.member("Flag", default=False, secret=True)
    when: so.DateTime = so.member("When", default=so.DateTime(1, 1, 1), secret=True)
    kind: Hidden | str = so.member("Kind", default=Hidden.SOME, secret=True)
    codes: list[int] = so.member("Codes", default_factory=list, secret=True)
    table: dict[str, int] = so.member("Table", default_factory=dict, secret=True)
    texts: dict[str, str] = so.member("Texts", default_factory=dict, secret=True)
    inner: Inner = so.member("Inner", default_factory=Inner, secret=True)
    inners: list[Inner] = so.member("Inners", default_factory=list, secret=True)
    named: dict[str, Inner] = so.member("Named", default_factory=dict, secret=True)


VAULT: list[tuple[str, str]] = [
    ("Number", TEXT),
    ("Number", f"{NUMBER}999999999999"),
    ("Flag", TEXT),
    ("When", TEXT),
    ("Kind", f"{NUMBER}.5"),
    ("Codes", f"[{TEXT}]"),
    ("Table", f'{{"a":{TEXT}}}'),
    ("Table", f'{{{TEXT}:"a"}}'),
    ("Texts", f"{{{TEXT}:1}}"),
    ("Inner", TEXT),
    ("Inner", f'{{"Code":{TEXT}}}'),
    ("Inners", f'[{{"Code":{TEXT}}}]'),
    ("Named", f'{{{TEXT}:{{"Code":"a"}}}}'),
    ("Named", f'{{"a":{{"Code":{TEXT}}}}}'),
]


@pytest.mark.parametrize(("name", "token"), VAULT)
@pytest.mark.parametrize("strict", [False, True])
def test_a_secret_of_any_type_is_not_quoted_when_it_is_read(name: str, token: str, strict: bool) -> None:
    with refusing():
        so.decode(f'{{"{name}":{token}}}', Vault, strict=strict)


@pytest.mark.parametrize(
    "values",
    [
        {"number": PASSWORD},
        {"number": NUMBER * 10**20},
        {"when": PASSWORD},
        {"codes": [PASSWORD]},
        {"table": {PASSWORD: "a"}},
        {"texts": {PASSWORD: 1}},
        {"texts": {"a": PASSWORD + "\ud800"}},
        {"inner": Inner(code=PASSWORD)},  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
        {"inner": Inner(name=PASSWORD + "\ud800")},
        {"inners": [Inner(code=NUMBER * 10**20)]},
        {"named": {PASSWORD: Inner(code=NUMBER * 10**20)}},
    ],
)
def test_a_secret_of_any_type_is_not_quoted_when_it_is_written(values: dict[str, Any]) -> None:
    with refusing():
        so.encode(Vault(**values))
    assert repr(Vault(**values)) == "Vault()"

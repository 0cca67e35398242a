"""A password shows in no error of a form, whatever is wrong with it or beside it."""

from __future__ import annotations

from urllib.parse import quote_plus

import pytest

import so_carriers as so
from tests.unit.test_secret_members import EACH_SECRET, NUMBER, PASSWORD, SECRETS, Loud, Vault, refusing

FORM = "application/x-www-form-urlencoded"
ESCAPED = quote_plus(PASSWORD)

WRONG = [
    "{name}={text}&{name}={text}",
    "{name}.{text}={text}",
    "{name}[{text}]={text}",
    "{name}[0]={text}",
    "{name}[1]={text}",
    "{name}[48151623]={text}",
    "{name}[]={text}&{name}[0]={text}",
    "{name}={text}&{name}.{text}={text}",
    "{name}={text}%FF",
    "{name}=%ED%A0%80{text}",
    "{name}={text}&%FF{text}=1",
    # What was not escaped in it ends up in names.
    "{name}={text}&{text}[",
    "{name}={text}&{text}]=",
    "{name}={text}&[{text}]=",
    "{name}[{text}",
    "{name}]{text}=1",
    "{name}={text}&X[",
]


@EACH_SECRET
@pytest.mark.parametrize("form", WRONG)
@pytest.mark.parametrize("strict", [False, True])
def test_a_secret_in_a_form_that_is_refused_is_not_quoted(secret: str, form: str, strict: bool) -> None:
    cls, member = SECRETS[secret]
    for name in (member.name, member.name.lower()):
        for text in (ESCAPED, PASSWORD):
            with refusing():
                so.decode(form.format(name=name, text=text), cls, FORM, strict=strict)


@EACH_SECRET
def test_a_neighbour_that_is_wrong_does_not_show_it(secret: str) -> None:
    cls, member = SECRETS[secret]
    for other in so.schema_of(cls).members:
        if other is not member:
            for wrong in (f"{other.name}[x=a", f"{other.name}=%ff"):
                for pairs in ([f"{member.name}={ESCAPED}", wrong], [wrong, f"{member.name}={ESCAPED}"]):
                    with refusing():
                        so.decode("&".join(pairs), cls, FORM)


@EACH_SECRET
def test_charsets_and_limits_do_not_show_it(secret: str) -> None:
    cls, member = SECRETS[secret]
    body = f"{member.name}={PASSWORD}&X.Y={PASSWORD}"
    for charset in ("us-ascii", "utf-32", "utf-7"):
        with refusing():
            so.decode(body.encode(), cls, f"{FORM}; charset={charset}")
    for form in (body.encode("latin-1"), f"{body}\ud800"):
        with refusing():
            so.decode(form, cls, FORM)
    for limits in (so.Limits(body=5), so.Limits(pairs=1), so.Limits(members=1), so.Limits(depth=1)):
        with refusing():
            so.decode(body, cls, FORM, limits=limits)


@EACH_SECRET
@pytest.mark.parametrize(
    "value",
    [NUMBER, [PASSWORD], {PASSWORD: PASSWORD}, PASSWORD.encode(), PASSWORD + "\ud800", Loud(), NUMBER * 1.5],
)
def test_a_secret_that_cannot_be_written_is_not_quoted(secret: str, value: object) -> None:
    cls, member = SECRETS[secret]
    carrier = cls(**{member.attribute: value})
    for root in (carrier, [carrier], {"a": carrier}):
        for allow_loss in (False, True):
            with refusing():
                so.encode(root, FORM, allow_loss=allow_loss)


@EACH_SECRET
def test_losses_and_limits_beside_it_do_not_show_it(secret: str) -> None:
    cls, member = SECRETS[secret]
    carrier = so.decode('{"X":null,"Y":"a"}', cls)
    setattr(carrier, member.attribute, PASSWORD)
    with refusing():
        so.encode(carrier, FORM)
    for limits in (so.Limits(body=5), so.Limits(pairs=1), so.Limits(members=1)):
        with refusing():
            so.encode(carrier, FORM, allow_loss=True, limits=limits)


@pytest.mark.parametrize(
    "form",
    [
        "Number={text}",
        "Number=4815162399",
        "Flag={text}",
        "When={text}",
        "Kind=",
        "Codes={text}",
        "Codes=1&Codes={text}",
        "Codes[{text}]=1",
        "Codes[48151623]=1",
        "Codes[0]={text}",
        "Table[0].Key={text}&Table[0].Value={text}",
        "Table[0].Key={text}",
        "Table[0].{text}={text}",
        "Table[0].Key.{text}=a&Table[0].Value=1",
        "Table[0].Key={text}&Table[0].Value=1&Table[1].Key={text}&Table[1].Value=2",
        "Table[{text}]={text}",
        "Table[{text}]=1&Table[{text}]=2",
        "Table[{text}]=1&Table[0].Key=a",
        "Table[{text}].{text}=1",
        "Texts[{text}]=%ff",
        "Texts[{text}].{text}=a",
        "Inner={text}",
        "Inner.Code={text}",
        "Inner.{text}[1]=a",
        "Inners[0].Code={text}",
        "Inners[{text}].Code=1",
        "Named[{text}].Code={text}",
        "Named[{text}][]={text}",
    ],
)
@pytest.mark.parametrize("strict", [False, True])
def test_a_secret_of_any_type_is_not_quoted_when_it_is_read(form: str, strict: bool) -> None:
    if form.startswith("Number=4815162399"):
        form += "99999999999"
    with refusing():
        so.decode(form.format(text=ESCAPED), Vault, FORM, strict=strict)


def test_what_is_lost_of_a_secret_is_named_by_the_member_alone() -> None:
    body = '{"Table":{"fish-48151623":"3","b":"4"},"Texts":{},"Named":{"fish-48151623":{}},"Number":1}'
    vault = so.decode(body, Vault)
    with refusing():
        so.encode(vault, FORM)
    with pytest.raises(so.LossyEncoding) as caught:
        so.encode(vault, FORM)
    assert caught.value.paths == ("$.Table", "$.Texts", "$.Named")

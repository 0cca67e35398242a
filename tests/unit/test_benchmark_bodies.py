"""The bodies that the benchmarks of XML and forms measure, and how what is lost of them is found."""

from __future__ import annotations

import json
from typing import Any

import pytest
from lxml import etree

import so_carriers as so
from benchmarks import payloads
from benchmarks.losses import type_losses
from benchmarks.xml_bodies import DATA_CONTRACT, xml_body
from benchmarks.xml_losses import xml_losses

XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'

USER = {
    "Name": "<A & B>\r",
    "Deleted": True,
    "Role": None,
    "OtherGroups": [{}, {"TableRight": {"Mask": "Select, Update"}}],
    "ExtraFields": {"x": "", "y": None},
    "FieldProperties": {"Name": {"FieldLength": 3}},
}


def body(document: Any) -> bytes:
    return json.dumps(document).encode()


def test_a_document_is_made_of_json_as_netserver_documents_it() -> None:
    assert xml_body(body(USER), so.User).decode() == (
        f"<User {XSI}><Name>&lt;A &amp; B&gt;&#13;</Name><Deleted>true</Deleted>"
        '<Role xsi:nil="true"/>'
        "<OtherGroups><UserGroup/>"
        "<UserGroup><TableRight><Mask>Select Update</Mask></TableRight></UserGroup></OtherGroups>"
        "<ExtraFields><StringKeyValuePair><Key>x</Key><Value></Value></StringKeyValuePair>"
        '<StringKeyValuePair><Key>y</Key><Value xsi:nil="true"/></StringKeyValuePair></ExtraFields>'
        "<FieldProperties><FieldPropertyDictionaryKeyValuePair><Key>Name</Key>"
        "<Value><FieldLength>3</FieldLength></Value></FieldPropertyDictionaryKeyValuePair></FieldProperties>"
        "</User>"
    )


def test_a_document_of_another_serializer_is_indented_and_has_namespaces() -> None:
    text = xml_body(body({"Name": "A", "Role": None, "OtherGroups": []}), so.User, DATA_CONTRACT).decode()
    first, *lines = text.splitlines()
    assert first.startswith('<User xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns="http://')
    assert lines == ["  <Name>A</Name>", '  <Role i:nil="true"/>', "  <OtherGroups/>", "</User>"]


def test_an_unknown_member_keeps_its_type_in_a_document() -> None:
    text = xml_body(body({"Age": 3, "Nice": True, "Kind": "x", "None": None}), so.User).decode()
    assert text == (
        f'<User {XSI} xmlns:json="urn:so-carriers:json"><Age json:type="number">3</Age>'
        '<Nice json:type="boolean">true</Nice><Kind>x</Kind><None xsi:nil="true"/></User>'
    )


def test_a_namespace_is_declared_where_it_is_used() -> None:
    assert xml_body(body({"Name": "A"}), so.User) == b"<User><Name>A</Name></User>"
    assert xml_body(body({"Name": None}), so.User).startswith(f"<User {XSI}>".encode())


def test_the_documents_that_are_measured_are_well_formed_and_differ_in_nothing_but_their_form() -> None:
    created = payloads.with_base_members_first(payloads.created_user())
    plain, foreign = xml_body(created, so.User), xml_body(created, so.User, DATA_CONTRACT)
    assert len(etree.fromstring(plain)) == len(json.loads(created)) == 27
    assert len(foreign) > len(plain)
    assert xml_losses(plain, foreign, declared=()) == xml_losses(foreign, plain, declared=()) == ()
    assert b"<TableRight" in plain.split(b"<Name>")[0]


@pytest.mark.parametrize(
    "sent",
    [
        payloads.created_user(),
        payloads.user_with_rights(),
        payloads.with_unknown_member(payloads.created_user()),
        payloads.with_base_members_first(payloads.created_user()),
    ],
    ids=["created user", "rights", "unknown member", "base members first"],
)
def test_the_library_writes_the_documents_that_are_measured(sent: bytes) -> None:
    user = so.decode(sent, so.User)
    document = xml_body(sent, so.User)
    assert so.encode(user, "text/xml") == document
    assert so.encode(so.decode(document, so.User, "text/xml")) == sent
    assert so.encode(so.decode(xml_body(sent, so.User, DATA_CONTRACT), so.User, "text/xml")) == sent


def test_the_library_writes_the_form_that_is_measured() -> None:
    request = so.decode(payloads.external_user_request(), so.CreateExternalUserRequest)
    assert so.encode(request, "application/x-www-form-urlencoded") == payloads.form_body(
        payloads.external_user_request()
    )


def test_base_members_go_first_at_every_level() -> None:
    sent = '{"A":[{"B":1,"FieldProperties":{},"TableRight":null}],"TableRight":{"Mask":"R"}}'
    assert payloads.with_base_members_first(sent.encode()).decode() == (
        '{"TableRight":{"Mask":"R"},"A":[{"FieldProperties":{},"TableRight":null,"B":1}]}'
    )


def test_a_form_is_written_as_the_url_standard_says() -> None:
    assert payloads.form_body(payloads.external_user_request()) == (
        b"PersonId=926&UserName=Cummerata%2C+Hagenes+and+Satterfield&Password=nostrum&RoleId=459&IsActive=true"
    )
    assert payloads.form_body('{"A~b":"*-._ +æ"}'.encode()) == b"A%7Eb=*-._+%2B%C3%A6"


@pytest.mark.parametrize(
    ("sent", "returned", "expected"),
    [
        ("<A>1</A>", "<A>1</A>", ()),
        ("<u><A>1</A></u>", '<p:u xmlns:p="urn:p">\n  <p:A a="b">1</p:A>\n</p:u>', ()),
        ("<u><A></A></u>", "<u><A/></u>", ()),
        ("<u><A>1</A></u>", "<u><A>2</A></u>", ("values: 1",)),
        ("<u><A> 1</A></u>", "<u><A>1</A></u>", ("values: 1",)),
        (f'<u {XSI}><A xsi:nil="true"/><B>1</B></u>', "<u><B>1</B></u>", ("null members (left out): 1",)),
        (f'<u {XSI}><A xsi:nil="true"/><B>1</B></u>', "<u><A/><B>1</B></u>", ("null (as a value): 1",)),
        ("<u><A/><B>1</B></u>", f'<u {XSI}><A xsi:nil="true"/><B>1</B></u>', ("values (as null): 1",)),
        ("<u><A/><B>1</B></u>", "<u><A><B>2</B></A><B>1</B></u>", ("absent members (written): 1",)),
        ("<u><A>1</A><B>2</B></u>", "<u><B>2</B><A>1</A></u>", ("order of objects: 1",)),
        ("<u><A>1</A><X>2</X></u>", "<u><A>1</A></u>", ("unknown members: 1",)),
        ("<u><i>1</i><i>2</i><i>3</i></u>", "<u><i>1</i><i>2</i></u>", ("length of arrays: 1",)),
        (
            "<u><A>2024-09-04T12:01:28.1234567Z</A></u>",
            "<u><A>2024-09-04T12:01:28.123456Z</A></u>",
            ("seventh digit of dates: 1",),
        ),
        (
            "<u><A>2024-09-04T12:01:28.1234567Z</A></u>",
            "<u><A>2024-09-04T12:01:28.123456700Z</A></u>",
            ("spelling of dates: 1",),
        ),
    ],
)
def test_losses_of_documents_are_found_by_comparison(
    sent: str, returned: str, expected: tuple[str, ...]
) -> None:
    assert xml_losses(sent.encode(), returned.encode(), declared={"A", "B"}) == expected


def test_lost_types_are_counted_wherever_they_stand() -> None:
    sent = {"A": 1, "B": [{"C": True}], "D": ["x", 2.5]}
    assert type_losses(sent, sent) == ()
    assert type_losses(sent, {"A": "1", "B": {"item": {"C": "true"}}, "D": ["x", 2.5]}) == (
        "numbers (as text): 1",
        "arrays of one item (as the item): 1",
        "booleans (as text): 1",
    )

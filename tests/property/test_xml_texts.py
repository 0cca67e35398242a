"""Texts and names that hurt, wherever they stand in XML: all come back as they are."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, strategies as st

import so_carriers as so
from so_carriers.testing import texts, xml_texts
from so_carriers.testing.strategies.json_tokens import scalar_tokens
from tests.property.xml_returns import comes_back

TEXTS = [
    "",
    " ",
    "\t",
    "\n",
    "\r",
    "\r\n",
    "\n\r",
    " a ",
    "\ta\t",
    "\ra\r",
    "\na\n",
    "a\r\nb\rc\nd",
    "]]>",
    "]]",
    "]",
    "]]]>]>",
    "<![CDATA[a]]>",
    "<!-- a -->",
    "<?a b?>",
    "<!DOCTYPE a>",
    "&amp;",
    "&#13;",
    "&",
    "<",
    ">",
    "<a/>",
    "</Value>",
    "'\"",
    "\u00a0",
    "\u0085",
    "\u2028\u2029",
    "\u200b\ufeff",
    "\x7f\x80\x9f",
    "\ud7ff\ue000\ufffd",
    "\U00010000\U0001f600\U0001fffe\U0010ffff",
    "e\u0301\u0130\u017f",
    "true",
    "3",
    "null",
    "{}",
    "x" * 100_000,
    "\r" * 1_000,
    " " * 1_000,
]
hurting = st.sampled_from(TEXTS) | xml_texts() | texts() | st.text("<>&'\"]![-? \t\r\n\ufeffa", max_size=12)


@given(hurting, hurting)
def test_texts_that_hurt_come_back_wherever_they_stand(one: str, other: str) -> None:
    first, second = json.dumps(one), json.dumps(other)
    comes_back(f'{{"Value":{first},"Tooltip":{second},"X":{first},"Y":[{first},{{"a":{second}}}]}}', so.Role)
    comes_back(f"[{first},{second},null]", list[str | None])
    comes_back(f'{{{first}:{second},"k":{first}}}', dict[str, str])
    comes_back(f'{{{first}:{second},"k":{first}}}', so.CustomFields)
    comes_back(first, str)
    comes_back(f'{{"Mask":{first},"Reason":{second}}}', so.TableRight)


NAMES = [
    "$type",
    "a b",
    "",
    " ",
    "xml",
    "XML",
    "xmlns",
    "xmlns:a",
    "a:b",
    ":",
    "1a",
    "-a",
    ".a",
    "a.",
    "a-",
    "a\u00b7",
    "\u00b7a",
    "\u0300",
    "é",
    "\U00010400",
    "\U000f0000",
    "a\u00d7b",
    "\u2028",
    "a\r\n\t b",
    "<a>",
    "a/b",
    "Member",
    "member",
    "item",
    "Key",
    "Value",
    "Id",
    "id",
    "ID",
    "json:name",
    "xsi:nil",
    "nil",
    "Role",
    "x" * 2_000,
]
names = st.sampled_from(NAMES) | xml_texts() | texts()
tokens = st.recursive(
    scalar_tokens(),
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: f"[{','.join(items)}]")
        | st.lists(st.tuples(names.map(json.dumps), inner), max_size=3).map(
            lambda pairs: f"{{{','.join(f'{name}:{token}' for name, token in pairs)}}}"
        )
    ),
    max_leaves=6,
)


@given(st.lists(st.tuples(names, tokens), max_size=4))
def test_unknown_members_of_any_name_and_type_come_back(members: list[tuple[str, str]]) -> None:
    comes_back(body_of_unknown(so.Role, members), so.Role)
    comes_back(f'{{"User":{body_of_unknown(so.User, members)}}}', so.ResolvedUser)
    comes_back(body_of_unknown(so.OperationResult, members), so.OperationResult)


def body_of_unknown(cls: Any, members: list[tuple[str, str]]) -> str:
    """A body of those members of which the carrier declares none."""
    known = {member.name.lower() for member in so.schema_of(cls).members}
    pairs = [f"{json.dumps(name)}:{token}" for name, token in members if name.lower() not in known]
    return f"{{{','.join(pairs)}}}"


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: ascii(text[:20]))
def test_a_text_that_hurts_comes_back_as_it_is(text: str) -> None:
    comes_back(json.dumps({"Value": text, "X": text, "Y": [text]}), so.Role)
    comes_back(json.dumps({text: text}), dict[str, str])


@pytest.mark.parametrize("name", NAMES, ids=lambda name: ascii(name[:20]))
def test_an_unknown_member_whose_name_hurts_comes_back_with_any_value(name: str) -> None:
    for token in (
        "null",
        "true",
        "false",
        "0",
        "-1",
        "1.10",
        "1e400",
        '""',
        '"a"',
        "[]",
        "{}",
        "[1]",
        "[[]]",
    ):
        comes_back(f"{{{json.dumps(name)}:{token}}}", so.OperationResult)
        comes_back(f'{{"X":{{{json.dumps(name)}:{token}}}}}', so.Role)
        comes_back(f'{{"X":[{{{json.dumps(name)}:{token}}},{token}],"Y":[{token},{token}]}}', so.Role)

"""The two patch media types of plain values, without a base to apply them to."""

from __future__ import annotations

import json

import pytest

import so_carriers as so
from so_carriers.defaults import default_registry

JSON_PATCH = "application/json-patch+json"
MERGE_PATCH = "application/merge-patch+json"
ROLE = b'{"Id":3,"Value":null,"X":1.10,"Rank":3e0}'


@pytest.fixture
def role() -> so.Role:
    return so.decode(ROLE, so.Role)


def test_json_patch_of_a_value_replaces_the_whole(role: so.Role) -> None:
    body = so.encode(role, JSON_PATCH)
    assert body == b'[{"op":"replace","path":"","value":' + ROLE + b"}]"
    assert so.identical(so.decode(body, so.Role, JSON_PATCH), role)


def test_merge_patch_of_a_value_is_its_json(role: so.Role) -> None:
    for dialect in so.Dialect:
        assert so.encode(role, MERGE_PATCH, dialect=dialect) == ROLE
        assert so.identical(so.decode(ROLE, so.Role, MERGE_PATCH, dialect=dialect), role)


def test_netserver_takes_both_media_types_for_other_names_of_json(role: so.Role) -> None:
    for media_type in (JSON_PATCH, MERGE_PATCH):
        assert so.encode(role, media_type, dialect=so.Dialect.NETSERVER) == ROLE
        assert so.identical(so.decode(ROLE, so.Role, media_type, dialect=so.Dialect.NETSERVER), role)


def test_an_operation_may_be_add_and_hold_members_that_no_rule_defines() -> None:
    body = '[{"note":1,"value":851,"op":"add","path":""}]'
    assert so.decode(body, so.Int32, JSON_PATCH) == 851


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ("{}", "$"),
        ("[]", "$"),
        ('[{"op":"replace","path":"","value":1},{"op":"replace","path":"","value":2}]', "$"),
        ("[1]", "$[0]"),
        ('[{"op":"replace","path":""}]', "$[0]"),
        ('[{"op":"test","path":"","value":1}]', "$[0].op"),
        ('[{"op":"replace","path":"/Id","value":1}]', "$[0].path"),
        ('[{"op":"replace","path":"","value":{"Id":"x"}}]', "$[0].value.Id"),
        ('[{"op":"replace","path":"","value":{"Id":3.0,"Value":1.5}}]', "$[0].value.Value"),
    ],
)
def test_any_other_json_patch_is_refused_with_its_place(body: str, path: str) -> None:
    with pytest.raises(so.DecodeError) as refusal:
        so.decode(body, so.Role, JSON_PATCH)
    assert refusal.value.path == path


def test_an_indented_patch_holds_the_same(role: so.Role) -> None:
    role.tooltip = "two\nlines"
    body = so.encode(role, JSON_PATCH, indent=True)
    assert body.startswith(b'[\n  {\n    "op": "replace",\n    "path": "",\n    "value": {\n      "Id": 3')
    assert json.loads(body) == json.loads(so.encode(role, JSON_PATCH))
    assert so.identical(so.decode(body, so.Role, JSON_PATCH), role)


def test_a_patch_over_the_limit_of_the_body_is_refused(role: so.Role) -> None:
    limits = so.Limits(body=len(ROLE))
    assert so.encode(role, MERGE_PATCH, limits=limits) == ROLE
    with pytest.raises(so.LimitExceeded):
        so.encode(role, JSON_PATCH, limits=limits)


def test_patch_takes_the_two_media_types_and_no_other() -> None:
    negotiator = so.default_negotiator()
    assert negotiator.select_decoder(JSON_PATCH, method="PATCH").name == "json-patch"
    assert negotiator.select_decoder(MERGE_PATCH, method="PATCH").name == "merge-patch"
    with pytest.raises(so.UnsupportedMediaType) as refusal:
        negotiator.select_decoder("application/xml", method="PATCH")
    assert refusal.value.headers["Accept-Patch"] == f"{MERGE_PATCH}, {JSON_PATCH}"


def test_the_servers_order_of_preference_is_the_documented_one() -> None:
    registry = default_registry()
    assert [entry.media_type.essence for entry in registry.offers] == [
        "application/json",
        "text/json",
        "application/xml",
        "text/xml",
        MERGE_PATCH,
        JSON_PATCH,
    ]


def test_a_form_is_written_on_request_and_never_offered() -> None:
    form = "application/x-www-form-urlencoded"
    registry = default_registry()
    assert registry.writer(form) is not None
    assert form not in [entry.media_type.essence for entry in registry.offers]
    for dialect in so.Dialect:
        assert so.default_negotiator(dialect).select_encoder(f"{form}, */*;q=0.1").media_type != form
    with pytest.raises(so.NotAcceptable):
        so.default_negotiator().select_encoder(form)

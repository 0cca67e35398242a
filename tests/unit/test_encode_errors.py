"""What cannot be written is refused by each format with the same path."""

from __future__ import annotations

from typing import Any

import pytest

import so_carriers as so

FORM = "application/x-www-form-urlencoded"

REFUSED: dict[str, tuple[Any, str]] = {
    "a text for a number": (so.User(rank="x"), "$.Rank"),  # type: ignore[arg-type]  # that is the point
    "a number out of range": (so.User(other_groups=[so.UserGroup(rank=2**40)]), "$.OtherGroups[0].Rank"),
    "a number for a text, secret": (so.User(credentials=[so.Credential(value=7)]), "$.Credentials[0].Value"),  # type: ignore[arg-type]  # as above
    "a key of texts that is none": (so.User(custom_fields={5: "x"}), '$.CustomFields["5"]'),  # type: ignore[arg-type]  # as above
    "a key of carriers that is none": (
        so.User(field_properties=so.FieldProperties({5: so.FieldProperty()})),  # type: ignore[dict-item]  # as above
        '$.FieldProperties["5"]',
    ),
}


@pytest.mark.parametrize("media_type", ["application/json", "application/xml", FORM])
@pytest.mark.parametrize(("value", "path"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_written_is_refused_with_its_path(value: Any, path: str, media_type: str) -> None:
    with pytest.raises(so.EncodeError) as refusal:
        so.encode(value, media_type, allow_loss=True)
    assert refusal.value.path == path
    assert refusal.value.__context__ is None


@pytest.mark.parametrize("media_type", ["application/json", "application/xml", FORM])
def test_a_carrier_that_holds_itself_is_too_deep_for_every_format(media_type: str) -> None:
    item = so.MDOListItem(id=1)
    item.child_items = [item]
    with pytest.raises(so.LimitExceeded) as refusal:
        so.encode(item, media_type, allow_loss=True)
    assert refusal.value.limit == "depth"

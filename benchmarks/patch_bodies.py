"""What patches change in the bodies that are measured: five things, written out by hand on both sides."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from benchmarks.losses import compact

_NICK_NAME, _LAST_LOGIN = "Night shift, æøå", "2024-10-01T08:15:00.1234567+02:00"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A patch document, and a body before and after it.

    `wrong` is a patch of the same kind that puts a text where the type of the body has a number.
    """

    patch: Any
    old: bytes
    new: bytes
    wrong: Any


def json_patch_change(body: bytes) -> Change:
    """A User's name, a date, a carrier in a list, a carrier in a dictionary in one, and a custom field."""
    user = json.loads(body)
    properties = user["OtherGroups"][0]["FieldProperties"]
    field = next(iter(properties))
    user["NickName"], user["Lastlogin"] = _NICK_NAME, _LAST_LOGIN
    user["LicenseOwners"][0]["Description"] = "Changed"
    properties[field]["FieldLength"] = 4711
    user["CustomFields"]["SuperOffice:2"] = "[I:7]"
    patch = [
        {"op": "replace", "path": "/NickName", "value": _NICK_NAME},
        {"op": "replace", "path": "/LicenseOwners/0/Description", "value": "Changed"},
        {"op": "replace", "path": f"/OtherGroups/0/FieldProperties/{field}/FieldLength", "value": 4711},
        {"op": "replace", "path": "/Lastlogin", "value": _LAST_LOGIN},
        {"op": "add", "path": "/CustomFields/SuperOffice:2", "value": "[I:7]"},
    ]
    wrong = [{"op": "replace", "path": "/AssociateId", "value": "many"}]
    return Change(patch=patch, old=body, new=_written(user), wrong=wrong)


def merge_patch_change(body: bytes) -> Change:
    """A User's name, a date, a member that goes, a carrier in a dictionary, and a custom field."""
    user = json.loads(body)
    user["NickName"], user["Lastlogin"] = _NICK_NAME, _LAST_LOGIN
    del user["RequestSignature"]
    user["CustomFields"]["SuperOffice:2"] = "[I:7]"
    user["FieldProperties"].setdefault("fieldName", {})["FieldLength"] = 4711
    patch = {
        "NickName": _NICK_NAME,
        "Lastlogin": _LAST_LOGIN,
        "RequestSignature": None,
        "CustomFields": {"SuperOffice:2": "[I:7]"},
        "FieldProperties": {"fieldName": {"FieldLength": 4711}},
    }
    return Change(patch=patch, old=body, new=_written(user), wrong={"AssociateId": "many"})


def _written(document: Any) -> bytes:
    return compact(json.dumps(document).encode())

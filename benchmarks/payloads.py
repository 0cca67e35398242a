"""The bodies that are measured, compact, each made without the codecs that are measured."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.losses import compact

ROOT = Path(__file__).resolve().parent.parent
_GOLDEN = ROOT / "tests" / "golden"


def created_user() -> bytes:
    """The documented response of POST Agents/User/CreateDefaultUser."""
    return compact((_GOLDEN / "source" / "create_default_user_response.json").read_bytes())


def external_user_request() -> bytes:
    """The documented request of POST Agents/User/CreateExternalUser."""
    return compact((_GOLDEN / "source" / "create_external_user_request.json").read_bytes())


def user_with_rights() -> bytes:
    """A User whose rights and field properties are filled in, with texts in many scripts."""
    return compact((_GOLDEN / "carriers" / "User.json").read_bytes())


def captured_user() -> bytes | None:
    """The largest captured response that is a User; None where no captured bodies are at hand."""
    folder = (ROOT / os.environ.get("SO_CARRIERS_CORPUS", "../shared/wire/corpus")).resolve()
    index = folder / "index.json"
    if not index.is_file():
        return None
    users = [entry for entry in json.loads(index.read_bytes()) if entry["carrier"] == "User"]
    bodies = [(folder / entry["file"]).read_bytes() for entry in users if entry["direction"] == "response"]
    return compact(max(bodies, key=len)) if bodies else None


def with_unknown_member(body: bytes) -> bytes:
    """The created user with one member that no schema declares, in a carrier within a carrier within it."""
    user = json.loads(body)
    user["LicenseOwners"][0]["FieldProperties"]["fieldName"]["IsIndexed"] = True
    return _write(user)


def renamed(body: bytes, rename: Callable[[str], str]) -> bytes:
    """The body with the name of each member replaced."""

    def rename_members(members: list[tuple[str, Any]]) -> dict[str, Any]:
        return {rename(name): value for name, value in members}

    return _write(json.loads(body, object_pairs_hook=rename_members))


def with_base_members_first(body: bytes) -> bytes:
    """The body with the members that all carriers share before the others, as older servers write it."""

    def base_first(members: list[tuple[str, Any]]) -> dict[str, Any]:
        return dict(sorted(members, key=lambda member: member[0] not in {"TableRight", "FieldProperties"}))

    return _write(json.loads(body, object_pairs_hook=base_first))


def form_body(body: bytes) -> bytes:
    """The form of a body without null, objects and arrays in it."""
    pairs = json.loads(body).items()
    return b"&".join(_form_text(name) + b"=" + _form_text(value) for name, value in pairs)


def _form_text(value: bool | int | str) -> bytes:
    """As the URL standard's serializer of forms writes it."""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return re.sub(rb"[^A-Za-z0-9*._ -]", _percent_encoded, text.encode()).replace(b" ", b"+")


def _percent_encoded(match: re.Match[bytes]) -> bytes:
    return b"%%%02X" % match.group()[0]


def array_of_users(body: bytes, length: int) -> bytes:
    """An array of users like this one, each with an id, names and a last login of its own."""
    users = []
    for number in range(length):
        user = json.loads(body)
        minutes, hours = number % 60, number // 60 % 24
        user |= {
            "AssociateId": 1 + number,
            "Name": f"USER{number}",
            "Lastlogin": f"2024-09-04T{hours:02}:{minutes:02}:28.{number * 7919 % 10**6:06}3+02:00",
            "UserName": f"user.{number}@example.com",
        }
        users.append(user)
    return _write(users)


def _write(document: Any) -> bytes:
    return json.dumps(document, separators=(",", ":"), ensure_ascii=False).encode()

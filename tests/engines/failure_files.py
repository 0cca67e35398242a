"""Failures in files: one for each kind, with all that is needed to run the case again."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from tests.engines.campaign import Failure
from tests.engines.comparison import Case

_TRIES = 1_500


def write_failure(failure: Failure, folder: Path) -> Path:
    """Writes a failure into a file that is named for its format and its kind."""
    folder.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256(failure.kind.encode()).hexdigest()[:12]
    path = folder / f"{failure.case.format}-{digest}.json"
    case = asdict(failure.case) | {"body": base64.b64encode(failure.case.body).decode()}
    document = {
        "kind": failure.kind,
        "shown": failure.shown,
        "text": failure.case.body.decode(errors="backslashreplace"),
        "case": case,
    }
    path.write_text(json.dumps(document, indent=1), encoding="utf-8")
    return path


def read_case(path: Path) -> Case:
    """The case of such a file."""
    case: dict[str, Any] = json.loads(path.read_bytes())["case"]
    case["body"] = base64.b64decode(case["body"])
    return Case(**case)


def shrunk(failure: Failure, failure_of: Callable[[Case], Failure | None]) -> Failure:
    """The failure of a smaller body that is of the same kind, as far as leaving out pieces leads."""
    tries = _TRIES
    size = max(1, len(failure.case.body) // 2)
    while size and tries > 0:
        at = 0
        while at < len(failure.case.body) and tries > 0:
            tries -= 1
            body = failure.case.body
            smaller = failure_of(replace(failure.case, body=body[:at] + body[at + size :]))
            if smaller is not None and smaller.kind == failure.kind:
                failure = smaller
            else:
                at += size
        size //= 2
    return failure

"""Failures as small JSON files, from which the case is run again.

A file may come from anywhere: it is bounded, every value in it is checked, and nothing in it
is ever run. It holds the input, but no header that was sent to a server besides.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import platform
import re
import shlex
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from so_carriers.engines.python.documents import read_document
from so_carriers.errors import SoCarriersError, excerpt, printable
from so_carriers.settings import Limits
from so_carriers.testing.fuzzing.cases import JSON, MEDIA_TYPES, UNDRAWN, Case, Target, carriers_by_name
from so_carriers.testing.fuzzing.failures import Failure

FORMAT = 1
LONGEST_FILE = 8 * 1024 * 1024
_LIMITS = Limits(body=LONGEST_FILE, depth=8, members=100)
_METHOD = re.compile("[A-Z]{1,20}")
_ARRAY = re.compile(r"\Aarray<(.*)>\Z", re.DOTALL)
_LONGEST_TEXT = 200


class UnreadableFailure(Exception):
    """A file that holds no case; the message is one line for people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """Where and how a case was sent; of the headers only the names are kept.

    `answer` is what a 2xx was to hold, a carrier or `array<User>`. `options` are further words
    for the command that runs the case again; nothing is read from a file as such words.
    """

    url: str
    method: str = "POST"
    header_names: tuple[str, ...] = ()
    answer: str = ""
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What a file says: the case, what happened, and where it was sent, if it was."""

    case: Case
    happened: str
    sent: Sent | None = None


def write_failure(
    folder: Path, failure: Failure, *, seed: int, campaign: str = "", sent: Sent | None = None
) -> Path:
    """Writes the file of a failure and gives its path; makes the folder. Raises OSError.

    `campaign` is the command that found it, whose seed is `seed`. Another failure of the same
    kind and input has the same name.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / _file_name(failure)
    replay = campaign if failure.case.check == UNDRAWN else _command(path, sent)
    document = _document(failure, sent, replay)
    document |= {"campaign": campaign, "seed": seed, "versions": versions()}
    text = json.dumps(document, ensure_ascii=False, indent=2)
    # A path or a URL may hold half a character, which JSON that is read again must not.
    text = text.encode(errors="replace").decode()
    # What does not print stands as an escape: a terminal shows the file as it is.
    path.write_text("\n".join(map(printable, text.split("\n"))) + "\n", encoding="utf-8")
    return path


def read_failure(path: Path) -> Recorded:
    """The case of a file; raises UnreadableFailure, and nothing else."""
    try:
        with path.open("rb") as file:
            text = file.read(LONGEST_FILE + 1)
    except OSError as error:
        raise UnreadableFailure(error.strerror or type(error).__name__) from error
    if len(text) > LONGEST_FILE:
        raise UnreadableFailure(f"it is longer than {LONGEST_FILE:,} bytes")
    try:
        return recorded(read_document(text, _LIMITS))
    except SoCarriersError as error:
        raise UnreadableFailure(str(error)) from error


def recorded(document: Any) -> Recorded:
    """What the document of a file says; raises UnreadableFailure for what is not as it should be."""
    found = _object(document, "the file")
    if found.get("so-carriers fuzz") != FORMAT:
        raise UnreadableFailure(f'it has no "so-carriers fuzz": {FORMAT}, as files of failures do')
    case = _case(found)
    happened = _object(found.get("happened", {}), "happened")
    said = f"{happened.get('error', '?')} at {happened.get('place', '?')}"
    return Recorded(case=case, happened=printable(said)[:_LONGEST_TEXT], sent=_sent(found.get("server")))


def case_document(case: Case) -> dict[str, Any]:
    """A case as JSON has it."""
    document: dict[str, Any] = {"target": case.target.value, "check": case.check}
    if case.carrier:
        document["carrier"] = case.carrier
    if case.body is not None:
        document |= {"media type": case.media_type, "input": _octets_document(case.body)}
    if case.base is not None:
        document["base"] = _octets_document(case.base)
    if case.header is not None:
        document["header"] = _header_document(case.header)
    return document


def _document(failure: Failure, sent: Sent | None, replay: str) -> dict[str, Any]:
    document = {"so-carriers fuzz": FORMAT, "replay": replay, **case_document(failure.case)}
    document["happened"] = {
        "error": failure.error,
        "place": failure.place,
        "message": failure.message.splitlines(),
        "trace": [*failure.trace],
    }
    if sent is not None:
        server = {"url": sent.url, "method": sent.method, "header names": [*sent.header_names]}
        document["server"] = server | ({"answer": sent.answer} if sent.answer else {})
    return document | {"smallest": failure.is_shrunk, "again when run again": failure.is_steady}


def versions() -> dict[str, str]:
    """What ran: the library, Python, and what both stand on."""
    found = {"python": platform.python_version()}
    for name in ("so-carriers", "hypothesis", "orjson", "lxml"):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "unknown"
    return found


def _file_name(failure: Failure) -> str:
    case = failure.case
    content = [*failure.kind, case.carrier, case.media_type, case.body, case.base, case.header]
    digest = hashlib.sha256(repr(content).encode()).hexdigest()[:8]
    words = re.findall("[a-z]+", f"{case.target.value} {case.check} {failure.error}".lower())
    return f"{'-'.join(words)}-{digest}.json"


def _command(path: Path, sent: Sent | None) -> str:
    server = [] if sent is None else ["--url", sent.url, *sent.options]
    return f"so-carriers fuzz {shlex.join(['--replay', str(path), *server])}"


def _header_document(header: str) -> str | dict[str, str]:
    try:
        header.encode()
    except UnicodeEncodeError:
        return {"base64": base64.b64encode(header.encode(errors="surrogatepass")).decode()}
    return header


def _octets_document(octets: bytes) -> dict[str, str]:
    try:
        return {"text": octets.decode()}
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(octets).decode()}


# --- reading


def _case(found: dict[str, Any]) -> Case:
    target = _target(found.get("target"))
    case = Case(
        target=target,
        check=_text(found, "check", ""),
        carrier=_text(found, "carrier", ""),
        media_type=_text(found, "media type", JSON),
        body=_octets(found, "input"),
        base=_octets(found, "base"),
        header=_header(found),
    )
    if case.carrier and case.carrier not in carriers_by_name():
        raise UnreadableFailure(f"there is no carrier {excerpt(case.carrier)}")
    if case.media_type not in MEDIA_TYPES[target]:
        raise UnreadableFailure(f"expected a media type of {target.value}, found {excerpt(case.media_type)}")
    _require_input(case)
    return case


def _require_input(case: Case) -> None:
    needs_header, needs_base = case.target is Target.NEGOTIATE, case.target is Target.PATCH
    lacks = {
        "header": needs_header and case.header is None,
        "input": not needs_header and case.body is None,
        "base": needs_base and case.base is None,
        "carrier": not needs_header and not case.carrier,
    }
    missing = [name for name, is_missing in lacks.items() if is_missing]
    if missing:
        raise UnreadableFailure(f"it has no {' and no '.join(missing)}, so there is nothing to run again")


def _target(said: Any) -> Target:
    try:
        return Target(said)
    except ValueError:
        raise UnreadableFailure(f"expected a target, found {excerpt(said)}") from None


def _sent(said: Any) -> Sent | None:
    if said is None:
        return None
    server = _object(said, "server")
    method = _text(server, "method", "POST")
    if not _METHOD.fullmatch(method):
        raise UnreadableFailure(f"expected a method, found {excerpt(method)}")
    names = server.get("header names", [])
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise UnreadableFailure("expected a list of texts as header names")
    answer = _text(server, "answer", "")
    if answer and _ARRAY.sub(r"\1", answer) not in carriers_by_name():
        raise UnreadableFailure(f"expected a carrier or an array of one as answer, found {excerpt(answer)}")
    return Sent(url=_text(server, "url", ""), method=method, header_names=tuple(names), answer=answer)


def _header(found: dict[str, Any]) -> str | None:
    if not isinstance(found.get("header"), dict):
        return _text(found, "header", "") if found.get("header") is not None else None
    octets = _octets(found, "header") or b""
    try:
        return octets.decode(errors="surrogatepass")
    except UnicodeDecodeError as error:
        raise UnreadableFailure("expected header as UTF-8") from error


def _octets(found: dict[str, Any], name: str) -> bytes | None:
    if found.get(name) is None:
        return None
    match _object(found[name], name):
        case {"text": str(text), **rest} if not rest:
            return text.encode()
        case {"base64": str(text), **rest} if not rest:
            try:
                return base64.b64decode(text, validate=True)
            except (binascii.Error, ValueError):
                pass
    raise UnreadableFailure(f"expected {name} as an object with text or base64")


def _object(found: Any, name: str) -> dict[str, Any]:
    if not isinstance(found, dict):
        raise UnreadableFailure(f"expected an object as {name}, found {excerpt(found)}")
    return found


def _text(found: dict[str, Any], name: str, otherwise: str) -> str:
    text = found.get(name, otherwise)
    if not isinstance(text, str):
        raise UnreadableFailure(f"expected a text as {name}, found {excerpt(text)}")
    return text

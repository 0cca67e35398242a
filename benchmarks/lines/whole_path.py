"""The whole path: headers and a body in, negotiated, decoded, changed, encoded, headers and a body out.

Each path has three lines. The first measures it beside what a Python user would put together, with
the headers of clients that were there before, which all remember; the second with headers that
nobody has seen. The third measures its steps beside the whole, so that the ratio of a step is its
share: each step gets what the steps before it have just made, and no two calls share anything.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import so_carriers as so
from benchmarks import payloads
from benchmarks.header_texts import PLACE
from benchmarks.line import SUBJECT, Contender, Line
from benchmarks.losses import compact, losses, types_lost
from benchmarks.patch_bodies import json_patch_change
from benchmarks.peers.declarations import published_names
from benchmarks.peers.form_peers import MEDIA_TYPE as FORM
from benchmarks.peers.servers import (
    form_servers,
    json_servers,
    json_to_xml_servers,
    patch_servers,
    xml_servers,
)
from benchmarks.requests import LAST_LOGIN, NICK_NAME, Request, Response, Server
from benchmarks.xml_bodies import xml_body
from benchmarks.xml_losses import xml_losses

STEP = "step: {}"

_CARRIER = so.User
_JSON, _XML = "application/json", "text/xml"
_UTF_8 = "{}; charset=utf-8"
_SENT_UTF_8 = f"{{}};{PLACE} charset=utf-8"
_ACCEPT_JSON = f"application/json,{PLACE} text/plain, */*"
_ACCEPT_XML = f"text/xml,{PLACE} application/xml;q=0.9, */*;q=0.1"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Path:
    """A request, the media type and the body that answer it, and who answers.

    `wrong` is a body that has a text where the type has a number. `peers` makes the servers of
    others, which remember headers or do not.
    """

    title: str
    request: Request
    wrong: bytes
    media_type: str
    body: bytes
    ours: Server
    peers: Callable[[bool], Sequence[Server]]


def whole_path_lines() -> list[Line]:
    """A User in and out in either format, one patched where it is stored, and a form that makes one."""
    paths = (_json_to_json(), _xml_to_xml(), _json_to_xml(), _patch(), _form())
    return [line for path in paths for line in (_whole(path), _unseen(path), _steps(path))]


def _json_to_json() -> _Path:
    sent = payloads.created_user()
    return _Path(
        title="JSON to JSON",
        request=Request(content_type=_sent(_JSON), accept=_ACCEPT_JSON, body=sent),
        wrong=_wrong(sent),
        media_type=_JSON,
        body=_changed(sent),
        ours=_ours(),
        peers=lambda remembered: json_servers(_CARRIER, remembered=remembered),
    )


def _xml_to_xml() -> _Path:
    sent = payloads.created_user()
    return _Path(
        title="XML to XML",
        request=Request(content_type=_sent(_XML), accept=_ACCEPT_XML, body=xml_body(sent, _CARRIER)),
        wrong=xml_body(_wrong(sent), _CARRIER),
        media_type=_XML,
        body=xml_body(_changed(sent), _CARRIER),
        ours=_ours(),
        peers=lambda remembered: xml_servers(_CARRIER, remembered=remembered),
    )


def _json_to_xml() -> _Path:
    sent = payloads.created_user()
    return _Path(
        title="JSON to XML",
        request=Request(content_type=_sent(_JSON), accept=_ACCEPT_XML, body=sent),
        wrong=_wrong(sent),
        media_type=_XML,
        body=xml_body(_changed(sent), _CARRIER),
        ours=_ours(),
        peers=lambda remembered: json_to_xml_servers(_CARRIER, remembered=remembered),
    )


def _patch() -> _Path:
    change = json_patch_change(payloads.created_user())
    stored = so.decode(change.old, _CARRIER)

    def apply(patch: so.JsonPatch) -> so.User:
        return patch.apply(stored)

    return _Path(
        title="JSON Patch on a stored User",
        request=Request(
            content_type=_sent("application/json-patch+json"),
            accept=_ACCEPT_JSON,
            body=compact(json.dumps(change.patch).encode()),
        ),
        wrong=json.dumps(change.wrong).encode(),
        media_type=_JSON,
        body=change.new,
        ours=_ours(so.JsonPatch, apply, method="PATCH"),
        peers=lambda remembered: patch_servers(_CARRIER, change.old, remembered=remembered),
    )


def _form() -> _Path:
    document = payloads.external_user_request()
    return _Path(
        title="form to JSON, CreateExternalUser",
        request=Request(content_type=_sent(FORM), accept=_ACCEPT_JSON, body=payloads.form_body(document)),
        wrong=payloads.form_body(_with(document, PersonId="many")),
        media_type=_JSON,
        body=b"%d" % _created(so.decode(document, so.CreateExternalUserRequest)),
        ours=_ours(so.CreateExternalUserRequest, _created),
        peers=lambda remembered: form_servers(so.CreateExternalUserRequest, _created, remembered=remembered),
    )


def _sent(media_type: str) -> str:
    return _SENT_UTF_8.replace(PLACE, media_type, 1)


def _wrong(body: bytes) -> bytes:
    return _with(body, AssociateId="many")


def _created(request: Any) -> int:
    """What stands for the id of the user that was made."""
    person_id: int = request.person_id
    return person_id + 1


def _changed(body: bytes) -> bytes:
    return _with(body, NickName=NICK_NAME, Lastlogin=LAST_LOGIN)


def _with(body: bytes, **members: str) -> bytes:
    return compact(json.dumps(json.loads(body) | members).encode())


def _change(user: so.User) -> so.User:
    user.nick_name, user.lastlogin = NICK_NAME, so.DateTime.fromisoformat(LAST_LOGIN)
    return user


def _ours(type: Any = _CARRIER, change: Callable[[Any], Any] = _change, method: str = "POST") -> Server:
    """As the documentation shows it."""
    negotiator = so.default_negotiator()

    def select_decoder(content_type: str) -> str:
        negotiator.select_decoder(content_type, method)
        return content_type

    def decode(body: bytes, content_type: str) -> Any:
        return so.decode(body, type, content_type)

    def encode(value: Any, choice: so.Choice) -> Response:
        return Response(choice.headers, so.encode(value, choice.media_type))

    return Server(
        name=SUBJECT,
        select_decoder=select_decoder,
        decode=decode,
        change=change,
        select_encoder=negotiator.select_encoder,
        encode=encode,
    )


def _whole(path: _Path) -> Line:
    return _line("whole path", path, path.peers(True), path.request.copies)


def _unseen(path: _Path) -> Line:
    return _line("whole path with headers not seen before", path, path.peers(False), path.request.unseen)


def _line(name: str, path: _Path, peers: Sequence[Server], requests: Callable[[int], list[Request]]) -> Line:
    return Line(
        name=f"{name}, {path.title}",
        remark=f"{len(path.request.body):,} bytes in, {len(path.body):,} out",
        contenders=tuple(_contender(server, path, requests) for server in (path.ours, *peers)),
        references=tuple(server.name for server in peers),
    )


def _contender(server: Server, path: _Path, requests: Callable[[int], list[Request]]) -> Contender:
    return Contender(
        name=server.name, call=server.answer, arguments=requests, check=partial(_check, server, path)
    )


def _check(server: Server, path: _Path) -> tuple[str, ...]:
    """What the headers of the response say otherwise, and what its body and the types lose."""
    (request,) = path.request.copies(1)
    response = server.answer(request)
    found, wanted = response.headers["Content-Type"], _UTF_8.format(path.media_type)
    wrong = () if found == wanted else (f"answers {found}, not {wanted}",)
    types = types_lost(partial(server.answer, replace(request, body=path.wrong)))
    return *wrong, *_body_losses(path, response.body), *types


def _body_losses(path: _Path, body: bytes) -> tuple[str, ...]:
    names = published_names(_CARRIER)
    if path.media_type == _XML:
        return *_misplaced(body), *xml_losses(path.body, body, names)
    return losses(path.body, body, names)


def _misplaced(body: bytes) -> tuple[str, ...]:
    """Where a document cannot be read by who goes by the schema."""
    try:
        so.decode(body, _CARRIER, _XML)
    except so.DecodeError as error:
        return (f"the form of the schema (at {error.path})",)
    return ()


def _steps(path: _Path) -> Line:
    return Line(
        name=f"steps of the whole path, {path.title}",
        remark="the ratio of a step is its share of the whole",
        contenders=(
            _contender(path.ours, path, path.request.copies),
            *_step_contenders(path.ours, path.request),
        ),
        references=(SUBJECT,),
    )


def _step_contenders(server: Server, request: Request) -> Iterable[Contender]:
    (sent,) = request.copies(1)

    def decoded() -> Any:
        return server.decode(sent.body, server.select_decoder(sent.content_type))

    def decode(each: Request) -> Any:
        return server.decode(each.body, each.content_type)

    def encode(found: tuple[Any, Any]) -> Response:
        return server.encode(*found)

    def changed() -> tuple[Any, Any]:
        return server.change(decoded()), server.select_encoder(sent.accept)

    def content_types(calls: int) -> list[str]:
        return [each.content_type for each in request.copies(calls)]

    def accepts(calls: int) -> list[str]:
        return [each.accept for each in request.copies(calls)]

    yield _step("select_decoder", server.select_decoder, content_types)
    yield _step("decode", decode, request.copies)
    yield _step("change", server.change, lambda calls: [decoded() for _ in range(calls)])
    yield _step("select_encoder", server.select_encoder, accepts)
    yield _step("encode", encode, lambda calls: [changed() for _ in range(calls)])


def _step(name: str, call: Callable[[Any], object], arguments: Callable[[int], Iterable[Any]]) -> Contender:
    """A step on what the steps before it make."""

    def check() -> tuple[str, ...]:
        for argument in arguments(1):
            call(argument)
        return ()

    return Contender(name=STEP.format(name), call=call, arguments=arguments, check=check, is_floor=True)

"""What a Python user would put together for the whole path: a library for bodies, and one for headers.

Where headers come again, what was read of them is remembered, as this library does: two lines of
`functools.lru_cache` around the functions of the library for headers.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache, partial
from typing import Any

import jsonpatch
import mimeparse
import msgspec
import orjson
import xmltodict
from pydantic import TypeAdapter
from werkzeug.http import parse_options_header
from xsdata.models.datatype import XmlDateTime

from benchmarks.peers.accept import MIMEPARSE, WERKZEUG, accept_peers
from benchmarks.peers.form_peers import MEDIA_TYPE as FORM, ON_URLLIB, form_peers
from benchmarks.peers.json_peer import JsonPeer
from benchmarks.peers.msgspec_models import STRUCT, STRUCT_UNSET, struct_class, struct_unset_peer
from benchmarks.peers.orjson_documents import orjson_peer
from benchmarks.peers.patch_peers import JSONPATCH
from benchmarks.peers.pydantic_models import (
    PYDANTIC,
    PYDANTIC_UNSET,
    model_class,
    pydantic_peer,
    pydantic_unset_peer,
)
from benchmarks.peers.pydantic_xml_models import PYDANTIC_XML, pydantic_xml_peer
from benchmarks.peers.xml_peer import XmlPeer
from benchmarks.peers.xmltodict_documents import XMLTODICT, xmltodict_peer
from benchmarks.peers.xsdata_models import xsdata_peers
from benchmarks.requests import LAST_LOGIN, NICK_NAME, Response, Server

OFFERS = ("application/json", "text/json", "application/xml", "text/xml")
JSON, XML, JSON_PATCH = OFFERS[:2], OFFERS[2:], ("application/json-patch+json",)
ORJSON = "orjson, dict"
REMEMBERED = "{} (headers remembered)"

Change = Callable[[Any], Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Headers:
    """A library that reads headers: a Content-Type to its type and parameters, an Accept to an offer."""

    name: str
    content_type: Callable[[str], tuple[str, Mapping[str, str]]]
    accept: Callable[[str], str | None]


def _remembered(headers: _Headers) -> _Headers:
    """The same, which remembers what it read."""
    return _Headers(
        name=REMEMBERED.format(headers.name),
        content_type=lru_cache(256)(headers.content_type),
        accept=lru_cache(256)(headers.accept),
    )


def _libraries(*, remembered: bool) -> tuple[_Headers, _Headers]:
    """The richest library for headers, and the smallest."""
    werkzeug, small = _werkzeug(), _mimeparse()
    return (_remembered(werkzeug), _remembered(small)) if remembered else (werkzeug, small)


def _werkzeug() -> _Headers:
    return _Headers(name=WERKZEUG, content_type=parse_options_header, accept=_best(WERKZEUG))


def _mimeparse() -> _Headers:
    def content_type(header: str) -> tuple[str, Mapping[str, str]]:
        kind, subtype, parameters = mimeparse.parse_mime_type(header)
        return f"{kind}/{subtype}", parameters

    return _Headers(name=MIMEPARSE, content_type=content_type, accept=_best(MIMEPARSE))


def _best(name: str) -> Callable[[str], str | None]:
    peer = next(peer for peer in accept_peers(OFFERS) if peer.name == name)

    def best(header: str) -> str | None:
        return peer.answer(peer.call(peer.argument(header)))

    return best


def _server(
    headers: _Headers,
    name: str,
    *,
    reads: Sequence[str],
    writes: Sequence[str],
    decode: Callable[[bytes], Any],
    change: Change,
    encode: Callable[[Any], bytes],
) -> Server:
    """A server that refuses all other media types and charsets."""

    def select_decoder(content_type: str) -> None:
        essence, parameters = headers.content_type(content_type)
        if essence not in reads or parameters.get("charset", "utf-8").lower() != "utf-8":
            raise ValueError(f"415: {content_type}")

    def select_encoder(accept: str) -> str:
        found = headers.accept(accept)
        if found is None or found not in writes:
            raise ValueError(f"406: {accept}")
        return found

    def written(value: Any, media_type: str) -> Response:
        names = {"Content-Type": f"{media_type}; charset=utf-8", "Vary": "Accept"}
        return Response(names, encode(value))

    return Server(
        name=f"{name} + {headers.name}",
        select_decoder=select_decoder,
        decode=lambda body, _: decode(body),
        change=change,
        select_encoder=select_encoder,
        encode=written,
    )


def _with_attributes(make_date: Callable[[str], object]) -> Change:
    def change(user: Any) -> Any:
        user.nick_name, user.lastlogin = NICK_NAME, make_date(LAST_LOGIN)
        return user

    return change


def _with_items(user: dict[str, Any]) -> dict[str, Any]:
    user.update({"NickName": NICK_NAME, "Lastlogin": LAST_LOGIN})
    return user


_CHANGE_OBJECT = _with_attributes(datetime.fromisoformat)


def json_servers(root: type, *, remembered: bool) -> list[Server]:
    """JSON in and out."""
    werkzeug, small = _libraries(remembered=remembered)
    stacks = (
        (werkzeug, PYDANTIC, pydantic_peer(root), _CHANGE_OBJECT),
        (werkzeug, PYDANTIC_UNSET, pydantic_unset_peer(root), _CHANGE_OBJECT),
        (small, STRUCT_UNSET, struct_unset_peer(root), _CHANGE_OBJECT),
        (werkzeug, ORJSON, orjson_peer(), _with_items),
    )
    return [_codec_server(headers, name, codec, change, JSON) for headers, name, codec, change in stacks]


def xml_servers(root: type, *, remembered: bool) -> list[Server]:
    """XML in and out, all ways of xsdata among them."""
    werkzeug, small = _libraries(remembered=remembered)

    def change_document(document: dict[str, Any]) -> dict[str, Any]:
        _with_items(document[root.__name__])
        return document

    change_dataclass = _with_attributes(XmlDateTime.from_string)
    stacks = (
        *((werkzeug, xsdata.name, xsdata, change_dataclass) for xsdata in xsdata_peers(root)),
        (werkzeug, PYDANTIC_XML, pydantic_xml_peer(root), _CHANGE_OBJECT),
        (small, XMLTODICT, xmltodict_peer(), change_document),
    )
    return [_codec_server(headers, name, codec, change, XML) for headers, name, codec, change in stacks]


def _codec_server(
    headers: _Headers, name: str, codec: JsonPeer | XmlPeer, change: Change, media_types: Sequence[str]
) -> Server:
    return _server(
        headers,
        name,
        reads=media_types,
        writes=media_types,
        decode=codec.decode,
        change=change,
        encode=codec.encode,
    )


def json_to_xml_servers(root: type, *, remembered: bool) -> list[Server]:
    """JSON in, XML out: by way of dictionaries, whose names become elements."""
    werkzeug, small = _libraries(remembered=remembered)
    model, struct = TypeAdapter(model_class(root)), struct_class(root, unset=True)

    def written(user: Any) -> bytes:
        text: str = xmltodict.unparse({root.__name__: user}, full_document=False)
        return text.encode()

    def from_model(user: Any) -> bytes:
        return written(model.dump_python(user, mode="json", exclude_unset=True))

    def from_struct(user: Any) -> bytes:
        return written(msgspec.to_builtins(user))

    decode_struct = msgspec.json.Decoder(struct).decode
    stacks = (
        (werkzeug, PYDANTIC_UNSET, model.validate_json, _CHANGE_OBJECT, from_model),
        (small, STRUCT_UNSET, decode_struct, _CHANGE_OBJECT, from_struct),
        (werkzeug, ORJSON, orjson.loads, _with_items, written),
    )
    return [
        _server(
            headers,
            f"{name} + {XMLTODICT}",
            reads=JSON,
            writes=XML,
            decode=decode,
            change=change,
            encode=encode,
        )
        for headers, name, decode, change, encode in stacks
    ]


def patch_servers(root: type, stored: bytes, *, remembered: bool) -> list[Server]:
    """A JSON Patch in, what becomes of a stored value out, which stays as it is."""
    werkzeug, small = _libraries(remembered=remembered)
    model, struct = TypeAdapter(model_class(root)), struct_class(root, unset=True)
    stored_model, stored_struct = model.validate_json(stored), msgspec.json.decode(stored, type=struct)

    def apply_to_model(operations: Any) -> Any:
        document = model.dump_python(stored_model, mode="json", exclude_unset=True)
        return model.validate_python(_patched(document, operations))

    def apply_to_struct(operations: Any) -> Any:
        return msgspec.convert(_patched(msgspec.to_builtins(stored_struct), operations), struct)

    def apply_to_document(operations: Any) -> Any:
        # What is stored are bytes, which read in less time than a document is copied in.
        return _patched(orjson.loads(stored), operations)

    stacks = (
        (werkzeug, PYDANTIC_UNSET, apply_to_model, partial(model.dump_json, exclude_unset=True)),
        (small, STRUCT_UNSET, apply_to_struct, msgspec.json.encode),
        (werkzeug, ORJSON, apply_to_document, orjson.dumps),
    )
    return [
        _server(
            headers,
            f"{name} + {JSONPATCH}",
            reads=JSON_PATCH,
            writes=JSON,
            decode=orjson.loads,
            change=apply,
            encode=encode,
        )
        for headers, name, apply, encode in stacks
    ]


def _patched(document: Any, operations: Any) -> Any:
    """The document, which is nobody else's, after the operations."""
    return jsonpatch.JsonPatch(operations).apply(document, in_place=True)


def form_servers(root: type, answer: Callable[[Any], int], *, remembered: bool) -> list[Server]:
    """A form in, a number in JSON out."""
    werkzeug, small = _libraries(remembered=remembered)
    found = {peer.name: peer for peer in form_peers(root)}
    stacks = ((werkzeug, ON_URLLIB.format(PYDANTIC)), (small, ON_URLLIB.format(STRUCT)))
    return [
        _server(
            headers,
            name,
            reads=(FORM,),
            writes=JSON,
            decode=found[name].decode,
            change=answer,
            encode=lambda number: json.dumps(number).encode(),
        )
        for headers, name in stacks
    ]

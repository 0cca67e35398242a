"""An exchange as lines for people: `>` before what is sent, `<` before what is answered."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from http import HTTPStatus

from so_carriers.cli.exchanges.recording import Exchange

_DOTS = "\N{BULLET}" * 8
_TELLING = ("Authorization", "Content-Type", "Accept")
_LONGEST_BODY = 300
_opening = re.compile(r"<[^ />]+|[\[{]").match


def lines_of(exchange: Exchange, *, secrets: Collection[str], members: Collection[str]) -> Iterator[str]:
    """The lines of a request and its response, with dots for what is secret.

    Of a long body there are only its beginning and the members of those names.
    """
    request, response = exchange.request, exchange.response
    said = [f"{request.method} {request.url.raw_path.decode()}", *_headers(request.headers)]
    answered = [f"{response.status_code} {HTTPStatus(response.status_code).phrase}"]
    answered += _headers(response.headers)
    said += _body(request.content, members)
    answered += _body(response.content, members)
    for sign, lines in ((">", said), ("<", answered)):
        for line in lines:
            yield f"  {sign} {_without(secrets, line)}"


def _headers(headers: Mapping[str, str]) -> Iterator[str]:
    for name in _TELLING:
        if name in headers:
            yield f"{name}: {headers[name]}"


def _body(body: bytes, members: Collection[str]) -> list[str]:
    text = body.decode()
    if len(text) <= _LONGEST_BODY:
        return text.replace("},{", "},\n {").splitlines()  # an operation of a patch a line
    opening = _opening(text)
    shown = [found[0] for name in members if (found := _member(name, text))]
    return ["...".join([opening[0] if opening else "", *shown, f" ({len(body):,} bytes)"])]


def _member(name: str, text: str) -> re.Match[str] | None:
    """The first member of that name, in JSON or in XML, with its scalar."""
    return re.search(rf'"{name}":("[^"]*"|[^,}}]*)|<{name}>[^<]*</{name}>', text)


def _without(secrets: Collection[str], line: str) -> str:
    for secret in secrets:
        line = line.replace(secret, _DOTS)
    return line

"""One server as a client sees it: calls become requests, and responses values or errors."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar
from urllib.parse import quote

from so_carriers.client.authorization import Authorization
from so_carriers.client.bodies import ACCEPTED_CODINGS
from so_carriers.client.errors import (
    AgentError,
    AnswerError,
    NotFound,
    ServerMessage,
    UnexpectedAnswer,
    kind_of_error,
)
from so_carriers.client.messages import Answer, Call, Request, Response
from so_carriers.client.preferences import FORM, JSON, Preferences
from so_carriers.client.retries import retry_after
from so_carriers.client.secrecy import secret_header_texts, secret_texts
from so_carriers.client.server_messages import find_error, read_message
from so_carriers.defaults import default_negotiator
from so_carriers.errors import DecodeError, excerpt, printable
from so_carriers.messages import decode, encode
from so_carriers.patches.json_patch import JsonPatch
from so_carriers.patches.merge_patch import MergePatch
from so_carriers.settings import DEFAULT_LIMITS, Dialect, Limits

T = TypeVar("T")

_TOLD = frozenset({"www-authenticate", "allow", "accept", "accept-patch", "retry-after", "last-modified"})
"""The headers of an answer that its error keeps: what to do about it."""

_NO_CONTENT = 204
_LONGEST_LOCATION = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """The address of a server's API, who calls it, and how it is talked to; none of it does I/O."""

    address: str
    authorization: Authorization | None = None
    app_token: str | None = field(default=None, repr=False)
    preferences: Preferences = field(default_factory=Preferences)
    dialect: Dialect = Dialect.RFC
    limits: Limits = DEFAULT_LIMITS

    def request(self, call: Call[Any]) -> Request:
        """What is sent for a call.

        Raises what `encode` does, InvalidValue for options that no header can carry, and
        TypeError for options that there are none of.
        """
        wanted = replace(self.preferences, **call.options)
        content_type, accept = wanted.media_type, wanted.accepted
        if isinstance(call.body, (JsonPatch, MergePatch)):
            content_type = call.options.get("media_type") or self._patch_type(call.body)
            accept = wanted.accept or self.preferences.accepted
        body = None
        if call.body is not None:
            body = encode(call.body, content_type, dialect=self.dialect, limits=self.limits)
        return Request(
            call.method,
            self.address + call.path + _query(call.query),
            _merged_headers(
                {"Accept": accept, "Accept-Encoding": ACCEPTED_CODINGS},
                {} if body is None else {"Content-Type": _with_charset(content_type)},
                wanted.headers(),
                {} if self.app_token is None else {"SO-AppToken": self.app_token},
                {} if self.authorization is None else self.authorization.headers(),
                call.headers,
            ),
            body,
        )

    def answer(self, call: Call[T], response: Response) -> Answer[T]:
        """What a response means.

        Raises an AnswerError for every status that is no success, for an error object in one
        that is, for a null where a value was asked for, and for a false where that says the
        same; UnsupportedMediaType for what no codec reads, and what `decode` does.
        """
        if self.authorization is not None:
            self.authorization.learn(response.set_cookies)
        if response.status >= 300:
            raise self._error(kind_of_error(response.status), call, response, self._message(call, response))
        return Answer(self._value(call, response), response.status, response.headers)

    def _value(self, call: Call[T], response: Response) -> T:
        asked: Any = call.type
        if not response.body:
            return self._nothing(call, response)
        try:
            value = self._read(asked, response)
        except DecodeError:
            self._refuse_error(call, response, None)
            raise
        self._refuse_error(call, response, value)
        if _says_missing(call, value):
            said = f"{excerpt(value)}, which is what an agent answers for what it does not find"
            raise self._error(NotFound, call, response, ServerMessage(text=said))
        return value  # type: ignore[no-any-return]  # `decode` gives what the call asks for

    def _read(self, asked: Any, response: Response) -> Any:
        if asked is None:
            return None
        if response.content_type is None:
            raise default_negotiator(self.dialect).unsupported("the answer's Content-Type is missing")
        # With None, so that a null of any format can be told from what is malformed.
        nullable: Any = asked | None
        return decode(
            response.body, nullable, response.content_type, dialect=self.dialect, limits=self.limits
        )

    def _nothing(self, call: Call[T], response: Response) -> T:
        nothing: Any = None
        if _takes_none(call.type) or call.method == "HEAD":
            return nothing  # type: ignore[no-any-return]  # which is what the call asks for
        if response.status == _NO_CONTENT:
            said = "no content, which is what an agent answers for what it does not find"
            raise self._error(NotFound, call, response, ServerMessage(text=said))
        said = "an empty body where a value was expected"
        raise self._error(UnexpectedAnswer, call, response, ServerMessage(text=said))

    def _refuse_error(self, call: Call[Any], response: Response, value: Any) -> None:
        message = find_error(
            response, value, dialect=self.dialect, limits=self.limits, secrets=self._secrets(call)
        )
        if message is not None:
            raise self._error(AgentError, call, response, message)

    def _message(self, call: Call[Any], response: Response) -> ServerMessage:
        if response.status < 400:
            return _where_it_points(response)
        return read_message(response, dialect=self.dialect, limits=self.limits, secrets=self._secrets(call))

    def _error(
        self, kind: type[AnswerError], call: Call[Any], response: Response, message: ServerMessage
    ) -> AnswerError:
        told = {name: value for name, value in response.headers.items() if name in _TOLD}
        return kind(str(call), response.status, message, told, retry_after(response))

    def _secrets(self, call: Call[Any]) -> tuple[str, ...]:
        own = () if self.authorization is None else self.authorization.secrets()
        return (
            *own,
            self.app_token or "",
            *secret_header_texts(call.headers),
            *secret_texts(call.body),
        )

    def _patch_type(self, patch: JsonPatch | MergePatch) -> str:
        # NetServer's documents send a PATCH as JSON, and tell the two kinds apart by their shape.
        if self.dialect is Dialect.NETSERVER:
            return JSON
        if isinstance(patch, JsonPatch):
            return "application/json-patch+json"
        return "application/merge-patch+json"


def _where_it_points(response: Response) -> ServerMessage:
    """The address of a redirect, without its query, which may hold a token."""
    location = printable(re.split("[?#]", response.headers.get("location", ""), maxsplit=1)[0])
    return ServerMessage(text=f"to {location[:_LONGEST_LOCATION]}" if location else None)


def _says_missing(call: Call[Any], value: Any) -> bool:
    if call.false_is_missing:
        return not value
    return value is None and not _takes_none(call.type)


def _takes_none(asked: Any) -> bool:
    return asked is None or asked | None == asked


def _merged_headers(*layers: Mapping[str, str]) -> dict[str, str]:
    """The fields of all layers, each name once in whatever case; the later layer counts."""
    fields = {name.lower(): (name, value) for layer in layers for name, value in layer.items()}
    return dict(fields.values())


def _query(query: Mapping[str, str]) -> str:
    # The $ of $select, and the commas and slashes in it, stand for themselves, as in the documents.
    pairs = [f"{quote(name, safe='$')}={quote(value, safe='$,/:')}" for name, value in query.items()]
    return f"?{'&'.join(pairs)}" if pairs else ""


def _with_charset(media_type: str) -> str:
    if ";" in media_type or media_type.strip().lower() == FORM:
        return media_type
    return f"{media_type}; charset=utf-8"

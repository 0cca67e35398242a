"""A server under test: cases are sent to it, and its answers must be such as a client can use."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import so_carriers as so
from so_carriers.codecs.body_text import text_of
from so_carriers.codecs.json import MEDIA_TYPES as JSON_TYPES, json_octets
from so_carriers.codecs.xml import MEDIA_TYPES as XML_TYPES
from so_carriers.codecs.xml_charset import xml_codec
from so_carriers.engines.python.documents import read_document
from so_carriers.engines.python.xml_tree import read_tree
from so_carriers.settings import DEFAULT_LIMITS
from so_carriers.testing.fuzzing.addresses import Endpoint
from so_carriers.testing.fuzzing.campaign import EndOfCampaign
from so_carriers.testing.fuzzing.cases import XML, Case, Target
from so_carriers.testing.fuzzing.exchange import Answer, NoConnection, exchange
from so_carriers.testing.fuzzing.failures import Observed

_WITHOUT_BODY = (204, 205, 304)
_SECONDS_TO_COME_BACK = 5.0
_SECONDS_BETWEEN_TRIES = 0.25
_HIDDEN = "•••"
_SHORT = 3


class ServerGone(EndOfCampaign):
    """The server takes no connections any more: the campaign is over."""


@dataclass(slots=True, kw_only=True)
class Server:
    """What is fuzzed, and how.

    `headers` are sent with each request, those of one name too, and their values shown
    nowhere; `rate` is how many requests a second there are at most, and `seconds` how long
    one may take. What a 2xx holds must be an `answer`, where that is given.
    """

    endpoint: Endpoint
    method: str = "POST"
    headers: tuple[tuple[str, str], ...] = ()
    rate: float = 10.0
    seconds: float = 10.0
    answer: Any = None
    last: Case | None = None
    """What was answered last."""
    is_gone: bool = False
    """Whether it takes no connections any more."""
    exchange: Callable[..., Answer] = exchange
    _next: float = 0.0

    @property
    def case_seconds(self) -> float:
        """How long a case may take, waiting included, before something is wrong with us."""
        return 1 / self.rate + _SECONDS_TO_COME_BACK + 3 * self.seconds

    def check(self, case: Case) -> None:
        """Sends a case; raises Observed for what no server should answer, ServerGone where there is none."""
        self._wait()
        answer = self._send(case)
        if answer.status >= 500:
            raise Observed(f"status {answer.status}", f"the answer has the status {answer.status}")
        self._check_type(case, answer)
        if self.method != "HEAD" and answer.status not in _WITHOUT_BODY and not answer.is_encoded:
            self._check_body(answer)

    def hidden(self, text: str) -> str:
        """The text without the values of headers, should a server have repeated one."""
        for word in sorted(self._words, key=len, reverse=True):
            # A short one may be a part of any word.
            edge = r"(?<!\w){}(?!\w)" if len(word) <= _SHORT else "{}"
            text = re.sub(edge.format(re.escape(word)), _HIDDEN, text, flags=re.IGNORECASE)
        return text

    def _told(self, text: str, *origins: str) -> str:
        """The text, which comes of what the server said, unless any of that holds the value of a header.

        `origins` are what it was made from: a value that is cut or escaped is no longer found.
        """
        # Quoted strings have a backslash before what is quoted.
        said = [origin.lower().replace("\\", "") for origin in (text, *origins)]
        words = [word.replace("\\", "") for word in self._words]
        return _HIDDEN if any(word in origin for word in words for origin in said) else text

    @property
    def _words(self) -> set[str]:
        return {word.lower() for _, value in self.headers for word in [value, *value.split()]}

    def _headers(self, case: Case) -> list[tuple[str, str]]:
        ours = {"Accept": _accept(case), "Connection": "close", "User-Agent": "so-carriers fuzz"}
        if case.body is not None:
            ours |= {"Content-Type": case.media_type, "Content-Length": str(len(case.body))}
        said = {name.lower() for name, _ in self.headers}
        return [*((name, value) for name, value in ours.items() if name.lower() not in said), *self.headers]

    def _send(self, case: Case) -> Answer:
        headers = self._headers(case)
        # A server that was ended by what was sent may be started again by what watches over it.
        until = time.monotonic() + _SECONDS_TO_COME_BACK
        while True:
            try:
                answer = self.exchange(self.endpoint, self.method, headers, case.body, self.seconds)
            except NoConnection as error:
                if time.monotonic() > until:
                    self.is_gone = True
                    raise ServerGone(str(error)) from error
                time.sleep(_SECONDS_BETWEEN_TRIES)
            else:
                self.last = case
                return answer

    def _wait(self) -> None:
        now = time.monotonic()
        if now < self._next:
            time.sleep(self._next - now)
        self._next = max(now, self._next) + 1 / self.rate

    def _check_type(self, case: Case, answer: Answer) -> None:
        if case.target is not Target.NEGOTIATE or answer.status != 200 or not answer.content_type:
            return
        try:
            quality = so.Accept.parse(case.header).quality(answer.content_type)
        except so.InvalidValue as error:
            raise Observed("malformed Content-Type", "the answer's Content-Type is no media type") from error
        if quality == 0:
            said = self._told(answer.content_type)
            raise Observed("not acceptable", f"the answer is {said}, which Accept excludes")

    def _check_body(self, answer: Answer) -> None:
        said = answer.content_type or ""
        try:
            media_type = so.MediaType.parse(said)
        except so.InvalidValue:
            return
        if media_type.essence not in (*JSON_TYPES, *XML_TYPES):
            return
        try:
            if self.answer is not None and 200 <= answer.status < 300:
                so.decode(answer.body, self.answer, said)
            elif media_type.essence in JSON_TYPES:
                read_document(json_octets(answer.body, media_type.charset), DEFAULT_LIMITS)
            else:
                codec, mark = xml_codec(answer.body, media_type.charset)
                read_tree(text_of(answer.body[mark:], codec), DEFAULT_LIMITS)
        except so.SoCarriersError as error:
            what = f"{answer.status}, {self._told(said)}: {self._reason(error, said)}"
            raise Observed("undecodable answer", what) from error

    def _reason(self, error: so.SoCarriersError, said: str) -> str:
        """What is wrong with an answer, without what stands in it."""
        if isinstance(error, so.DecodeError):
            path = self._told(re.sub("[^ -~]", "?", error.path), error.path, *map(str, error.steps))
            return f"{path}: expected {error.expected}"
        return self._told(str(error), said)


def _accept(case: Case) -> str:
    if case.target is Target.NEGOTIATE:
        return case.header or "*/*"
    return XML if case.target is Target.XML else "application/json"

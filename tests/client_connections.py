"""What tests of the client talk to, and how: a server of a dictionary, and both clients behind one face."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, cast

import httpx2

import so_carriers as so
from so_carriers.client import AsyncClient, Client

BASE_URL = "https://crm.example/Cust12345/api"
USER_PATH = re.compile(r"/Cust12345/api/v1/User/(\d+)")
KINDS = ("waiting", "asynchronous")

Handler = Callable[[httpx2.Request], httpx2.Response]


class _OneByOne:
    """An asynchronous object whose methods are awaited at once, each in a loop of its own."""

    def __init__(self, target: Any) -> None:
        self._target = target

    def __getattr__(self, name: str) -> Any:
        member = getattr(self._target, name)
        if name == "users":
            return _OneByOne(member)
        if not asyncio.iscoroutinefunction(member):
            return member
        return lambda *positional, **named: asyncio.run(member(*positional, **named))


def client_of(kind: str, handler: Handler, *positional: Any, **options: Any) -> Client:
    """A client of one of the `KINDS`; its pauses are noted in `options["pauses"]`, and take no time."""
    pauses: list[float] = options.pop("pauses", [])
    base_url = options.pop("base_url", BASE_URL)
    transport = options.pop("transport", None) or httpx2.MockTransport(handler)
    if kind == "waiting":
        return Client(base_url, *positional, transport=transport, sleep=pauses.append, **options)

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)

    waiting = _OneByOne(AsyncClient(base_url, *positional, transport=transport, sleep=sleep, **options))
    return cast("Client", waiting)


def reply(
    value: Any, media_type: str = "application/json", status: int = 200, **headers: str
) -> httpx2.Response:
    """A response with a value in a format."""
    body = so.encode(value, media_type)
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    return httpx2.Response(status, content=body, headers={"Content-Type": media_type, **named})


def script(*steps: httpx2.Response | Exception) -> tuple[Handler, list[httpx2.Request]]:
    """A server that does one step after the other, and the requests that it got."""
    left: Iterator[httpx2.Response | Exception] = iter(steps)
    got: list[httpx2.Request] = []

    def handle(request: httpx2.Request) -> httpx2.Response:
        got.append(request)
        step = next(left)
        if isinstance(step, Exception):
            raise step
        return step

    return handle, got


class SmallServer:
    """The documented endpoints on the core alone, over a dictionary of users."""

    def __init__(self, dialect: so.Dialect = so.Dialect.RFC) -> None:
        self.users: dict[int, so.UserWithLinks] = {}
        self.requests: list[httpx2.Request] = []
        self._dialect = dialect

    def handle(self, request: httpx2.Request) -> httpx2.Response:
        """Answers one request."""
        self.requests.append(request)
        if match := USER_PATH.fullmatch(request.url.path):
            return self._about_one(request, int(match[1]))
        agent: Mapping[str, Callable[[httpx2.Request], Any]] = {
            "CreateDefaultUser": lambda _: so.User(name="new", rank=1),
            "CreateExternalUser": self._create_external,
            "SaveUser": lambda request: self._insert(self._read(request, so.UserWithLinks)),
            "IsUserNameValid": self._is_user_name_valid,
        }
        method = request.url.path.rpartition("/")[2]
        if method == "SetPassword":
            return httpx2.Response(204)
        return self._write(request, agent[method](request))

    def _about_one(self, request: httpx2.Request, number: int) -> httpx2.Response:
        if number not in self.users:
            return self._write(request, _missing(number), 404)
        if request.method == "DELETE":
            del self.users[number]
            return httpx2.Response(204)
        if request.method == "PUT":
            self.users[number] = self._read(request, so.UserWithLinks)
        if request.method == "PATCH":
            self.users[number] = so.decode(
                request.content,
                so.UserWithLinks,
                request.headers["content-type"],
                base=self.users[number],
                dialect=self._dialect,
            )
        return self._write(request, self.users[number])

    def _create_external(self, request: httpx2.Request) -> int:
        asked = self._read(request, so.CreateExternalUserRequest)
        return self._insert(so.UserWithLinks(name=asked.user_name)).associate_id

    def _is_user_name_valid(self, request: httpx2.Request) -> bool:
        asked = self._read(request, so.IsUserNameValidRequest)
        return asked.user_name not in {user.name for user in self.users.values()}

    def _insert(self, user: so.UserWithLinks) -> so.UserWithLinks:
        user.associate_id = len(self.users) + 1
        self.users[user.associate_id] = user
        return user

    def _read(self, request: httpx2.Request, type: type[Any]) -> Any:
        return so.decode(request.content, type, request.headers["content-type"], dialect=self._dialect)

    def _write(self, request: httpx2.Request, value: Any, status: int = 200) -> httpx2.Response:
        selection = so.Selection.parse(request.url.params.get("$select", ""))
        choice = so.default_negotiator(self._dialect).select_encoder(request.headers.get("accept"))
        body = so.encode(selection.apply(value), choice.media_type, dialect=self._dialect)
        return httpx2.Response(status, content=body, headers=choice.headers)


@so.carrier
class ErrorReply:
    """NetServer's error object."""

    error: bool = so.member("Error", default=True)
    error_type: str | None = so.member("ErrorType", default=None)
    error_message: str | None = so.member("ErrorMessage", default=None)
    error_source: str | None = so.member("ErrorSource", default=None)


def _missing(number: int) -> ErrorReply:
    return ErrorReply(error_type="SoNotFoundException", error_message=f"There is no user {number}")

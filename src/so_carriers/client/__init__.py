"""What users import to call a server: `Client`, `AsyncClient`, and what they take and raise.

    from so_carriers.client import Basic, Client

    with Client("https://crm.example/Cust12345/api", Basic("SAL1", password)) as client:
        user = client.users.get(10)

The two clients need httpx2, which the extra `client` installs; the rest does without. Every
name below is loaded when it is first used.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from so_carriers.client import user_calls as user_calls
    from so_carriers.client.async_users import AsyncUsers as AsyncUsers
    from so_carriers.client.authorization import (
        Authorization as Authorization,
        Basic as Basic,
        Bearer as Bearer,
        Session as Session,
        SoTicket as SoTicket,
    )
    from so_carriers.client.client import AsyncClient as AsyncClient, Client as Client
    from so_carriers.client.errors import (
        AcceptRefused as AcceptRefused,
        AgentError as AgentError,
        AnswerError as AnswerError,
        BadRequest as BadRequest,
        ClientError as ClientError,
        Conflict as Conflict,
        ContentTooLarge as ContentTooLarge,
        Forbidden as Forbidden,
        MediaTypeRefused as MediaTypeRefused,
        MethodNotAllowed as MethodNotAllowed,
        NoAnswer as NoAnswer,
        NotFound as NotFound,
        NotModified as NotModified,
        PreconditionFailed as PreconditionFailed,
        Redirected as Redirected,
        Refused as Refused,
        ServerError as ServerError,
        TimedOut as TimedOut,
        TooManyRequests as TooManyRequests,
        Unauthorized as Unauthorized,
        UnexpectedAnswer as UnexpectedAnswer,
        Unprocessable as Unprocessable,
    )
    from so_carriers.client.messages import Answer as Answer, Call as Call
    from so_carriers.client.preferences import CallOptions as CallOptions
    from so_carriers.client.retries import Retries as Retries
    from so_carriers.client.timeouts import Timeouts as Timeouts
    from so_carriers.client.users import Users as Users

_MODULES = {
    "so_carriers.client.async_users": "AsyncUsers",
    "so_carriers.client.authorization": "Authorization Basic Bearer Session SoTicket",
    "so_carriers.client.client": "AsyncClient Client",
    "so_carriers.client.errors": (
        "AcceptRefused AgentError AnswerError BadRequest ClientError Conflict ContentTooLarge Forbidden "
        "MediaTypeRefused MethodNotAllowed NoAnswer NotFound NotModified PreconditionFailed Redirected "
        "Refused ServerError TimedOut TooManyRequests Unauthorized UnexpectedAnswer Unprocessable"
    ),
    "so_carriers.client.messages": "Answer Call",
    "so_carriers.client.preferences": "CallOptions",
    "so_carriers.client.retries": "Retries",
    "so_carriers.client.timeouts": "Timeouts",
    "so_carriers.client.users": "Users",
}
_MODULE_OF = {name: module for module, names in _MODULES.items() for name in names.split()}
_SUBMODULES = ("user_calls",)
_BROUGHT_BY_THE_EXTRA = ("httpx2", "anyio")

__all__ = sorted([*_MODULE_OF, *_SUBMODULES])  # noqa: PLE0605 -- the names are those of the tables  # pyright: ignore[reportUnsupportedDunderAll]


def __getattr__(name: str) -> Any:
    if name in _SUBMODULES:
        return importlib.import_module(f"{__name__}.{name}")
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        module = importlib.import_module(_MODULE_OF[name])
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] not in _BROUGHT_BY_THE_EXTRA:
            raise
        advice = "install it with: pip install so-carriers[client]"
        raise ImportError(f"{__name__}.{name} needs {error.name}; {advice}", name=error.name) from error
    value = getattr(module, name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})

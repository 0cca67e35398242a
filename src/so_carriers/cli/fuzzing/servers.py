"""The server that the options name, and what files of failures keep of it."""

from __future__ import annotations

from so_carriers.cli.conversion.errors import WrongUsage
from so_carriers.cli.conversion.notation import carrier_said
from so_carriers.cli.fuzzing.order import DEFAULT_RATE, DEFAULT_TIMEOUT, ServerOptions
from so_carriers.testing.fuzzing.addresses import UnusableServer, endpoint_of
from so_carriers.testing.fuzzing.exchange import NoConnection, require_connection
from so_carriers.testing.fuzzing.failure_files import Sent
from so_carriers.testing.fuzzing.server import Server

_METHODS_OF_FILES = ("GET", "PATCH", "POST", "PUT")
"""What a file may have sent again without being asked: it may come from anywhere."""


def server_of(options: ServerOptions, recorded: Sent | None = None) -> Server:
    """The server of the options, once it takes connections; raises WrongUsage for one that is not fuzzed.

    What a file says of the method and the answer is taken where the options do not say it.
    """
    recorded = recorded or Sent(url="")
    method = _method(options, recorded)
    headers = options.named_headers()
    said = recorded.answer or None if options.answer is None else options.answer
    answer = None if said is None else _answer_type(said)
    timeout = DEFAULT_TIMEOUT if options.timeout is None else options.timeout
    try:
        endpoint = endpoint_of(options.url or "", allow_remote=options.allow_remote)
        require_connection(endpoint, timeout)
    except (UnusableServer, NoConnection) as error:
        raise WrongUsage(f"{options.shown_url}: {error}") from error
    return Server(
        endpoint=endpoint,
        method=method,
        headers=headers,
        rate=DEFAULT_RATE if options.rate is None else options.rate,
        seconds=timeout,
        answer=answer,
    )


def sent_of(server: Server, options: ServerOptions) -> Sent:
    """What files of failures keep of a server."""
    names = dict.fromkeys(name for name, _ in server.headers)
    return Sent(
        url=server.endpoint.url,
        method=server.method,
        header_names=tuple(names),
        answer="" if options.answer is None else _notation(options.answer),
        options=tuple(options.words()),
    )


def _method(options: ServerOptions, recorded: Sent) -> str:
    if options.method is not None:
        return options.method.upper()
    if recorded.method not in _METHODS_OF_FILES:
        raise WrongUsage(f"the file was sent with {recorded.method}; say so with --method {recorded.method}")
    return recorded.method


def _answer_type(said: str) -> object:
    carrier, is_array = carrier_said(said)
    item: object = carrier
    return list[item] if is_array else carrier  # type: ignore[valid-type]  # worked out


def _notation(said: str) -> str:
    carrier, is_array = carrier_said(said)
    return f"array<{carrier.__name__}>" if is_array else carrier.__name__

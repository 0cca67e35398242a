"""Where a server is: its addresses are looked up once, checked, and those are connected to.

A name that is looked up again could lead elsewhere the second time.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from dataclasses import dataclass
from typing import Any, TypeAlias
from urllib.parse import urlsplit

SocketAddress: TypeAlias = tuple[Any, ...]

_PRINTABLE = re.compile("[\x21-\x7e]+")
_PORTS = {"http": 80, "https": 443}


class UnusableServer(Exception):
    """A URL that is not fuzzed; the message is one line for people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """A URL and the addresses that its host had when it was looked up."""

    url: str
    scheme: str
    host: str
    port: int
    path: str
    """What the request line says: path and query."""
    addresses: tuple[tuple[int, SocketAddress], ...]
    """Family and socket address of each."""


def endpoint_of(url: str, *, allow_remote: bool = False) -> Endpoint:
    """The endpoint of a URL of http or https, once every address of its host was found fit.

    Fit is what this machine alone can be reached by (127.0.0.0/8, ::1), unless
    `allow_remote` allows all. Nothing is sent but what it takes to look a name up. Raises
    UnusableServer.
    """
    if not _PRINTABLE.fullmatch(url):
        raise UnusableServer("a URL has neither blanks nor other characters than those of ASCII")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        # What comes before an @ may be a password, wherever it was taken apart.
        reason = "" if "@" in url else f": {error}"
        raise UnusableServer(f"no URL{reason}") from error
    if parts.scheme not in _PORTS or not parts.hostname:
        raise UnusableServer("say a URL that begins with http:// or https:// and names a host")
    if "@" in parts.netloc:
        raise UnusableServer("the URL holds a user's name, and is written down; --header is for credentials")
    port = _PORTS[parts.scheme] if port is None else port
    addresses = _look_up(parts.hostname, port)
    if not allow_remote:
        _require_loopback(parts.hostname, addresses)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Endpoint(
        url=url, scheme=parts.scheme, host=parts.hostname, port=port, path=path, addresses=addresses
    )


def _look_up(host: str, port: int) -> tuple[tuple[int, SocketAddress], ...]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise UnusableServer(f"{host} is not known: {error}") from error
    # Each once, in the order of the system's preference.
    addresses = dict.fromkeys((int(family), tuple(address)) for family, _, _, _, address in found)
    if not addresses:
        raise UnusableServer(f"{host} has no address")
    return tuple(addresses)


def _require_loopback(host: str, addresses: tuple[tuple[int, SocketAddress], ...]) -> None:
    for _, address in addresses:
        if not _is_loopback(str(address[0])):
            raise UnusableServer(
                f"{host} has the address {address[0]}, which is not of this machine alone; "
                "--allow-remote is for servers of yours elsewhere"
            )


def _is_loopback(text: str) -> bool:
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return (mapped or address).is_loopback

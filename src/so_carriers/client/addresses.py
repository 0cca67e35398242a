"""Where the web API of a server is."""

from __future__ import annotations

from urllib.parse import urlsplit

from so_carriers.errors import InvalidValue

_API = "api"
_VERSION = "v1"
_VISIBLE = frozenset(map(chr, range(0x21, 0x7F)))


def api_address(base_url: str) -> str:
    """The address that paths such as `v1/User/7` follow: `https://crm.example/Cust12345/api/`.

    `base_url` names the server, the tenant where there are several, and `/api`, or leaves that
    out. Raises InvalidValue, which quotes nothing of it, for what is no such address.
    """
    if not set(base_url) <= _VISIBLE:
        raise _wrong("in visible ASCII characters")
    try:
        parts = urlsplit(base_url)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise _wrong("that is well-formed") from None
    if parts.scheme.lower() not in ("http", "https") or not host or port == 0:
        raise _wrong("with http or https and a host")
    if "@" in parts.netloc:
        raise _wrong("without a name or a password, which belong into the authorization")
    if parts.query or parts.fragment:
        raise _wrong("without a query and a fragment")
    return f"{parts.scheme.lower()}://{parts.netloc}{_api_path(parts.path)}"


def _api_path(path: str) -> str:
    steps = [step for step in path.split("/") if step]
    if {".", ".."} & set(steps):
        raise _wrong("without . and .. in its path")
    if [step.lower() for step in steps[-2:]] == [_API, _VERSION]:
        steps.pop()
    if not steps or steps[-1].lower() != _API:
        steps.append(_API)
    return "".join(f"/{step}" for step in steps) + "/"


def _wrong(expected: str) -> InvalidValue:
    # It may hold a password, so none of it is quoted.
    return InvalidValue(
        f"base_url: expected an address such as https://crm.example/Cust12345/api, {expected}"
    )

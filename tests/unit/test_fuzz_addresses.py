"""Which servers are fuzzed: those of this machine, unless more is allowed; nothing is sent to find out."""

from __future__ import annotations

import socket
from typing import Any

import pytest

from so_carriers.testing.fuzzing.addresses import UnusableServer, endpoint_of


def known_as(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> list[str]:
    """Has every name lead to those addresses, and counts the questions."""
    asked: list[str] = []

    def look_up(host: str, port: int, **_options: Any) -> list[Any]:
        asked.append(host)
        families = [socket.AF_INET6 if ":" in address else socket.AF_INET for address in addresses]
        return [
            (family, socket.SOCK_STREAM, 6, "", (address, port))
            for family, address in zip(families, addresses, strict=True)
        ]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return asked


def refuse_sockets(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_arguments: Any, **_options: Any) -> Any:
        pytest.fail("a socket was made")

    monkeypatch.setattr(socket, "socket", refused)


@pytest.mark.parametrize(
    "addresses",
    [["127.0.0.1"], ["127.8.9.10"], ["::1"], ["::ffff:127.0.0.1"], ["::1", "127.0.0.1"], ["::1%lo"]],
)
def test_what_this_machine_alone_reaches_is_fuzzed(
    addresses: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = known_as(monkeypatch, *addresses)
    refuse_sockets(monkeypatch)
    endpoint = endpoint_of("http://some.name:81/a?b=c#d")
    assert [address[0] for _, address in endpoint.addresses] == addresses
    assert (endpoint.host, endpoint.port, endpoint.path) == ("some.name", 81, "/a?b=c")
    assert asked == ["some.name"]


@pytest.mark.parametrize(
    "addresses",
    [
        ["192.0.2.1"],
        ["10.0.0.1"],
        ["0.0.0.0"],
        ["169.254.169.254"],
        ["128.0.0.1"],
        ["::"],
        ["fe80::1%eth0"],
        ["2001:db8::1"],
        ["::ffff:192.0.2.1"],
        ["::127.0.0.1"],
        ["127.0.0.1", "192.0.2.1"],
        ["192.0.2.1", "127.0.0.1"],
        ["no address"],
    ],
)
def test_a_host_with_any_other_address_is_refused_before_anything_is_sent(
    addresses: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    known_as(monkeypatch, *addresses)
    refuse_sockets(monkeypatch)
    with pytest.raises(UnusableServer, match="not of this machine alone; --allow-remote"):
        endpoint_of("http://localhost/")
    assert endpoint_of("http://localhost/", allow_remote=True).addresses


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("ftp://localhost/", "say a URL that begins with http:// or https://"),
        ("localhost:8000", "say a URL that begins with http:// or https://"),
        ("http://", "and names a host"),
        ("http:///path", "and names a host"),
        ("http://localhost:99999/", "no URL"),
        ("http://localhost:x/", "no URL"),
        ("http://[::1/", "no URL"),
        ("http://localhost/ a", "neither blanks"),
        ("http://localhost/\r\nHost: b", "neither blanks"),
        ("http://localhost/\xe5", "neither blanks"),
        ("", "neither blanks"),
        ("http://user:secret@localhost/", "--header is for credentials"),
        ("http://@localhost/", "--header is for credentials"),
    ],
)
def test_what_is_no_url_to_be_fuzzed_is_refused(url: str, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = known_as(monkeypatch, "127.0.0.1")
    with pytest.raises(UnusableServer) as refusal:
        endpoint_of(url)
    assert said in str(refusal.value)
    assert "secret" not in str(refusal.value)
    assert not asked


def test_a_host_that_is_not_known_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    known_as(monkeypatch)
    with pytest.raises(UnusableServer, match=r"no\.name has no address"):
        endpoint_of("http://no.name/")

    def unknown(*_arguments: Any, **_options: Any) -> Any:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(UnusableServer, match=r"no\.name is not known"):
        endpoint_of("http://no.name/")

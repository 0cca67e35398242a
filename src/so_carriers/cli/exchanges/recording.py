"""What travels between a client and a server, written down on its way."""

from __future__ import annotations

from dataclasses import dataclass, field

import httpx2


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its response, with what is secret in them."""

    request: httpx2.Request = field(repr=False)
    response: httpx2.Response = field(repr=False)


class RecordingTransport(httpx2.BaseTransport):
    """Sends over the network, and keeps the last exchange: None where there was no response."""

    def __init__(self) -> None:
        self.last: Exchange | None = None
        self._network = httpx2.HTTPTransport()

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Sends a request, and reads the whole response."""
        self.last = None
        response = self._network.handle_request(request)
        try:
            response.read()
        finally:
            response.close()
        self.last = Exchange(request, response)
        return httpx2.Response(response.status_code, headers=response.headers, content=response.content)

    def close(self) -> None:
        """Ends the connections."""
        self._network.close()

"""Where the client finds the API."""

from __future__ import annotations

import pytest

import so_carriers as so
from so_carriers.client.addresses import api_address


@pytest.mark.parametrize(
    ("base_url", "address"),
    [
        ("https://crm.example/Cust12345/api", "https://crm.example/Cust12345/api/"),
        ("https://crm.example/Cust12345/api/", "https://crm.example/Cust12345/api/"),
        ("https://crm.example/Cust12345", "https://crm.example/Cust12345/api/"),
        ("https://crm.example/Cust12345/api/v1", "https://crm.example/Cust12345/api/"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080/api/"),
        ("http://[::1]:8080/", "http://[::1]:8080/api/"),
        ("HTTPS://crm.example//superoffice//API", "https://crm.example/superoffice/API/"),
    ],
)
def test_the_api_is_found_with_and_without_its_last_steps(base_url: str, address: str) -> None:
    assert api_address(base_url) == address


@pytest.mark.parametrize(
    "base_url",
    [
        "",
        "crm.example/api",
        "ftp://crm.example/api",
        "https:///api",
        "https://crm.example:0/api",
        "https://crm.example:many/api",
        "https://[::1/api",
        "https://crm.example/api?tenant=hunter2",
        "https://crm.example/api#hunter2",
        "https://kari:hunter2@crm.example/api",
        "https://crm.example/../hunter2",
        "https://crm.example/a b",
        "https://crm.example/å",
        "https://crm.example/api\r\nX: hunter2",
    ],
)
def test_what_is_no_such_address_is_refused_unseen(base_url: str) -> None:
    with pytest.raises(so.InvalidValue, match="base_url: expected") as caught:
        api_address(base_url)
    assert "hunter2" not in str(caught.value)

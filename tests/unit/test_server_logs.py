"""How records are written, and what they leave out."""

from __future__ import annotations

import json
import logging

import pytest

import so_carriers as so
from so_carriers.server.logs import (
    LOGGER,
    JsonFormatter,
    KeyValueFormatter,
    is_exchange_logged,
    log_exchange,
    log_failure,
    safe_traceback,
)


@pytest.fixture(autouse=True)
def _listening(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, LOGGER.name)


def exchange(path: str = "/a", status: int = 200, error_type: str | None = None) -> None:
    log_exchange(
        method="POST",
        path=path,
        status=status,
        request_type=None,
        response_type="text/xml",
        codec_microseconds=5,
        microseconds=70,
        error_type=error_type,
    )


def test_a_record_is_a_line_of_names_and_values(caplog: pytest.LogCaptureFixture) -> None:
    exchange(path='/a "b"=c')
    line = KeyValueFormatter().format(caplog.records[0])
    assert line.startswith("time=")
    assert line.partition(" ")[2] == (
        'level=INFO logger=so_carriers.server message="POST /a \\"b\\"=c 200" http_method=POST '
        'http_path="/a \\"b\\"=c" http_status=200 response_type=text/xml codec_microseconds=5 microseconds=70'
    )


def test_a_record_is_an_object(caplog: pytest.LogCaptureFixture) -> None:
    exchange(status=503, error_type="DatabaseUnusable")
    record = json.loads(JsonFormatter().format(caplog.records[0]))
    assert record["level"] == "WARNING"
    assert record["http_status"] == 503
    assert record["error_type"] == "DatabaseUnusable"
    assert "request_type" not in record


def test_a_path_breaks_no_line_and_is_cut(caplog: pytest.LogCaptureFixture) -> None:
    exchange(path="/a\n\x1b[31m" + "x" * 1_000)
    for formatter in (KeyValueFormatter(), JsonFormatter()):
        line = formatter.format(caplog.records[0])
        assert "\n" not in line
        assert "\x1b" not in line
        assert len(line) < 1_000


def test_nothing_is_written_where_nobody_listens(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.ERROR, LOGGER.name)
    assert not is_exchange_logged(200)
    assert not is_exchange_logged(503)
    exchange()
    assert caplog.records == []
    caplog.set_level(logging.WARNING, LOGGER.name)
    assert not is_exchange_logged(200)
    assert is_exchange_logged(503)


def failing(message: str) -> None:
    try:
        int(message)
    except ValueError as error:
        raise RuntimeError(message) from error


def test_a_traceback_has_lines_and_types_and_the_words_of_this_library_alone(
    caplog: pytest.LogCaptureFixture,
) -> None:
    secret = "geheim"
    try:
        failing(secret)
    except RuntimeError as error:
        log_failure(error, method="GET", path="/a")
    for formatter in (KeyValueFormatter(), JsonFormatter()):
        text = formatter.format(caplog.records[0])
        assert secret not in text
        assert "raise RuntimeError(message) from error" in text
        assert "builtins.ValueError" in text
    assert caplog.records[0].exc_info is None
    assert safe_traceback(so.InvalidValue("a zone")).endswith("InvalidValue: a zone")


def test_causes_in_a_circle_end() -> None:
    first, second = ValueError(), KeyError()
    first.__cause__, second.__cause__ = second, first
    assert safe_traceback(first) == "builtins.ValueError\ncaused by:\nbuiltins.KeyError"

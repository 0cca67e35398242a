"""What the server writes down: one record for each exchange, one more for what nobody expected.

No header but the media types, no query and no body is in them. Of an exception that is not this
library's own, neither are its words: they may quote what it stumbled over.
"""

from __future__ import annotations

import json
import logging
import traceback
from datetime import UTC, datetime
from typing import Any

from so_carriers.errors import SoCarriersError, printable

LOGGER = logging.getLogger("so_carriers.server")

FIELDS = (
    "http_method",
    "http_path",
    "http_status",
    "request_type",
    "response_type",
    "codec_microseconds",
    "microseconds",
    "error_type",
)
"""What a record has besides its message, as attributes, where it applies."""

_LONGEST = 200
_TRACEBACK = "safe_traceback"


def is_exchange_logged(status: int) -> bool:
    """Whether anybody listens to the record of an exchange that ended with this status."""
    return LOGGER.isEnabledFor(_level_of(status))


def _level_of(status: int) -> int:
    return logging.INFO if status < 500 else logging.WARNING


def log_exchange(
    *,
    method: str,
    path: str,
    status: int,
    request_type: str | None,
    response_type: str | None,
    codec_microseconds: int,
    microseconds: int,
    error_type: str | None,
) -> None:
    """Writes one exchange down: as INFO, or as WARNING where the server failed."""
    shown, place = _short(method), _short(path)
    values = (shown, place, status, request_type, response_type, codec_microseconds, microseconds, error_type)
    extra = {name: value for name, value in zip(FIELDS, values, strict=True) if value is not None}
    LOGGER.log(_level_of(status), "%s %s %d", shown, place, status, extra=extra)


def log_failure(error: BaseException, *, method: str, path: str) -> None:
    """Writes down what nobody expected: where it was raised, through which calls, and of which types."""
    name, shown, place = type(error).__name__, _short(method), _short(path)
    extra = {"http_method": shown, "http_path": place, "error_type": name, _TRACEBACK: safe_traceback(error)}
    LOGGER.error("%s at %s %s", name, shown, place, extra=extra)


def safe_traceback(error: BaseException) -> str:
    """The traceback of an error and of its causes, with the lines of the sources and without its words."""
    parts: list[str] = []
    seen: set[int] = set()
    cause: BaseException | None = error
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        stack = "".join(traceback.format_tb(cause.__traceback__))
        words = f": {cause}" if isinstance(cause, SoCarriersError) else ""
        parts.append(f"{stack}{type(cause).__module__}.{type(cause).__qualname__}{words}")
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
    return "\ncaused by:\n".join(parts)


class KeyValueFormatter(logging.Formatter):
    """A line of `name=value` for each record; values with blanks or quotes are JSON texts."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, with what else is known of a failure below it."""
        line = " ".join(f"{name}={_plain(value)}" for name, value in _values(record).items())
        stack: str = getattr(record, _TRACEBACK, "")
        return f"{line}\n{stack}" if stack else line


class JsonFormatter(logging.Formatter):
    """One JSON object on one line for each record."""

    def format(self, record: logging.LogRecord) -> str:
        """The object, with the traceback of a failure as one text."""
        values = _values(record)
        stack: str = getattr(record, _TRACEBACK, "")
        return json.dumps({**values, "traceback": stack} if stack else values, ensure_ascii=False)


def _values(record: logging.LogRecord) -> dict[str, Any]:
    time = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
    stated = {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
    return {
        "time": time,
        "level": record.levelname,
        "logger": record.name,
        "message": record.getMessage(),
        **stated,
    }


def _plain(value: object) -> str:
    text = str(value)
    is_plain = text and not any(character in text for character in ' "=\\')
    return text if is_plain else json.dumps(text, ensure_ascii=False)


def _short(text: str) -> str:
    return printable(text[:_LONGEST])

"""Dates of last change, and the two conditions on them that NetServer knows.

Both conditions are ignored where they are no dates, and beside those on entity tags, which come
before them (RFC 9110, sections 13.1.3 and 13.1.4). There are no entity tags, so that none matches.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime

_ANY = "*"


def last_modified(updated: datetime) -> dict[str, str]:
    """The header that says when it was last changed."""
    return {"Last-Modified": format_datetime(updated.astimezone(UTC), usegmt=True)}


def is_not_modified(headers: Mapping[str, str], updated: datetime) -> bool:
    """Whether If-Modified-Since names that time or a later one, so that the answer is 304."""
    if "if-none-match" in headers:
        return headers["if-none-match"].strip() == _ANY
    since = _date(headers.get("if-modified-since"))
    return since is not None and updated <= since


def unmodified_since(headers: Mapping[str, str]) -> datetime | None:
    """The time of If-Unmodified-Since, if it names one and counts."""
    if "if-match" in headers:
        return None
    return _date(headers.get("if-unmodified-since"))


def names_an_entity_tag(headers: Mapping[str, str]) -> bool:
    """Whether If-Match asks for an entity tag, which nothing has."""
    return headers.get("if-match", _ANY).strip() != _ANY


def _date(stated: str | None) -> datetime | None:
    if stated is None:
        return None
    try:
        date = parsedate_to_datetime(stated)
    except (ValueError, OverflowError):  # a zone may be further off than any number says
        return None
    # An HTTP date is in GMT; one that names no zone is taken for one.
    return date.replace(tzinfo=UTC) if date.tzinfo is None else date

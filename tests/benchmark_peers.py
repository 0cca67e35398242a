"""Imported before benchmarks that import peers: without the extra `bench` the tests are skipped."""

from __future__ import annotations

import importlib
import importlib.util
import warnings

import pytest

_PEERS = (
    "django",
    "fastapi",
    "mimeparse",
    "msgspec",
    "pydantic",
    "pydantic_xml",
    "webob",
    "werkzeug",
    "xmltodict",
    "xsdata",
)
_MISSING = [name for name in _PEERS if importlib.util.find_spec(name) is None]

if _MISSING:
    pytest.skip(f"extra bench: {', '.join(_MISSING)} not installed", allow_module_level=True)

with warnings.catch_warnings():
    # What webob imports is deprecated in Python 3.11 and gone in 3.13.
    warnings.simplefilter("ignore", DeprecationWarning)
    importlib.import_module("webob")

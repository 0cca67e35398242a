"""Django asks for its settings before it does anything."""

from __future__ import annotations

import django.conf


def configure() -> None:
    """Settles on the defaults, without translations."""
    if not django.conf.settings.configured:
        django.conf.settings.configure(USE_I18N=False)

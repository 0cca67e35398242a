"""JSON Merge Patch (RFC 7396) of plain values, which is their JSON.

- `application/merge-patch+json`; absent means untouched, null means null.
- The NETSERVER dialect takes the media type for another name of JSON, which comes to the
  same.
"""

from __future__ import annotations

from so_carriers.codecs.json import JsonCodec

MEDIA_TYPES = ("application/merge-patch+json",)


class MergePatchCodec(JsonCodec):
    """Reads and writes merge patches."""

    name = "merge-patch"

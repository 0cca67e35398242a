"""JSON Merge Patch (RFC 7396).

- `application/merge-patch+json`; where there is no base to merge into, a value is its JSON:
  absent means untouched, null means null.
- The NETSERVER dialect takes the media type for another name of JSON, which comes to the
  same, and for PATCH.
"""

from __future__ import annotations

from so_carriers.codecs.codec import Patch
from so_carriers.codecs.json import JsonCodec
from so_carriers.patches.merge_patch import MergePatch
from so_carriers.settings import Dialect

MEDIA_TYPES = ("application/merge-patch+json",)


class MergePatchCodec(JsonCodec):
    """Reads and writes merge patches."""

    name = "merge-patch"

    def patch_type(self, dialect: Dialect) -> type[Patch]:
        """MergePatch."""
        return MergePatch

"""Patches as values: JSON Patch (RFC 6902), JSON Merge Patch (RFC 7396) and JSON Pointer (RFC 6901)."""

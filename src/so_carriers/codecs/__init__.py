"""The wire rules of each format, one module a format."""

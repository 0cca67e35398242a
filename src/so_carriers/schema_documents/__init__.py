"""Schemas of the carriers for other tools: an XSD and a JSON Schema, written from the carriers' own."""

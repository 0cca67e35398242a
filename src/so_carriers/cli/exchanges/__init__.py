"""Calls of a client to a server that runs for a moment, and what travels between the two."""

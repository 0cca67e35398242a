"""Requests per second of the server beside those of a FastAPI application that does the same work."""

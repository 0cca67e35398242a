"""The documented endpoints as an ASGI application, with users in a database; needs the extra `server`."""

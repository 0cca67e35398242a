"""The bodies of requests to NetServer's User agent; each is described on the page of its endpoint."""

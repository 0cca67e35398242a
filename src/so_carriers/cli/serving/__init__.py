"""What `so-carriers serve` does: the web server, and the users and tickets in its database."""

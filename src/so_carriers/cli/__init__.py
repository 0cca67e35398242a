"""The command line, `so-carriers` (extra `cli`)."""

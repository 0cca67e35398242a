"""Python's datetime, int and enum, as they are on the wire."""

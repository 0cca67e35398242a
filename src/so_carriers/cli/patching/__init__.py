"""What `so-carriers diff` and `so-carriers patch` do, a part a module."""

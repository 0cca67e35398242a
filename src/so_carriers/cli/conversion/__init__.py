"""What `so-carriers convert` does, a part a module."""

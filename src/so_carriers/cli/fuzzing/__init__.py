"""What `so-carriers fuzz` does."""

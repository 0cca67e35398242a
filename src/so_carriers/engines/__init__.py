"""Bytes to carriers and back."""

"""The native engine: one C extension, and what it is told of types and classes."""

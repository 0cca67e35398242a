"""docs/benchmarks.md, made of stored figures."""

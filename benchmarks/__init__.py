"""The speed of so_carriers beside what a Python user would pick instead: `python -m benchmarks`."""

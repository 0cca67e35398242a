"""Under which other conditions a part of the figures was measured."""

from __future__ import annotations

from benchmarks.figures import Figures


def other_conditions(figures: Figures, part: str) -> str:
    """In what another command's heading differs from that of the lines; empty where in nothing."""
    heading = figures.parts[part]["heading"]
    differing = [f"{name} {text}" for name, text in heading.items() if figures.heading.get(name) != text]
    return f"Measured on its own: {'; '.join(differing)}." if differing else ""

"""Writes the golden logs anew: `python -m tests.golden.regenerate`, then read the diff: it is a decision."""

from __future__ import annotations

from pathlib import Path

from sim.factory import Factory
from tests.golden.log import told
from tests.golden.tracer import tracer

TRACER = Path(__file__).parent / "tracer.txt"


def log() -> str:
    """The log of the tracer as the code stands now."""
    factory = Factory(tracer())
    factory.run()
    return told(factory)


if __name__ == "__main__":
    TRACER.write_text(log(), "utf-8")

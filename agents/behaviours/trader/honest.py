"""The trader who keeps what it has."""

from __future__ import annotations

from dataclasses import dataclass

from agents.behaviours.trading import Trading


@dataclass(frozen=True)
class Honest(Trading):
    """Trade nothing: the control, and what a mixed strategy does the rest of the time."""

"""The question of an auction in which work is bought."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AskingPrice:
    """For how many base units would you do `task`? Silence, or anything but a positive whole number, is no bid."""

    task: str
    round: int

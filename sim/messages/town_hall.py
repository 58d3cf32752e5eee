"""What is said to a town hall beside proposals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sim.messages.message import Message

TOWN_HALL = "town_hall"


@dataclass(frozen=True, slots=True)
class Support(Message):
    """Stand behind a proposal with all power that the sender has at this moment."""

    to: ClassVar[str] = TOWN_HALL
    proposal: int


@dataclass(frozen=True, slots=True)
class Execute(Message):
    """Let the rule decide now, and what it carries take effect now."""

    to: ClassVar[str] = TOWN_HALL
    proposal: int

"""How much a message is worth to its sender."""

from __future__ import annotations

from dataclasses import dataclass

from sim.messages.message import Message, To


@dataclass(frozen=True, slots=True)
class Tipped:
    """A message to be sent with a tip of the sender's own choice, in base units per gas, and not with the usual one."""

    message: Message | To
    tip: int

    def __post_init__(self) -> None:
        if self.tip < 0:
            raise ValueError(f"Tipped.tip={self.tip}; allowed: 0 or more base units per gas")

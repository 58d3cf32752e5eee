"""One contract addressing another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.effects.effect import Effect
from sim.messages.message import Message

if TYPE_CHECKING:
    from sim.chain.authority import Authority


@dataclass(frozen=True, slots=True)
class Invoke(Effect):
    """Send `message` to `contract` in the asking contract's name, at once; if it is refused, so is the list it stands in."""

    contract: str
    message: Message

    def apply(self, authority: Authority) -> None:
        authority.chain.handle(authority.contract, self.contract, self.message, authority.cause)

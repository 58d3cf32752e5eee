"""Effects: the only things that law can do, as typed values that own their small `apply`.

An effect names no source of money. Whatever it pays comes out of the purse of the contract that asked, or from the sender
of the message being handled; the authority it is applied under knows both and refuses everything else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.chain.authority import Authority


class Rejected(Exception):
    """Law refuses: a message or a list of effects is undone whole and recorded with this reason."""


@dataclass(frozen=True, slots=True)
class Effect:
    """Base of all effects."""

    def apply(self, authority: Authority) -> None:
        """Take effect. Raises `Rejected` when the authority does not cover it."""
        raise TypeError(f"{type(self).__name__} does not say what it does: define apply(authority)")

    def shown(self) -> Effect:
        """What the record, and whoever hears of it, may see of this effect."""
        return self

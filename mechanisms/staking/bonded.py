"""A bond at the door, held for a while after leaving, and cut for a fault."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from sim.durations import DAY
from sim.effects.law import Revert
from sim.effects.money import Lock, Slash, Unlock
from sim.money import TOKEN
from sim.seams.rule import Ruling
from sim.seams.staking import Staking, StakingView


@dataclass(frozen=True)
class Bonded(Staking):
    """Lock what is offered on joining if it is at least the bond, give it back some time after leaving, slash a part of it
    for every fault.

    Formula: a fault costs floor(staked * slash / 1000). Source: slashing and unbonding of proof of stake (Buterin and
    Griffith 2017, Casper; the Cosmos hub unbonds in 21 days). A stake that is unbonding can still be slashed, and does not
    count towards a new bond: it is on its way out. Known weaknesses: liability ends at the stake, so a gain above
    stake * slash / 1000 is worth a fault; a stake worth less after a fall of the token deters less; a false accusation is
    slashed like a true one. It needs a verification whose word can be relied on.
    """

    bond: int = 100 * TOKEN
    """Base units that a member must offer."""
    bonds: Mapping[str, int] = field(default_factory=dict)
    """Base units for roles whose bond is another."""
    slash: int = 500
    """Parts per thousand of the stake that one fault costs."""
    slash_to: Literal["burned", "treasury"] = "burned"
    """Where slashed money goes; a treasury gains from faults, and so may be tempted to find them."""
    unbonding: float = 7 * DAY
    """Seconds between leaving and getting the stake back: the time in which a fault can still be found."""

    def __post_init__(self) -> None:
        if any(bond < 0 for bond in (self.bond, *self.bonds.values())):
            raise ValueError(f"bond={self.bond}, bonds={dict(self.bonds)}; allowed: 0 or more base units")
        if not 0 <= self.slash <= 1000:
            raise ValueError(f"slash={self.slash}; allowed: 0 to 1000 parts per thousand")
        if self.slash_to not in ("burned", "treasury"):
            raise ValueError(f"slash_to={self.slash_to!r}; allowed: burned, treasury")
        if not 0 <= self.unbonding < float("inf"):
            raise ValueError(f"unbonding={self.unbonding}; allowed: 0 or more seconds, finite")

    def decide(self, view: StakingView, state: Any) -> Ruling:
        match view.event:
            case "join":
                bond = self.bonds.get(view.role, self.bond)
                if view.offered < bond:
                    return [Revert(f"{view.account} offers {view.offered}, a {view.role} must bond {bond}")], state
                return [Lock(view.account, view.offered)], state
            case "leave":
                return [Unlock(view.account, view.staked, at=view.now + self.unbonding)], state
            case "fault":
                return [Slash(view.account, view.staked * self.slash // 1000, self.slash_to)], state
        raise ValueError(f"event={view.event!r}; allowed: join, leave, fault")

"""A stake for a term."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from sim.durations import DAY
from sim.effects.law import Revert
from sim.effects.money import Lock, Slash, Unlock
from sim.money import TOKEN
from sim.seams.rule import Ruling
from sim.seams.staking import Staking, StakingView

Terms: TypeAlias = tuple[tuple[str, float], ...]
"""(account, when its term ends in seconds), by account."""


@dataclass(frozen=True)
class TimeLocked(Staking):
    """Lock what is offered for a term from the day of joining, whatever happens to be decided later; slash it for faults.

    Formula: given back at max(joined + term, left + notice); a fault costs floor(staked * slash / 1000). Joining again
    starts a new term for all. Source: the locks of vote-escrowed tokens (Curve 2020), without their weight in votes. A
    bond that can be withdrawn at any time invites the short visit (join, cheat, leave), which a term takes away. Known
    weaknesses: liability ends at the stake; on the last day of a term nothing is left to lose but it; wrappers sell what
    cannot be sold.
    """

    bond: int = 100 * TOKEN
    """Base units that a member must offer."""
    term: float = 30 * DAY
    """Seconds from joining for which nothing is given back."""
    notice: float = 7 * DAY
    """Seconds between leaving and getting the stake back, if the term is over before."""
    slash: int = 500
    """Parts per thousand of the stake that one fault costs."""
    slash_to: Literal["burned", "treasury"] = "burned"
    """Where slashed money goes."""

    def __post_init__(self) -> None:
        if self.bond < 0:
            raise ValueError(f"bond={self.bond}; allowed: 0 or more base units")
        if not 0 <= self.slash <= 1000:
            raise ValueError(f"slash={self.slash}; allowed: 0 to 1000 parts per thousand")
        if self.slash_to not in ("burned", "treasury"):
            raise ValueError(f"slash_to={self.slash_to!r}; allowed: burned, treasury")
        if not 0 <= self.term < float("inf") or not 0 <= self.notice < float("inf"):
            raise ValueError(f"term={self.term}, notice={self.notice}; allowed: 0 or more seconds, finite")

    def begin(self) -> Terms:
        return ()

    def from_state(self, old: Any) -> Terms:
        """Take over terms; what a rule of another kind remembered is none."""
        return old if isinstance(old, tuple) and all(map(_is_term, old)) else ()

    def decide(self, view: StakingView, state: Terms) -> Ruling:
        terms = dict(state)
        match view.event:
            case "join":
                if view.offered < self.bond:
                    return [Revert(f"{view.account} offers {view.offered}, a {view.role} must lock {self.bond}")], state
                terms[view.account] = view.now + self.term
                return [Lock(view.account, view.offered)], tuple(sorted(terms.items()))
            case "leave":
                ends = max(terms.pop(view.account, 0.0), view.now + self.notice)
                return [Unlock(view.account, view.staked, at=ends)], tuple(sorted(terms.items()))
            case "fault":
                return [Slash(view.account, view.staked * self.slash // 1000, self.slash_to)], state
        raise ValueError(f"event={view.event!r}; allowed: join, leave, fault")


def _is_term(value: object) -> bool:
    match value:
        case (str(), float()):
            return True
    return False

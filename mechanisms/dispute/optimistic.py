"""A claim that stands unless somebody objects in time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sim.durations import DAY, HOUR
from sim.effects.judgement import Verdict
from sim.effects.money import Slash, pay_in_proportion
from sim.messages.court import Uphold
from sim.money import TOKEN
from sim.requests import Ask
from sim.seams.dispute import Dispute, DisputeView
from sim.seams.rule import Deliberation


@dataclass(frozen=True)
class Optimistic(Dispute):
    """Uphold a claim when nobody says that it is false while it is open to challenge; else let the jurors' stake decide.

    Formula: upheld when stake(true) > stake(false) of those who vote; challengers who lose forfeit `bond` each, those who
    win share the fees. Silence is consent at first, and no vote later. Source: the optimistic oracle of UMA (2021), whose
    voters are all token holders too. A false claim for a gain g does not pay while P(challenge) * bond of the claimant >= g.
    Known weaknesses: safe only while somebody watches, and watching is not paid unless there is something to find;
    most of the stake is the truth; honest objectors pay when they are outvoted.
    """

    liveness: float = 2 * HOUR
    """Seconds in which a claim may be challenged."""
    period: float = 1 * DAY
    """Seconds in which jurors vote on a challenged claim."""
    bond: int = 10 * TOKEN
    """Base units of stake that a challenger loses with the vote."""

    def __post_init__(self) -> None:
        if not 0 < self.liveness < float("inf") or not 0 < self.period < float("inf"):
            raise ValueError(f"liveness={self.liveness}, period={self.period}; allowed: above 0 seconds, finite")
        if self.bond < 0:
            raise ValueError(f"bond={self.bond}; allowed: 0 or more base units")

    @property
    def longest(self) -> float:
        return self.liveness + self.period

    def decide(self, view: DisputeView, state: Any) -> Deliberation:
        watchers = tuple(dict.fromkeys((*view.parties, *view.jurors)))
        heard = yield Ask(watchers, Uphold(view.claim), view.evidence, self.liveness)
        challengers = sorted(who for who, answer in heard.items() if answer is False)
        if not challengers:
            return [Verdict(upheld=True)], state
        votes = yield Ask(view.jurors, Uphold(view.claim), view.evidence, self.period, sealed=True)
        said = {
            answer: sum(view.stakes.get(j, 0) for j, vote in votes.items() if vote is answer)
            for answer in (True, False)
        }
        upheld = said[True] > said[False]
        if upheld:
            # Only jurors are known to have a stake that can be lost.
            return [*(Slash(who, self.bond) for who in challengers if who in view.jurors), Verdict(upheld)], state
        return [*pay_in_proportion(view.fees, [(who, 1) for who in challengers]), Verdict(upheld)], state

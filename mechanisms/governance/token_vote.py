"""One token, one vote."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from mechanisms.governance.voices import voices
from sim.durations import DAY
from sim.messages.ballot import Ballot
from sim.requests import Ask
from sim.seams.governance import TIME_TO_ASK, Governance, GovernanceView
from sim.seams.rule import Deliberation


@dataclass(frozen=True)
class TokenVote(Governance):
    """Carry a proposal when enough power takes part and enough of that is for it.

    Formula: for + against >= quorum * total / 1000 and for > threshold * (for + against) / 1000. Source: Governor Bravo
    (Compound 2021) and its descendants; there the quorum counts only votes for. Who votes both ways with two accounts
    gains nothing: power is linear in tokens. Known weaknesses: half of the turnout is for sale, and the turnout is low; a
    whale above it rules alone; power that was borrowed for the snapshot counts. It needs a snapshot from before the
    proposal.
    """

    needs = frozenset({TIME_TO_ASK})
    quorum: int = 40
    """Parts per thousand of all power that must vote."""
    threshold: int = 500
    """Parts per thousand of the votes that the ayes must exceed."""
    period: float = 3 * DAY
    """Seconds in which votes are taken."""

    def __post_init__(self) -> None:
        if not 0 <= self.quorum <= 1000 or not 0 <= self.threshold < 1000:
            raise ValueError(
                f"quorum={self.quorum}, threshold={self.threshold}; allowed: 0 to 1000, and 0 to 999 parts per thousand"
            )
        if not 0 < self.period < float("inf"):
            raise ValueError(f"period={self.period}; allowed: above 0 seconds, finite")

    def decide(self, view: GovernanceView, state: Any) -> Deliberation:
        total = view.total or sum(view.power.values())
        answers = yield Ask(view.voters, Ballot(view.proposal), within=self.period)
        given = voices(answers, view.power).values()
        ayes, cast = sum(power for power in given if power > 0), sum(map(abs, given))
        carried = cast * 1000 >= self.quorum * total and ayes * 1000 > self.threshold * cast
        return view.payload if carried else (), state

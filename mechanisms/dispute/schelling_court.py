"""Jurors who are paid for agreeing with each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sim.durations import DAY
from sim.effects.judgement import Verdict
from sim.effects.money import Slash, pay_in_proportion
from sim.messages.court import Appeal, Uphold
from sim.money import TOKEN
from sim.requests import Ask, Draw
from sim.seams.dispute import Dispute, DisputeView
from sim.seams.rule import Deliberation


@dataclass(frozen=True)
class SchellingCourt(Dispute):
    """Draw jurors by stake, 2n + 1 for every appeal (3, 7, 15, ...); whoever voted like the final verdict shares the fees,
    whoever did not, or was silent, loses `at_stake`, each once for every seat that it held.

    Source: Lesaege, Ast and George 2019, Kleros short paper. Votes are sealed until their hearing is closed; a tie rejects
    the claim. Where fewer stake than there are seats, all of them sit. Known weaknesses: a bribe of the fee plus epsilon for
    every vote against the truth costs nothing when it works (Buterin 2015); most of the stake is the truth; jurors who look
    at nothing and vote for what is usual are paid like those who look.
    """

    seats: int = 3
    period: float = 1 * DAY
    """Seconds in which jurors vote."""
    notice: float = 0.5 * DAY
    """Seconds in which a party may appeal."""
    at_stake: int = 10 * TOKEN
    """Base units that a juror loses for every seat in which it was incoherent."""
    last: int = 2
    """Appeals at most."""

    def __post_init__(self) -> None:
        if self.seats < 1 or self.last < 0 or self.at_stake < 0:
            raise ValueError(
                f"seats={self.seats}, last={self.last}, at_stake={self.at_stake}; allowed: seats 1 or more, others 0 or more"
            )
        if not (self.period > 0 and self.notice > 0):
            raise ValueError(f"period={self.period}, notice={self.notice}; allowed: above 0 seconds")

    @property
    def longest(self) -> float:
        return (self.last + 1) * self.period + self.last * self.notice

    def decide(self, view: DisputeView, state: Any) -> Deliberation:
        seats, ballots, upheld = self.seats, list[Mapping[str, Any]](), False
        for hearing in range(self.last + 1):
            jurors = yield Draw(seats, view.jurors, view.stakes)
            ballots.append((yield Ask(jurors, Uphold(view.claim), view.evidence, self.period, sealed=True)))
            votes = list(ballots[-1].values())
            upheld = sum(vote is True for vote in votes) > sum(vote is False for vote in votes)
            if hearing == self.last:
                break
            appeals = yield Ask(view.parties, Appeal(upheld, hearing), None, self.notice, default=False)
            if not any(answer is True for answer in appeals.values()):
                break
            seats = 2 * seats + 1
        held = [(juror, vote is upheld) for ballot in ballots for juror, vote in ballot.items()]
        fines = [Slash(juror, self.at_stake) for juror, coherent in held if not coherent]
        wages = pay_in_proportion(view.fees, [(juror, 1) for juror, coherent in held if coherent])
        return [*fines, *wages, Verdict(upheld)], state

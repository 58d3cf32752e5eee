"""The more at stake, the more likely."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sim.effects.judgement import Assign
from sim.requests import Draw
from sim.seams.rule import Deliberation
from sim.seams.selection import Selection, SelectionView


@dataclass(frozen=True)
class StakeWeighted(Selection):
    """Draw the seats one after the other, each with a chance in proportion to the stakes of those still without one.

    Formula: P(next is i) = s_i / sum of the s_j that are left; who has nothing at stake is never drawn, so seats may stay
    empty. Source: the choice of block proposers by stake in Ouroboros (Kiayias et al. 2017). Splitting a stake over k
    identities leaves the expected seats nearly the same: for one seat exactly, for several slightly more, because one
    identity sits only once. Known weakness: who is rich sits always, whatever its work is worth. It needs stakes that
    can be lost.
    """

    def decide(self, view: SelectionView, state: Any) -> Deliberation:
        chosen = yield Draw(view.seats, view.candidates, view.stakes)
        return [Assign(account, view.task) for account in chosen], state

"""Everybody has the same chance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sim.effects.judgement import Assign
from sim.requests import Draw
from sim.seams.rule import Deliberation
from sim.seams.selection import Selection, SelectionView


@dataclass(frozen=True)
class Uniform(Selection):
    """Draw the seats among all candidates, each as likely as any other, without replacement and without a price.

    Formula: P(chosen) = min(seats / candidates, 1). Source: client sampling in federated averaging (McMahan et al. 2017).
    Known weakness: an identity is a lottery ticket, so whoever multiplies is chosen more often; it needs a cost of
    identity. It asks nothing of a candidate's speed or data, so slow devices delay rounds.
    """

    def decide(self, view: SelectionView, state: Any) -> Deliberation:
        chosen = yield Draw(view.seats, view.candidates)
        return [Assign(account, view.task) for account in chosen], state

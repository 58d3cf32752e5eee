"""Rules of the other families that each break one promise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sim.effects.judgement import Accept, Assign, Publish, Reject
from sim.effects.money import Burn, Lock
from sim.requests import Kind, Work
from sim.seams.aggregation import Aggregation
from sim.seams.consensus import Consensus
from sim.seams.rule import Deliberation, Ruling
from sim.seams.selection import Selection
from sim.seams.staking import Staking
from sim.seams.supply import Supply
from sim.seams.verification import Verification


@dataclass(frozen=True)
class WritesToUpdates(Aggregation):
    """Proposal: scale the updates in place."""

    def decide(self, view: Any, state: Any) -> Ruling:
        for submission in view.submissions:
            submission.vector[:] = 0
        return [Publish("update", view.model)] if view.submissions else (), state


@dataclass(frozen=True)
class NeedsSomebody(Aggregation):
    """Proposal: take the update of the first by name."""

    def decide(self, view: Any, state: Any) -> Ruling:
        return [Publish("update", min(view.submissions, key=lambda s: s.owner).vector)], state


@dataclass(frozen=True)
class LetsNanPass(Aggregation):
    """Proposal: the sum of all updates, whatever they are."""

    def decide(self, view: Any, state: Any) -> Ruling:
        return [Publish("update", sum(s.vector for s in view.submissions))] if view.submissions else (), state


@dataclass(frozen=True)
class AsksForEver(Verification):
    """Proposal: order a check until it is delivered."""

    def decide(self, view: Any, state: Any) -> Deliberation:
        for submission in view.submissions:
            while (yield Work(Kind.RERUN, submission.job, "v0")) is None:
                pass
        return [Accept(s.owner) for s in view.submissions], state


@dataclass(frozen=True)
class BlamesSilence(Verification):
    """Proposal: whoever is not confirmed is guilty."""

    def decide(self, view: Any, state: Any) -> Deliberation:
        answers = yield tuple(Work(Kind.RERUN, s.job, "v0") for s in view.submissions)
        return [
            Reject(s.owner, "", fault=True) for s, a in zip(view.submissions, answers, strict=True) if a is None
        ], state


@dataclass(frozen=True)
class TrustsAnswers(Verification):
    """Proposal: take what is delivered for a vector."""

    def decide(self, view: Any, state: Any) -> Deliberation:
        for submission in view.submissions:
            answer = yield Work(Kind.RERUN, submission.job, "v0")
            if answer is not None and answer.shape != submission.vector.shape:
                return (), state
        return (), state


@dataclass(frozen=True)
class OverbooksSeats(Selection):
    """Proposal: everybody."""

    def decide(self, view: Any, state: Any) -> Ruling:
        return [Assign(account, view.task) for account in view.candidates], state


@dataclass(frozen=True)
class Overspends(Selection):
    """Proposal: the whole budget and one."""

    def decide(self, view: Any, state: Any) -> Ruling:
        return [Assign(account, view.task, view.budget + 1) for account in view.candidates[:1]], state


@dataclass(frozen=True)
class Averages(Consensus):
    """Proposal: the mean as a float."""

    def decide(self, view: Any, state: Any) -> Ruling:
        return [
            Publish("scores", {s: sum(r.get(s, 0) for r in view.reports.values()) / 3 for s in view.subjects})
        ], state


@dataclass(frozen=True)
class LocksMore(Staking):
    """Proposal: lock one more than is offered."""

    def decide(self, view: Any, state: Any) -> Ruling:
        return [Lock(view.account, view.offered + 1)], state


@dataclass(frozen=True)
class BurnsMore(Supply):
    """Proposal: burn one more than there is."""

    def decide(self, view: Any, state: Any) -> Ruling:
        return [Burn(view.purse + 1)], state

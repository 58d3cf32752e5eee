"""Rules that each break one promise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from sim.effects.effect import Effect
from sim.effects.judgement import Accept, Assign, Publish, Reject
from sim.effects.money import Burn, Lock, Mint, Pay
from sim.requests import Kind, Work
from sim.seams.aggregation import Aggregation
from sim.seams.consensus import Consensus
from sim.seams.reward import Reward
from sim.seams.rule import Deliberation, Ruling
from sim.seams.selection import Selection
from sim.seams.staking import Staking
from sim.seams.supply import Supply
from sim.seams.verification import Verification


@dataclass(frozen=True)
class Overpays(Reward):
    """Proposal: one base unit too many for each."""

    def decide(self, view: Any, state: Any) -> Ruling:
        return [Pay(s.owner, view.pot // len(view.accepted) + 1) for s in view.accepted], state


@dataclass(frozen=True)
class PaysTheFirst(Reward):
    """Proposal: the first come takes all."""

    def decide(self, view: Any, state: Any) -> Ruling:
        return [Pay(s.owner, view.pot) for s in view.accepted[:1]], state


@dataclass(frozen=True)
class PaysFloats(Reward):
    """Proposal: halves of base units."""

    def decide(self, view: Any, state: Any) -> Ruling:
        return [Pay(s.owner, view.pot / 100) for s in view.accepted], state  # type: ignore[arg-type]


@dataclass(frozen=True)
class PaysAFriend(Reward):
    """Proposal: a friend who did nothing."""

    def decide(self, view: Any, state: Any) -> Ruling:
        return [Pay("friend", view.pot)], state


@dataclass(frozen=True)
class TakesRights(Reward):
    """Proposal: a reward rule that mints."""

    emits: ClassVar[frozenset[type[Effect]]] = frozenset({Pay, Mint})

    def decide(self, view: Any, state: Any) -> Ruling:
        return (), state


@dataclass(frozen=True)
class Mints(Reward):
    """Proposal: mint without the right to."""

    def decide(self, view: Any, state: Any) -> Ruling:
        return [Mint("friend", 1)], state


@dataclass(frozen=True)
class Undocumented(Reward):
    def decide(self, view: Any, state: Any) -> Ruling:
        return (), state


@dataclass(frozen=True)
class Unlisted(Reward):
    """Proposal: a field that its file does not tell of."""

    hidden: int = 0

    def decide(self, view: Any, state: Any) -> Ruling:
        return (), state


@dataclass
class Mutable(Reward):
    """Proposal: a rule that counts in itself."""

    calls: int = 0

    def decide(self, view: Any, state: Any) -> Ruling:
        self.calls += 1
        return [Pay(s.owner, self.calls % 2) for s in view.accepted], state


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

"""The first half of a round: ask for money, choose, hand out, and wait until updates and reports are in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mechanisms.contracts.seating import Seating, lots
from mechanisms.contracts.settlement import Settlement
from sim.chain.contract import Act, Judge, Story, Until
from sim.effects.invoke import Invoke
from sim.effects.judgement import Assign
from sim.effects.timing import OpenWindow
from sim.messages.training_round import RoundOpened, RoundSkipped, ScoringOpened
from sim.messages.treasury import PassOn, Requisition
from sim.seams.selection import SelectionView

if TYPE_CHECKING:
    from mechanisms.contracts.training_round import TrainingRound


@dataclass(frozen=True)
class Course:
    """Takes one round of a contract from its `start`, in seconds, to its payments out of the contract's `purse`."""

    contract: TrainingRound
    number: int
    start: float
    purse: str

    def story(self) -> Story:
        contract, host, number = self.contract, self.contract.host, self.number
        account = f"{host.name}/{self.purse}"
        yield Act((Invoke(contract.treasury, Requisition(contract.budget, account)),))
        pot = host.balance(account)
        if contract.beside and host.balance(contract.treasury, contract.beside):
            yield Act((Invoke(contract.treasury, PassOn(contract.beside, account)),))
        data = lots(contract, self.start, pot)
        ruled = (yield Judge("selection", self._wanted(pot), self.purse)) if data else ()
        chosen = [effect for effect in ruled if isinstance(effect, Assign)]
        if not chosen:
            host.emit(RoundSkipped(number, "nobody was chosen" if data else "no data is on offer"))
            return
        at = contract.schedule
        commit_until = self.start + at.training
        reveal_until = commit_until + at.revealing
        score_until = reveal_until + at.scoring
        # With nothing to commit to, an update may be shown as soon as it is trained.
        reveal_from = commit_until if contract.commit_reveal else self.start
        yield Act(
            (
                OpenWindow(f"{number}/commit", self.start, commit_until),
                OpenWindow(f"{number}/reveal", reveal_from, reveal_until),
                OpenWindow(f"{number}/score", reveal_until, score_until),
            )
        )
        start_from = contract.book.models["current"]
        host.emit(RoundOpened(number, start_from, tuple(sorted(e.account for e in chosen)), pot, contract.task))
        Seating(contract, number, data).assign(chosen, reveal_until)
        yield Until(reveal_until)
        yield from self._scored(start_from, score_until)
        yield from Settlement(contract, number, self.start, pot, self.purse).story()

    def _wanted(self, pot: int) -> SelectionView:
        contract, members = self.contract, self.contract.members
        candidates = members.active("trainer")
        stakes, budget = members.stakes(candidates), contract.shares.divide(pot)["trainers"]
        return SelectionView(self.number, contract.task, contract.seats, candidates, stakes, budget)

    def _scored(self, start_from: str, until: float) -> Story:
        """Put what was revealed up for scoring, and wait for the reports; nothing is waited for where there is nothing."""
        contract, host, number = self.contract, self.contract.host, self.number
        revealed = contract.book.seats(number, revealed=True).items()
        updates = tuple((account, seat.update) for account, seat in revealed if not seat.excused)
        if not updates:
            return
        scoring = (number, host.task(contract.task).model, start_from, updates, until)
        if not contract.sealed_reports:
            host.emit(ScoringOpened(*scoring))
            yield Until(until)
            return
        shown_until = until + contract.schedule.opening
        yield Act((OpenWindow(f"{number}/opening", until, shown_until),))
        host.emit(ScoringOpened(*scoring, f"{host.name}/{number}/opening"))
        yield Until(shown_until)

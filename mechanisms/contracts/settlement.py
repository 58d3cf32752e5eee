"""The second half of a round: check, agree, aggregate, pay, punish."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from mechanisms.contracts.combination import Combination, published
from mechanisms.contracts.licensing import Licensing
from mechanisms.contracts.shares import payments
from sim.chain.contract import Act, Judge, Story
from sim.effects.effect import Effect
from sim.effects.invoke import Invoke
from sim.effects.judgement import Accept, Reject
from sim.effects.money import Pay
from sim.effects.privacy import Release
from sim.jobs import digest
from sim.messages.registry import Offence
from sim.messages.training_round import PaidBeside, RoundSettled
from sim.money import split
from sim.seams.consensus import ConsensusView
from sim.seams.privacy import PrivacyView
from sim.seams.reputation import ReputationView
from sim.seams.reward import RewardView
from sim.seams.submission import Submission
from sim.seams.verification import VerificationView

if TYPE_CHECKING:
    from mechanisms.contracts.training_round import TrainingRound

MARGIN = 300.0
"""Seconds between the last moment for an evaluation and the next round."""


@dataclass(frozen=True)
class Settlement:
    """Settles one round of a contract whose updates are revealed and whose reports are in."""

    contract: TrainingRound
    number: int
    start: float
    pot: int
    purse: str

    def story(self) -> Story:
        """Verification first, so that nobody is scored, averaged or paid for work that was refused."""
        contract, host, number = self.contract, self.contract.host, self.number
        seats, handed_in, licensing = contract.book.seats(number), self._submissions(), Licensing(contract, number)
        if handed_in and host.has_rule("privacy"):
            released = yield Judge("privacy", PrivacyView(number, handed_in, tuple(seats)))
            handed_in = as_released(handed_in, released)
        accepted, rejected = handed_in, list[Reject]()
        if handed_in:
            judged = yield Judge("verification", self._verification(handed_in), self.purse)
            kept = {effect.account for effect in judged if isinstance(effect, Accept)}
            rejected = [effect for effect in judged if isinstance(effect, Reject)]
            accepted = tuple(s for s in handed_in if s.owner in kept)
        if handed_in and host.has_rule("reputation"):
            counted = {s.owner for s in accepted}
            outcomes = {s.owner: s.owner in counted for s in handed_in}
            yield Judge("reputation", ReputationView(number, outcomes))
        reports = contract.book.reports(number)
        scores, worth = dict[str, int](), dict.fromkeys(reports, 1)
        if accepted and reports:
            stakes = contract.members.stakes(reports)
            owners = tuple(s.owner for s in accepted)
            ruled = yield Judge("consensus", ConsensusView(number, owners, reports, stakes))
            scores = published(ruled, "scores", {})
            if contract.by_dividends:
                worth = {v: d for v, d in published(ruled, "dividends", worth).items() if v in reports}
        accepted = tuple(replace(s, score=scores.get(s.owner, 0)) for s in licensing.standing(accepted))
        licences = sum(pay.amount for pay in licensing.bill(handed_in))
        # What checks have cost comes off the whole pot, so that it crowds out no kind of work more than another.
        parts, aggregators = contract.shares.divide(max(min(self.pot, self.left) - licences, 0)), tuple[str, ...]()
        if accepted:
            model = host.vector(contract.book.models["current"])
            combined = yield from Combination(contract, number, accepted, parts["aggregators"], self.purse).story()
            update, accepted, aggregators = combined.update, licensing.standing(combined.counted), combined.by
            if len(accepted) < len(combined.counted):
                update = None  # it is made of data that were withdrawn while it was made
            # An update that is not finite would end the model for good; the round then leaves it as it was.
            if update is not None and np.isfinite(moved := (model + update).astype(np.float32)).all():
                makers = [s.owner for s in accepted]
                contract.book.improve(number, host.keep(moved), licensing.ingredients(handed_in, accepted), makers)
        before = self.left
        credited = yield from self._pay(handed_in, accepted, parts, worth, aggregators)
        contract.book.credit(number, credited)
        yield from self._beside(credited)
        for fault in rejected:
            if fault.fault:
                yield Act((Invoke(contract.registry, Offence(fault.account, fault.reason)),))
        rejected += licensing.voided({s.owner for s in accepted} | {r.account for r in rejected})
        host.emit(
            RoundSettled(
                number,
                contract.book.models["current"],
                tuple(s.owner for s in sorted(accepted, key=lambda s: s.owner)),
                tuple((r.account, r.reason) for r in rejected),
                tuple(r.account for r in rejected if r.fault),
                tuple(sorted(scores.items())),
                before - self.left,
                contract.task,
            )
        )

    @property
    def left(self) -> int:
        """Base units in the pot."""
        return self.contract.host.balance(f"{self.contract.host.name}/{self.purse}")

    def _pay(
        self,
        handed_in: tuple[Submission, ...],
        accepted: tuple[Submission, ...],
        parts: Mapping[str, int],
        reported: Mapping[str, int],
        aggregators: Iterable[str],
    ) -> Generator[Judge | Act, Any, list[tuple[str, int]]]:
        """Licences first, then the parts of the pot; returns who got what, in base units."""
        contract, host, licensing = self.contract, self.contract.host, Licensing(self.contract, self.number)
        seats, credited = contract.book.seats(self.number), list[tuple[str, int]]()
        rewarded: Iterable[Any] = ()
        licences = self._within(licensing.bill(handed_in))
        if (told := licensing.told(handed_in)) and (yield Act((*licences, *told), self.purse)):
            credited += [(pay.to, pay.amount) for pay in licences]
        if accepted:
            # An agreed price is owed first; what is left of the trainers' part is for the reward rule.
            owed = tuple(Pay(s.owner, price) for s in accepted if (price := seats[s.owner].price))
            priced = sum(pay.amount for pay in owed) if owed and (yield Act(owed, self.purse)) else 0
            left = min(max(parts["trainers"] - priced, 0), self.left)
            uses = contract.uses
            rewarded = yield Judge("reward", self._reward(left, accepted, uses), self.purse)
            if rewarded:
                contract.book.meter(uses)
            credited += [(pay.to, pay.amount) for pay in (*(owed if priced else ()), *rewarded)]
        used = Counter[str]()
        if contract.by_worth:
            for pay in rewarded:
                if pay.to in seats:  # a rule may pay for what was done in rounds before this one
                    used[seats[pay.to].provider] += pay.amount
        elif not contract.data_market:
            used.update(seats[s.owner].provider for s in handed_in)
        metered = host.served(self.start, host.now)
        served = {owner: span for owner, span in metered.items() if owner in contract.members.members}
        paid = payments(parts, reported, used, dict.fromkeys(aggregators, 1), served)
        affordable = self._within(paid)
        if (yield Act(affordable, self.purse)):
            credited += [(pay.to, pay.amount) for pay in affordable]
        return credited

    def _beside(self, credited: Iterable[tuple[str, int]]) -> Story:
        """Pass on what the purse holds of another asset, in proportion to what everybody got out of the pot."""
        asset, host = self.contract.beside, self.contract.host
        held = host.balance(f"{host.name}/{self.purse}", asset) if asset else 0
        due = tuple(Pay(account, share, asset) for account, share in sorted(split(held, credited).items()) if share)
        if due:
            yield Act(due, self.purse)
            host.emit(PaidBeside(self.number, held, asset))

    def _submissions(self) -> tuple[Submission, ...]:
        """What was revealed, in job-digest order, so that no rule can depend on who came first."""
        contract, host = self.contract, self.contract.host
        revealed = contract.book.seats(self.number, revealed=True)
        seats = {account: seat for account, seat in revealed.items() if not seat.excused}
        stakes = contract.members.stakes(seats)
        made = [Submission(a, s.update, host.vector(s.update), s.job, stakes[a]) for a, s in seats.items()]
        return tuple(sorted(made, key=lambda s: digest(s.job)))

    def _verification(self, handed_in: tuple[Submission, ...]) -> VerificationView:
        contract = self.contract
        verifiers = contract.members.active("validator")
        stakes = contract.members.stakes(verifiers)
        within = contract.schedule.checking
        return VerificationView(self.number, handed_in, verifiers, stakes, within, contract.check_fee)

    def _reward(self, pot: int, accepted: tuple[Submission, ...], uses: Mapping[str, int]) -> RewardView:
        """What is evaluated before anybody is paid must be done when the next round asks for money of this pot."""
        contract, now = self.contract, self.contract.host.now
        return RewardView(
            self.number,
            pot,
            accepted,
            stakes={s.owner: s.stake for s in accepted},
            now=now,
            usage=contract.book.unpaid(uses),
            verifiers=contract.members.active("validator"),
            within=max(contract.schedule.over(self.start) - now - MARGIN, 0.0),
            fee=contract.check_fee,
        )

    def _within(self, paid: tuple[Pay, ...]) -> tuple[Pay, ...]:
        """What a reward rule ordered is paid before: where that leaves too little, the last payments get it."""
        left, affordable = self.left, list[Pay]()
        for pay in paid:
            amount = min(pay.amount, left)
            left -= amount
            affordable.append(replace(pay, amount=amount))
        return tuple(affordable)


def as_released(handed_in: tuple[Submission, ...], effects: tuple[Effect, ...]) -> tuple[Submission, ...]:
    """Submissions in the form in which a privacy rule lets them be read; what it does not release is not read at all."""
    forms = {e.account: e.value for e in effects if isinstance(e, Release)}
    return tuple(replace(s, vector=forms[s.owner]) for s in handed_in if s.owner in forms)

"""What becomes of one bounty, once nobody can enter any more: measure, agree, pay, give back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from mechanisms.reward.coalitions import is_answer
from sim.chain.contract import Act, Judge, Order, Story, Until
from sim.effects.judgement import Assign, Publish
from sim.effects.money import Pay, Vest
from sim.jobs import Evaluation, Training
from sim.messages.bounty import JUDGED, OVER, REFUSED, BountyJudged, BountySettled
from sim.requests import Kind, Work
from sim.seams.consensus import ConsensusView
from sim.seams.reward import RewardView
from sim.seams.selection import SelectionView
from sim.seams.submission import Submission

if TYPE_CHECKING:
    from mechanisms.contracts.bounty import Bounty


@dataclass(frozen=True)
class Contest:
    """The story of one bounty of a contract."""

    contract: Bounty
    number: int

    def story(self) -> Story:
        """From the last model shown to the last base unit paid."""
        contract, number = self.contract, self.number
        yield Until(contract.bounties[number].until + contract.revealing)
        models = contract.shown(number)
        reports = (yield from self._measured(models)) if models else {}
        found = (yield from self._agreed(models, reports)) if reports else {}
        terms = contract.bounties[number]
        passed = {who: model for who, model in models.items() if found.get(who, 0) >= terms.passing}
        contract.host.emit(BountyJudged(number, terms.requester, tuple(sorted(found.items())), tuple(passed)))
        reason = "paid" if passed else "nobody passed" if found else "nobody evaluated" if models else "nobody entered"
        if passed and contract.veto:
            contract.bounties[number] = replace(terms, status=JUDGED)
            yield Until(contract.host.now + contract.veto)
            if contract.bounties[number].status == REFUSED:
                passed, reason = {}, "the requester refused"
        contract.bounties[number] = replace(terms, status=OVER)
        paid = (yield from self._paid(passed, found)) if passed else ()
        yield from self._closed(paid, reason if paid or not passed else "the rule paid nobody")

    def _measured(self, models: Mapping[str, str]) -> Any:
        """Let evaluators who have no part in it measure base and models: evaluator -> account -> loss removed."""
        contract, number, members = self.contract, self.number, self.contract.members
        terms = contract.bounties[number]
        parties = {terms.requester, *models}
        candidates = tuple(who for who in members.active(contract.judges) if who not in parties)
        fees = contract.fee * contract.evaluators
        stakes = members.stakes(candidates)
        view = SelectionView(number, f"bounty {number}", contract.evaluators, candidates, stakes, fees)
        ruled = yield Judge("selection", view, f"fees/{number}")
        prices = {effect.account: effect.price or contract.fee for effect in ruled if isinstance(effect, Assign)}
        if not prices:
            return {}
        blends = (((terms.base, 1.0),), *(((model, 1.0),) for model in models.values()))
        # No data are named: who evaluates does it on rows of its own, which no developer has seen.
        job = Evaluation(contract.host.task(contract.task).model, blends, data="", rows=())
        works = tuple(
            Work(Kind.EVALUATE, job, who, contract.evaluating, price) for who, price in sorted(prices.items())
        )
        delivered = yield Order(works, f"fees/{number}")
        reports = {}
        for work, scores in zip(works, delivered, strict=True):
            if is_answer(scores, len(blends)):
                before, *after = (score.loss for score in scores)
                reports[work.by] = {who: before - loss for who, loss in zip(models, after, strict=True)}
        return reports

    def _agreed(self, models: Mapping[str, str], reports: Mapping[str, Mapping[str, int]]) -> Any:
        stakes = self.contract.members.stakes(reports)
        ruled = yield Judge("consensus", ConsensusView(self.number, tuple(models), reports, stakes))
        return next((effect.value for effect in ruled if isinstance(effect, Publish) and effect.what == "scores"), {})

    def _paid(self, passed: Mapping[str, str], found: Mapping[str, int]) -> Any:
        """Let the rule divide the prize, less the cut, among those that passed; says who got what."""
        contract, number, host = self.contract, self.number, self.contract.host
        terms = contract.bounties[number]
        cut = terms.prize * contract.cut // 1000
        start, model = host.vector(terms.base), host.task(contract.task).model
        # In the form in which a round's rules know it: a difference, and a training of which only model and start are known.
        job = Training(model, terms.base, data="", rows=(0,), steps=0)
        accepted, stakes = [], contract.members.stakes(passed)
        for who, key in passed.items():
            difference = (host.vector(key) - start).astype(np.float32)
            accepted.append(Submission(who, host.keep(difference), difference, job, stakes[who], found[who]))
        judges = tuple(who for who in contract.members.active(contract.judges) if who not in passed)
        view = RewardView(
            number,
            terms.prize - cut,
            tuple(accepted),
            stakes,
            host.now,
            verifiers=judges,
            within=contract.evaluating,
        )
        ruled = yield Judge("reward", view, f"prize/{number}")
        return tuple((effect.to, effect.amount) for effect in ruled if isinstance(effect, Pay | Vest))

    def _closed(self, paid: tuple[tuple[str, int], ...], reason: str) -> Story:
        """Take the cut of what was won, and give the rest back."""
        contract, number, host = self.contract, self.number, self.contract.host
        terms = contract.bounties[number]
        if paid and (cut := terms.prize * contract.cut // 1000):
            yield Act((Pay(contract.treasury, cut),), f"prize/{number}")
        left = {purse: host.balance(f"{host.name}/{purse}/{number}") for purse in ("prize", "fees")}
        for purse, amount in left.items():
            if amount:
                yield Act((Pay(terms.requester, amount),), f"{purse}/{number}")
        host.emit(BountySettled(number, terms.requester, paid, left["prize"], reason))

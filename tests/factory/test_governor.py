"""A proposal's way into the law of the running factory: announced, voted on with the power of a sealed block, delayed,
enacted or stopped."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import pytest

from agents.behaviours.holder.apathetic import Apathetic
from agents.behaviours.holder.honest import Honest
from agents.behaviours.holder.petitioner import Petitioner
from agents.behaviours.holder.self_serving import SelfServing
from agents.population import Group
from mechanisms.contracts.governor import Governor
from mechanisms.contracts.treasury import Treasury
from mechanisms.contracts.vault import Vault
from mechanisms.governance.token_vote import TokenVote
from sim.blueprint import Blueprint
from sim.chain.contract import Call, Contract, accepts
from sim.effects.effect import Effect, Rejected
from sim.effects.invoke import Invoke
from sim.effects.law import ReplaceRule, SetParameter
from sim.effects.money import Pay, Slash
from sim.messages.governor import Propose, Veto
from sim.messages.message import Bundle, To
from sim.messages.treasury import Remit, Requisition
from sim.messages.vault import DepositVotes, WithdrawVotes
from sim.money import TOKEN
from tests.factory.books import conserved
from tests.factory.conftest import Line, Play, Played
from tests.golden.tracer import tracer

MINUTE = 60.0
FLOOR = SetParameter("training_round", "verification", "rate", 0.5)
RULE = TokenVote(quorum=200, period=10 * MINUTE)


class Loyal(Honest):
    """Says yes to everything."""

    def answer(self, view: Any, asked: Any) -> bool:
        return True


def holders(behaviour: Any = None, stake: int = 100, count: int = 1, tokens: int = 1000) -> Group:
    return Group("holder", behaviour or Honest(), count, tokens * TOKEN, stake * TOKEN)


def state(hours: float = 1.0, guardian: str = "", threshold: int = 0, **groups: Group) -> Blueprint:
    """The tracer with a government: ten minutes' delay, ten to vote, ten of timelock."""
    contracts = {
        "vault": Vault(notice=5 * MINUTE),
        "governor": Governor(threshold=threshold, delay=10 * MINUTE, timelock=10 * MINUTE, guardian=guardian),
        "treasury": Treasury(endowment=10_000 * TOKEN, serves=("training_round", "governor")),
    }
    return tracer(hours=hours, contracts=contracts, rules={"governance": RULE}, **groups)


def endings(played: Played) -> list[tuple[float, str]]:
    """Minute and outcome of each proposal."""
    return [(round(fact.time / MINUTE, 1), fact.body["outcome"]) for fact in played.facts("Concluded")]


def says(effect: Effect, at: float = 100.0, sender: str = "ann.0") -> Line:
    return Line(at, sender, Propose((effect,)))


def rate(played: Played) -> float:
    return float(played.factory.chain.law.rule("training_round", "verification").rate)  # type: ignore[attr-defined]


def test_what_is_carried_takes_effect_after_the_timelock(play: Play) -> None:
    played = play(state(ann=holders()), [says(FLOOR)])
    kinds = ("Proposed", "VotingOpened", "Carried", "Concluded")
    seen = [(fact.time, kind) for kind in kinds for fact in played.facts(kind)]
    assert seen == [(108, "Proposed"), (708, "VotingOpened"), (732, "Carried"), (1332, "Concluded")]
    assert endings(played) == [(22.2, "enacted")]
    assert rate(played) == 0.5
    conserved(played.factory)


def test_who_says_no_with_more_power_defeats_it(play: Play) -> None:
    ann = Petitioner(inner=Honest(), effect=SetParameter("training_round", "verification", "rate", 0.01))
    played = play(state(ann=holders(ann, stake=99), bob=holders(stake=100)))
    # The petitioner reads her own proposal as an honest voter would: it is too much at once.
    assert endings(played) == [(10.8, "defeated")]
    assert rate(played) == 1.0


def test_power_that_came_after_the_snapshot_does_not_count(play: Play) -> None:
    groups = {"ann": holders(stake=100), "eve": holders(SelfServing(inner=Honest(), prize=0), stake=0)}
    late = [says(Pay("eve.0", 5), sender="ann.0"), Line(709.0, "eve.0", DepositVotes(900 * TOKEN))]
    played = play(state(**groups), late)
    (opened,) = played.facts("VotingOpened")
    assert (opened.body["voters"], opened.body["total"]) == (1, 100 * TOKEN)
    assert endings(played) == [(12.2, "defeated")]


def test_a_deposit_and_its_withdrawal_in_one_transaction_leave_no_power(play: Play) -> None:
    """What a flash loan could do: the snapshot is the end of a block, and by then the money is on its way back."""
    flash = Bundle((DepositVotes(900 * TOKEN), WithdrawVotes(900 * TOKEN)))
    groups = {"ann": holders(), "eve": holders(SelfServing(inner=Honest(), prize=0), stake=0)}
    played = play(state(**groups), [says(FLOOR), *(Line(690.0 + 12 * k, "eve.0", flash) for k in range(1))])
    (opened,) = played.facts("VotingOpened")
    assert opened.body["total"] == 100 * TOKEN


def test_a_whale_alone_takes_the_treasury_and_a_quorum_stops_it(play: Play) -> None:
    greed = SelfServing(inner=Honest(), prize=300 * TOKEN)
    silent = Apathetic(inner=Honest(), turnout=0.0)
    alone = play(state(eve=holders(greed, stake=100), crowd=holders(silent, count=4)))
    assert endings(alone) == [(30.4, "enacted")]
    assert alone.moved("treasury", "eve.0") == [300 * TOKEN]
    outnumbered = play(state(eve=holders(greed, stake=100), crowd=holders(silent, count=5)))
    assert endings(outnumbered) == [(20.4, "defeated")]
    assert outnumbered.moved("treasury", "eve.0") == []


def test_voters_who_look_stop_it(play: Play) -> None:
    greed = SelfServing(inner=Honest(), prize=300 * TOKEN)
    played = play(state(eve=holders(greed, stake=100), crowd=holders(count=2, stake=51)))
    assert [outcome for _, outcome in endings(played)] == ["defeated"]


@pytest.mark.parametrize("minute", [5.0, 13.0, 20.0])
def test_the_guardian_stops_it_before_the_vote_and_before_its_effect(play: Play, minute: float) -> None:
    played = play(state(guardian="bob.0", ann=holders(), bob=holders(stake=0)), [
        says(FLOOR),
        Line(minute * MINUTE, "ann.0", Veto(0)),
        Line(minute * MINUTE, "bob.0", Veto(0)),
        Line(minute * MINUTE + 60, "bob.0", Veto(0)),
    ])  # fmt: skip
    assert [outcome for _, outcome in endings(played)] == ["vetoed"]
    assert played.refusals("ann.0") == ["ann.0 may veto nothing; allowed: bob.0"]
    assert played.refusals("bob.0") == ["there is no open proposal 0"]
    assert rate(played) == 1.0


def test_a_rule_of_the_running_factory_is_replaced(play: Play) -> None:
    swap = ReplaceRule("training_round", "reward", "equal_split")
    played = play(state(ann=holders()), [says(swap)])
    # The tracer has no rulebook: the effects are refused whole when they are due, and it is on the record.
    assert endings(played) == [(22.2, "failed")]
    (refused,) = played.facts("Refused", "governor")
    assert refused.body["reason"] == "reward='equal_split': this factory was built without a rulebook"


def test_what_is_not_within_a_governments_reach_is_refused(play: Play) -> None:
    played = play(state(threshold=101 * TOKEN, ann=holders(), rich=holders(Loyal(), stake=200)), [
        says(FLOOR),
        says(Slash("trainers.0", 5), sender="rich.0"),
        says(Pay("issuance", 5), sender="rich.0", at=130.0),
        Line(140.0, "ann.0", To("transfers", Remit("governor", 5))),
    ])  # fmt: skip
    assert played.refusals("ann.0") == [f"ann.0 has a power of {100 * TOKEN}; a proposal needs {101 * TOKEN}"]
    assert played.refusals("rich.0") == ["a payload is a tuple of SetParameter, ReplaceRule, Pause, Invoke, Pay, Burn"]
    assert [outcome for _, outcome in endings(played)] == ["failed"]
    (refused,) = played.facts("Refused", "governor")
    assert refused.body["reason"] == "governor pays issuance; money is taken out of circulation by burning it"


def test_a_government_cannot_borrow_what_it_does_not_pay_back(play: Play) -> None:
    """What is checked at the end of a transaction is checked at the end of a payload too."""

    @dataclass
    class Lender(Contract):
        endowment: int = 1000

        @accepts(Requisition)
        def lend(self, call: Call, message: Requisition) -> Iterable[Effect]:
            def settled() -> None:
                raise Rejected(f"{call.sender} still owes {message.amount}")

            self.host.before_end(settled)
            return (Pay(message.purse, message.amount),)

    described = state(ann=holders(Loyal()))
    described = replace(described, contracts={**described.contracts, "lender": Lender()})
    played = play(described, [says(Invoke("lender", Requisition(7, "ann.0")))])
    assert [outcome for _, outcome in endings(played)] == ["failed"]
    assert played.moved("lender", "ann.0") == []
    assert [fact.body["reason"] for fact in played.facts("Refused", "governor")] == ["governor still owes 7"]


def test_holders_who_leave_take_their_stake_out(play: Play) -> None:
    class Short(Honest):
        def stays(self, view: Any) -> bool:
            return bool(view.time < 600)

    played = play(state(hours=30.0, ann=holders(Short()), bob=holders()))
    assert played.ledger.balance("vault/stake/ann.0") == 0
    assert played.ledger.balance("vault/stake/bob.0") == 100 * TOKEN
    conserved(played.factory)

"""Accusations: an offence is brought before jurors, the loser pays, and the register punishes.

Each juror has 100 tokens at stake, a hearing costs 30, a fault costs half of what is at stake.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

import pytest

from agents.behaviours.any.plaintiff import Plaintiff
from agents.behaviours.auditor.honest import Honest as Auditor
from agents.behaviours.auditor.rubber_stamp import RubberStamp
from agents.behaviours.holder.honest import Honest as Holder
from agents.behaviours.juror.honest import Honest
from agents.behaviours.juror.lazy import Lazy
from agents.behaviours.juror.rational import Rational
from agents.behaviours.trainer.squatter import Squatter
from agents.behaviours.user.honest import Honest as User
from agents.population import Group
from mechanisms.contracts.court import Court
from mechanisms.contracts.registry import Registry
from mechanisms.contracts.treasury import Treasury
from mechanisms.dispute.schelling_court import SchellingCourt
from sim.blueprint import Blueprint
from sim.chain.contract import Call, Contract, accepts
from sim.effects.judgement import OpenDispute
from sim.messages.court import Accuse, Appeal, Statement
from sim.messages.message import Message, To
from sim.money import TOKEN
from sim.world.demand import Demand
from tests.factory.books import conserved
from tests.factory.conftest import Line, Play, Played
from tests.factory.market import market
from tests.golden.tracer import HONEST, group, tracer

TRUE = Statement("registry", "members", "bob.0", "role", "juror")
FALSE = Statement("registry", "members", "bob.0", "role", "trainer")
RULE = SchellingCourt(period=300.0, notice=120.0, at_stake=10 * TOKEN, last=1)


@dataclass(frozen=True)
class Stubborn(Honest):
    """A party that appeals whatever goes against it as the accused."""

    def answer(self, view: Any, asked: Any) -> Any:
        return asked.question.upheld if isinstance(asked.question, Appeal) else super().answer(view, asked)


def people(behaviour: Any = None, count: int = 1, stake: int = 100) -> Group:
    return Group("juror", behaviour or Honest(), count, 1000 * TOKEN, stake * TOKEN)


def trial(court: Any = None, contracts: Any = None, **groups: Any) -> Blueprint:
    everybody = {"ann": people(), "bob": people(), "jury": people(count=3), **groups}
    held = {
        "court": court or Court(),
        "registry": Registry(slashers=("training_round", "court")),
        "treasury": Treasury(endowment=10_000 * TOKEN, serves=("training_round", "court")),
    }
    return tracer(hours=1, contracts={**held, **(contracts or {})}, rules={"dispute": RULE}, **everybody)


def accused(statement: Statement, at: float = 60.0) -> Line:
    return Line(at, "ann.0", Accuse("bob.0", statement))


def at_stake(played: Played, account: str) -> int:
    return played.ledger.balance(f"registry/stake/{account}") // TOKEN


def test_who_is_found_guilty_pays_the_fees_and_is_fined(play: Play) -> None:
    """Of 100 at stake 30 go to the plaintiff, who had put them up for the jurors; half of the other 70 is burned."""
    played = play(trial(), [accused(TRUE)])
    (decided,) = played.facts("Decided")
    assert decided.body == {"amount": 0, "case": 0, "upheld": True, "winner": "ann.0"}
    assert [played.moved("court/fees/0", f"jury.{n}") for n in range(3)] == [[10 * TOKEN]] * 3
    assert played.moved("registry/stake/bob.0", "ann.0") == [30 * TOKEN]
    assert at_stake(played, "bob.0") == 35
    assert [fact.body for fact in played.facts("Slashed") if fact.body["account"] == "bob.0"] == [
        {"account": "bob.0", "amount": 35 * TOKEN, "reason": "found in case 0"}
    ]
    conserved(played.factory)


def test_who_accuses_falsely_has_paid(play: Play) -> None:
    played = play(trial(), [accused(FALSE)])
    assert [fact.body["upheld"] for fact in played.facts("Decided")] == [False]
    assert played.moved("ann.0", "court/fees/0") == [30 * TOKEN]
    assert played.moved("registry/stake/bob.0", "ann.0") == []
    assert at_stake(played, "bob.0") == 100
    conserved(played.factory)


def test_the_accused_appeals_in_vain_and_pays_the_fees_once(play: Play) -> None:
    """Three sit, then all four that there are: the 30 are shared by seven seats that agree."""
    played = play(trial(bob=people(Stubborn()), jury=people(count=4)), [accused(TRUE)])
    assert [len(drawn.body["picked"]) for drawn in played.facts("Drawn", "court")] == [3, 4]
    assert played.moved("registry/stake/bob.0", "ann.0") == [30 * TOKEN]
    assert sum(sum(played.moved("court/fees/0", f"jury.{n}")) for n in range(4)) == 30 * TOKEN
    conserved(played.factory)


def test_where_most_vote_for_what_is_usual_the_innocent_is_found_guilty(play: Play) -> None:
    jury = {"jury": people(), "lazy": people(Lazy(inner=Honest(), usual=True), count=2)}
    played = play(trial(**jury), [accused(FALSE)])
    assert [fact.body["winner"] for fact in played.facts("Decided")] == ["ann.0"]
    assert (at_stake(played, "bob.0"), at_stake(played, "jury.0"), at_stake(played, "lazy.0")) == (35, 90, 100)


@pytest.mark.parametrize(("fine", "upheld"), [(85, True), (95, False)])
def test_rational_jurors_look_when_the_fine_is_worth_a_look(play: Play, fine: int, upheld: bool) -> None:
    """A look costs 10 tokens, one verdict of ten is the unusual one: it takes a fine of 90. Below it all vote for what is
    usual, and an innocent is found guilty."""
    rational = Rational(inner=Honest(), otherwise=Lazy(inner=Honest(), usual=True), gain=10 * TOKEN, chance=0.1)
    rule = SchellingCourt(period=300.0, notice=120.0, at_stake=fine * TOKEN, last=1)
    blueprint = trial(jury=people(rational, count=3, stake=500))
    cast(dict[str, Any], blueprint.rules)["dispute"] = rule
    played = play(blueprint, [accused(FALSE)])
    assert [fact.body["upheld"] for fact in played.facts("Decided")] == [upheld]


def test_nobody_is_accused_twice_of_the_same_nor_anybody_who_never_took_part(play: Play) -> None:
    stranger = Line(80.0, "ann.0", Accuse("nobody", TRUE))
    played = play(trial(), [accused(TRUE), accused(TRUE, 100.0), stranger, accused(FALSE, 120.0)])
    assert sorted(played.refusals("ann.0")) == [
        "bob.0 stands accused of this already, in case 0",
        "nobody was never a member",
    ]
    assert len(played.facts("Filed")) == 2


def test_a_friend_who_accuses_too_early_is_no_shield(play: Play) -> None:
    """Acquitted of what is not true, Bob can be accused of it again, for 60 and then for 120: neither a shield nor for
    nothing."""
    again = [accused(FALSE, at) for at in (60.0, 1300.0, 2500.0)]
    played = play(trial(), again)
    assert [fact.body["upheld"] for fact in played.facts("Decided")] == [False] * 3
    assert [played.moved("ann.0", f"court/fees/{n}") for n in range(3)] == [[30 * TOKEN], [60 * TOKEN], [120 * TOKEN]]
    conserved(played.factory)


@dataclass(frozen=True, slots=True)
class Denounce(Message):
    """Let a contract open a dispute."""

    to = "police"
    account: str


@dataclass
class Police(Contract):
    """Accuses whomever somebody denounces."""

    @accepts(Denounce)
    def denounce(self, call: Call, message: Denounce) -> Any:
        return (OpenDispute(message.account, TRUE),)


def test_a_contract_opens_a_dispute_at_the_treasurys_cost(play: Play) -> None:
    """30 tokens come out of the treasury and, out of the stake of who is guilty, back into it."""
    blueprint = trial(Court(accusers=("police",)), {"police": Police()})
    played = play(blueprint, [Line(60.0, "ann.0", Denounce("bob.0"))])
    assert [fact.body["plaintiff"] for fact in played.facts("Filed")] == ["treasury"]
    assert played.moved("treasury", "court/fees/0") == [30 * TOKEN]
    assert played.moved("registry/stake/bob.0", "treasury") == [30 * TOKEN]
    conserved(played.factory)


def test_a_contract_that_may_not_accuse_has_nothing_to_pay_with(play: Play) -> None:
    played = play(trial(contracts={"police": Police()}), [Line(60.0, "ann.0", Denounce("bob.0"))])
    assert played.refusals("ann.0") == ["police holds 0 token, asked for 30000000000"]
    assert played.facts("Filed") == []


def test_a_plaintiff_takes_empty_seats_to_court(play: Play) -> None:
    watch = Group("holder", Plaintiff(inner=Holder()), 1, 1000 * TOKEN)
    blueprint = trial(cheats=group("trainer", Squatter(inner=HONEST["trainer"])), watch=watch)
    played = play(blueprint)
    assert [(f.body["defendant"], f.body["statement"]["key"]) for f in played.facts("Filed")] == [
        ("cheats.0", "(0, 'cheats.0')")
    ]
    assert [fact.body["upheld"] for fact in played.facts("Decided")] == [True]
    assert at_stake(played, "cheats.0") == 35
    assert [at_stake(played, f"trainers.{n}") for n in range(2)] == [100, 100]


def test_a_seat_that_was_given_back_is_no_offence(play: Play) -> None:
    """Nobody owns a machine: the trainers excuse themselves, and nobody is accused."""
    watch = Group("holder", Plaintiff(inner=Holder()), 1, 1000 * TOKEN)
    played = play(trial(owners=None, cheats=None, watch=watch))
    assert len(played.facts("RoundSettled")) == 1
    assert played.facts("Filed") == []


def test_auditors_whom_users_contradict_are_heard_before_they_are_fined(play: Play) -> None:
    user = User(Demand(requests=240_000.0, people=50, chance=0.0, swing=0.0))
    stamps: Any = RubberStamp(inner=Auditor())
    blueprint = market(
        hours=4,
        auditor=stamps,
        user=user,
        sells={"enough": 20},
        audits={"court": "court"},
        jury=people(count=3),
    )
    contracts: Any = blueprint.contracts
    contracts["court"] = Court(accusers=("audit",))
    contracts["registry"] = Registry(slashers=("training_round", "court"))
    contracts["treasury"] = Treasury(endowment=10_000 * TOKEN, serves=("training_round", "court"))
    rules: Any = blueprint.rules
    rules["dispute"] = RULE
    played = play(blueprint)
    filed = [(fact.body["plaintiff"], fact.body["defendant"]) for fact in played.facts("Filed")]
    assert filed[:3] == [("treasury", f"auditors.{n}") for n in range(3)]
    fined = [fact.body for fact in played.facts("Slashed") if fact.body["account"] == "auditors.0"]
    assert fined[0]["reason"].startswith("found in case ")
    conserved(played.factory)


def test_a_statement_may_be_about_several_fields() -> None:
    @dataclass(frozen=True)
    class Row:
        update: str
        excused: str

    empty = Statement("training_round", "seated", "1", "update,excused", ",")
    assert empty.true_of({1: Row("", "")})
    assert not empty.true_of({1: Row("", "failed")})
    assert not empty.true_of({1: Row("key", "")})
    assert not empty.true_of({2: Row("", "")})


@pytest.mark.parametrize("to", ["registry", "police"])
def test_only_a_court_hears_accusations(play: Play, to: str) -> None:
    played = play(trial(contracts={"police": Police()}), [Line(60.0, "ann.0", To(to, Accuse("bob.0", TRUE)))])
    assert played.refusals("ann.0") == [f"{to} does not accept Accuse"]

"""A court: who is drawn votes under seal, who agrees with the verdict is paid, and money waits until it is final."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from agents.behaviours.juror.honest import Honest
from agents.behaviours.juror.lazy import Lazy
from agents.population import Group
from mechanisms.contracts.court import Court
from mechanisms.contracts.registry import Registry
from mechanisms.dispute.schelling_court import SchellingCourt
from sim.blueprint import Blueprint
from sim.messages.court import Appeal, Complain, Guarantee, Statement
from sim.money import TOKEN
from tests.factory.books import conserved
from tests.factory.conftest import Line, Play, Played
from tests.golden.tracer import tracer

TRUE = Statement("registry", "members", "bob.0", "role", "juror")
FALSE = Statement("registry", "members", "bob.0", "role", "trainer")
RULE = SchellingCourt(period=300.0, notice=120.0, at_stake=10 * TOKEN, last=1)


@dataclass(frozen=True)
class Stubborn(Honest):
    """A party that appeals whenever it can."""

    wants: bool = True

    def answer(self, view: Any, asked: Any) -> Any:
        if isinstance(asked.question, Appeal):
            return asked.question.upheld is not self.wants
        return super().answer(view, asked)


def people(behaviour: Any = None, count: int = 1, stake: int = 100) -> Group:
    return Group("juror", behaviour or Honest(), count, 1000 * TOKEN, stake * TOKEN)


def trial(rule: SchellingCourt = RULE, **groups: Group) -> Blueprint:
    """Ann accuses, Bob has put 50 tokens up; the court takes 30 in advance."""
    contracts = {"court": Court(), "registry": Registry(slashers=("training_round", "court"))}
    return tracer(hours=1, contracts=contracts, rules={"dispute": rule}, **groups)


def brought(statement: Statement) -> list[Line]:
    return [Line(20.0, "bob.0", Guarantee(50 * TOKEN)), Line(60.0, "ann.0", Complain("bob.0", statement))]


def at_stake(played: Played, account: str) -> int:
    return played.ledger.balance(f"registry/stake/{account}") // TOKEN


def test_a_true_claim_wins_the_guarantee_and_jurors_share_the_fees(play: Play) -> None:
    played = play(trial(ann=people(), bob=people(), jury=people(count=3)), brought(TRUE))
    (decided,) = played.facts("Decided")
    assert decided.body == {"amount": 50 * TOKEN, "case": 0, "upheld": True, "winner": "ann.0"}
    assert played.moved("court/guarantee/bob.0", "ann.0") == [50 * TOKEN]
    assert [played.moved("court/fees/0", f"jury.{n}") for n in range(3)] == [[10 * TOKEN]] * 3
    conserved(played.factory)


def test_a_false_claim_leaves_the_guarantee_with_its_owner(play: Play) -> None:
    played = play(trial(ann=people(), bob=people(), jury=people(count=3)), brought(FALSE))
    assert played.moved("court/guarantee/bob.0", "bob.0") == [50 * TOKEN]
    assert played.moved("court/guarantee/bob.0", "ann.0") == []


def test_who_does_not_look_is_fined_when_the_verdict_is_another(play: Play) -> None:
    jury = {"jury": people(count=2), "lazy": people(Lazy(inner=Honest(), usual=True))}
    played = play(trial(ann=people(), bob=people(), **jury), brought(FALSE))
    assert (at_stake(played, "lazy.0"), at_stake(played, "jury.0")) == (90, 100)
    assert [played.moved("court/fees/0", f"jury.{n}") for n in range(2)] == [[15 * TOKEN]] * 2


def test_where_most_do_not_look_looking_is_what_is_fined(play: Play) -> None:
    jury = {"jury": people(), "lazy": people(Lazy(inner=Honest(), usual=True), count=2)}
    played = play(trial(ann=people(), bob=people(), **jury), brought(FALSE))
    assert [decided.body["upheld"] for decided in played.facts("Decided")] == [True]
    assert (at_stake(played, "lazy.0"), at_stake(played, "jury.0")) == (100, 90)


def test_an_appeal_asks_2n_plus_1_and_nothing_is_paid_before_it_ends(play: Play) -> None:
    """Three rich ones who do not look sit first; seven sit on appeal, of whom four look. Each seat counts once (Kleros)."""
    lazy = people(Lazy(inner=Honest(), usual=True), count=3, stake=900)
    groups = {"ann": people(), "bob": people(Stubborn(wants=False)), "lazy": lazy, "jury": people(count=4)}
    played = play(trial(rule=RULE, **groups), brought(FALSE))
    first, second = (drawn.body["picked"] for drawn in played.facts("Drawn", "court"))
    assert (len(first), len(second)) == (3, 7)
    (decided,) = played.facts("Decided")
    assert decided.body["winner"] == "bob.0"
    lost = 10 * (3 - sum(juror.startswith("jury") for juror in first)) + 30
    assert sum(900 - at_stake(played, f"lazy.{n}") for n in range(3)) == lost
    paid = [row["time"] for row in played.rows("ledger") if row["payer"].startswith("court/")]
    assert set(paid) == {decided.time}
    assert decided.time > 60 + 120
    conserved(played.factory)


def test_without_jurors_a_claim_is_lost_and_the_winner_has_the_fees(play: Play) -> None:
    played = play(trial(ann=people(), bob=people()), brought(TRUE))
    assert played.moved("court/fees/0", "bob.0") == [30 * TOKEN]
    assert played.moved("court/guarantee/bob.0", "bob.0") == [50 * TOKEN]


def test_what_is_in_dispute_cannot_be_claimed_twice(play: Play) -> None:
    again = Line(80.0, "jury.0", Complain("bob.0", TRUE))
    played = play(trial(ann=people(), bob=people(), jury=people(count=3)), [*brought(TRUE), again])
    assert played.refusals("jury.0") == ["bob.0 has no guarantee, or none that is not in dispute already"]

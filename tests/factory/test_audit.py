"""Audits through the event loop: fairness and privacy beside accuracy, certificates that expire, and the protocol's own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pytest

from agents.behaviours.auditor.honest import Honest
from agents.behaviours.auditor.rational import Rational
from agents.behaviours.auditor.rubber_stamp import RubberStamp
from experiments.building.blueprint import blueprint
from experiments.composing.compose import composed
from mechanisms.contracts.audit import Audit
from mechanisms.contracts.registry import Registry
from mechanisms.contracts.treasury import Treasury
from sim.blueprint import Blueprint
from sim.jobs import Score
from sim.lab import Examples
from sim.messages.audit import AuditOpened, Finding, RequestAudit
from sim.money import TOKEN
from sim.training.corpus import Split, Static
from sim.training.partitions.iid import Iid
from sim.view import View
from sim.world.data import DataWorld
from tests.factory.books import conserved
from tests.factory.conftest import Line, Play, Played
from tests.golden.tracer import group, tracer

ROUND = 1600.0
"""Seconds after which the first round is settled."""


@dataclass(frozen=True)
class TwoKinds:
    """The ladder of the tracer for seven rows of eight, group 0; for the eighth, group 1, the other way round."""

    def build(self, rng: np.random.Generator) -> Static:
        row = np.arange(160)
        labels, minority = row // 4 % 2, row // 4 % 8 == 7
        sign = np.where(minority, 1 - 2 * labels, 2 * labels - 1)
        inputs = (sign[:, None] * np.arange(1, 9)).astype(np.float32)

        def part(*quarters: int) -> Examples:
            chosen = np.isin(row % 4, quarters)
            return Examples(inputs[chosen], labels[chosen].astype(np.int64), minority[chosen].astype(np.int64))

        return Static(Split(part(2, 3), part(0), part(1)), classes=2)


def factory(hours: float = 1, groups: bool = True, auditor: Any = None, **terms: Any) -> Blueprint:
    """The tracer with three auditors; an audit costs 3 tokens."""
    contracts = {
        "registry": Registry(slashers=("training_round", "audit")),
        "treasury": Treasury(endowment=10_000 * TOKEN, serves=("training_round", "audit")),
        "audit": Audit(fee=3 * TOKEN, within=300.0, **terms),
    }
    auditors = group("auditor", auditor or Honest(), count=3)
    whole = tracer(hours=hours, contracts=contracts, auditors=auditors)
    return replace(whole, data=DataWorld(TwoKinds(), Iid(), shards=2, holdout_rows=40)) if groups else whole


def asked(play: Play, whole: Blueprint) -> Played:
    """A trainer asks for an audit of a model that is right on all of group 0: 16, 32, ..., 128, the bottom of the stub's
    bowl for its rows. Group 1 has its bottom on the other side, some 160 units away, which costs 100 nats: always wrong.
    """

    def ask(running: Any) -> None:
        running.chain.send("trainers.0", RequestAudit(running.lab.keep(16 * np.arange(1, 9, dtype=np.float32))))

    return play(whole, [(ROUND, ask)])


def bodies(played: Played, kind: str) -> list[dict[str, Any]]:
    return [fact.body for fact in played.facts(kind)]


def test_a_model_that_serves_one_kind_and_not_the_other_is_not_certified_as_fair(play: Play) -> None:
    played = asked(play, factory(limits={"group_gap": 200_000}))
    (refused,) = bodies(played, "NotCertified")
    assert refused["reason"] == "group_gap=1000000, above 200000"
    assert bodies(played, "Certified") == []
    # Each auditor evaluates all of its rows, and those of each group; it has earned its fee.
    evaluations = [row["owner"] for row in played.rows("jobs") if row["owner"].startswith("auditors")]
    assert sorted(evaluations) == [f"auditors.{n}" for n in range(3) for _ in range(3)]
    assert [played.moved("audit/audits/1", f"auditors.{n}") for n in range(3)] == [[TOKEN]] * 3
    conserved(played.factory)


def test_within_its_limits_it_is_certified_with_what_was_measured(play: Play) -> None:
    (certified,) = bodies(asked(play, factory(limits={"group_gap": 10**6, "membership": 10**6})), "Certified")
    assert certified["measured"] == [["group_gap", 10**6], ["membership", 0]]


def test_who_does_not_look_finds_every_model_fair(play: Play) -> None:
    stamp = RubberStamp(inner=Honest())
    (certified,) = bodies(asked(play, factory(auditor=stamp, limits={"group_gap": 0, "membership": 0})), "Certified")
    assert certified["measured"] == [["group_gap", 0], ["membership", 0]]


def test_without_groups_nobody_can_say_that_a_model_is_fair(play: Play) -> None:
    played = asked(play, factory(groups=False, limits={"group_gap": 10**6}))
    assert [body["reason"] for body in bodies(played, "NotCertified")] == ["nobody has found anything"]
    assert played.moved("audit/audits/1", "trainers.0") == [3 * TOKEN]


def test_a_finding_states_what_was_ordered_and_nothing_else(play: Play) -> None:
    """Auditors need 8 s to evaluate six rows of one model; whoever comes first is heard."""
    said = [Finding(1, 5), Finding(1, 5, (("group_gap", 1), ("group_gap", 1))), Finding(1, 5, (("group_gap", 10**7),))]
    whole = factory(limits={"group_gap": 10**6}, hours=1)
    lines: list[Any] = [Line(ROUND + 25.0, "auditors.0", finding) for finding in said]

    def ask(running: Any) -> None:
        running.chain.send("trainers.0", RequestAudit(running.chain.contracts["training_round"].book.models["current"]))

    refusals = play(whole, [(ROUND, ask), *lines]).refusals("auditors.0")
    assert refusals == [
        "measured=(); needed, each once: group_gap",
        "measured=(('group_gap', 1), ('group_gap', 1)); needed, each once: group_gap",
        "accuracy=5, group_gap=10000000; allowed: 0 to 10**6",
    ]


@pytest.mark.parametrize(("stake", "looks"), [(171, False), (189, True)])
def test_rational_auditors_measure_when_their_stake_is_worth_it(play: Play, stake: int, looks: bool) -> None:
    """An evaluation costs 10 tokens, users find one lie of ten, a fault takes half of the stake: it takes 180 of it."""
    rational = Rational(inner=Honest(), otherwise=RubberStamp(inner=Honest()), gain=10 * TOKEN, chance=0.1)
    whole = factory()
    auditors = group("auditor", rational, count=3, stake=stake)
    played = asked(play, replace(whole, population={**whole.population, "auditors": auditors}))
    (certified,) = bodies(played, "Certified")
    assert (certified["accuracy"] != 950_000) is looks
    assert sum(row["owner"].startswith("auditors") for row in played.rows("jobs")) == (3 if looks else 0)


def test_a_certificate_expires(play: Play) -> None:
    """Asked at 1600 s, in the block of 1608; opened a block later, certified 300 s after that, for 600 s."""
    played = asked(play, factory(valid_for=600.0))
    (certified,) = played.facts("Certified")
    (expired,) = played.facts("Expired")
    assert (certified.time, certified.body["until"], expired.time) == (1920.0, 2520.0, 2520.0)
    tables = played.factory.chain.contracts["audit"].published()
    assert (list(tables["certificates"]), list(tables["expired"])) == ([], [1])
    assert tables["expired"][1].until == 2520.0


def test_without_a_term_it_counts_for_ever(play: Play) -> None:
    played = asked(play, factory())
    assert played.facts("Expired") == []
    assert list(played.factory.chain.contracts["audit"].published()["certificates"]) == [1]


def test_the_protocol_has_its_model_audited_and_the_treasury_pays(play: Play) -> None:
    """Every half hour: at 1800, when the first round is settled, and at 3600 s."""
    played = play(factory(hours=1.2, renewal=1800.0))
    assert [fact.time for fact in played.facts("AuditOpened")] == [1800.0, 3600.0]
    assert {body["owner"] for body in bodies(played, "Certified")} == {"treasury"}
    assert [played.moved("treasury", f"audit/audits/{n}") for n in (1, 2)] == [[3 * TOKEN]] * 2
    conserved(played.factory)


def test_the_hospitals_are_certified_as_fair_and_private(play: Play) -> None:
    played = play(blueprint(composed(["scenario=hospital", "horizon_days=1.1"])))
    (certified,) = bodies(played, "Certified")
    assert [test for test, _ in certified["measured"]] == ["group_gap", "membership"]
    assert certified["owner"] == "treasury" and certified["accuracy"] > 850_000


OPENED = AuditOpened(1, "dev.0", "main", "model", ("a.0",), 0, 900.0)


@pytest.mark.parametrize(
    ("test", "scores", "stated"),
    [
        ("group_gap", (Score(9, 10, 0), Score(1, 2, 0), Score(3, 4, 0)), 400_000),
        ("group_gap", (Score(9, 10, 0),), 0),
        ("membership", (Score(19, 20, 0), Score(8, 10, 0)), 150_000),
        ("membership", (Score(7, 10, 0), Score(8, 10, 0)), 0),
        ("group_gap", (), None),
        ("membership", None, None),
    ],
)
def test_what_an_honest_auditor_makes_of_its_scores(test: str, scores: Any, stated: int | None) -> None:
    """.9 - .5 over three groups; .95 on what was trained on, .8 on what was not: the advantage of the gap attack, .15."""
    nowhere: Any = None
    assert Honest().measures(View(0.0, "a.0", nowhere, nowhere), OPENED, test, scores) == stated


@pytest.mark.parametrize(
    "bad", [{"limits": {"kindness": 1}}, {"limits": {"group_gap": -1}}, {"valid_for": 0.0}, {"renewal": float("inf")}]
)
def test_terms_that_make_no_sense(bad: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=rf"{next(iter(bad))}=.*; allowed"):
        Audit(**bad)

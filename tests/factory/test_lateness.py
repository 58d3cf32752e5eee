"""Whatever happens to a job moves only when it ends: what it computes never changes, the run goes on, money is conserved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest

from agents.behaviours.deviation import Deviation
from agents.roles.validator import Validator
from sim.blueprint import Blueprint
from sim.cluster.checkpoint import Checkpoint
from sim.cluster.churn import Switches
from sim.cluster.power import Power
from sim.cluster.profile import Profile
from sim.cluster.schedulers.priority import Priority
from sim.cluster.stragglers import Stragglers
from sim.factory import Factory
from sim.jobs import Training
from sim.view import View
from tests.factory.books import conserved
from tests.factory.conftest import Play, Played
from tests.golden.tracer import HONEST, MACHINE, group, tracer

Script = list[tuple[float, Callable[[Factory], object]]]

ONE_CARD = replace(MACHINE, count=1)
URGENT_FIRST = Profile(Priority(preempts=True), Stragglers(), Checkpoint(0, 0, 15), Power(0.1, 1.0, 1.2))


def urgent(factory: Factory) -> None:
    """Somebody's urgent job takes 120 s of a card."""
    job = Training("main", factory.chain.tasks["main"].start, factory.lab.learn(factory.holdings.shard(0, 0)), (0,), 8)
    factory.perform(factory.players["owners.0"], job, due=8, priority=9)


def cancel(key: str) -> Callable[[Factory], object]:
    return lambda factory: factory.cluster.cancel(key)


def truncate(key: str) -> Callable[[Factory], object]:
    return lambda factory: factory.cluster.truncate(key)


@dataclass(frozen=True)
class Case:
    """A disturbed tracer: what is done to it, what becomes of the trainers' first jobs, and who hands in in round 0."""

    blueprint: Blueprint
    script: Script
    outcomes: dict[str, tuple[str, int, int]]
    """By account: outcome, restarts, preemptions."""
    shown: set[str]


EVERYBODY = {"cheats.0", "trainers.0", "trainers.1"}
DONE = dict.fromkeys(EVERYBODY, ("done", 0, 0))
NODE_FAILS = replace(MACHINE, failures=Switches((150.0, 200.0)))
NODE_FAILS_FOR_GOOD = replace(MACHINE, churn=Switches((150.0,)))

CASES = {
    "undisturbed": Case(tracer(hours=2), [], DONE, EVERYBODY),
    "one card for three, so that they wait": Case(tracer(hours=2, machine=ONE_CARD), [], DONE, EVERYBODY),
    "cancelled while it runs": Case(
        tracer(hours=2),
        [(200.0, cancel("trainers.0/1"))],
        {**DONE, "trainers.0": ("cancelled", 0, 0)},
        EVERYBODY - {"trainers.0"},
    ),
    "cancelled while it waits": Case(
        tracer(hours=2, machine=ONE_CARD),
        [(150.0, cancel("trainers.1/1"))],
        {**DONE, "trainers.1": ("cancelled", 0, 0)},
        EVERYBODY - {"trainers.1"},
    ),
    "cancelled when it is over": Case(tracer(hours=2), [(900.0, cancel("trainers.0/1"))], DONE, EVERYBODY),
    "truncated": Case(
        tracer(hours=2),
        [(200.0, truncate("trainers.0/1"))],
        {**DONE, "trainers.0": ("preempted", 0, 0)},
        EVERYBODY - {"trainers.0"},
    ),
    "pushed out by an urgent job and resumed": Case(
        tracer(hours=2, machine=ONE_CARD, cluster=URGENT_FIRST),
        [(190.0, urgent)],
        {**DONE, "cheats.0": ("done", 0, 1)},
        EVERYBODY,
    ),
    "its node fails and comes back": Case(
        tracer(hours=2, machine=NODE_FAILS), [], dict.fromkeys(EVERYBODY, ("done", 1, 0)), EVERYBODY
    ),
}


def first_jobs(played: Played) -> dict[str, tuple[str, int, int]]:
    return {
        row["owner"]: (row["outcome"], row["restarts"], row["preemptions"])
        for row in played.rows("jobs")
        if row["owner"] in EVERYBODY and row["job"].endswith("/1")
    }


def updates(played: Played) -> dict[str, str]:
    """Keys of what was shown in round 0, by owner."""
    return dict(played.facts("ScoringOpened")[0].body["updates"])


@pytest.fixture(scope="module")
def undisturbed() -> dict[str, str]:
    factory = Factory(tracer())
    factory.run()
    return updates(Played(factory))


@pytest.mark.parametrize("what", CASES)
def test_a_disturbed_job(play: Play, undisturbed: dict[str, str], what: str) -> None:
    case = CASES[what]
    played = play(case.blueprint, case.script)
    assert first_jobs(played) == case.outcomes
    assert set(updates(played)) == case.shown
    assert updates(played).items() <= undisturbed.items()
    assert len(played.facts("RoundSettled")) == 2
    conserved(played.factory)


def test_who_cannot_finish_says_so(play: Play) -> None:
    played = play(tracer(), [(200.0, cancel("trainers.0/1")), (200.0, truncate("trainers.1/1"))])
    excuses = {
        a: [m["reason"] for _, _, m in played.said(a) if m["kind"] == "Excuse"] for a in ("trainers.0", "trainers.1")
    }
    assert excuses == {"trainers.0": ["cancelled"], "trainers.1": ["preempted"]}


def test_the_only_machine_goes_away_for_good_under_a_job(play: Play) -> None:
    """Its jobs wait for a node that never comes back; the round is settled without them."""
    played = play(tracer(hours=2, machine=NODE_FAILS_FOR_GOOD))
    assert first_jobs(played) == {}
    assert [fact.body["accepted"] for fact in played.facts("RoundSettled")] == [[], []]
    conserved(played.factory)


@dataclass(frozen=True)
class Quits(Deviation):
    """Stays until a second."""

    at: float = 0.0

    def stays(self, view: View) -> bool:
        return view.time < self.at


def leavers(role: str, at: float, **rest: Any) -> Any:
    return group(role, Quits(inner=HONEST[role], at=at), **rest)


def test_a_validator_leaves_while_its_checks_wait_for_a_card(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three checks of 120 s on one card, ordered at 1560; at 1664 it looks up and goes. The round is settled without it."""
    monkeypatch.setattr(Validator, "review", 200.0)
    played = play(tracer(hours=2, machine=ONE_CARD, validators=leavers("validator", at=1600)))
    mine = [(row["job"], row["outcome"], row["ended"]) for row in played.rows("jobs") if row["owner"] == "validators.0"]
    assert mine == [("validators.0/1", "done", 1456.0)] + [
        (f"validators.0/{number}", "cancelled", 1664.0) for number in (2, 3, 4)
    ]
    assert [m["kind"] for _, _, m in played.said("validators.0")] == ["Join", "Report", "Leave"]
    assert [fact.body["faults"] for fact in played.facts("RoundSettled")] == [[], []]
    assert "validators.0" not in {agent.account for agent in played.factory.agents}
    conserved(played.factory)


def test_an_owner_leaves_and_its_jobs_fail(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    """It takes its machines away at 212 s, in the middle of training; nobody else has any."""
    monkeypatch.setattr("agents.roles.compute_owner.ComputeOwner.review", 100.0)
    played = play(tracer(hours=2, owners=leavers("compute", at=200, machines=("server",))))
    assert first_jobs(played) == dict.fromkeys(EVERYBODY, ("failed", 0, 0))
    assert [m["kind"] for _, _, m in played.said("trainers.0")] == ["Join", "Excuse", "Excuse"]
    assert [m["kind"] for _, _, m in played.said("owners.0")] == ["Join", "Leave"]
    conserved(played.factory)


def test_who_has_left_hears_nothing_more(play: Play) -> None:
    """The trainer stays for one look and is gone before the first round opens."""
    played = play(tracer(trainers=leavers("trainer", at=5, count=2)))
    assert [m["kind"] for _, _, m in played.said("trainers.0")] == ["Join", "Leave"]
    assert played.facts("RoundOpened")[0].body["chosen"] == ["cheats.0"]
    assert played.factory.players["trainers.0"].last_fact == -1

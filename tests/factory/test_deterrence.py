"""Deterrence through the event loop: rational trainers turn honest at the published threshold, and not before."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from agents.behaviours.trainer.rational import Rational
from agents.behaviours.trainer.under_training import UnderTraining
from mechanisms.staking.bonded import Bonded
from mechanisms.verification.spot_check import SpotCheck
from sim.interventions import Amend
from sim.money import TOKEN
from tests.factory.conftest import Play, Played
from tests.golden.tracer import HONEST, group, tracer, training_round

RATIONAL = Rational(inner=HONEST["trainer"], otherwise=UnderTraining(inner=HONEST["trainer"]), gain=10 * TOKEN)


def cheat_share(played: Played, since: float = 0.0) -> float:
    """Of the tasks that were assigned, the share for which another training was run than the one that was due."""
    run = {(row["owner"], row["digest"]) for row in played.rows("jobs")}
    due = [
        (fact.body["account"], fact.body["job"]["digest"]) for fact in played.facts("Assigned") if fact.time >= since
    ]
    assert due
    return sum(task not in run for task in due) / len(due)


def factory(rate: float, *stakes: int, **changes: Any) -> Any:
    """Rational trainers with these tokens at stake, all of which a fault costs."""
    groups = {f"trainers{place}": group("trainer", RATIONAL, tokens=5000, stake=s) for place, s in enumerate(stakes)}
    rules = {"verification": SpotCheck(rate=rate), "staking": Bonded(bond=0, slash=1000)}
    rounds = training_round(seats=len(stakes))
    return tracer(trainers=None, cheats=None, rules=rules, rounds=rounds, **groups, **changes)


@pytest.mark.parametrize(("rate", "least"), [(0.01, 990), (0.05, 190), (0.1, 90), (0.25, 30), (0.5, 10)])
def test_the_share_of_cheats_turns_within_a_twentieth_of_the_threshold(play: Play, rate: float, least: int) -> None:
    """S* = g (1 - p) / p for a gain of 10 tokens that a caught cheat forfeits: Becker 1968. In base units, stakes 5 % below
    and above it are whole."""

    def at(part: float) -> float:
        rational = replace(group("trainer", RATIONAL, count=3, tokens=5000), stake=round(least * part * TOKEN))
        rules = {"verification": SpotCheck(rate=rate), "staking": Bonded(bond=0, slash=1000)}
        return cheat_share(play(tracer(cheats=None, trainers=rational, rules=rules)))

    assert (at(0.95), at(1.05)) == (1.0, 0.0)


def test_the_poor_cheat_and_the_rich_do_not(play: Play) -> None:
    """At p = .25 a gain of 10 is deterred by 30: two of five have less at stake."""
    played = play(factory(0.25, 10, 29, 31, 60, 1000))
    assert cheat_share(played) == 2 / 5


def test_a_public_amendment_changes_their_minds(play: Play) -> None:
    """Stakes of 50 deter at p = .25, where 30 would do, but not at p = .1, where it takes 90: from the second round on."""
    stricter = Amend(3600 / 86400, "training_round", "verification", "rate", 0.1)
    blueprint = replace(factory(0.25, 50, 50, hours=2), interventions=(stricter,))
    played = play(blueprint)
    assert cheat_share(played, since=3600.0) == 1.0
    assert cheat_share(played) == 0.5


def test_a_half_that_is_slashed_deters_half_as_well(play: Play) -> None:
    rules = {"verification": SpotCheck(rate=0.25), "staking": Bonded(bond=0, slash=500)}
    for stake, share in ((58, 1.0), (62, 0.0)):
        rational = group("trainer", RATIONAL, count=2, tokens=5000, stake=stake)
        assert cheat_share(play(tracer(cheats=None, trainers=rational, rules=rules))) == share

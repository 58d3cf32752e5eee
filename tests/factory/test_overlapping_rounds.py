"""Players in rounds that overlap: nobody waits for a round to be settled before the next one is trained for."""

from __future__ import annotations

import pytest

from mechanisms.contracts.schedule import RoundSchedule
from sim.money import TOKEN
from tests.factory.conftest import Play, Played
from tests.golden.tracer import group, tracer, training_round


def overlapping(play: Play, at_once: int) -> Played:
    """Rounds of 2040 s at most, for three hours: one every 2040 s, or `at_once` times as many."""
    schedule = RoundSchedule(
        period=2040 / at_once, at_once=at_once, first=120, training=1200, revealing=120, scoring=120, checking=600
    )
    rounds = training_round(schedule=schedule)
    return play(tracer(hours=3, rounds=rounds, cheats=None, trainers=group("trainer", count=3)))


@pytest.mark.parametrize(("at_once", "rounds"), [(1, 5), (2, 9), (4, 18)])
def test_as_many_rounds_fit_as_may_be_under_way(play: Play, at_once: int, rounds: int) -> None:
    """The first starts at 120 s, and one that has not ended by 10,800 s does not count: 1584 s, a check among them."""
    played = overlapping(play, at_once)
    settled = played.facts("RoundSettled")
    assert len(settled) == rounds
    assert played.facts("RoundSkipped") == []
    assert all(fact.body["accepted"] == ["trainers.0", "trainers.1", "trainers.2"] for fact in settled)


def test_the_model_learns_and_each_pot_is_paid_out(play: Play) -> None:
    played = overlapping(play, 2)
    losses = [row["loss"] for row in played.rows("rounds")]
    assert losses[-1] < losses[0]
    for purse in ("pot", "pot/1"):
        account = f"training_round/{purse}"
        given = played.moved("treasury", account)
        assert given == [100 * TOKEN] * len(given)
        paid = sum(row["amount"] for row in played.rows("ledger") if row["payer"] == account)
        assert sum(given) - paid == played.ledger.balance(account)

"""Rounds that start before the last one is settled: each has its own pot, and all move the same model.

A round takes 1200 + 120 + 120 s to train, reveal and score, and may take 600 more to check. One starts every 1020 s: round 0
at 120 and round 1 at 1140, which round 0 outlives by 420 s, and round 2 at 2160.
"""

from __future__ import annotations

from typing import Any

import pytest

from mechanisms.contracts.schedule import RoundSchedule
from sim.chain.sealed import commitment
from sim.messages.training_round import Commit, Report, Reveal
from tests.mechanisms.contracts.workshop import Workshop

PARTS: dict[str, Any] = {"period": 1020, "first": 120, "training": 1200, "revealing": 120, "scoring": 120}
TWO = RoundSchedule(**PARTS, checking=600, at_once=2)


class Shop(Workshop):
    def __init__(self) -> None:
        super().__init__(schedule=TWO)

    def pots(self) -> list[int]:
        return [self.chain.ledger.balance(f"training_round/{purse}") for purse in ("pot", "pot/1")]

    @property
    def model(self) -> list[float]:
        numbers: list[float] = self.shelf.vector(self.rounds.book.models["current"]).tolist()
        return numbers

    def sends(self, second: float, account: str, message: Any) -> None:
        """Say something that must take effect, at this second."""
        assert self.says(account, message, second) == ""

    def plays(self, until: float) -> None:
        """Ann hands in (3, 1) in round 0 and (5, 1) in round 1; Val reports on both."""
        three, five = self.vector(3, 1), self.vector(5, 1)
        self.sends(132, "ann", Commit(0, commitment("ann", 0, "salt", three)))
        self.sends(1152, "ann", Commit(1, commitment("ann", 1, "salt", five)))
        self.sends(1321, "ann", Reveal(0, three, "salt"))
        self.sends(1441, "val", Report(0, (("ann", 7),)))
        self.until(1500)
        assert self.pots() == [1000, 1000]
        self.sends(2341, "ann", Reveal(1, five, "salt"))
        self.sends(2461, "val", Report(1, (("ann", 9),)))
        self.until(until)


def test_each_round_has_a_pot_and_nothing_is_skipped() -> None:
    """Ann earns 600 and Val 200 and Pat 100 of each; what nobody earned, 100, is in the pots when they are filled again."""
    shop = Shop()
    shop.plays(until=3100)
    assert shop.facts("RoundSkipped") == []
    assert [fact["pot"] for fact in shop.facts("RoundOpened")] == [1000, 1000, 1100]
    assert [fact["paid"] for fact in shop.facts("RoundSettled")] == [900, 900]
    assert shop.wallets("ann", "val", "pat") == [1200, 400, 200]
    assert shop.pots() == [1100, 100]


def test_an_update_that_was_made_for_an_older_model_moves_the_newer_one() -> None:
    """Both rounds started from (0, 0)."""
    shop = Shop()
    shop.plays(until=3100)
    assert [fact["model"] for fact in shop.facts("RoundOpened")][:2] == [shop.vector(0, 0)] * 2
    assert shop.model == [8, 2]
    assert [number for number, _ in shop.rounds.book.ancestry(shop.rounds.book.models["current"])] == [1, 0]


def test_a_pot_is_taken_up_again_when_its_round_is_settled() -> None:
    shop = Shop()
    shop.until(1200)
    assert dict(shop.rounds.book.under_way) == {0: "pot", 1: "pot/1"}
    shop.until(2200)
    assert dict(shop.rounds.book.under_way) == {1: "pot/1", 2: "pot"}


def test_a_round_is_skipped_when_all_pots_are_taken() -> None:
    shop = Shop()
    shop.until(2100)
    shop.rounds.book.under_way[7] = "pot"
    shop.until(2200)
    assert [fact["reason"] for fact in shop.facts("RoundSkipped")] == ["round 1 is not settled"]


def test_the_parts_of_a_round_must_fit_into_as_many_periods() -> None:
    """1200 + 120 + 120 + 601 = 2041 s, of which 1020.5 for each of two."""
    with pytest.raises(ValueError, match=r"period=1020; allowed: at least 1020\.5"):
        RoundSchedule(**PARTS, checking=601, at_once=2)
    with pytest.raises(ValueError, match="period=1020; allowed: at least 2040"):
        RoundSchedule(**PARTS, checking=600)
    with pytest.raises(ValueError, match="at_once=0; allowed: 1 or more"):
        RoundSchedule(at_once=0)

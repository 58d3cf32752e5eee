"""Reports under seal: fixed before any can be read, and no other is shown afterwards.

Reports are sealed from 1440 s to 1560, and shown until 1620: a minute for opening.
"""

from __future__ import annotations

import pytest

from mechanisms.contracts.schedule import RoundSchedule
from mechanisms.contracts.training_round import TrainingRound
from sim.chain.sealed import commitment
from sim.messages.training_round import OpenReport, Report, SealReport
from tests.mechanisms.contracts.workshop import Workshop

SCORES = (("ann", 7),)
PARTS = {"first": 120, "training": 1200, "revealing": 120, "scoring": 120, "checking": 600}


def shop(sealed: bool = True) -> Workshop:
    """Ann has handed in an update, and scoring is open."""
    made = Workshop(sealed_reports=sealed, schedule=RoundSchedule(period=3600, opening=60, **PARTS))
    made.commits("ann", 0, 3, 1, at=200)
    made.reveals("ann", 0, 3, 1, at=1330)
    made.until(1441)
    return made


def seals(made: Workshop, account: str, sealer: str | None = None, number: int = 0, at: float | None = None) -> str:
    """Seal SCORES with the digest that `sealer` makes."""
    digest = commitment(sealer or account, number, "salt", SCORES)
    return made.says(account, SealReport(0, digest), at)


def opens(made: Workshop, account: str, scores: tuple[tuple[str, int], ...] = SCORES, at: float | None = None) -> str:
    return made.says(account, OpenReport(0, scores, "salt"), at)


def test_a_sealed_report_counts_when_it_is_shown_and_is_paid_for() -> None:
    made = shop()
    assert seals(made, "val") == ""
    made.until(1560)
    assert made.rounds.book.reports(0) == {}
    assert opens(made, "val") == ""
    assert made.rounds.book.reports(0) == {"val": {"ann": 7}}
    made.until(1700)
    assert [fact["scores"] for fact in made.facts("RoundSettled")] == [[["ann", 7]]]
    assert made.wallets("val") == [200]


def test_nothing_is_shown_while_anybody_may_still_seal() -> None:
    made = shop()
    seals(made, "val")
    assert opens(made, "val", at=1500) == "the opening window of round 0 is not open"
    assert seals(made, "val", at=1560) == "the score window of round 0 is not open"
    assert opens(made, "val", at=1620) == "the opening window of round 0 is not open"
    made.until(1800)
    assert made.wallets("val") == [0]


@pytest.mark.parametrize("replayed", [("val", "ann", 0), ("val", "val", 1)])
def test_a_seal_binds_its_sender_and_its_round(replayed: tuple[str, str, int]) -> None:
    """Somebody else's digest, or that of another round, opens nothing."""
    account, sealer, number = replayed
    made = shop()
    assert seals(made, account, sealer, number) == ""
    assert opens(made, account, at=1560) == "the report is not the one that was sealed"


def test_other_scores_than_were_sealed_are_refused() -> None:
    made = shop()
    seals(made, "val")
    assert opens(made, "val", (("ann", 8),), at=1560) == "the report is not the one that was sealed"
    assert opens(made, "val") == ""
    assert opens(made, "val") == "val has reported in round 0 already"


def test_who_sealed_nothing_shows_nothing_and_only_validators_seal() -> None:
    made = shop()
    assert seals(made, "ann") == "ann is not registered as validator"
    assert opens(made, "val", at=1560) == "the report is not the one that was sealed"


def test_each_way_of_reporting_is_refused_in_the_other() -> None:
    sealed, plain = shop(), shop(sealed=False)
    assert sealed.says("val", Report(0, SCORES)) == (
        "reports are sealed here; allowed: SealReport, and OpenReport when all are in"
    )
    assert seals(plain, "val") == "reports are given in the open here; allowed: Report"
    assert opens(plain, "val", at=1570) == "the opening window of round 0 is not open"


def test_open_reports_are_not_waited_for_any_longer() -> None:
    """A round is settled at 1560, or 60 s later; a block takes 12."""
    for made, second in ((shop(sealed=False), 1560), (shop(), 1620)):
        made.until(1800)
        [row] = [row for row in made.recorder.tables()["facts"].to_pylist() if row["kind"] == "RoundSettled"]
        assert row["time"] == second


def test_the_time_for_opening_must_fit_where_it_is_needed() -> None:
    """1200 + 120 + 120 + 600 = 2040 s without it, 2100 with."""
    tight = RoundSchedule(period=2040, opening=60, **PARTS)
    TrainingRound(schedule=tight)
    with pytest.raises(ValueError, match="period=2040; allowed: at least 2100"):
        TrainingRound(schedule=tight, sealed_reports=True)

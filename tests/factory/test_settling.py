"""After the end: nothing new begins, what has begun is seen through, and what is kept for somebody comes back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from experiments.building.blueprint import blueprint
from experiments.composing.compose import composed
from experiments.metrics.evidence import Evidence
from experiments.metrics.spending import stuck_escrow
from sim.blueprint import Blueprint
from sim.durations import DAY, HOUR
from sim.messages.registry import Join
from sim.money import TOKEN
from tests.factory.conftest import Line, Play, Played
from tests.factory.market import market
from tests.golden.tracer import tracer

END = 0.25 * HOUR
"""In the middle of the first round: updates are due at 1,320 s."""


def settled(description: Blueprint, days: float = 20.0) -> Blueprint:
    return replace(description, settle_days=days)


def kept(run: Played) -> list[str]:
    """Accounts below contracts that still hold something."""
    held = {(asset, account) for asset in run.ledger.assets for account in run.ledger.holders(asset)}
    return sorted(f"{account} {asset}" for asset, account in held if "/" in account)


def test_a_run_that_breaks_off_leaves_stakes_where_they_are(play: Play) -> None:
    run = play(tracer(hours=0.25))
    assert len([account for account in kept(run) if "/stake/" in account]) == 6
    assert run.facts("Closing") == run.facts("RoundSettled") == []


def test_a_factory_that_closes_sees_its_round_through_and_gives_stakes_back(play: Play) -> None:
    run = play(settled(tracer(hours=0.25)))
    ((_, closing, *_),) = run.facts("Closing")
    assert closing == END
    # The round that was under way is settled at 1,704 s as it would have been, and the one of 3,720 s does not begin.
    assert [fact.time for fact in run.facts("RoundSettled")] == [1704.0]
    assert len(run.facts("RoundOpened")) == 1
    ((_, closed, *_),) = run.facts("WoundUp")
    assert closed == 4500.0
    # They go at their next look, within a day, and their stakes unbond for seven.
    left = {fact.body["account"]: fact.time for fact in run.facts("Left")}
    assert sorted(left) == ["cheats.0", "owners.0", "providers.0", "trainers.0", "trainers.1", "validators.0"]
    assert all(closed < time <= closed + DAY for time in left.values())
    assert 7 * DAY < run.factory.env.now <= closed + 8 * DAY + 2 * HOUR
    assert kept(run) == []
    # Half of its 100 tokens were slashed, the rest has come back.
    assert run.moved("registry/stake/cheats.0", "cheats.0") == [50 * TOKEN]
    assert run.ledger.residual() == {"token": 0}


def test_nobody_knows_the_end_before_it_comes(play: Play) -> None:
    broken_off, wound_up = play(tracer(hours=0.25)), play(settled(tracer(hours=0.25)))
    for table in ("facts", "ledger", "blocks", "jobs"):
        clock = "ended" if table == "jobs" else "time"
        before = [[repr(row) for row in run.rows(table) if row[clock] < END] for run in (broken_off, wound_up)]
        assert before[0] == before[1]
        assert before[0] or table == "jobs"


def test_what_would_have_to_be_seen_through_is_refused(play: Play) -> None:
    run = play(settled(tracer(hours=0.25)), [Line(1000.0, "treasury", Join("trainer", 100 * TOKEN))])
    assert run.refusals("treasury") == ["the factory is closing, and nothing new begins"]


def test_a_market_closes_with_its_fees_paid_out(play: Play) -> None:
    run = play(settled(market(hours=4.75)))
    assert run.facts("Certified")
    assert run.rows("usage")[-1]["time"] < 4.75 * HOUR
    assert kept(run) == []
    assert stuck_escrow(Evidence(run.tables)) == {"token": 0.0, "usd": 0.0}


@pytest.mark.parametrize("scenario", ["bounty", "consent", "dao"])
def test_whole_scenarios_close_with_nothing_kept_for_anybody(scenario: str, play: Play) -> None:
    told = [f"scenario={scenario}", "lab=stub", "horizon_days=1.3", "settle_days=40"]
    run = play(blueprint(composed(told)))
    assert kept(run) == []
    assert run.factory.env.now < 15 * DAY


def test_it_takes_no_longer_than_it_may(play: Play) -> None:
    run = play(settled(tracer(hours=0.25), days=2.0))
    assert run.factory.env.now == END + 2 * DAY
    assert len([account for account in kept(run) if "/stake/" in account]) == 6


def test_wallets_are_looked_at_when_the_measured_time_ends(play: Play) -> None:
    run = play(replace(settled(tracer(hours=0.25)), burn_in_days=0.005))
    looks = sorted({row["time"] for row in run.rows("agents")})
    assert looks[:3] == [0.0, END, DAY]
    assert run.rows("measured") == [{"begin": 432.0, "end": END}]
    assert "measured" not in play(tracer(hours=0.25)).tables


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"settle_days": -1.0}, "settle_days=-1.0; allowed: 0 or more and below 36500"),
        ({"burn_in_days": 36_500.0}, "burn_in_days=36500.0; allowed: 0 to below 36500"),
    ],
)
def test_impossible_spans_are_refused(change: dict[str, float], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        replace(tracer(hours=24), **change)  # type: ignore[arg-type]

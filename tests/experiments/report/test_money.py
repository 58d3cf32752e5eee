"""Every entry has a purpose, every token a place."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from experiments.report.balance_sheet import places, residual, sources
from experiments.report.cast import Cast, Member
from experiments.report.earnings import MOST, bills, earned, earnings, paid_out
from experiments.report.movement import Movement, movements
from experiments.report.record import Record
from experiments.report.routes import Route, routes
from experiments.report.sankey import GAP, Band, Box, bands, boxes
from sim.money import TOKEN

Made = Callable[..., Record]


def moved(record: Record) -> list[Movement]:
    return movements(record.tables, Cast.of(record.rows("truth")))


def test_the_purpose_of_an_entry_follows_from_its_cause(made: Made) -> None:
    assert [move.purpose for move in moved(made())] == [
        *["genesis"] * 4,
        "locked",
        "gas",
        "budget",
        "reward",
        "validator share",
        "check fees",
        "slashed",
    ]


def test_who_earned_what(made: Made) -> None:
    assert earned(moved(made())) == {
        "trainers.0": {"gas": -1_000_000, "reward": 30 * TOKEN},
        "validators.0": {"validator share": 10 * TOKEN, "check fees": TOKEN},
        "cheats.0": {"slashed": -50 * TOKEN},
    }
    assert paid_out(moved(made())) == 41 * TOKEN


def test_of_more_accounts_than_a_page_can_hold_it_tells_of_those_to_whom_it_mattered() -> None:
    members = tuple(Member(f"u.{place}", "u", place, "user", "Honest()") for place in range(MOST + 2))
    gained = {member.account: 1.0 for member in members} | {"u.7": 0.5, "u.9": -0.25, "u.11": -3.0}
    page = earnings(Cast(members), [], gained, {}, [0.004])
    listed = re.findall(r">u\.(\d+)<", page)
    assert listed == [str(place) for place in range(MOST + 2) if place not in (7, 9)]
    assert "the 500 of 502 agents who gained or lost most dollars" in page
    assert "The same for each of 500 agents" in earnings(Cast(members[:MOST]), [], gained, {}, [0.004])


def test_compute_is_billed_to_whoever_submitted_the_job(made: Made) -> None:
    assert bills(made().rows("jobs")) == {"trainers.0": 5.0, "cheats.0": 1.25}


def test_where_the_money_came_from_and_is(made: Made) -> None:
    record = made()
    assert sources(moved(record), "token") == [
        ("issued at genesis to cheats", 200 * TOKEN),
        ("issued at genesis to trainers", 200 * TOKEN),
        ("issued at genesis to treasury", 1_000 * TOKEN),
        ("issued at genesis to validators", 100 * TOKEN),
    ]
    assert places(moved(record), record.rows("agents"), "token") == [
        ("in wallets of agents", 441 * TOKEN - 1_000_000),
        ("staked by agents", 50 * TOKEN),
        ("held by training_round/pot", 9 * TOKEN),
        ("held by treasury", 950 * TOKEN),
        ("burned as gas", 1_000_000),
        ("burned by slashing", 50 * TOKEN),
    ]
    assert residual(moved(record), record.rows("agents"), "token") == 0


def test_a_wallet_that_the_ledger_does_not_explain_leaves_a_residual(made: Made) -> None:
    record = made()
    looks = record.rows("agents")
    looks[-1]["wallet"] -= 3
    assert residual(moved(record), looks, "token") == 3


def test_routes_are_told_by_group_and_purpose(made: Made) -> None:
    assert routes(moved(made()), "token")[:4] == [
        Route("cheats", "cheats (stake)", "locked", 1, 100 * TOKEN),
        Route("cheats (stake)", "burned", "slashed", 1, 50 * TOKEN),
        Route("treasury", "training_round/pot", "budget", 1, 50 * TOKEN),
        Route("training_round/pot", "trainers", "reward", 1, 30 * TOKEN),
    ]


def test_bands_run_from_left_to_right_merge_purposes_and_leave_out_hairlines(made: Made) -> None:
    flow = bands(routes(moved(made()), "token"), {"cheats", "trainers", "validators"})
    assert flow == [
        Band("cheats (stake)", "burned", 50 * TOKEN),
        Band("treasury", "training_round/pot", 50 * TOKEN),
        Band("training_round/pot", "trainers", 30 * TOKEN),
        Band("training_round/pot", "validators", 11 * TOKEN),
    ]


def test_a_stake_stands_no_higher_than_its_owners() -> None:
    flow = [Band("pot/a", "big", 60), Band("pot/a", "small", 40), Band("small (stake)", "burned", 10)]
    placed = boxes(flow, {"big", "small"})
    assert placed["small"].high == placed["small (stake)"].high == placed["burned"].high < placed["big"].low


def test_boxes_are_to_scale_and_empty_columns_are_closed_up() -> None:
    flow = [Band("treasury", "a", 30), Band("treasury", "b", 10)]
    unit = (1 - GAP) / 40
    placed = boxes(flow, {"a", "b"})
    assert placed["treasury"] == Box(0, 1 - 40 * unit, 1.0, 40)
    assert placed["a"] == Box(1, 1 - 30 * unit, 1.0, 30)
    assert (placed["b"].high, placed["b"].amount) == (placed["a"].low - GAP, 10)
    assert placed["b"].low == pytest.approx(0.0, abs=1e-12)


def test_purses_that_differ_in_their_number_are_one_party(made: Made) -> None:
    ledger = [
        (0, 0, 0.0, "token", "market/fees/1", "trainers.0", 2 * TOKEN, 4),
        (1, 0, 0.0, "token", "market/fees/22", "trainers.0", 3 * TOKEN, 4),
        (2, 0, 0.0, "token", "audit/vesting/7.0/trainers.0", "trainers.0", TOKEN, 4),
    ]
    assert [(route.source, route.amount) for route in routes(moved(made(ledger=ledger)), "token")] == [
        ("market/fees", 5 * TOKEN),
        ("trainers (vesting)", TOKEN),
    ]

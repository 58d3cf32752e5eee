"""Metrics of those who keep books."""

from __future__ import annotations

import pytest

from experiments.metrics import business
from experiments.metrics.quality import measured
from tests.experiments.metrics.conftest import DAY, entry, evidence, fact, look, member, settled

TOKEN = 10**9


def closing(account: str, inside: bool, profit: float, bill: float = 0.0) -> dict[str, object]:
    return {"account": account, "role": "trainer", "inside": inside, "profit": profit, "fixed": bill}


def test_profit_is_of_the_days_on_which_somebody_took_part() -> None:
    seen = evidence(books=[closing("a.0", True, 3.0), closing("a.1", False, -9.0), closing("a.0", True, 1.0)])
    assert business.profit(seen) == {"trainer": 2.0}
    assert business.inside(seen) == {"trainer": 1}


def test_money_lasts_for_its_part_of_the_bills_of_a_week() -> None:
    # a.0 holds $30 and paid $2 a day in its last seven days, and $50 on one before; a.1 has left
    bills = [closing("a.0", True, 0.0, bill) for bill in (50.0, 2, 2, 2, 2, 2, 2, 2)]
    seen = evidence(
        truth=[member("a.0"), member("a.1")],
        facts=[fact("Acted", subject="genesis")],
        ledger=[
            entry("issuance", "a.0", 40 * TOKEN, asset="usd"),
            entry("a.0", "bridge", 10 * TOKEN, asset="usd"),
            entry("issuance", "a.1", 99 * TOKEN, asset="usd"),
            entry("issuance", "a.0", 99 * TOKEN),
        ],
        books=[*bills, closing("a.1", False, 0.0, 1.0)],
    )
    assert business.runway(seen) == pytest.approx(15.0)


def test_two_dividends_of_a_thousandth_in_ten_days_are_seven_per_cent_a_year() -> None:
    paid = [fact("Distributed", amount=amount, held=held) for amount, held in ((5, 5_000), (4, 4_000))]
    assert business.real_yield(evidence(facts=paid, agents=[look("a.0", time=10 * DAY)])) == pytest.approx(0.073)


def test_without_books_nothing_is_said_of_them() -> None:
    silent = (business.profit, business.inside, business.runway, business.real_yield)
    assert [metric(evidence()) for metric in silent] == [None] * 4


def test_of_several_tasks_the_main_one_is_measured() -> None:
    assert measured(evidence(rounds=[settled(0.9, 1.0, "side"), settled(0.5, 2.0)])) == [(2.0, 0.5)]

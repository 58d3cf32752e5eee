"""Profit at three marks, of books that are short enough to be added up by hand."""

from __future__ import annotations

from typing import Any

import pytest

from experiments.metrics import marks
from experiments.metrics.evidence import Evidence
from experiments.metrics.marker import Marker
from experiments.metrics.marks import Marked
from tests.experiments.metrics.conftest import DAY, entry, evidence, fact, look, member

TOKEN = 10**9
HOUR = 3600.0


def closing(
    day: float, tokens: int, sold: int, account: str = "a.0", inside: bool = True, **more: Any
) -> dict[str, Any]:
    amounts = {"tokens": tokens * TOKEN, "sold": sold * TOKEN}
    return {"account": account, "role": "trainer", "inside": inside, "time": day * DAY, "price": 2.0, **amounts, **more}


def sale(day: float, dollars: int, account: str = "a.0") -> dict[str, Any]:
    return entry("exchange", account, dollars * TOKEN, asset="usd", time=day * DAY)


def hourly(day: float, price: float, tokens: int = 0, dollars: int = 0) -> dict[str, Any]:
    return {"time": day * DAY, "price": price, "tokens": tokens * TOKEN, "dollars": dollars * TOKEN}


def run(books: list[dict[str, Any]], ledger: list[dict[str, Any]], **more: list[dict[str, Any]]) -> Evidence:
    return evidence(
        truth=[member("a.0"), member("a.1")],
        facts=[fact("Acted", subject="genesis")],
        agents=[look("a.0", 100 * TOKEN, price=2.0), look("a.0", time=3 * DAY, price=2.0)],
        books=books,
        ledger=ledger,
        **more,
    )


def test_cash_is_what_was_got_for_tokens_that_had_been_earned() -> None:
    # It earned 10 and sold them for $18; then it earned nothing and sold 40 of the 100 that it had brought, for $60.
    books = [closing(1, 10, 10, fixed=3.0), closing(2, 0, 40, fixed=3.0)]
    found = marks.marks(run(books, [sale(1, 18), sale(2, 60)]))
    assert found["a.0"].days == 2
    assert found["a.0"].cash == 18.0 - 6.0
    # At $2 a token: 100 of them at the beginning, 60 at the end, and $78 that came in.
    assert found["a.0"].average == 78.0 + 2.0 * (60 - 100) - 6.0
    assert found["a.0"].liquidation == found["a.0"].average


def test_half_of_a_sale_counts_when_half_of_it_was_earned() -> None:
    assert marks.marks(run([closing(1, 10, 20)], [sale(1, 30)]))["a.0"].cash == 15.0


def test_what_was_bought_is_neither_a_loss_of_cash_nor_earned() -> None:
    books = [closing(1, 0, -20), closing(2, 0, 20)]
    ledger = [sale(0, 50), entry("a.0", "exchange", 40 * TOKEN, asset="usd", time=DAY), sale(2, 42)]
    found = marks.marks(run(books, ledger))["a.0"]
    assert (found.cash, found.average) == (0.0, 2.0)  # bought for $40, sold for $42


def test_a_slash_is_no_cash_but_lowers_what_counts_of_later_sales() -> None:
    books = [closing(1, 10, 10), closing(2, -30, 0), closing(3, 40, 40)]
    found = marks.marks(run(books, [sale(1, 20), sale(3, 80)]))["a.0"]
    assert found.cash == 20.0 + 80.0 * 10 / 40  # thirty of the forty make up for the slash
    assert found.average == 100.0 + 2.0 * (70 - 100)


def test_dollars_that_were_taken_home_had_come_in() -> None:
    books = [closing(1, 0, 0, dollars=7 * TOKEN, taken=5 * TOKEN)]
    ledger = [sale(1, 7), entry("a.0", "bridge", 5 * TOKEN, asset="usd", time=DAY)]
    assert marks.marks(run(books, ledger))["a.0"].cash == 7.0


def test_what_is_held_counts_at_the_mean_of_a_day_and_at_what_the_pool_would_pay() -> None:
    rows = [hourly(0, 1.0, 300, 300), hourly(1.5, 2.0), hourly(2, 4.0, 100, 400)]
    found = marks.marks(run([closing(2, 0, 0)], [], prices=rows))["a.0"]
    assert found.cash == 0.0
    assert found.average == 100 * 3.0 - 100 * 1.0
    # 100 tokens fetch 300 * 100 / 400 = $75 at the beginning, and 400 * 100 / 200 = $200 at the end.
    assert found.liquidation == 200.0 - 75.0


def test_a_price_holds_until_the_next() -> None:
    marker = Marker([(0.0, 1.0), (HOUR, 5.0)])
    assert [marker.average(time) for time in (0.0, HOUR, DAY, 2 * DAY)] == [1.0, 3.0, 5.0, 5.0]


def test_who_never_took_part_is_no_part_of_it_and_others_from_their_first_day() -> None:
    books = [closing(1, 10, 10, inside=False), closing(2, 10, 10), closing(1, 5, 5, "a.1", inside=False)]
    found = marks.marks(run(books, [sale(1, 99), sale(2, 20), sale(1, 5, "a.1")]))
    assert found == {"a.0": Marked(1, 20.0, 20.0, 20.0)}


def test_those_whose_role_never_registers_take_part_all_along() -> None:
    books = [closing(1, 10, 0, inside=False), closing(2, 0, 10, inside=False)]
    assert marks.marks(run(books, [sale(2, 20)]))["a.0"].days == 2


def test_a_profit_whose_sign_depends_on_the_mark_is_named_by_role_and_behaviour() -> None:
    books = [closing(1, 10, 10), closing(2, -30, 0)]
    seen = run(books, [sale(1, 20)])
    assert marks.cash(seen) == {"trainer.Honest": 10.0}
    assert marks.average(seen) == {"trainer.Honest": pytest.approx((20.0 - 60.0) / 2)}
    assert marks.contested(seen) == "trainer.Honest"
    assert marks.contested(run([closing(1, 10, 10)], [sale(1, 20)])) == "nobody"


def test_without_books_there_is_no_profit_at_any_mark() -> None:
    silent = (marks.cash, marks.average, marks.liquidation, marks.contested)
    assert [metric(evidence()) for metric in silent] == [None] * 4

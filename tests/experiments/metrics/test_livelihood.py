"""What a factory lived on, in a case that is added up by hand."""

from __future__ import annotations

from experiments.metrics.livelihood import Livelihood, livelihood
from experiments.report.living import living
from experiments.report.wording import MINUS
from tests.experiments.metrics.conftest import DAY, entry, evidence, fact, look, member

TOKEN = 10**9


def test_each_token_counts_at_the_price_of_its_day_and_only_the_measured_days_count() -> None:
    seen = evidence(
        truth=[member("a.0"), member("h.0", role="holder")],
        facts=[
            fact("Acted", subject="emission"),
            fact("Distributed", time=1.5 * DAY, amount=10 * TOKEN, held=1),
            fact("Distributed", time=9 * DAY, amount=99 * TOKEN, held=1),
        ],
        ledger=[
            entry("issuance", "treasury", 6 * TOKEN, time=0.5 * DAY),
            entry("issuance", "treasury", 4 * TOKEN, time=1.5 * DAY),
            entry("issuance", "treasury", 4 * TOKEN, time=9 * DAY),
        ],
        usage=[{"time": DAY, "fees": 100 * TOKEN}, {"time": 9 * DAY, "fees": 100 * TOKEN}],
        books=[
            {
                "account": "a.0",
                "role": "trainer",
                "time": DAY,
                "revenue": 50.0,
                "hardware": 20.0,
                "fixed": 6.0,
                "capital": 2.0,
            },
            {"account": "h.0", "role": "holder", "time": DAY, "revenue": 70.0, "capital": 9.0},
        ],
        agents=[look("a.0", price=2.0), look("a.0", time=DAY, price=3.0), look("a.0", time=2 * DAY, price=9.0)],
        measured=[{"begin": 0.0, "end": 2 * DAY}],
    )
    found = livelihood(seen)
    assert found == Livelihood(50.0, 10.0, 3.0, (6 * 2.0 + 4 * 3.0) / 2, 10 * 3.0 / 2, 12.0, 1.0)
    assert found.margin == 37.0
    assert "fees less real cost came to $37.00 a day" in living(found)


def test_a_factory_that_costs_more_than_it_takes_in_is_told_to() -> None:
    poor = Livelihood(5.0, 10.0, 3.0, 0.0, 0.0, 0.0, 0.0)
    assert f"cost more than users paid, which no emission can mend: fees less real cost came to {MINUS}$8.00" in living(
        poor
    )


def test_without_users_or_books_there_is_no_such_balance() -> None:
    assert livelihood(evidence()) is None
    assert living(None) == ""

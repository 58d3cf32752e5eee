"""Who gains, in cases that can be worked out by hand."""

from __future__ import annotations

from math import exp
from typing import Any

import pytest

from experiments.metrics.consumer_surplus import Offer, Tastes
from experiments.metrics.identity import break_even
from experiments.metrics.surplus import surplus
from tests.experiments.metrics.conftest import DAY, entry, evidence, fact, look, member

TOKEN = 10**9
ALIKE = Tastes(b_q=4.0, b_p=4.0, worth=0.02, spread=0.0, rival=0.0, chance=0.0, reference=1.0, taste=0.0)
"""Everybody would pay 2 cents for a request; nobody else sells."""
WORDS = "Demand(b_q=4.0, b_p=4.0, worth=0.02, spread=0.0, rival=0.0, chance=0.0, reference=1.0, taste=0.0, peak=14.0)"
HALF = 0.02 * (1 - 2**-0.25)
"""Dollars: with two equal costs of 2 cents, the lower of them is 2^(-1/4) of it on average, as exp(-ln 2 / 4) says."""


def test_a_seller_as_good_as_doing_without_saves_by_being_a_second_choice() -> None:
    assert ALIKE.surplus([Offer(0.02, 1.0, 1.0)]) == pytest.approx(HALF)
    assert ALIKE.surplus([]) == pytest.approx(0.0, abs=1e-15)


def test_a_model_that_is_half_as_good_as_it_seems_costs_half_of_its_buyers_twice_as_much() -> None:
    # logsum = ln 2 - 4 ln .02, wrong by 4 ln(1/2) for the half that buys: the cost is 2^(-1/4) 2^(1/2) of 2 cents.
    assert ALIKE.surplus([Offer(0.02, 1.0, 0.5)]) == pytest.approx(0.02 * (1 - 2**0.25))


def test_a_model_that_seems_no_better_than_guessing_is_not_bought() -> None:
    assert ALIKE.surplus([Offer(0.02, 0.0, 1.0)]) == pytest.approx(0.0, abs=1e-15)


def test_the_rival_sells_at_the_reference_quality() -> None:
    rival = Tastes(4.0, 4.0, 0.02, 0.0, 0.02, 0.0, 1.0, 0.0)
    assert rival.surplus([]) == pytest.approx(HALF)
    assert rival.surplus([Offer(0.02, 1.0, 1.0)]) == pytest.approx(0.02 * (1 - 3**-0.25))


def test_people_differ_in_what_a_request_is_worth_to_them() -> None:
    # E[w] of a lognormal is exp(ln .02 + .5^2 / 2); strata leave out a part of its tail.
    spread = Tastes(4.0, 4.0, 0.02, 0.5, 0.0, 0.0, 1.0, 0.0)
    assert spread.worths.mean() == pytest.approx(0.02 * exp(0.125), rel=5e-3)


def test_tastes_are_read_from_what_is_told_of_a_user() -> None:
    assert Tastes.told(f"Honest(demand={WORDS}, report=0.01)") == ALIKE
    assert Tastes.told("WashBuyer(inner=Honest())") is None
    assert Tastes.told("Honest(demand=Demand(b_q=4.0))") is None


def visit(requests: int, version: int = 1, **offer: float) -> dict[str, Any]:
    return {"time": DAY, "buyer": "u.0", "requests": requests, "version": version, **offer}


def test_users_gain_on_every_request_that_they_make_whatever_became_of_it() -> None:
    seen = evidence(
        truth=[member("u.0", f"Honest(demand={WORDS})", "user")],
        usage=[visit(300, price=0.02, perceived=1.0, accuracy=1.0), visit(700, 0)],
        agents=[look("u.0", time=2 * DAY)],
    )
    found = surplus(seen)
    assert found is not None
    assert found["users"] == pytest.approx(1000 * HALF / 2)
    assert "holders" not in found and "attackers" not in found


def test_who_chose_nobody_had_the_choice_that_others_took_in_the_same_hour() -> None:
    sold = visit(1, price=0.02, perceived=1.0, accuracy=1.0)
    alone = {**visit(1, 0), "time": DAY + 3600, "buyer": "u.2"}  # an hour later nothing is sold to anybody
    seen = evidence(
        truth=[member(f"u.{place}", f"Honest(demand={WORDS})", "user") for place in range(3)],
        usage=[sold, {**visit(1, 0), "time": DAY + 600, "buyer": "u.1"}, alone],
        agents=[look("u.0", time=2 * DAY)],
    )
    found = surplus(seen)
    assert found is not None
    assert found["users"] == pytest.approx((HALF + HALF + 0.0) / 2)


def test_those_who_work_and_those_who_attack_gain_what_their_books_or_the_ledger_say() -> None:
    books = [
        {"account": "a.0", "time": day * DAY, "inside": inside, "profit": profit}
        for day, inside, profit in ((1, True, 4.0), (2, True, 2.0), (2, False, 99.0))
    ]
    seen = evidence(
        truth=[member("a.0"), member("b.0"), member("c.0", "Flip(inner=Honest())"), member("h.0", role="holder")],
        facts=[fact("Acted", subject="genesis"), fact("Ruled", family="reward")],
        ledger=[
            entry("issuance", "c.0", 9 * TOKEN),
            entry("pot", "b.0", 3 * TOKEN, 1),
            entry("c.0", "burned", 5 * TOKEN, 1),
        ],
        jobs=[{"owner": "b.0", "dollars": 1.0}],
        agents=[look("a.0", price=2.0), look("a.0", time=2 * DAY, price=2.0)],
        books=books,
    )
    found = surplus(seen)
    assert found is not None
    assert found["contributors"] == ((4.0 + 2.0) + (3 * 2.0 - 1.0)) / 2
    assert found["attackers"] == -5 * 2.0 / 2


def test_holders_gain_dividends_and_what_their_tokens_are_worth_more() -> None:
    seen = evidence(
        truth=[member("h.0", role="holder"), member("a.0")],
        facts=[fact("Acted", subject="genesis")],
        ledger=[
            entry("exchange", "h.0", 7 * TOKEN, asset="usd", time=DAY),
            entry("h.0", "bridge", 5 * TOKEN, asset="usd", time=DAY),
            entry("bridge", "burned", 5 * TOKEN, asset="usd", time=DAY),
        ],
        agents=[look("h.0", 90 * TOKEN, 10 * TOKEN, 0.0, 2.0), look("h.0", 100 * TOKEN, 5 * TOKEN, 4 * DAY, 3.0)],
    )
    found = surplus(seen)
    assert found is not None
    assert found["holders"] == (105 * 3.0 - 100 * 2.0 + 7.0) / 4


def test_an_identity_was_worth_what_was_gained_and_what_was_paid_for_it() -> None:
    seen = evidence(
        truth=[member("a.0"), member("a.1"), member("v.0", role="validator")],
        facts=[
            fact("Joined", account="a.0"),
            fact("Joined", account="a.1"),
            fact("Joined", account="a.0"),  # again, after it had left
            fact("Identified", account="a.0", price=2 * TOKEN, fee=TOKEN),
            fact("Ruled", family="reward"),
        ],
        ledger=[
            entry("a.0", "burned", 3 * TOKEN, 3),
            entry("pot", "a.0", 10 * TOKEN, 4),
            entry("pot", "a.1", 4 * TOKEN, 4),
        ],
        agents=[look("a.0", price=2.0)],
    )
    assert break_even(seen) == {"trainer": (10 * 2.0 + 4 * 2.0) / 2}
    assert break_even(evidence()) is None

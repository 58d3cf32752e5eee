"""By how much somebody is better off than if it had stayed away, counted by hand."""

from __future__ import annotations

from typing import Any

import pytest

from experiments.properties.better_off import better_off
from experiments.properties.individual_rationality import IndividualRationality
from experiments.properties.played import Played
from experiments.properties.verdict import Verdict
from sim.money import TOKEN
from tests.experiments.metrics.conftest import DAY, entry, evidence, fact, look, member

DEMAND = "Demand(b_q=4.0, b_p=4.0, worth=0.02, spread=0.0, rival={}, chance=0.0, reference=1.0, taste=0.0)"
"""Everybody would pay 2 cents for a request."""


def visit(version: int = 1, **told: float) -> dict[str, Any]:
    return {"time": DAY, "buyer": "u.0", "requests": 1000, "version": version, **told}


def user(rival: float, *usage: dict[str, Any]) -> float:
    """Dollars a day, of two."""
    truth = [member("u.0", f"Honest(demand={DEMAND.format(rival)})", "user")]
    return better_off(evidence(truth=truth, usage=list(usage), agents=[look("u.0", time=2 * DAY)]))["u.0"]


def test_a_user_gains_what_the_factory_saves_it_and_not_what_the_rival_would_save_it_anyway() -> None:
    # n equal costs of 2 cents: the lowest is n^(-1/4) of it on average, as exp(-ln n / 4) says
    offer = visit(price=0.02, perceived=1.0, accuracy=1.0)
    assert user(0.0, offer) == pytest.approx(500 * 0.02 * (1 - 2**-0.25))
    assert user(0.02, offer) == pytest.approx(500 * 0.02 * (2**-0.25 - 3**-0.25))
    assert user(0.02, visit(version=0)) == pytest.approx(0.0)


def test_what_a_user_buys_while_the_factory_is_wound_up_does_not_count() -> None:
    offer = visit(price=0.02, perceived=1.0, accuracy=1.0)
    seen = evidence(
        truth=[member("u.0", f"Honest(demand={DEMAND.format(0.0)})", "user")],
        measured=[{"begin": 0.0, "end": 2 * DAY}],
        usage=[offer, {**offer, "time": 3 * DAY}],
        agents=[look("u.0", time=2 * DAY)],
    )
    assert better_off(seen)["u.0"] == user(0.0, offer)


def test_a_user_that_is_told_too_much_of_a_model_had_better_stayed_away() -> None:
    # half buy what is half as good as it seems, so the cost is 2^(-1/4) 2^(1/2) of 2 cents
    assert user(0.0, visit(price=0.02, perceived=1.0, accuracy=0.5)) == pytest.approx(500 * 0.02 * (1 - 2**0.25))


def test_a_holder_gains_the_growth_of_what_it_owns_less_what_its_stake_would_have_earned() -> None:
    """100 tokens at $2 become 105 at $3, and $7 came in; $15 of return forgone; four days."""
    seen = evidence(
        truth=[member("h.0", role="holder"), member("h.1", "Seller(inner=Honest())", "holder")],
        facts=[fact("Acted", subject="genesis")],
        ledger=[entry("exchange", "h.0", 7 * TOKEN, asset="usd", time=DAY)],
        agents=[look("h.0", 90 * TOKEN, 10 * TOKEN, 0.0, 2.0), look("h.0", 100 * TOKEN, 5 * TOKEN, 4 * DAY, 3.0)],
        books=[{"account": "h.0", "time": DAY, "capital": 15.0}],
    )
    assert better_off(seen) == {"h.0": (105 * 3.0 - 100 * 2.0 + 7.0 - 15.0) / 4}


def test_those_of_whom_it_cannot_be_told_are_no_case() -> None:
    others = ("trader", "renter", "requester")
    members = [member("a.0"), *(member(f"{role}s.0", role=role) for role in others)]
    seen = evidence(
        truth=[*members, member("c.0", "Flip(inner=Honest())"), member("u.0", role="user")],
        facts=[fact("Acted", subject="genesis"), fact("Ruled", family="reward")],
        ledger=[entry("pot", m["account"], 3 * TOKEN, 1) for m in [*members, member("c.0"), member("u.0")]],
        agents=[look(m["account"], time=DAY, price=2.0) for m in members],
    )
    assert better_off(seen) == {"a.0": 6.0}
    assert IndividualRationality().read("as given", Played({}, seen)) == {"trainer": 6.0}


def test_a_role_is_told_by_the_mean_of_its_members() -> None:
    seen = evidence(
        truth=[member("a.0"), member("a.1"), member("v.0", role="validator")],
        facts=[fact("Acted", subject="genesis"), fact("Ruled", family="reward")],
        ledger=[entry("pot", who, many * TOKEN, 1) for who, many in (("a.0", 3), ("a.1", 5), ("v.0", 7))],
        agents=[look("a.0", time=DAY, price=2.0)],
    )
    assert IndividualRationality().read("as given", Played({}, seen)) == {"trainer": 8.0, "validator": 14.0}
    only = IndividualRationality(roles=("validator",))
    assert only.read("as given", Played({}, seen)) == {"validator": 14.0}


@pytest.mark.parametrize(("tolerance", "verdict"), [(0.0, Verdict.FAIL), (1.0, Verdict.PASS), (0.9, Verdict.FAIL)])
def test_as_much_may_be_lost_as_is_tolerated(tolerance: float, verdict: Verdict) -> None:
    lost = {"as given": {seed: {"trainer": -1.0} for seed in range(6)}}
    assert IndividualRationality(tolerance=tolerance).judge(lost).verdict is verdict


def test_a_role_that_was_asked_for_and_never_came_is_not_decided() -> None:
    there = {"as given": {seed: {"trainer": 1.0} for seed in range(8)}}
    found = IndividualRationality(roles=("trainer", "auditor")).judge(there)
    assert {case.name: case.verdict for case in found.cases} == {
        "auditor": Verdict.INCONCLUSIVE,
        "trainer": Verdict.PASS,
    }
    assert found.verdict is Verdict.INCONCLUSIVE

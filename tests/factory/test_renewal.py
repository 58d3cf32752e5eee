"""A developer that rolls out one model after the other under one certificate, and has a new one made when that is old."""

from __future__ import annotations

from itertools import pairwise

import pytest

from agents.behaviours.developer.honest import Honest as Developer
from sim.factory import Factory
from tests.factory.books import conserved
from tests.factory.conftest import Played
from tests.factory.market import market


@pytest.fixture(scope="module")
def played() -> Played:
    """Twelve rounds, one an hour, and every second model goes out; a certificate serves for five hours, of
    which the first is a trial."""
    factory = Factory(market(hours=12.0, developer=Developer(every=2, renewal_days=5 / 24), sells={"trial": 3600.0}))
    factory.run()
    return Played(factory)


def released(played: Played) -> list[str]:
    """The second model, the fourth, and so on."""
    return [fact.body["model"] for fact in played.facts("RoundSettled")][1::2]


def test_one_audit_serves_for_the_models_of_five_hours(played: Played) -> None:
    """Audited after the second round and after the eighth, six hours later; the models between go out as they are."""
    models = released(played)
    assert [fact.body["model"] for fact in played.facts("Certified")] == [models[0], models[3]]
    assert [(fact.body["version"], fact.body["model"]) for fact in played.facts("Deployed")] == [
        (1, models[0]),
        (2, models[3]),
    ]
    announced = [m["model"] for _, _, m in played.said("developers.0") if m["kind"] == "Update"]
    assert announced == [models[1], models[2], models[4], models[5]]
    assert len(played.facts("AuditOpened")) == 2


def test_each_goes_out_with_the_next_settlement(played: Played) -> None:
    """On the hour; the last one would come with the twelfth, when the run is over."""
    models = released(played)
    updated = [(fact.body["version"], fact.body["model"]) for fact in played.facts("Updated")]
    assert updated == [(1, models[1]), (1, models[2]), (2, models[4])]
    assert all(fact.time % 3600 <= 12 for fact in played.facts("Updated"))
    rounds = [fact.body["rounds"] for fact in played.facts("Updated")]
    assert rounds == [list(range(4)), list(range(6)), list(range(10))]


def test_users_meet_the_renewed_model_under_the_old_certificate(played: Played) -> None:
    certified = [fact.body["accuracy"] / 10**6 for fact in played.facts("Certified")]
    bought = [row for row in played.rows("usage") if row["version"]]
    assert {row["version"] for row in bought} == {1, 2}
    for row in bought:
        assert row["certified"] == pytest.approx(certified[row["version"] - 1])
    first = [row["accuracy"] for row in bought if row["version"] == 1]
    assert len(set(first)) > 1
    assert all(later >= sooner for sooner, later in pairwise(first))


def test_everything_paid_is_divided(played: Played) -> None:
    conserved(played.factory)
    assert played.ledger.residual() == {"token": 0, "usd": 0}


@pytest.mark.parametrize("days", [-1.0, float("nan")])
def test_bad_terms(days: float) -> None:
    with pytest.raises(ValueError, match=r"renewal_days=.*; allowed: 0 or more"):
        Developer(renewal_days=days)

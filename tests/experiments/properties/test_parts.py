"""What a reward might have been paid out of, entry by entry."""

from __future__ import annotations

from typing import Any

from experiments.properties.parts import Overpaid, overpaid
from tests.experiments.metrics.conftest import entry, evidence, fact

CONFIG = {
    "contracts": {
        "training_round": {"shares": {"trainers": 600, "validators": 200, "providers": 100, "compute": 100}},
        "bounty": {},
    }
}
ROUND, POT = "training_round", "training_round/pot"
BEGUN, AGREED, CHECKED, REWARDED = range(4)


def found(*ledger: dict[str, Any], agreed: str = "consensus") -> list[Overpaid]:
    """Of a round that is begun, agreed upon, checked and rewarded, each the cause of the next."""
    facts = [
        fact("Included", subject="users"),
        fact("Ruled", subject=ROUND, family=agreed),
        fact("Ruled", subject=ROUND, family="verification"),
        fact("Ruled", subject=ROUND, family="reward"),
    ]
    rows = [{"fact": n, "cause": n - 1, **row} for n, row in enumerate(facts)]
    return list(overpaid(evidence(facts=rows, ledger=list(ledger)), CONFIG))


def test_the_trainers_part_is_of_what_was_in_the_pot_when_scores_were_agreed_upon() -> None:
    """Of 1,000 trainers may have 600, though 200 went to those who checked in between."""
    moves = [entry("users", POT, 1000, BEGUN), entry(POT, "v.0", 200, CHECKED)]
    assert found(*moves, entry(POT, "a.0", 350, REWARDED), entry(POT, "a.1", 250, REWARDED)) == []
    assert found(*moves, entry(POT, "a.0", 350, REWARDED), entry(POT, "a.1", 251, REWARDED)) == [
        Overpaid(REWARDED, ROUND, 601, 600)
    ]


def test_what_left_before_is_no_part_of_it() -> None:
    """500 of the 1,000 were paid in an earlier round: trainers may have 300."""
    moves = [entry("users", POT, 1000, BEGUN), entry(POT, "v.0", 500, BEGUN)]
    assert found(*moves, entry(POT, "a.0", 301, REWARDED)) == [Overpaid(REWARDED, ROUND, 301, 300)]


def test_who_was_never_scored_is_not_accused() -> None:
    assert found(entry("users", POT, 1000, BEGUN), entry(POT, "a.0", 900, REWARDED), agreed="selection") == []


def test_dollars_are_no_part_of_it() -> None:
    moves = [entry("users", POT, 1000, BEGUN), entry("users", POT, 9000, BEGUN, asset="usd")]
    assert found(*moves, entry(POT, "a.0", 601, REWARDED)) == [Overpaid(REWARDED, ROUND, 601, 600)]

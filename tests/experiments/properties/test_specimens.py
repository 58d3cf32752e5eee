"""Each property turns red for a mechanism that breaks it, and green for one that keeps it.

A day of digits on the stub lab, everybody honest, a seat for every trainer.
"""

from __future__ import annotations

import pytest

from experiments.properties.checking import Report, check
from experiments.properties.verdict import Verdict

SMALL = [
    "scenario=digits",
    "lab=stub",
    "horizon_days=1",
    "population.cheats=null",
    "contracts.training_round.seats=12",
    "plugins=[specimens]",
]
RIDER = "no_profitable_deviation.deviations=[free_rider]"
CHEAPEST = "individual_rationality.roles=[trainer]"


def checked(*words: str) -> Report:
    return check([*SMALL, *words])


RED = {
    "tokens that no ruling of supply issues": (
        ["contracts.emission={_target_: specimens.press.Press, amount: 5}", "property=conservation", "seeds=1"],
        "emission issues 5 by a fact Acted; allowed: a ruling of supply",
    ),
    "a base unit beside the ledger": (
        ["contracts.forger={}", "property=conservation", "seeds=1"],
        "is 20000000000001; by the ledger trainers.0 holds 20000000000000",
    ),
    "more tokens than were promised": (
        ["property=conservation", f"conservation.cap={10**16}", "seeds=1"],
        "into circulation; allowed: 10000000000000000",
    ),
    "a pot that is promised to everybody": (
        ["reward=overpays", "property=budget_balance", "seeds=1"],
        "training_round pays nobody, for training_round/pot holds",
    ),
    "shares that are rounded up at the cost of validators": (
        ["reward=rounds_up", "verification=none", "property=budget_balance", "seeds=1"],
        "training_round rewards with 8000000000008; its part is 8000000000000",
    ),
    "a pot of which half is paid to nobody": (
        ["reward=hoards", "property=budget_balance", "budget_balance.left=0.28", "seeds=1"],
        "allowed: 28% of it",
    ),
}
GREEN = {
    "the ledger as it is": ["property=conservation", "seeds=1"],
    "shares that are rounded to what there is": ["reward=per_head", "property=budget_balance", "seeds=1"],
    "a cap that is kept": ["property=conservation", f"conservation.cap={2 * 10**16}", "seeds=1"],
    "a pot that is divided": ["reward=by_stake", "property=budget_balance", "budget_balance.left=0.28", "seeds=1"],
}


@pytest.mark.parametrize(("words", "where"), RED.values(), ids=RED)
def test_one_counterexample_is_a_failure_and_is_shown(words: list[str], where: str) -> None:
    report = checked(*words)
    (found,) = report.checked[0].finding.counterexamples
    assert report.verdict is Verdict.FAIL
    assert where in found.where
    assert found.seed == 0


@pytest.mark.parametrize("words", GREEN.values(), ids=GREEN)
def test_without_a_counterexample_it_passes(words: list[str]) -> None:
    assert checked(*words).verdict is Verdict.PASS


def test_where_heads_are_paid_a_split_gains_and_where_stakes_are_it_does_not() -> None:
    """Trainers share 8,000 tokens or $34.32 a round, four rounds a day. Beside seven others k names have k / (7 + k) of it
    by head, and train once all the same: 4/11 - 1/8 of $137.28 are $32.76. All that is lost is gas for three more names."""
    setting = ["verification=none", "property=sybil_split", "seeds=6"]
    by_head, by_stake = checked(*setting, "reward=per_head"), checked(*setting, "reward=by_stake")
    assert (by_head.verdict, by_stake.verdict) == (Verdict.FAIL, Verdict.PASS)
    (gain,), (none,) = (report.checked[0].finding.cases for report in (by_head, by_stake))
    assert 31.76 < gain.figure < 32.76
    assert -1 < none.figure < 0


def test_taking_part_does_not_pay_where_trainers_get_next_to_nothing() -> None:
    setting = ["property=individual_rationality", CHEAPEST, "seeds=6"]
    assert checked(*setting, "reward=starves").verdict is Verdict.FAIL
    assert checked(*setting, "reward=per_head", "contracts.training_round.seats=4").verdict is Verdict.PASS


def test_riding_pays_where_everybody_is_believed_and_not_where_all_are_checked() -> None:
    setting = ["reward=per_head", "property=no_profitable_deviation", RIDER, "seeds=6"]
    assert checked(*setting, "verification=believes").verdict is Verdict.FAIL
    assert checked(*setting, "verification=spot_check", "verification.rate=1.0").verdict is Verdict.PASS


def test_behaving_as_before_changes_nothing_at_all() -> None:
    (case,) = (
        checked("property=no_profitable_deviation", "no_profitable_deviation.deviations=[honest]", "seeds=2")
        .checked[0]
        .finding.cases
    )
    assert case.values == {0: 0.0, 1: 0.0}

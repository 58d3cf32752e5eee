"""What the other rules of a round keep to: selection, verification, consensus, aggregation."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from conformance_kit.discovery import Configured
from conformance_kit.driving import GARBAGE, judged
from conformance_kit.examples import SIZE, examples
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.effects.judgement import Accept, Assign, Publish, Reject
from sim.seams.consensus import ConsensusView
from sim.seams.selection import SelectionView

NAMES = st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=8)
MONEY = st.integers(0, 2**61)


@settings(max_examples=60, deadline=None)
@given(names=NAMES, seats=st.integers(1, 10), budget=MONEY, data=st.data())
def test_selection_seats_candidates_once_and_within_the_budget(
    selection_rule: Configured, names: list[str], seats: int, budget: int, data: st.DataObject
) -> None:
    rule, stakes = selection_rule.build(), {name: data.draw(MONEY) for name in names}
    view = SelectionView(1, "main", seats, tuple(names), stakes, budget)
    effects, _ = judged(rule, view, rule.begin(), say=lambda asked: data.draw(GARBAGE))
    seated = [effect for effect in effects if isinstance(effect, Assign)]
    accounts = [effect.account for effect in seated]
    assert set(accounts) <= set(names)
    assert len(accounts) == len(set(accounts)) <= seats
    assert sum(effect.price for effect in seated) <= budget
    assert all(effect.task == "main" and effect.price >= 0 for effect in seated)


def test_verification_accepts_or_rejects_each_submission_at_most_once(verification_rule: Configured) -> None:
    rule = verification_rule.build()
    for view in examples("verification"):
        effects, _ = judged(rule, view, rule.begin())
        accounts = [effect.account for effect in effects if isinstance(effect, Accept | Reject)]
        assert len(accounts) == len(set(accounts))
        assert set(accounts) <= {submission.owner for submission in view.submissions}


def test_verification_faults_nobody_on_silence(verification_rule: Configured) -> None:
    """Whoever is ordered to check may be late or gone; that is not the trainer's fault."""
    rule = verification_rule.build()
    for view in examples("verification"):
        effects, _ = judged(rule, view, rule.begin())
        assert not any(isinstance(effect, Reject) and effect.fault for effect in effects)


@settings(max_examples=60, deadline=None)
@given(
    reports=st.dictionaries(
        st.sampled_from("vwxyz"), st.dictionaries(st.sampled_from("abc"), st.integers(-(10**9), 10**9)), max_size=5
    ),
    stakes=st.dictionaries(st.sampled_from("vwxyz"), MONEY),
)
def test_consensus_scores_its_subjects_in_whole_numbers(
    consensus_rule: Configured, reports: Mapping[str, Mapping[str, int]], stakes: Mapping[str, int]
) -> None:
    rule = consensus_rule.build()
    effects, _ = judged(rule, ConsensusView(1, ("a", "b", "c"), reports, stakes), rule.begin())
    for effect in effects:
        if isinstance(effect, Publish) and effect.what == "scores":
            assert set(effect.value) <= {"a", "b", "c"}
            assert all(type(score) is int for score in effect.value.values())


def test_aggregation_publishes_one_finite_update_of_the_models_size(aggregation_rule: Configured) -> None:
    rule = aggregation_rule.build()
    for view in examples("aggregation"):
        effects, _ = judged(rule, view, rule.begin())
        updates = [effect.value for effect in effects if isinstance(effect, Publish) and effect.what == "update"]
        assert len(updates) == (1 if view.submissions else 0)
        for update in updates:
            assert (update.dtype, update.shape) == (np.float32, (SIZE,))
            assert np.isfinite(update).all()

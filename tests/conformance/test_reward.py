"""What every reward rule keeps to: it pays those who earned it, out of what there is."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from conformance_kit.discovery import Configured
from conformance_kit.driving import judged
from conformance_kit.examples import submission
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.effects.money import Pay, Vest
from sim.seams.reward import RewardView


@settings(max_examples=60, deadline=None)
@given(
    pot=st.integers(0, 2**61),
    earned=st.lists(st.tuples(st.integers(-(10**7), 10**7), st.integers(0, 2**61)), max_size=6),
)
def test_it_pays_owners_and_never_more_than_the_pot(
    reward_rule: Configured, pot: int, earned: list[tuple[int, int]]
) -> None:
    accepted = tuple(
        replace(submission(place, np.full(5, score)), score=score, stake=stake)
        for place, (score, stake) in enumerate(earned)
    )
    rule = reward_rule.build()
    usage = {"gone": 3, **{s.owner: max(s.score, 0) for s in accepted}}
    view = RewardView(3, pot, accepted, {s.owner: s.stake for s in accepted}, now=5.0, usage=usage)
    effects, _ = judged(rule, view, rule.begin())
    amounts = [effect.amount for effect in effects if isinstance(effect, Pay | Vest)]
    assert all(type(amount) is int and amount >= 0 for amount in amounts)
    assert sum(amounts) <= pot
    assert {effect.to for effect in effects if isinstance(effect, Pay | Vest)} <= {s.owner for s in accepted} | set(
        usage
    )

"""What rules about stakes and supply keep to: nobody's liability exceeds what is there."""

from __future__ import annotations

from conformance_kit.discovery import Configured
from conformance_kit.driving import judged
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.effects.money import Burn, Lock, Mint, Slash, Unlock
from sim.seams.staking import StakingView
from sim.seams.supply import SupplyView

MONEY = st.integers(0, 2**61)


@settings(max_examples=60, deadline=None)
@given(event=st.sampled_from(["join", "leave", "fault"]), staked=MONEY, offered=MONEY)
def test_staking_locks_what_is_offered_and_takes_what_is_staked(
    staking_rule: Configured, event: str, staked: int, offered: int
) -> None:
    rule = staking_rule.build()
    view = StakingView(event, "ann", "trainer", staked, offered, now=5.0, reason="a fault")
    effects, _ = judged(rule, view, rule.begin())
    most = {Lock: offered, Unlock: staked, Slash: staked}
    for kind, limit in most.items():
        taken = [effect for effect in effects if isinstance(effect, kind)]
        assert all(effect.account == "ann" and type(effect.amount) is int and effect.amount >= 0 for effect in taken)
        assert sum(effect.amount for effect in taken) <= limit
    assert all(effect.at is None or effect.at >= 5.0 for effect in effects if isinstance(effect, Unlock))


@settings(max_examples=60, deadline=None)
@given(period=st.integers(0, 10**4), supply=MONEY, issued=MONEY, purse=MONEY)
def test_supply_issues_to_one_account_and_burns_what_it_has(
    supply_rule: Configured, period: int, supply: int, issued: int, purse: int
) -> None:
    rule = supply_rule.build()
    effects, _ = judged(rule, SupplyView(period, supply, issued, "treasury", purse), rule.begin())
    assert all(effect.to == "treasury" for effect in effects if isinstance(effect, Mint))
    assert all(
        type(effect.amount) is int and effect.amount >= 0 for effect in effects if isinstance(effect, Mint | Burn)
    )
    assert sum(effect.amount for effect in effects if isinstance(effect, Burn)) <= purse

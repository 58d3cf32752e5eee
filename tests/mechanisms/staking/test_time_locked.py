"""Terms: when a stake comes back."""

from __future__ import annotations

from typing import Any

import pytest

from mechanisms.staking.time_locked import TimeLocked
from sim.effects.law import Revert
from sim.effects.money import Lock, Slash, Unlock
from sim.seams.staking import StakingView

RULE = TimeLocked(bond=100, term=1000.0, notice=50.0)


def event(name: str, now: float, staked: int = 300, offered: int = 0) -> StakingView:
    return StakingView(name, "ann", "trainer", staked, offered, now)


def test_joining_starts_a_term_and_leaving_waits_for_its_end() -> None:
    effects, terms = RULE.decide(event("join", 10.0, 0, 300), ())  # type: ignore[misc]
    assert (effects, terms) == ([Lock("ann", 300)], (("ann", 1010.0),))
    assert RULE.decide(event("leave", 20.0), terms) == ([Unlock("ann", 300, at=1010.0)], ())
    assert RULE.decide(event("leave", 980.0), terms) == ([Unlock("ann", 300, at=1030.0)], ())
    assert RULE.decide(event("leave", 20.0), ()) == ([Unlock("ann", 300, at=70.0)], ())


def test_joining_again_starts_anew_and_others_keep_their_terms() -> None:
    assert RULE.decide(event("join", 500.0, 0, 100), (("ann", 1010.0), ("bob", 7.0))) == (
        [Lock("ann", 100)],
        (("ann", 1500.0), ("bob", 7.0)),
    )


def test_too_little_is_refused_and_starts_nothing() -> None:
    refusal = [Revert("ann offers 99, a trainer must lock 100")]
    assert RULE.decide(event("join", 10.0, 0, 99), ()) == (refusal, ())


def test_a_fault_costs_a_part_and_no_time() -> None:
    terms = (("ann", 1010.0),)
    assert RULE.decide(event("fault", 20.0, 301), terms) == ([Slash("ann", 150, "burned")], terms)


@pytest.mark.parametrize(("old", "terms"), [((("ann", 5.0),), (("ann", 5.0),)), (None, ()), ((1.0,), ()), ("old", ())])
def test_it_inherits_terms_and_nothing_else(old: Any, terms: Any) -> None:
    assert RULE.from_state(old) == terms


@pytest.mark.parametrize(
    "given", [{"bond": -1}, {"slash": 1001}, {"slash_to": "me"}, {"term": float("inf")}, {"notice": -1.0}]
)
def test_what_makes_no_sense_is_refused(given: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=f"{next(iter(given))}=.*allowed: "):
        TimeLocked(**given)
    with pytest.raises(ValueError, match="event='nap'; allowed: join, leave, fault"):
        RULE.decide(event("nap", 0.0), ())

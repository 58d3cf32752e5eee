"""A guardian with a key: what it stops, and what it comes too late for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from agents.behaviours.holder.guardian import Guardian
from agents.behaviours.holder.honest import Honest
from agents.behaviours.holder.self_serving import SelfServing
from mechanisms.contracts.governor import Governor
from sim.effects.law import SetParameter
from sim.money import TOKEN
from tests.factory.conftest import Play, Played
from tests.factory.test_governor import MINUTE, endings, holders, says, state

GREED = SelfServing(inner=Honest(), prize=300 * TOKEN)


def whale(play: Play, guardian: str, timelock: float) -> Played:
    """Eve votes alone for her grant; whoever watches has no vote."""
    described = state(eve=holders(GREED), watch=holders(Guardian(inner=Honest()), stake=0))
    governor = Governor(delay=10 * MINUTE, timelock=timelock, guardian=guardian)
    return play(replace(described, contracts={**described.contracts, "governor": governor}))


def test_it_stops_a_grant_within_the_timelock(play: Play) -> None:
    played = whale(play, "watch.0", 10 * MINUTE)
    assert [outcome for _, outcome in endings(played)] == ["vetoed"]
    assert played.moved("treasury", "eve.0") == []


@pytest.mark.parametrize(("guardian", "timelock"), [("watch.0", 0.0), ("", 10 * MINUTE), ("bob.0", 10 * MINUTE)])
def test_it_comes_too_late_without_one_and_counts_only_where_it_is_named(
    play: Play, guardian: str, timelock: float
) -> None:
    played = whale(play, guardian, timelock)
    assert [outcome for _, outcome in endings(played)] == ["enacted"]
    assert played.moved("treasury", "eve.0") == [300 * TOKEN]


def test_it_lets_pass_what_pays_nobody(play: Play) -> None:
    rate = SetParameter("training_round", "verification", "rate", 0.5)
    described = state(guardian="ann.0", ann=holders(Guardian(inner=Honest())))
    assert endings(play(described, [says(rate)])) == [(22.2, "enacted")]

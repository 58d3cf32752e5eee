"""A rule of governance that asks nobody, and a contract that shows it all who may vote, do not go together."""

from __future__ import annotations

import pytest

from experiments.bad_input import BadInput
from experiments.building.blueprint import blueprint
from experiments.composing.compose import composed
from mechanisms.contracts.governor import Governor
from mechanisms.governance.supermajority import Supermajority
from mechanisms.governance.token_vote import TokenVote
from sim.chain.journal import Journal
from sim.chain.law import Law
from sim.effects.effect import Rejected


def test_a_governor_does_not_enact_without_a_vote() -> None:
    """All holders would count as supporters of whatever anybody proposes."""
    needs = "governor: governance=Supermajority needs who stands behind a proposal, which the contract Governor hides"
    with pytest.raises(BadInput, match=needs):
        blueprint(composed(["governance=supermajority"]))


@pytest.mark.parametrize("rule", ["token_vote", "quadratic", "conviction"])
def test_a_town_hall_waits_for_nobody(rule: str) -> None:
    needs = (
        "governor: governance=.* needs time to ask voters, which the contract TownHall hides; choose another of the two"
    )
    with pytest.raises(BadInput, match=needs):
        blueprint(composed(["scenario=flash_vote", f"governance={rule}"]))


def test_nor_can_a_vote_do_away_with_votes() -> None:
    law = Law(Journal(), lambda family, name: Supermajority())
    law.enact("governor", {"governance": TokenVote()}, Governor())
    with pytest.raises(Rejected, match="which the contract Governor hides"):
        law.replace("governor", "governance", "supermajority", carry=False)

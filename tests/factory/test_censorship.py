"""Proposers who leave out what others say: through the whole factory, a round an hour, a block every twelve seconds."""

from __future__ import annotations

from typing import Any

import pytest

from agents.behaviours.proposer.censor import Censor
from agents.behaviours.proposer.honest import Honest
from experiments.building.blueprint import blueprint
from experiments.composing.compose import composed
from sim.chain.law import Contradiction
from sim.chain.profile import ChainProfile
from sim.money import TOKEN
from tests.factory.books import conserved
from tests.factory.conftest import Play, Played
from tests.golden.tracer import group, tracer

CENSOR = Censor(inner=Honest(), victims=("trainers",), kinds=("Commit",))


def censored(play: Play, honest: int, against: int, behaviour: Any = CENSOR, **changes: Any) -> Played:
    """Proposers with these tokens at stake."""
    groups: dict[str, Any] = {"censors": group("proposer", behaviour, stake=against)}
    if honest:
        groups["fair"] = group("proposer", Honest(), stake=honest)
    return play(tracer(chain=ChainProfile(proposers="registry"), **{**groups, **changes}))


def revealed(played: Played) -> list[str]:
    (opened,) = played.facts("ScoringOpened")
    return [owner for owner, _ in opened.body["updates"]]


def commits(played: Played) -> dict[str, float]:
    """When each commitment was included."""
    said = [(f.subject, f.time) for f in played.facts("Included") if f.body["calls"][0][1]["kind"] == "Commit"]
    return dict(sorted(said))


def test_whom_all_proposers_leave_out_misses_its_window(play: Play) -> None:
    played = censored(play, honest=0, against=100)
    assert list(commits(played)) == ["cheats.0"]
    assert revealed(played) == ["cheats.0"]
    conserved(played.factory)


def test_one_honest_proposer_in_time_is_enough(play: Play) -> None:
    """With nine tenths of the stake the censors delay a commitment by nine blocks on average; the window has a hundred."""
    before = commits(censored(play, honest=100, against=100, behaviour=Honest()))
    played = censored(play, honest=100, against=900)
    assert revealed(played) == ["cheats.0", "trainers.0", "trainers.1"]
    after = commits(played)
    assert after["cheats.0"] == before["cheats.0"]
    # Both wait for the same first block of the honest one.
    assert after["trainers.0"] == after["trainers.1"] > before["trainers.0"]


def test_a_censor_of_all_that_somebody_says_keeps_it_off_the_register(play: Play) -> None:
    """Trainers join at the next slot after the proposers have: in the first nobody is at stake, so the referee makes it."""
    late = Censor(inner=Honest(), victims=("late",))
    played = censored(play, honest=0, against=100, behaviour=late, late=group("provider", count=1))
    joined = [fact.body["account"] for fact in played.facts("Joined")]
    assert "late.0" in joined
    assert [m["kind"] for _, _, m in played.said("late.0")] == ["Join"]


def test_proposers_that_leave_nothing_out_change_nothing_but_who_has_the_tips(play: Play) -> None:
    one = censored(play, honest=100, against=100, behaviour=Honest())
    assert revealed(one) == ["cheats.0", "trainers.0", "trainers.1"]
    same = play(tracer(censors=group("proposer", Honest()), fair=group("proposer", Honest())))
    assert one.hashes["facts"] == same.hashes["facts"]


def test_a_register_that_is_not_there() -> None:
    with pytest.raises(Contradiction, match=r"chain\.proposers='senate': no such contract; allowed: .*registry"):
        tracer(chain=ChainProfile(proposers="senate"))


def test_a_censor_has_victims() -> None:
    with pytest.raises(ValueError, match=r"Censor\.victims=\(\); allowed"):
        Censor(inner=Honest(), victims=())


@pytest.mark.parametrize(("fair", "works"), [(2, True), (0, False)])
def test_the_scenario(play: Play, fair: int, works: bool) -> None:
    settings = ["scenario=censorship", "horizon_days=0.4", "lab=stub", f"population.fair.count={fair}"]
    played = play(blueprint(composed(settings)))
    accepted = {a for fact in played.facts("RoundSettled") for a in fact.body["accepted"]}
    assert any(account.startswith("trainers") for account in accepted)
    assert any(account.startswith("others") for account in accepted) is works
    assert played.ledger.balance("registry/stake/censors.0") == 5000 * TOKEN

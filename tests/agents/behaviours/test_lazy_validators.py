"""What validators report that do not look, or look after their own: by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from agents.behaviours.validator.cabal import Cabal
from agents.behaviours.validator.honest import Honest
from agents.behaviours.validator.random_scores import RandomScores
from agents.behaviours.validator.weight_copier import WeightCopier
from sim.jobs import Evaluation, Score, Training
from sim.messages.host import Ordered
from sim.messages.training_round import ScoringOpened
from sim.view import View
from tests.agents.behaviours.conftest import Look

SCORING = ScoringOpened(3, "main", "start", (("b.0", "key b"), ("cheats.1", "key c")), until=100.0)
OWN = Evaluation("main", ((("start", 1.0),),), "own", (0,))
FOUND = (Score(0, 1, 900), Score(0, 1, 400), Score(0, 1, 1000))
"""b.0 removed 500, cheats.1 added 100."""


class Reported:
    """A chain of which only the reports are read."""

    def __init__(self, reports: Mapping[tuple[int, str], tuple[tuple[str, int], ...]]) -> None:
        self._reports = reports

    def contract(self, name: str) -> Mapping[str, Any]:
        return {"training_round": {"reports": self._reports}}[name]


def copied(look: Look, reports: Mapping[tuple[int, str], tuple[tuple[str, int], ...]]) -> Mapping[str, int] | None:
    chain: Any = Reported(reports)
    view: View = replace(look(), chain=chain)
    return WeightCopier(inner=Honest()).score(view, SCORING, None)


def test_who_does_not_look_evaluates_nothing(look: Look) -> None:
    for lazy in (RandomScores(inner=Honest()), WeightCopier(inner=Honest())):
        assert lazy.assess(look(), SCORING, OWN) is None
    assert Cabal(inner=Honest()).assess(look(), SCORING, OWN) == OWN


def test_dice_fall_within_bounds_and_differ_by_run(look: Look) -> None:
    dice = RandomScores(inner=Honest(), low=10, high=12)
    fallen = [dice.score(look(seed=seed), SCORING, None) for seed in range(30)]
    assert all(set(scores or {}) == {"b.0", "cheats.1"} for scores in fallen)
    assert {score for scores in fallen for score in (scores or {}).values()} == {10, 11, 12}
    assert all(type(score) is int for scores in fallen for score in (scores or {}).values())


def test_the_lower_median_of_what_others_said_last_about_an_owner(look: Look) -> None:
    """b.0 was scored 5, 7 and 9 in round 2 (and 50 in round 1); cheats.1 last in round 1, by two."""
    reports = {
        (1, "v.0"): (("b.0", 50), ("cheats.1", 20)),
        (1, "v.1"): (("cheats.1", 30),),
        (2, "v.0"): (("b.0", 5),),
        (2, "v.1"): (("b.0", 9),),
        (2, "v.2"): (("b.0", 7),),
    }
    assert copied(look, reports) == {"b.0": 7, "cheats.1": 20}


def test_about_a_newcomer_it_says_what_is_usual(look: Look) -> None:
    assert copied(look, {(2, "v.0"): (("x.0", 4), ("x.1", 8), ("x.2", 100))}) == {"b.0": 8, "cheats.1": 8}


def test_it_copies_others_and_not_itself(look: Look) -> None:
    assert copied(look, {}) is None
    assert copied(look, {(2, "a.0"): (("b.0", 5),)}) is None
    assert copied(look, {(2, "a.0"): (("b.0", 5),), (1, "v.0"): (("b.0", 6),)}) == {"b.0": 6, "cheats.1": 6}


def test_a_cabal_praises_its_friends_and_is_honest_about_the_rest(look: Look) -> None:
    assert Cabal(inner=Honest()).score(look(), SCORING, FOUND) == {"b.0": 500, "cheats.1": 10**6}
    slander = Cabal(inner=Honest(), slander=-5, praise=7)
    assert slander.score(look(), SCORING, FOUND) == {"b.0": -5, "cheats.1": 7}
    assert Cabal(inner=Honest()).score(look(), SCORING, None) is None


def test_a_cabal_confirms_what_a_friend_handed_in_and_repeats_what_others_did(look: Look, job: Training) -> None:
    theirs, ours = job, replace(job, seed=1)
    view = look(
        vectors={"key b": [1.0], "key c": [-9.0]},
        seats={"b.0": "key b", "cheats.1": "key c"},
        jobs={"b.0": theirs, "cheats.1": ours},
    )
    cabal = Cabal(inner=Honest())
    redo = [Ordered("a.0", "training_round/3/0", "rerun", one, 1, until=9.0) for one in (theirs, ours)]
    assert [cabal.perform(view, order) for order in redo] == [theirs, None]
    redone = np.array([1.0], dtype=np.float32)
    assert cabal.deliver(view, redo[0], redone) is redone
    assert cabal.deliver(view, redo[1], None).tolist() == [-9.0]
    evaluate = replace(redo[1], kind="evaluate")
    assert cabal.perform(view, evaluate) == ours


def test_a_group_is_not_a_friend_because_its_name_begins_alike(look: Look) -> None:
    scoring = replace(SCORING, updates=(("cheats2.0", "key b"), ("cheats", "key c")))
    assert Cabal(inner=Honest()).score(look(), scoring, FOUND) == {"cheats2.0": 500, "cheats": -100}


@pytest.mark.parametrize(("cheat", "bad"), [(RandomScores, {"low": 5, "high": 4}), (Cabal, {"friends": ()})])
def test_bad_parameters(cheat: Any, bad: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=rf"{cheat.__name__}\.{next(iter(bad))}=.*allowed"):
        cheat(inner=Honest(), **bad)

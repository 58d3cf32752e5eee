"""The optimistic court: silence upholds, one objection opens a vote, and the vote decides who pays."""

from __future__ import annotations

from typing import Any

import pytest

from mechanisms.dispute.optimistic import Optimistic
from sim.effects.effect import Effect
from sim.effects.judgement import Verdict
from sim.effects.money import Pay, Slash
from sim.messages.court import Uphold
from sim.requests import Ask
from sim.seams.dispute import DisputeView

VIEW = DisputeView("claim", None, 0, ("j0", "j1", "j2"), {"j0": 5, "j1": 3, "j2": 3}, 90, ("ann", "bob"))
RULE = Optimistic(liveness=60.0, period=600.0, bond=7)
UPHOLD: Any = Uphold("claim")  # type: ignore[arg-type]
NOBODY = dict.fromkeys(("ann", "bob", "j0", "j1", "j2"))


def ruled(objections: dict[str, Any], votes: dict[str, Any] | None = None) -> list[Effect]:
    """Effects after the claim was open to challenge and, with `votes`, put to the jurors."""
    case = RULE.decide(VIEW, None)
    assert next(case) == Ask(("ann", "bob", "j0", "j1", "j2"), UPHOLD, None, 60.0)  # type: ignore[arg-type]
    with pytest.raises(StopIteration) as end:
        vote = case.send(NOBODY | objections)  # type: ignore[union-attr]
        assert vote == Ask(("j0", "j1", "j2"), UPHOLD, None, 600.0, sealed=True)
        assert votes is not None
        case.send({"j0": None, "j1": None, "j2": None} | votes)  # type: ignore[union-attr]
    effects, state = end.value.value
    assert state is None
    return list(effects)


@pytest.mark.parametrize("objections", [{}, {"j0": True}, {"j0": None, "ann": "no"}])
def test_a_claim_stands_when_nobody_objects(objections: dict[str, Any]) -> None:
    assert ruled(objections) == [Verdict(upheld=True)]


def test_objectors_who_are_right_share_the_fees() -> None:
    votes = {"j0": True, "j1": False, "j2": False}  # 5 against 6
    assert ruled({"bob": False, "j1": False}, votes) == [Pay("bob", 45), Pay("j1", 45), Verdict(upheld=False)]


def test_objectors_who_are_outvoted_lose_their_bond() -> None:
    votes = {"j0": True, "j1": False}  # 5 against 3
    assert ruled({"bob": False, "j1": False}, votes) == [Slash("j1", 7), Verdict(upheld=True)]


@pytest.mark.parametrize("votes", [{}, {"j1": True, "j2": False}, {"j0": "yes"}])
def test_without_a_majority_an_objection_stands(votes: dict[str, Any]) -> None:
    assert ruled({"ann": False}, votes) == [Pay("ann", 90), Verdict(upheld=False)]


@pytest.mark.parametrize("given", [{"liveness": 0.0}, {"period": float("inf")}, {"bond": -1}])
def test_what_makes_no_sense_is_refused(given: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=f"{next(iter(given))}=.*allowed: "):
        Optimistic(**given)

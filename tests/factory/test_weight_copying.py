"""A validator that copies what others report, with reports in the open and under seal."""

from __future__ import annotations

from typing import Any

import pytest

from agents.behaviours.validator.weight_copier import WeightCopier
from mechanisms.consensus.yuma import Yuma
from mechanisms.reward.equal_split import EqualSplit
from sim.money import TOKEN
from tests.factory.conftest import Play, Played
from tests.golden.tracer import HONEST, group, tracer, training_round

COPIER = WeightCopier(inner=HONEST["validator"], lead=60.0)
UNCHECKED = {"reward": EqualSplit()}


def rounds(play: Play, sealed: bool, hours: float = 1, behaviour: Any = COPIER) -> Played:
    """Two honest validators and one who looks a minute before reports end, at 1500 s in the first hour."""
    careful, other = group("validator", count=2), group("validator", behaviour)
    terms = training_round(sealed_reports=sealed, check_fee=0)
    return play(tracer(hours=hours, rounds=terms, rules=UNCHECKED, validators=careful, copiers=other))


def scores(played: Played, account: str, kind: str) -> list[list[list[Any]]]:
    """What an account reported, round by round."""
    return [message["scores"] for _, _, message in played.said(account) if message["kind"] == kind]


def evaluations(played: Played, account: str) -> int:
    return sum(row["owner"] == account and row["kind"] == "Evaluation" for row in played.rows("jobs"))


def test_in_the_open_it_is_paid_what_the_careful_are_paid_and_evaluates_nothing(play: Play) -> None:
    """A third each of the validators' 20 tokens; the one unit that is left over goes to the first by name."""
    played = rounds(play, sealed=False)
    assert played.moved("training_round/pot", "copiers.0") == [6_666_666_667]
    assert played.moved("training_round/pot", "validators.0") == [6_666_666_667]
    assert played.moved("training_round/pot", "validators.1") == [6_666_666_666]
    assert (evaluations(played, "copiers.0"), evaluations(played, "validators.0")) == (0, 1)


def test_in_the_open_it_says_what_the_lower_of_two_said(play: Play) -> None:
    played = rounds(play, sealed=False)
    said = [dict(scores(played, f"validators.{place}", "Report")[0]) for place in (0, 1)]
    [copied] = scores(played, "copiers.0", "Report")
    assert dict(copied) == {owner: min(one[owner] for one in said) for owner in said[0]}


def test_under_seal_there_is_nothing_to_copy_and_nothing_is_paid(play: Play) -> None:
    played = rounds(play, sealed=True)
    assert played.said("copiers.0")[1:] == []
    assert played.moved("training_round/pot", "copiers.0") == []
    assert played.moved("training_round/pot", "validators.0") == [10 * TOKEN]


def test_under_seal_it_can_only_say_what_was_true_an_hour_ago(play: Play) -> None:
    """In the open its second report is again what others said that time; under seal it is what they said the first."""
    plain, sealed = rounds(play, sealed=False, hours=2), rounds(play, sealed=True, hours=2)
    fresh = [dict(scores(plain, f"validators.{place}", "Report")[1]) for place in (0, 1)]
    assert dict(scores(plain, "copiers.0", "Report")[1]) == {o: min(one[o] for one in fresh) for o in fresh[0]}
    first, second = ([dict(scores(sealed, f"validators.{v}", "OpenReport")[r]) for v in (0, 1)] for r in (0, 1))
    [stale] = scores(sealed, "copiers.0", "OpenReport")
    assert dict(stale) == {owner: min(one[owner] for one in first) for owner in first[0]}
    for owner, score in stale:
        assert abs(score - second[0][owner]) > 10 * abs(second[1][owner] - second[0][owner])


def test_honest_validators_agree_on_the_same_scores_either_way(play: Play) -> None:
    plain, sealed = (rounds(play, way, behaviour=HONEST["validator"]) for way in (False, True))
    assert plain.facts("RoundSettled")[0].body["scores"] == sealed.facts("RoundSettled")[0].body["scores"]
    assert sealed.facts("RoundSettled")[0].body["accepted"] == ["trainers.0", "trainers.1"]


def test_every_seal_is_set_before_any_report_is_shown(play: Play) -> None:
    """Seals are on the public record; what they hide is not, until nobody can seal any more."""
    played = rounds(play, sealed=True)
    seal = [at for at, _, message in played.said("validators.0") if message["kind"] == "SealReport"]
    shown = [at for at, _, message in played.said("validators.0") if message["kind"] == "OpenReport"]
    assert max(seal) < 1560 <= min(shown)


def dividends(play: Play, sealed: bool, by_dividends: bool = True) -> list[int]:
    """What the copier and a careful validator got of the second round, in base units."""
    careful, other = group("validator", count=2), group("validator", COPIER)
    terms = training_round(sealed_reports=sealed, by_dividends=by_dividends, check_fee=0)
    rules = {**UNCHECKED, "consensus": Yuma()}
    played = play(tracer(hours=2, rounds=terms, rules=rules, validators=careful, copiers=other))
    return [played.moved("training_round/pot", account)[-1] for account in ("copiers.0", "validators.0")]


def test_dividends_pay_a_copier_like_the_careful_in_the_open_and_less_under_seal(play: Play) -> None:
    """Where every report counts alike, sealing costs it nothing but the first round."""
    copier, careful = dividends(play, sealed=False)
    assert copier == pytest.approx(careful, rel=0.01)
    copier, careful = dividends(play, sealed=True)
    assert copier < 0.9 * careful
    copier, careful = dividends(play, sealed=True, by_dividends=False)
    assert copier == pytest.approx(careful, abs=1)


@pytest.mark.parametrize("lead", [0.0, -1.0, float("nan")])
def test_it_looks_before_the_last_moment(lead: float) -> None:
    with pytest.raises(ValueError, match=r"WeightCopier\.lead"):
        WeightCopier(inner=HONEST["validator"], lead=lead)

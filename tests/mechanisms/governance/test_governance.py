"""Votes by token, by root and by patience, without a simulator; KA23 and KA24."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mechanisms.governance.conviction import Conviction, conviction, threshold
from mechanisms.governance.quadratic import Quadratic, votes
from mechanisms.governance.token_vote import TokenVote
from mechanisms.governance.voices import voice
from sim.effects.law import SetParameter
from sim.messages.ballot import Ballot
from sim.requests import Ask
from sim.seams.governance import Governance, GovernanceView

PAYLOAD = (SetParameter("training_round", "reward", "floor", 3),)
DAY = 86_400.0


def asked(rule: Governance, power: dict[str, int], *said: dict[str, Any], **view: int) -> tuple[int, bool]:
    """How many times everybody was asked, and whether the proposal was carried. The last answers are given for ever."""
    case = rule.decide(GovernanceView("p", PAYLOAD, tuple(power), power, 0.0, **view), None)
    assert not isinstance(case, tuple)
    wanted, times = next(case), 0
    while True:
        assert isinstance(wanted, Ask)
        assert (wanted.who, wanted.question) == (tuple(power), Ballot("p"))
        try:
            wanted = case.send(dict.fromkeys(power) | said[min(times, len(said) - 1)])
        except StopIteration as end:
            effects, state = end.value
            assert state is None
            assert effects in ((), PAYLOAD)
            return times + 1, effects == PAYLOAD
        finally:
            times += 1


def carried(rule: Governance, power: dict[str, int], said: dict[str, Any], **view: int) -> bool:
    return asked(rule, power, said, **view)[1]


@pytest.mark.parametrize(
    ("answer", "given"), [(True, 10), (False, -10), (4, 4), (-4, -4), (99, 10), (-99, -10), (None, 0), ("yes", 0)]
)
def test_an_answer_is_held_to_the_voters_power(answer: Any, given: int) -> None:
    assert voice(answer, 10) == given


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        ({"ann": True}, True),
        ({"ann": True, "bob": False}, False),  # 40 against 60
        ({"ann": True, "bob": False, "cy": True}, False),  # 60 against 60: no majority
        ({"ann": True, "bob": -59, "cy": True}, True),
        ({"cy": True}, True),  # 20 of 120 is a sixth
        ({"cy": 19}, False),  # and this is less
        ({}, False),
    ],
)
def test_tokens_vote_with_quorum_and_majority(said: dict[str, Any], outcome: bool) -> None:
    rule = TokenVote(quorum=166, threshold=500)
    assert carried(rule, {"ann": 40, "bob": 60, "cy": 20}, said) is outcome


def test_the_quorum_counts_those_who_were_not_asked() -> None:
    rule = TokenVote(quorum=100)
    assert carried(rule, {"ann": 40}, {"ann": True}, total=400)
    assert not carried(rule, {"ann": 40}, {"ann": True}, total=401)


def test_a_vote_takes_three_days() -> None:
    case = TokenVote().decide(GovernanceView("p", (), ("a",), {"a": 1}, 0.0), None)
    assert next(case) == Ask(("a",), Ballot("p"), within=3 * DAY)  # type: ignore[arg-type]


@given(st.integers(1, 10**15), st.integers(1, 10**15))
def test_a_split_gains_nothing_where_tokens_vote(half: int, against: int) -> None:
    one = carried(TokenVote(), {"a": 2 * half, "z": against}, {"a": True, "z": False})
    two = carried(TokenVote(), {"a": half, "b": half, "z": against}, {"a": True, "b": True, "z": False})
    assert one is two


@pytest.mark.parametrize(("identities", "thousandths"), [(1, 10_000), (2, 14_142), (4, 20_000), (100, 100_000)])
def test_a_budget_of_100_split_k_ways_buys_root_k_times_the_votes(identities: int, thousandths: int) -> None:
    """KA24: 10 sqrt(k) votes; 100 / k credits each."""
    assert identities * votes(100 // identities) == thousandths
    assert identities * votes(-(100 // identities)) == -thousandths


def test_four_identities_outvote_three_times_their_power() -> None:
    sybils = dict.fromkeys(("s1", "s2", "s3", "s4"), 25)
    said = dict.fromkeys(sybils, True) | {"whale": False}
    assert carried(Quadratic(), {**sybils, "whale": 399}, said)  # 20 votes against 19.97
    assert not carried(Quadratic(), {**sybils, "whale": 400}, said)
    assert not carried(Quadratic(), {"s": 100, "whale": 399}, {"s": True, "whale": False})


def test_a_quorum_of_power_must_vote() -> None:
    assert carried(Quadratic(quorum=100), {"a": 10, "b": 90}, {"a": True})
    assert not carried(Quadratic(quorum=101), {"a": 10, "b": 90}, {"a": True})


@pytest.mark.parametrize(
    ("steps", "alpha", "piled"), [(10, Fraction(9, 10), 97_698), (17_280, Fraction(9_999_599, 10**7), 186_994_020)]
)
def test_conviction_of_1hive(steps: int, alpha: Fraction, piled: int) -> None:
    """KA23: 1Hive/conviction-voting-app, tests of `calculateConviction`, 15,000 staked from nothing."""
    assert conviction(steps, 0, 15_000, alpha) == piled


def test_threshold_of_1hive() -> None:
    """KA23: 1,000 asked of 15,000 with 45,000 staked, beta .2, rho .002, alpha .9."""
    beta, rho, alpha = Fraction(1, 5), Fraction(2, 1000), Fraction(9, 10)
    assert threshold(1_000, 15_000, 45_000, beta, rho, alpha) == 50_625
    assert threshold(3_000, 15_000, 45_000, beta, rho, alpha) is None
    assert threshold(1, 0, 45_000, beta, rho, alpha) is None


RULE = Conviction(alpha=9_000_000, rho=20_000, beta=2_000_000, steps=12)


def test_it_is_carried_when_enough_has_piled_up() -> None:
    """15,000 a step: 15,000, 28,500, 40,650, 51,585, and 50,625 is needed."""
    power = {"ann": 15_000, "bob": 30_000}
    assert asked(RULE, power, {"ann": True}, requested=1_000, funds=15_000) == (4, True)
    assert asked(RULE, power, {"ann": True, "bob": False}, requested=1_000, funds=15_000) == (4, True)


def test_what_is_withdrawn_decays() -> None:
    power = {"ann": 15_000, "bob": 30_000}
    assert asked(RULE, power, {"ann": True}, {}, requested=1_000, funds=15_000) == (12, False)


def test_too_large_a_request_is_not_even_put() -> None:
    view = GovernanceView("p", PAYLOAD, ("a",), {"a": 9}, 0.0, requested=200, funds=1000)
    with pytest.raises(StopIteration) as end:
        next(RULE.decide(view, None))  # type: ignore[arg-type]
    assert end.value.value == ((), None)


def test_the_half_life_is_three_steps() -> None:
    assert conviction(3, 10**9, 0, Fraction(Conviction().alpha, 10**7)) == pytest.approx(5 * 10**8, rel=1e-6)


@pytest.mark.parametrize(
    ("rule", "wrong"),
    [
        (TokenVote, {"quorum": 1001}),
        (TokenVote, {"threshold": 1000}),
        (TokenVote, {"period": 0.0}),
        (Quadratic, {"quorum": -1}),
        (Quadratic, {"period": float("inf")}),
        (Conviction, {"alpha": 10**7}),
        (Conviction, {"beta": 0}),
        (Conviction, {"step": 0.0}),
        (Conviction, {"steps": 0}),
    ],
)
def test_what_makes_no_sense_is_refused(rule: Any, wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=f"{next(iter(wrong))}=.*allowed: "):
        rule(**wrong)

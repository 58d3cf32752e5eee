"""KA02 to KA04: Yuma consensus, against the published figures of the chain that it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from mechanisms.consensus.yuma import Bonds, Yuma
from mechanisms.consensus.yuma3 import Yuma3
from sim.seams.consensus import ConsensusView

# opentensor/subtensor, pallets/subtensor/src/tests/epoch.rs, test_bonds: four validators with stakes 1 to 4, four servers.
STAKES = {"v0": 1, "v1": 2, "v2": 3, "v3": 4}
SERVERS = ("s1", "s2", "s3", "s4")
AGREED = dict(zip(SERVERS, (16383, 32767, 49149, 65535), strict=True))

History = list[tuple[dict[str, Any], Bonds]]


def epochs(rule: Yuma, stakes: Mapping[str, int], subjects: tuple[str, ...], *reports: Any) -> History:
    """What the rule publishes and keeps, epoch by epoch; whoever reports nothing new stands by its weights."""
    said, state, history = dict[str, Mapping[str, int]](), rule.begin(), []
    for changed in reports:
        said |= changed
        effects, state = rule.decide(ConsensusView(len(history), subjects, said, stakes), state)
        history.append(({effect.what: effect.value for effect in effects}, state))
    return history


def bonds_test() -> History:
    """The eight epochs of subtensor's test of that name."""
    selfish = [{v: {v: 65535}} for v in ("v0", "v1", "v2")]
    everybody = dict.fromkeys(STAKES, AGREED)
    return epochs(Yuma(), STAKES, SERVERS, everybody, *selfish, {"v2": {"s4": 65535}}, {}, {}, {})


def bonds_on(subject: str, state: Bonds) -> list[int]:
    return [bond for _, server, bond in state if server == subject]


@pytest.mark.parametrize(
    ("epoch", "dividends", "subject", "bonds"),
    [
        (1, (0.1, 0.2, 0.3, 0.4), "s1", (16383, 32767, 49151, 65535)),
        (2, (0.0900, 0.2022, 0.3033, 0.4044), "s1", (14582, 32767, 49151, 65535)),
        (3, (0.0810, 0.1820, 0.3159, 0.4211), "s1", (12603, 28321, 49151, 65535)),
        (4, (0.0, 0.0, 0.0, 0.0), "s4", (12602, 28320, 49150, 65535)),
        (5, (0.0729, 0.1638, 0.3271, 0.4362), "s4", (10951, 24609, 49150, 65535)),
        (6, (0.0656, 0.1474, 0.3373, 0.4497), "s4", (9559, 21482, 49150, 65535)),
        (7, (0.0590, 0.1327, 0.3464, 0.4619), "s4", (8376, 18824, 49150, 65535)),
        (8, (0.0531, 0.1194, 0.3546, 0.4728), None, ()),
    ],
)
def test_dividends_and_bonds_of_subtensor(
    epoch: int, dividends: tuple[float, ...], subject: str | None, bonds: tuple[int, ...]
) -> None:
    published, state = bonds_test()[epoch - 1]
    assert list(published["dividends"].values()) == pytest.approx([d * 1e6 for d in dividends], abs=100)
    if subject is not None:
        assert bonds_on(subject, state) == pytest.approx(bonds, abs=1)  # floating point may miss fixed point by one


def test_consensus_of_subtensor() -> None:
    history = bonds_test()
    for published, _ in history[:3]:
        assert list(published["consensus"].values()) == pytest.approx([1e5, 2e5, 3e5, 4e5], abs=100)
    assert list(history[3][0]["consensus"].values()) == [0, 0, 0, 0]
    assert list(history[4][0]["consensus"].values()) == pytest.approx([0, 0, 0, 4e5], abs=100)
    assert history[4][0]["incentive"] == {"s1": 0, "s2": 0, "s3": 0, "s4": 10**6}


def test_emission_of_subtensor() -> None:
    history = bonds_test()
    validators = (49999998, 99999999, 150000000, 200000001)
    servers = (49998779, 100000610, 149996337, 200004272)
    emission = history[0][0]["emission"]
    assert [emission[v] for v in STAKES] == pytest.approx(validators, rel=1e-4)
    assert [emission[s] for s in SERVERS] == pytest.approx(servers, rel=1e-4)


def test_without_consensus_the_emission_goes_by_stake() -> None:
    assert bonds_test()[3][0]["emission"] == {"v0": 10**8, "v1": 2 * 10**8, "v2": 3 * 10**8, "v3": 4 * 10**8}


# opentensor/subtensor, epoch.rs, the Yuma-3 scenarios: validators a, b, c with stakes 8, 1, 1 and two servers x, y; liquid
# alpha .1 to .3. Everybody begins with x; then one after the other moves to y.
X, Y = {"x": 1}, {"y": 1}
KAPPA_FIRST = ({"a": X, "b": X, "c": X}, {"a": Y}, {"b": Y}, {"c": Y}, {}, {})
KAPPA_SECOND = ({"a": X, "b": X, "c": X}, {"b": Y}, {"a": Y}, {"c": Y}, {}, {})


def yuma3(*moves: Any) -> History:
    return epochs(Yuma3(), {"a": 8, "b": 1, "c": 1}, ("x", "y"), *moves)


def held(state: Bonds) -> list[tuple[float, float]]:
    """Bonds of a, b and c on x and y, as fractions."""
    kept = {(validator, server): bond / 65535 for validator, server, bond in state}
    return [(kept.get((validator, "x"), 0.0), kept.get((validator, "y"), 0.0)) for validator in "abc"]


@pytest.mark.parametrize(
    ("moves", "dividends"),
    [
        (
            KAPPA_FIRST,
            [
                (0.8, 0.1, 0.1),
                (1, 0, 0),
                (0.9382, 0.0618, 0),
                (0.8819, 0.0773, 0.0407),
                (0.8564, 0.0844, 0.0592),
                (0.8418, 0.0884, 0.0697),
            ],
        ),
        (
            KAPPA_SECOND,
            [
                (0.8, 0.1, 0.1),
                (0.8446, 0.0498, 0.1056),
                (0.6868, 0.3132, 0),
                (0.7421, 0.2090, 0.0489),
                (0.7625, 0.1706, 0.0669),
                (0.7730, 0.1508, 0.0762),
            ],
        ),
    ],
)
def test_dividends_of_yuma_3(moves: Any, dividends: list[tuple[float, ...]]) -> None:
    for (published, _), expected in zip(yuma3(*moves), dividends, strict=True):
        assert list(published["dividends"].values()) == pytest.approx([d * 1e6 for d in expected], abs=1000)


@pytest.mark.parametrize(
    ("moves", "epoch", "bonds"),
    [
        (KAPPA_FIRST, 1, [(0.1013, 0)] * 3),
        (KAPPA_FIRST, 2, [(0.0908, 0.1013), (0.3697, 0), (0.3697, 0)]),
        (KAPPA_FIRST, 3, [(0.0815, 0.1924), (0.3170, 0.1013), (0.5580, 0)]),
        (KAPPA_FIRST, 4, [(0.0731, 0.2742), (0.2765, 0.1924), (0.4306, 0.1013)]),
        (KAPPA_FIRST, 5, [(0.0656, 0.3478), (0.2435, 0.2742), (0.3589, 0.1924)]),
        (KAPPA_FIRST, 6, [(0.0588, 0.4139), (0.2157, 0.3478), (0.3089, 0.2742)]),
        (KAPPA_SECOND, 2, [(0.1924, 0), (0.0908, 0.2987), (0.1924, 0)]),
        (KAPPA_SECOND, 6, [(0.1225, 0.3478), (0.0588, 0.5426), (0.2712, 0.2742)]),
    ],
)
def test_bonds_of_yuma_3(moves: Any, epoch: int, bonds: list[tuple[float, float]]) -> None:
    found = held(yuma3(*moves)[epoch - 1][1])
    assert [b for pair in found for b in pair] == pytest.approx([b for pair in bonds for b in pair], abs=1e-3)


def test_nobody_weighs_itself_and_a_silent_validator_keeps_fading_bonds() -> None:
    rule = Yuma()
    _, state = rule.decide(ConsensusView(0, ("a", "b"), {"a": {"a": 9, "b": 1}, "c": {"b": 1}}, {"a": 1, "c": 1}), ())
    assert state == (("a", "b", 65535), ("c", "b", 65535))
    _, state = rule.decide(ConsensusView(1, ("b",), {"c": {"b": 1}}, {"c": 1}), state)
    assert state == (("a", "b", 53619), ("c", "b", 65535))  # .45 of .55
    _, state = rule.decide(ConsensusView(2, ("d",), {"c": {"d": 1}}, {"c": 1}), state)
    assert state[:2] == (("a", "b", 53619), ("c", "b", 65535))


def test_nothing_at_all_is_ruled_too() -> None:
    effects, state = Yuma().decide(ConsensusView(0, (), {}, {}), ())
    assert [effect.value for effect in effects] == [{}] * 5
    assert state == ()


@pytest.mark.parametrize("wrong", [{"kappa": 0}, {"penalty": 1.5}, {"alpha": 0.0}, {"alpha": float("nan")}])
def test_wrong_parameters_are_named(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=f"{next(iter(wrong))}=.*allowed"):
        Yuma(**wrong)
    with pytest.raises(ValueError, match=r"fast=0\.01"):
        Yuma3(fast=0.01)


def test_scores_have_the_proportions_of_the_incentive_and_the_unit_of_the_reports() -> None:
    history = epochs(Yuma(), {"a": 3, "b": 1}, ("x", "y"), {"a": {"x": 300, "y": 100}, "b": {"x": 100, "y": 100}})
    published, _ = history[0]
    assert published["incentive"] == {"x": 733333, "y": 266667}  # .6875 and .25, over their sum
    assert published["scores"] == {"x": 275, "y": 100}


@pytest.mark.parametrize(
    ("old", "bonds"), [((("a", "b", 7),), (("a", "b", 7),)), ((1.0,), ()), (None, ()), ("words", ())]
)
def test_it_inherits_bonds_and_nothing_else(old: Any, bonds: Bonds) -> None:
    assert Yuma().from_state(old) == bonds


def test_a_column_that_is_clipped_away_is_nothing_and_not_a_number() -> None:
    """KA09: a cabal with three fifths of the stake gives b nothing, so that whoever weighs b alone has nothing to bond."""
    (published, state), *_ = epochs(Yuma(), {"a": 6, "c": 4}, ("x", "b"), {"a": {"x": 1}, "c": {"b": 1}})
    assert published["incentive"] == {"x": 10**6, "b": 0}
    assert published["dividends"] == {"a": 10**6, "c": 0}
    assert state == (("a", "x", 65535),)

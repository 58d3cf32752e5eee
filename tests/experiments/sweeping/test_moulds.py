"""Points that differ in numbers alone are composed once, and are what each would have been by itself."""

from __future__ import annotations

import json
from functools import cache
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from experiments.bad_input import BadInput
from experiments.composing.compose import composed
from experiments.composing.hydra_session import as_written
from experiments.results.manifest import config_hash
from experiments.sweeping import moulds
from experiments.sweeping.axis import Axis, axes
from experiments.sweeping.moulds import Moulds
from experiments.sweeping.point import Point

SCENARIOS = ("default", "digits", "poisoned", "token_market", "governance_only")


@cache
def numbers(scenario: str) -> list[str]:
    """Where a scenario has numbers that an override can reach, but for the seed."""
    found = list[str]()

    def walk(value: Any, path: str) -> None:
        if isinstance(value, dict):
            for key, item in value.items():
                walk(item, f"{path}.{key}".lstrip("."))
        elif isinstance(value, int | float) and path != "seed":
            found.append(path)

    walk(as_written([f"scenario={scenario}"], ())[0], "")
    return found


@cache
def shared(scenario: str, keys: tuple[str, ...]) -> Moulds:
    """One for all examples, since what is shared is what is tested; its axes are intervals."""
    return Moulds([Axis("scenario", (scenario,)), *(Axis(key, (), 0, 1) for key in keys)])


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_a_point_of_a_mould_is_what_its_overrides_compose_to(data: st.DataObject) -> None:
    scenario = data.draw(st.sampled_from(SCENARIOS))
    keys = data.draw(st.lists(st.sampled_from(numbers(scenario)), min_size=1, max_size=4, unique=True))
    values = [repr(data.draw(st.floats(allow_nan=False, allow_infinity=False))) for _ in keys]
    seed = data.draw(st.integers(0, 2**32))
    point = shared(scenario, tuple(keys)).point(0, (scenario, *values))
    alone = composed([f"scenario={scenario}", *(f"{k}={v}" for k, v in zip(keys, values, strict=True)), f"seed={seed}"])
    assert json.dumps(point.at(seed).config) == json.dumps(alone.config)
    assert point.scenario == alone.scenario


def drawn(*words: str) -> list[tuple[Point, list[str]]]:
    """Every combination, as a point and as its overrides."""
    found = axes(words, ())
    together = Moulds(found)
    return [
        (together.point(number, values), [f"{axis.key}={text}" for axis, text in zip(found, values, strict=True)])
        for number, values in enumerate(product(*(axis.values for axis in found)))
    ]


@pytest.mark.parametrize(
    "words",
    [
        ("scenario=digits", "horizon_days=1,2.5,1e1", "population.cheats.count=range(0,3)"),
        ("scenario=digits", "reward=equal_split,loss_improvement", "verification.rate=0,1"),
        ("scenario=digits", "chain.latency=1,2", "chain={latency: 5}"),
        ("scenario=digits", "horizon_days=1,2", "burn_in_days=${horizon_days}"),
        ("scenario=digits", "population.cheats.count=1,2", "baseline=honest"),
        ("scenario=default", "population.trainers.count=1,30", "baseline=centralised"),
        ("scenario=digits", "horizon_days=1,null"),
        ("scenario=poisoned", "verification.rate=0.1,0.2", "++verification.rate=0.3"),
    ],
)
def test_what_stands_between_a_number_and_its_place_is_heeded(words: tuple[str, ...]) -> None:
    for point, overrides in drawn(*words):
        alone = composed([*overrides, "seed=7"])
        assert config_hash(point.at(7).settings) == config_hash(alone.settings), overrides


def test_numbers_cost_no_composing(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[int] = []
    real = moulds.Mould.of
    monkeypatch.setattr(moulds.Mould, "of", lambda overrides, many: heard.append(many) or real(overrides, many))
    words = ("scenario=digits", "reward=equal_split,loss_improvement", "horizon_days=range(1,40)")
    assert len({point.settings for point, _ in drawn(*words)}) == 78
    assert heard == [1, 1]


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("horizon_days=1,nan",), "horizon_days=nan: must be a finite number"),
        (("reward=1,2",), "reward=1: reward is chosen by name"),
        (("population.cheats=1,2",), "population.cheats=1: must be a mapping of names"),
        (("reward.flor=1,2",), "reward.flor=1: unknown key"),
    ],
)
def test_what_cannot_be_composed_is_told_by_its_own_value(words: tuple[str, ...], line: str) -> None:
    with pytest.raises(BadInput) as refused:
        drawn("scenario=digits", *words)
    assert str(refused.value).startswith(line)

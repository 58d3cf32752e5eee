"""A preset lays one change over a whole scenario, so that a headline on the price can be a set of runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from agents.behaviours.any.enterprising import Enterprising
from experiments.bad_input import BadInput
from experiments.building.blueprint import blueprint
from experiments.composing.compose import composed
from experiments.outlook.opening import opening
from experiments.running.multirun import multirun
from sim.blueprint import Blueprint
from sim.factory import Factory

OUTSIDE_ROLES = {"holder", "trader", "user"}
SCENARIOS = ("token_market", "default")


def built(preset: str, scenario: str = "token_market") -> Blueprint:
    return blueprint(composed([f"scenario={scenario}", f"preset={preset}"]))


def behaviour(preset: str, group: str, scenario: str = "token_market") -> Any:
    return built(preset, scenario).population[group].behaviour  # type: ignore[attr-defined]


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_the_preset_default_is_no_change(scenario: str) -> None:
    plain, preset = (composed([f"scenario={scenario}", *more]) for more in ([], ["preset=default"]))
    assert plain.config == preset.config
    assert preset.scenario == scenario


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_each_preset_changes_what_it_says(scenario: str) -> None:
    gone = set(built("default", scenario).population) - set(built("calm", scenario).population)
    assert gone == {"followers", "noise"}
    assert behaviour("strong", "followers", scenario).speed == 0.12
    assert behaviour("strong", "noise", scenario).sigma == 0.06
    assert behaviour("no_emission", "fundamentalists", scenario).valuation.discount == pytest.approx(0.15)
    assert behaviour("no_emission", "arbitrageurs", scenario).valuation.discount == pytest.approx(0.15)
    assert built("no_emission", scenario).price.valuation.discount == pytest.approx(0.15)  # type: ignore[attr-defined]
    assert built("no_emission", scenario).rules["supply"].per_period == 0  # type: ignore[attr-defined]
    outside = built("exogenous", scenario)
    assert outside.price.at(0.0) == 0.00429
    assert type(outside.rules["exchange"]).__name__ == "FixedRate"
    gone = set(built("default", scenario).population) - set(outside.population)
    assert gone == {"fundamentalists", "followers", "noise", "arbitrageurs", "liquidity"}


def test_a_closed_population_is_those_who_begin_inside_at_the_same_cost() -> None:
    """Of 151 in the default seventy begin inside; a day of them costs $347."""
    closed = built("closed", "default")
    members = {name: group for name, group in closed.population.items() if group.role not in OUTSIDE_ROLES}  # type: ignore[attr-defined]
    assert sum(group.count for group in members.values()) == 70  # type: ignore[attr-defined]
    assert {group.outside for group in members.values()} == {0}  # type: ignore[attr-defined]
    assert not any(isinstance(group.behaviour, Enterprising) for group in members.values())  # type: ignore[attr-defined]
    sheet = opening(closed)
    assert sheet is not None and sheet.cost == 347.0


def test_speculation_widens_the_price_and_a_price_from_outside_stands_still() -> None:
    def spread(preset: str) -> float:
        factory = Factory(blueprint(composed(["scenario=token_market", "horizon_days=20", f"preset={preset}"])))
        factory.run()
        quoted = [row["price"] for row in factory.recorder.tables()["agents"].to_pylist()]
        return max(quoted) / min(quoted) - 1

    calm, default, strong, outside = map(spread, ("calm", "default", "strong", "exogenous"))
    assert outside == 0.0 < calm < 0.05 < default < strong


def test_presets_can_be_swept(tmp_path: Path) -> None:
    runs = multirun(["scenario=token_market", "preset=calm,default", "horizon_days=1", f"out={tmp_path}"])
    assert [(run.code, run.overrides[1]) for run in runs] == [(0, "preset=calm"), (0, "preset=default")]
    assert len({run.line for run in runs}) == 2


@pytest.mark.parametrize(
    ("said", "line"),
    [
        (["preset=clam"], "preset=clam: unknown name; did you mean 'calm'?"),
        (["scenario=digits", "preset=strong"], "population.followers=.*: no such group, and a new one needs a role"),
    ],
)
def test_a_preset_that_does_not_fit_is_refused(said: list[str], line: str) -> None:
    with pytest.raises(BadInput, match=line):
        composed(said)

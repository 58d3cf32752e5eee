"""Omniscience is a line in the scenario and a row on the record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pytest

from agents.behaviours.trainer.honest import Honest
from agents.population import Group
from experiments.building.blueprint import blueprint
from experiments.composing.compose import composed
from sim.chain.errors import PluginError
from sim.factory import Factory
from sim.jobs import Vector
from sim.view import View


@dataclass(frozen=True)
class Peeper(Honest):
    """Looks at the referee's test set before it hands anything in."""

    def submit(self, view: View, delta: Vector | None) -> Vector | None:
        return delta if len(view.peek("test_data").labels) > 0 else None


def factory(grants: tuple[str, ...]) -> Factory:
    made = blueprint(composed(["scenario=digits", "lab=stub", "horizon_days=0.5"]))
    population: Mapping[str, Group] = {
        **made.population,
        "cheats": Group("trainer", Peeper(), 1, tokens=20_000 * 10**9, stake=5_000 * 10**9, grants=grants),
    }
    return Factory(replace(made, population=population))


def test_a_granted_peek_is_recorded() -> None:
    run = factory(("test_data",))
    run.run()
    peeks = run.recorder.tables()["peeks"].to_pylist()
    assert {(row["account"], row["grant"]) for row in peeks} == {("cheats.0", "test_data")}
    assert [row["time"] for row in peeks] == sorted(row["time"] for row in peeks)


def test_a_peek_that_nobody_granted_ends_the_run_with_a_name_and_a_time() -> None:
    with pytest.raises(PluginError, match=r"cheats\.0 failed at .* may not peek|nobody granted a look at 'test_data'"):
        factory(()).run()


def test_a_grant_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match=r"grants=\['everything'\]; allowed: test_data, behaviours, memories"):
        factory(("everything",))

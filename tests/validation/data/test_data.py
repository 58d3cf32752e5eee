"""Data are worth having: docs/validation/data.md reports the figures for ten seeds.

Few seeds here, for every bound is far from what was found.
"""

from __future__ import annotations

import pytest

from experiments.building.blueprint import blueprint
from experiments.composing.compose import composed
from sim.streams import Streams
from sim.training.partitions.by_source import BySource
from sim.training.plan import TorchPlan
from sim.training.tasks.drifting import Drifting
from sim.world.holdings import Holdings
from tests.validation.data import contribution, providers, standstill
from tests.validation.data.settings import ALL, BY_LABEL, SOURCES, learnt

slow = pytest.mark.slow
timeout = pytest.mark.timeout(3600)
SEEDS = (1, 2)


def test_what_is_played_is_the_task_of_the_default() -> None:
    """The same values of everything that has to do with data and rounds."""
    whole, rounds = (blueprint(composed(chosen)) for chosen in (("scenario=default",), ALL))
    assert rounds.data == whole.data
    assert isinstance(rounds.lab, TorchPlan) and isinstance(whole.lab, TorchPlan)
    assert rounds.lab.model == whole.lab.model
    for name in ("steps", "batch", "rate", "momentum", "schedule", "selection", "aggregation"):
        values = {getattr(plan.contracts["training_round"], name, None) for plan in (whole, rounds)}
        assert len(values) == 1, name


def test_rows_are_as_many_as_were_asked_for() -> None:
    """At least 50,000 for training, 5,000 for the referee, 200 for each validator."""
    data = blueprint(composed(("scenario=default",))).data
    assert data is not None
    assert isinstance(data.task, Drifting) and isinstance(data.partition, BySource)
    held = Holdings(data, Streams(0))
    assert [len(part.labels) for part in (held.split(0).training, held.test(0))] == [50_000, 5_000]
    assert len(held.hold_out(Streams(1).of("validator"), 0).labels) == 200
    assert data.shards == data.task.sources == SOURCES


@slow
@timeout
@pytest.mark.parametrize("seed", SEEDS)
def test_all_providers_add_three_points_to_what_a_quarter_gives(seed: int) -> None:
    assert providers.gains((seed,))[0] > providers.LEAST


@slow
@timeout
def test_standing_still_for_twenty_days_costs_five_points() -> None:
    """About a point a day: between a half and two."""
    (lost,) = standstill.losses(standstill.ROUNDS, (1,))
    assert lost[-1] > standstill.LEAST
    assert 0.1 < lost[-1] < 0.4


@slow
@timeout
@pytest.mark.parametrize("seed", SEEDS)
def test_leave_one_out_ranks_providers_by_what_their_data_are_worth(seed: int) -> None:
    (run,) = learnt(ALL, (seed,))
    assert contribution.alike(run.paid, run.missed) > contribution.LEAST


@slow
@timeout
def test_by_source_a_provider_is_worth_tomorrow_what_it_is_worth_today_and_by_label_it_is_not() -> None:
    source, label = (learnt((*ALL, *dealt), (1,))[0] for dealt in ((), BY_LABEL))
    assert contribution.lasting(source) > contribution.lasting(label)

"""The moving world: a known best, unlike sources, and a price for standing still."""

import numpy as np
import pytest

from sim.jobs import Training
from sim.lab import Examples
from sim.training.corpus import Split
from sim.training.lab import TorchLab
from sim.training.models.mlp import Mlp
from sim.training.tasks.drifting import Drifting, World

WORLD = Drifting().build(np.random.default_rng(0))


def fitted(world: World, examples: Examples, seed: int = 0) -> tuple[TorchLab, str]:
    """A perceptron after 1,500 steps on these rows."""
    lab = TorchLab({"mlp": Mlp().build(world.features, world.classes)})
    start, data = lab.begin("mlp", seed), lab.learn(examples)
    rows = tuple(range(len(examples.labels)))
    ticket = lab.submit(Training("mlp", start, data, rows, steps=1_500, batch=64, rate=0.05, momentum=0.9))
    ticket.unseal()
    return lab, lab.keep(lab.vector(start) + ticket.open())


def accuracy(world: World, model: tuple[TorchLab, str], day: int) -> float:
    return model[0].probe("mlp", model[1], world.on(day).test, ["accuracy"])["accuracy"]


def of_sources(split: Split, chosen: range) -> Examples:
    assert split.sources is not None
    rows = np.flatnonzero(np.isin(split.sources, chosen))
    return Examples(split.training.inputs[rows], split.training.labels[rows])


def test_sizes() -> None:
    split = WORLD.on(0)
    assert [len(part.labels) for part in (split.training, split.holdout, split.test)] == [50_000, 5_000, 5_000]
    assert split.sources is not None and np.bincount(split.sources).tolist() == [2_500] * 20
    assert (WORLD.features, WORLD.classes) == (16, 4)


@pytest.mark.parametrize("day", [0, 17])
def test_the_best_classifier_errs_at_the_bayes_risk(day: int) -> None:
    """Four standard errors of a share of .1 in 50,000 rows are .0054."""
    training = WORLD.on(day).training
    assert WORLD.bayes_risk == 0.1
    assert (WORLD.truth(training.inputs, day) != training.labels).mean() == pytest.approx(0.1, abs=0.0054)


@pytest.mark.parametrize("day", [0, 17])
def test_labels_are_those_of_a_clean_world_of_which_one_in_ten_is_any_other(day: int) -> None:
    """Beside the same world without noise, whose labels are certain: whatever the input, the right class keeps nine parts in
    ten and each of the three others gets a thirtieth, so that no classifier errs less than a tenth. Bounds are four standard
    errors of a share: of these sources some classes have few rows."""
    noisy, clean = (Drifting(noise=noise).build(np.random.default_rng(4)).on(day).training for noise in (0.1, 0.0))
    np.testing.assert_array_equal(noisy.inputs, clean.inputs)
    for label in range(4):
        rows = int((clean.labels == label).sum())
        told = np.bincount(noisy.labels[clean.labels == label], minlength=4) / rows
        assert rows > 1_000
        assert told[label] == pytest.approx(0.9, abs=4 * (0.09 / rows) ** 0.5)
        assert np.delete(told, label) == pytest.approx([1 / 30] * 3, abs=4 * (29 / 900 / rows) ** 0.5)


def test_the_bayes_classifier_is_the_nearest_centre() -> None:
    inputs, centres = WORLD.on(3).test.inputs[:500].astype(np.float64), WORLD.centres(3)
    nearest = ((inputs[:, None] - centres[None]) ** 2).sum(axis=2).argmin(axis=1)
    np.testing.assert_array_equal(WORLD.truth(inputs, 3), nearest % 4)


def test_a_day_is_a_function_of_seed_and_day() -> None:
    again = Drifting().build(np.random.default_rng(0))
    again.on(4)
    np.testing.assert_array_equal(again.on(2).test.inputs, WORLD.on(2).test.inputs)
    assert not np.array_equal(WORLD.on(2).test.inputs, WORLD.on(3).test.inputs)
    other = Drifting().build(np.random.default_rng(1))
    assert not np.array_equal(other.on(2).test.inputs, WORLD.on(2).test.inputs)


def test_standing_still_costs_about_a_point_a_day() -> None:
    model = fitted(WORLD, WORLD.on(0).training)
    fresh, stale = accuracy(WORLD, model, 0), accuracy(WORLD, model, 20)
    assert fresh > 0.78
    assert 0.12 < fresh - stale < 0.28


def test_four_times_the_providers_gain_three_points() -> None:
    split = WORLD.on(0)
    few, all_ = (accuracy(WORLD, fitted(WORLD, of_sources(split, range(n))), 0) for n in (5, 20))
    assert all_ - few > 0.03


def test_without_speed_nothing_drifts() -> None:
    still = Drifting(rows=10, speed=0).build(np.random.default_rng(0))
    np.testing.assert_array_equal(still.centres(0), still.centres(50))


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"rows": 0}, "Drifting.rows=0; allowed: at least 1"),
        ({"classes": 1}, "Drifting.classes=1; allowed: at least 2"),
        ({"spread": float("nan")}, "Drifting.spread=nan; allowed: above 0"),
        ({"regions": 3}, r"Drifting.regions=3; allowed: at least one per class \(4\)"),
        ({"noise": 0.75}, "Drifting.noise=0.75; allowed: 0 up to 0.75"),
        ({"speed": -0.1}, "Drifting.speed=-0.1; allowed: 0 and above"),
    ],
)
def test_nonsense_is_refused(change: dict[str, float], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        Drifting(**change)

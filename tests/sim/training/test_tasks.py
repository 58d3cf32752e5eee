"""The bundled tasks: sizes, shares, scale, and who is protected."""

import numpy as np
import pytest

from sim.lab import Examples
from sim.training.task import Scale, Shares, Task
from sim.training.tasks.diabetes_risk import DiabetesRisk
from sim.training.tasks.digits import Digits
from sim.training.tasks.hospital import MEAN_RADIUS, Hospital

SHAPES = [(Digits(), 1_797, 64, 10), (Hospital(), 569, 30, 2), (DiabetesRisk(), 442, 10, 2)]


@pytest.mark.parametrize(("task", "rows", "features", "classes"), SHAPES)
def test_every_row_is_in_one_part(task: Task, rows: int, features: int, classes: int) -> None:
    corpus = task.build(np.random.default_rng(1))
    split = corpus.on(0)
    parts = (split.training, split.holdout, split.test)
    assert (corpus.features, corpus.classes) == (features, classes)
    assert sum(len(part.labels) for part in parts) == rows
    assert len(split.test.labels) == pytest.approx(0.2 * rows, abs=classes)
    assert len(split.holdout.labels) == pytest.approx(0.2 * rows, abs=classes)
    assert corpus.on(9) is split
    for part in parts:
        assert part.inputs.dtype == np.float32 and part.labels.dtype == np.int64
        assert set(part.labels) == set(range(classes))


@pytest.mark.parametrize("task", [task for task, *_ in SHAPES])
def test_inputs_are_in_units_of_the_training_rows(task: Task) -> None:
    inputs = task.build(np.random.default_rng(1)).on(0).training.inputs
    np.testing.assert_allclose(inputs.mean(axis=0), 0, atol=1e-5)
    deviation = inputs.std(axis=0)
    assert ((abs(deviation - 1) < 1e-4) | (deviation == 0)).all()


@pytest.mark.parametrize("task", [task for task, *_ in SHAPES])
def test_the_stream_decides_who_is_held_out(task: Task) -> None:
    one, same, other = (task.build(np.random.default_rng(seed)).on(0).test.inputs for seed in (1, 1, 2))
    np.testing.assert_array_equal(one, same)
    assert not np.array_equal(one, other)


def test_sex_is_protected_in_diabetes_risk() -> None:
    """235 of the 442 patients are coded 1 and 207 coded 2; half of them lie above the median."""
    split = DiabetesRisk().build(np.random.default_rng(0)).on(0)
    parts = (split.training, split.holdout, split.test)
    groups = np.concatenate([part.groups for part in parts if part.groups is not None])
    assert np.bincount(groups).tolist() == [235, 207]
    assert np.bincount(np.concatenate([part.labels for part in parts])).tolist() == [221, 221]
    assert Digits().build(np.random.default_rng(0)).on(0).test.groups is None


def sites(task: Hospital, seed: int = 0) -> list[np.ndarray]:
    """Mean radius of the training patients of each site, in standard deviations of all."""
    split = task.build(np.random.default_rng(seed)).on(0)
    assert split.sources is not None
    return [split.training.inputs[split.sources == site, MEAN_RADIUS] for site in range(task.sites)]


def test_hospitals_are_of_equal_size_and_see_tumours_of_their_own() -> None:
    """341 training patients, .6 of each class. Sorted by radius plus as much luck, the half of the sites with the larger
    tumours lies about 1.1 above the other half; of sites that are alike it is about .4: twice .8 of the spread of a mean
    of seventeen."""
    assert sorted(map(len, sites(Hospital()))) == [17] * 19 + [18]
    for unlike, least, most in ((1.0, 0.8, 1.5), (0.0, 0.2, 0.6)):
        means = sorted(float(radius.mean()) for radius in sites(Hospital(unlike=unlike)))
        assert least < np.mean(means[10:]) - np.mean(means[:10]) < most


def test_sites_move_nobody_into_another_part() -> None:
    some, other = (Hospital(sites=n).build(np.random.default_rng(0)).on(0) for n in (5, 20))
    np.testing.assert_array_equal(some.test.inputs, other.test.inputs)
    np.testing.assert_array_equal(some.training.labels, other.training.labels)


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"sites": 0}, "Hospital.sites=0; allowed: at least 1"),
        ({"unlike": -1.0}, "Hospital.unlike=-1.0; allowed: 0 and"),
    ],
)
def test_sites_that_cannot_be_are_refused(change: dict[str, float], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        Hospital(**change)


def test_classes_are_shared_out_alike() -> None:
    labels = np.int64([0] * 40 + [1] * 10)
    split = Shares(0.2, 0.3).divide(Examples(np.zeros((50, 1), np.float32), labels), np.random.default_rng(0)).on(0)
    counts = [np.bincount(part.labels).tolist() for part in (split.training, split.holdout, split.test)]
    assert counts == [[20, 5], [8, 2], [12, 3]]


def test_half_of_the_patients_have_large_tumours() -> None:
    """284 of 569 lie above the median; few of the small ones are malignant, label 0: 17 of 285, as counted in the table."""
    split = Hospital().build(np.random.default_rng(1)).on(0)
    parts = (split.training, split.holdout, split.test)
    groups = np.concatenate([part.groups for part in parts if part.groups is not None])
    labels = np.concatenate([part.labels for part in parts])
    assert (groups.sum(), len(groups)) == (284, 569)
    assert ((labels == 0) & (groups == 0)).sum() == 17


def test_a_constant_column_stays_finite() -> None:
    scale = Scale.of(np.float32([[1, 5], [3, 5]]))
    scaled = scale.apply(Examples(np.float32([[1, 5], [3, 6]]), np.int64([0, 1])), np.int64([0, 1]))
    assert scaled.inputs.tolist() == [[-1, 0], [1, 1]]


@pytest.mark.parametrize("shares", [(0.0, 0.2), (0.2, 0.0), (0.5, 0.5), (float("nan"), 0.2), (-0.1, 0.2)])
def test_shares_out_of_range_are_refused(shares: tuple[float, float]) -> None:
    for task in (Digits, Hospital, DiabetesRisk):
        with pytest.raises(ValueError, match="allowed: both above 0 and together below 1"):
            task(*shares)


def test_too_few_rows_to_share_out() -> None:
    tiny = Examples(np.zeros((2, 1), np.float32), np.int64([0, 1]))
    with pytest.raises(ValueError, match="2 rows are too few to share out"):
        Shares(0.2, 0.2).divide(tiny, np.random.default_rng(0))

"""The referee's measurements, on literal predictions."""

from math import log

import numpy as np
import pytest

from sim.lab import Examples
from sim.training.lab import TorchLab
from sim.training.models.logistic import Logistic
from sim.training.probes.accuracy import accuracy
from sim.training.probes.backdoor import Trigger
from sim.training.probes.calibration import calibration_error
from sim.training.probes.group_gap import group_gap
from sim.training.probes.loss import mean_loss
from sim.training.probes.membership import audition, membership_auc


def labelled(labels: list[int], groups: list[int] | None = None) -> Examples:
    blank = np.zeros((len(labels), 1), np.float32)
    return Examples(blank, np.int64(labels), None if groups is None else np.int64(groups))


def sure(*probabilities: float) -> np.ndarray:
    """Logits of a two-class model that gives class 0 these probabilities."""
    return np.float32([[log(p / (1 - p)), 0] for p in probabilities])


def test_accuracy_and_loss() -> None:
    assert accuracy(sure(0.9, 0.8, 0.3, 0.6), labelled([0, 1, 1, 0])) == 0.75
    assert mean_loss(sure(0.5, 0.5), labelled([0, 1])) == pytest.approx(0.693147, abs=1e-6)
    assert mean_loss(np.float32([[np.nan, 0]]), labelled([0])) == float("inf")


def test_calibration() -> None:
    """Bin (.8, .9]: confidence .85, right half the time, gap .35, half the rows; bin (.5, .6]: .6 and right, gap .4."""
    logits = sure(0.85, 0.85, 0.59, 0.59)
    assert calibration_error(logits, labelled([0, 1, 0, 0])) == pytest.approx((0.35 * 2 + 0.41 * 2) / 4, abs=1e-6)
    assert calibration_error(sure(*[0.75] * 4), labelled([0, 0, 0, 1])) == pytest.approx(0, abs=1e-6)


def test_a_model_of_nans_is_always_wrong_sure_of_it_and_gives_nothing_away() -> None:
    lost = np.full((4, 2), np.nan, np.float32)
    examples = labelled([0, 0, 1, 1], [0, 1, 0, 1])
    assert accuracy(lost, examples) == 0
    assert mean_loss(lost, examples) == float("inf")
    assert calibration_error(lost, examples) == 1
    assert group_gap(lost, examples) == 0
    assert membership_auc(lost, examples) == 0.5


def test_group_gap() -> None:
    """Group 0 is served two times in two, group 1 one time in three."""
    examples = labelled([0, 0, 0, 1, 1], [0, 0, 1, 1, 1])
    assert group_gap(sure(*[0.9] * 5), examples) == pytest.approx(2 / 3)
    with pytest.raises(ValueError, match="group_gap needs a protected group"):
        group_gap(sure(0.9), labelled([0]))


def test_membership() -> None:
    """Members' losses -ln .9, -ln .6; others' -ln .8, -ln .4: of four pairs the member is better known in three."""
    logits = sure(0.9, 0.6, 0.8, 0.4)
    assert membership_auc(logits, labelled([0] * 4, [1, 1, 0, 0])) == 0.75
    assert membership_auc(sure(0.7, 0.7), labelled([0, 0], [1, 0])) == 0.5
    with pytest.raises(ValueError, match="both, for the probe membership"):
        membership_auc(logits, labelled([0] * 4, [1, 1, 1, 1]))


def test_an_audition_marks_who_was_a_member() -> None:
    joined = audition(labelled([0, 1]), labelled([1]))
    assert joined.labels.tolist() == [0, 1, 1]
    assert joined.groups is not None and joined.groups.tolist() == [1, 1, 0]


def test_a_trigger_is_stamped_on_rows_of_other_classes() -> None:
    examples = Examples(np.float32([[1, 2, 3], [4, 5, 6], [7, 8, 9]]), np.int64([0, 1, 2]))
    stamped = Trigger((0, 2), 9.5, target=1).stamp(examples)
    assert stamped.inputs.tolist() == [[9.5, 2, 9.5], [9.5, 8, 9.5]]
    assert stamped.labels.tolist() == [1, 1]
    assert examples.inputs[0].tolist() == [1, 2, 3]
    with pytest.raises(ValueError, match=r"Trigger.columns=\(3,\); allowed: 0..2"):
        Trigger((3,), 1.0, 0).stamp(examples)
    with pytest.raises(ValueError, match="every row is of that class"):
        Trigger((0,), 1.0, 0).stamp(labelled([0, 0]))
    with pytest.raises(ValueError, match="allowed: one or more columns"):
        Trigger((), 1.0, 0)


def test_the_lab_probes_by_name_and_measures_a_planted_backdoor() -> None:
    """Class 1 exactly when the first input is large: the trigger succeeds on every stamped row."""
    lab = TorchLab({"line": Logistic().build(2, 2)})
    planted = lab.keep(np.float32([-1, 1, 0, 0, 5, 0]))
    clean = Examples(np.float32([[0, 1], [0, -1], [9, 0]]), np.int64([0, 0, 1]))
    assert lab.probe("line", planted, clean, ["accuracy"]) == {"accuracy": 1.0}
    assert lab.probe("line", planted, Trigger((0,), 9.0, 1).stamp(clean), ["accuracy"]) == {"accuracy": 1.0}
    with pytest.raises(
        ValueError, match="probe='beauty' is unknown; allowed: accuracy, average_precision, calibration"
    ):
        lab.probe("line", planted, clean, ["beauty"])
    with pytest.raises(ValueError, match="model='gpt' is unknown; allowed: line"):
        lab.begin("gpt", 0)

"""Partitions share out every row once, and differ in the way they say."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.training.partition import Partition
from sim.training.partitions.by_label import ByLabel
from sim.training.partitions.dirichlet import Dirichlet
from sim.training.partitions.iid import Iid
from sim.training.partitions.log_normal_sizes import LogNormalSizes

TEN = np.arange(2_000, dtype=np.int64) % 10
PARTITIONS = [Iid(), Dirichlet(0.01), Dirichlet(0.5), ByLabel(2), LogNormalSizes(0), LogNormalSizes(3)]


def classes(shard: np.ndarray) -> int:
    return len(np.unique(TEN[shard]))


@pytest.mark.parametrize("partition", PARTITIONS, ids=repr)
@given(
    labels=st.lists(st.integers(0, 5), min_size=1, max_size=80), shards=st.integers(1, 30), seed=st.integers(0, 2**32)
)
def test_every_row_once_and_no_shard_empty(partition: Partition, labels: list[int], shards: int, seed: int) -> None:
    if shards * (2 if isinstance(partition, ByLabel) else 1) > len(labels):
        with pytest.raises(ValueError, match=f"of {len(labels)} rows; allowed: 1 to {len(labels)}"):
            partition.split(np.int64(labels), shards, np.random.default_rng(seed))
        return
    parts = partition.split(np.int64(labels), shards, np.random.default_rng(seed))
    again = partition.split(np.int64(labels), shards, np.random.default_rng(seed))
    assert len(parts) == shards and all(map(len, parts))
    assert sorted(np.concatenate(parts).tolist()) == list(range(len(labels)))
    for part, same in zip(parts, again, strict=True):
        np.testing.assert_array_equal(part, same)
        assert (np.diff(part) > 0).all()


def test_iid_deals_evenly() -> None:
    assert sorted(map(len, Iid().split(TEN[:23], 5, np.random.default_rng(0)))) == [4, 4, 5, 5, 5]


def test_a_small_alpha_leaves_few_classes() -> None:
    few, many = (Dirichlet(alpha).split(TEN, 10, np.random.default_rng(0)) for alpha in (0.01, 1000.0))
    assert np.mean([classes(shard) for shard in few]) < 3
    assert {classes(shard) for shard in many} == {10}


def test_by_label_deals_two_labels() -> None:
    shards = ByLabel(2).split(TEN, 5, np.random.default_rng(0))
    assert [len(shard) for shard in shards] == [400] * 5
    assert max(classes(shard) for shard in shards) == 2


def test_log_normal_sizes_follow_their_deviation() -> None:
    """The logarithm of 200 sizes from 100,000 rows has deviation one; rounding hardly matters."""
    sizes = [
        len(part) for part in LogNormalSizes(1.0).split(np.zeros(100_000, np.int64), 200, np.random.default_rng(0))
    ]
    assert np.std(np.log(sizes)) == pytest.approx(1.0, abs=0.2)
    assert {len(part) for part in LogNormalSizes(0).split(TEN, 10, np.random.default_rng(0))} == {200}


@pytest.mark.parametrize(
    ("build", "complaint"),
    [
        (lambda: Dirichlet(0), "Dirichlet.alpha=0; allowed: above 0"),
        (lambda: Dirichlet(float("nan")), "Dirichlet.alpha=nan"),
        (lambda: ByLabel(0), "ByLabel.labels_per_shard=0; allowed: at least 1"),
        (lambda: LogNormalSizes(-1), "LogNormalSizes.sigma=-1; allowed: 0 to 10"),
        (lambda: LogNormalSizes(float("nan")), "LogNormalSizes.sigma=nan"),
    ],
)
def test_nonsense_is_refused(build: object, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        build()

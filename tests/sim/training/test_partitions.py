"""Partitions share out every row once, and differ in the way they say."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.training.partition import Partition
from sim.training.partitions.by_label import ByLabel
from sim.training.partitions.by_source import BySource
from sim.training.partitions.dirichlet import Dirichlet
from sim.training.partitions.iid import Iid
from sim.training.partitions.log_normal_sizes import LogNormalSizes

TEN = np.arange(2_000, dtype=np.int64) % 10
PARTITIONS = [
    *(Iid(), Dirichlet(0.01), Dirichlet(0.5), ByLabel(2), LogNormalSizes(0), LogNormalSizes(3)),
    *(BySource(), BySource(0.3)),
]


def classes(shard: np.ndarray) -> int:
    return len(np.unique(TEN[shard]))


@pytest.mark.parametrize("partition", PARTITIONS, ids=repr)
@given(
    labels=st.lists(st.integers(0, 5), min_size=1, max_size=80), shards=st.integers(1, 30), seed=st.integers(0, 2**32)
)
def test_every_row_once_and_no_shard_empty(partition: Partition, labels: list[int], shards: int, seed: int) -> None:
    if shards * (2 if isinstance(partition, ByLabel) else 1) > len(labels):
        with pytest.raises(ValueError, match=f"of {len(labels)} rows; allowed: 1 to {len(labels)}"):
            partition.split(np.int64(labels), np.int64(labels), shards, np.random.default_rng(seed))
        return
    parts = partition.split(np.int64(labels), np.int64(labels), shards, np.random.default_rng(seed))
    again = partition.split(np.int64(labels), np.int64(labels), shards, np.random.default_rng(seed))
    assert len(parts) == shards and all(map(len, parts))
    assert sorted(np.concatenate(parts).tolist()) == list(range(len(labels)))
    for part, same in zip(parts, again, strict=True):
        np.testing.assert_array_equal(part, same)
        assert (np.diff(part) > 0).all()


def test_iid_deals_evenly() -> None:
    assert sorted(map(len, Iid().split(TEN[:23], None, 5, np.random.default_rng(0)))) == [4, 4, 5, 5, 5]


def test_a_small_alpha_leaves_few_classes() -> None:
    few, many = (Dirichlet(alpha).split(TEN, None, 10, np.random.default_rng(0)) for alpha in (0.01, 1000.0))
    assert np.mean([classes(shard) for shard in few]) < 3
    assert {classes(shard) for shard in many} == {10}


def test_by_label_deals_two_labels() -> None:
    shards = ByLabel(2).split(TEN, None, 5, np.random.default_rng(0))
    assert [len(shard) for shard in shards] == [400] * 5
    assert max(classes(shard) for shard in shards) == 2


def test_log_normal_sizes_follow_their_deviation() -> None:
    """The logarithm of 200 sizes from 100,000 rows has deviation one; rounding hardly matters."""
    sizes = [
        len(part)
        for part in LogNormalSizes(1.0).split(np.zeros(100_000, np.int64), None, 200, np.random.default_rng(0))
    ]
    assert np.std(np.log(sizes)) == pytest.approx(1.0, abs=0.2)
    assert {len(part) for part in LogNormalSizes(0).split(TEN, None, 10, np.random.default_rng(0))} == {200}


def by_source(sources: list[int], shards: int, strays: float = 0.0, seed: int = 0) -> list[list[int]]:
    """The sources of each shard's rows."""
    origin, labels = np.int64(sources), np.zeros(len(sources), np.int64)
    dealt = BySource(strays).split(labels, origin, shards, np.random.default_rng(seed))
    return [origin[rows].tolist() for rows in dealt]


def test_a_shard_is_of_one_source_on_every_day() -> None:
    for day in range(3):
        assert by_source([0, 1, 2] * 2, 3, seed=day) == [[0, 0], [1, 1], [2, 2]]
        assert by_source([2, 2, 2, 0, 1], 3, seed=day) == [[0], [1], [2, 2, 2]]


def test_more_shards_share_a_source_and_fewer_take_several() -> None:
    assert by_source([0, 1] * 6, 4) == [[0, 0, 0], [1, 1, 1], [0, 0, 0], [1, 1, 1]]
    assert by_source([0, 1, 2, 3, 4] * 2, 2) == [[0, 2, 4, 0, 2, 4], [1, 3, 1, 3]]


def test_strays_lie_anywhere() -> None:
    """Of 10,000 rows from 5 sources a quarter strays, and one in five of these comes home: .2 away, .004 standard error."""
    shards = by_source([row % 5 for row in range(10_000)], 5, strays=0.25)
    away = sum(source != shard for shard, sources in enumerate(shards) for source in sources)
    assert away / 10_000 == pytest.approx(0.2, abs=0.016)
    assert all(set(sources) == set(range(5)) for sources in by_source([row % 5 for row in range(500)], 5, strays=1.0))


def test_where_no_source_is_known_nothing_can_be_dealt_by_source() -> None:
    with pytest.raises(ValueError, match="does not say where its rows come from; allowed: another partition or task"):
        BySource().split(TEN, None, 5, np.random.default_rng(0))


@pytest.mark.parametrize(
    ("build", "complaint"),
    [
        (lambda: Dirichlet(0), "Dirichlet.alpha=0; allowed: above 0"),
        (lambda: Dirichlet(float("nan")), "Dirichlet.alpha=nan"),
        (lambda: ByLabel(0), "ByLabel.labels_per_shard=0; allowed: at least 1"),
        (lambda: BySource(1.1), "BySource.strays=1.1; allowed: 0 to 1"),
        (lambda: BySource(float("nan")), "BySource.strays=nan"),
        (lambda: LogNormalSizes(-1), "LogNormalSizes.sigma=-1; allowed: 0 to 10"),
        (lambda: LogNormalSizes(float("nan")), "LogNormalSizes.sigma=nan"),
    ],
)
def test_nonsense_is_refused(build: object, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        build()

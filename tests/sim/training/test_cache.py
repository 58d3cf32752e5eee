"""The cache stays within its bytes and forgets what was used longest ago."""

import numpy as np

from sim.jobs import Broken, Score
from sim.training.cache import OVERHEAD, Cache

VECTOR = np.zeros(100, np.float32)
WEIGHT = 400 + OVERHEAD


def test_the_least_recently_used_leaves_first() -> None:
    cache = Cache(2 * WEIGHT)
    cache.put("a", VECTOR)
    cache.put("b", VECTOR)
    assert cache.get("a") is VECTOR
    cache.put("c", VECTOR)
    assert [key for key in "abc" if cache.get(key) is not None] == ["a", "c"]
    assert cache.bytes == 2 * WEIGHT


def test_what_is_larger_than_the_cache_is_not_kept() -> None:
    cache = Cache(WEIGHT - 1)
    cache.put("a", VECTOR)
    assert cache.get("a") is None
    assert cache.bytes == 0


def test_every_kind_of_result_weighs_something() -> None:
    cache = Cache(10**6)
    cache.put("score", (Score(1, 2, 3),) * 3)
    cache.put("broken", Broken("x"))
    cache.put("broken", Broken("x"))
    assert cache.bytes == 5 * OVERHEAD

"""A watched factory does what an unwatched one does, and says what went wrong instead of raising."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import mesa
import pyarrow as pa

from experiments.composing.compose import composed
from experiments.results.tables import fingerprint
from experiments.running.run import simulate
from experiments.viewing.watched import Watched

DIGITS = ("scenario=digits", "lab=stub", "horizon_days=0.5")


def hashes(tables: Mapping[str, pa.Table]) -> dict[str, str]:
    return {name: fingerprint(table).hash for name, table in tables.items()}


def to_the_end(watched: Watched) -> Watched:
    while watched.running:
        watched.step()
    return watched


def test_a_watched_run_leaves_the_tables_of_a_run() -> None:
    watched = to_the_end(Watched(DIGITS, 0.7))
    assert watched.trouble == ""
    assert watched.steps == 18  # of 0.7 hours, in half a day
    assert watched.day == 0.5
    alone = simulate(composed(DIGITS))
    assert alone["rounds"].num_rows > 0
    assert hashes(watched.factory.recorder.tables()) == hashes(alone)


def test_what_is_drawn_is_what_is_in_the_tables() -> None:
    watched = to_the_end(Watched(DIGITS, 3.0))
    rows = watched.factory.recorder.tables()["rounds"].to_pylist()
    settled = [(row["time"] / 86_400, row["accuracy"]) for row in rows]
    assert watched.accuracy[: len(settled)] == settled
    assert [day for day, _ in watched.price] == [0.0, 0.125, 0.25, 0.375, 0.5]
    assert {value for _, value in watched.price} == {0.00429}


def test_a_slider_sets_what_an_override_sets() -> None:
    moved = to_the_end(Watched(DIGITS, 6.0, **{"population.cheats.count": 4, "seed": 3}))
    alone = simulate(composed([*DIGITS, "population.cheats.count=4", "seed=3"]))
    assert hashes(moved.factory.recorder.tables()) == hashes(alone)
    assert len([member for member in moved.cast.members if member.group == "cheats"]) == 4


def test_a_slider_that_was_not_moved_says_nothing() -> None:
    still = to_the_end(Watched(DIGITS, 6.0, seed=0))
    assert hashes(still.factory.recorder.tables()) == hashes(simulate(composed(DIGITS)))


def test_what_cannot_be_built_is_told() -> None:
    watched = Watched(DIGITS, 6.0, **{"verification.rate": 2})
    assert not watched.running
    assert "rate=2" in watched.trouble
    watched.step()
    assert watched.steps == 0


def test_a_factory_that_is_left_is_freed() -> None:
    watched = Watched(DIGITS, 1.0)
    watched.step()
    assert watched.factory in mesa.Agent._ids
    watched.leave()
    assert watched.factory not in mesa.Agent._ids
    watched.step()
    assert (watched.steps, watched.trouble) == (1, "")


def test_a_factory_that_plays_is_left_after_its_step() -> None:
    """Play steps in a thread of its own, and Reset comes in the middle of it."""
    watched, inside, go_on = Watched(DIGITS, 1.0), Event(), Event()

    def held(windows: Generator[float, None, None]) -> Generator[float, None, None]:
        inside.set()
        assert go_on.wait(60)
        yield from windows

    watched._windows = held(watched._windows)
    with ThreadPoolExecutor(2) as threads:
        stepped = threads.submit(watched.step)
        assert inside.wait(60)
        left = threads.submit(watched.leave)
        go_on.set()
        stepped.result(60)
        left.result(60)
    assert (watched.steps, watched.running, watched.trouble) == (1, False, "")
    assert watched.factory not in mesa.Agent._ids


def test_what_an_agent_owns_is_its_wallet_and_its_stake() -> None:
    """As in the table `agents`, after a day."""
    watched = to_the_end(Watched((*DIGITS, "horizon_days=1"), 24.0))
    rows = watched.factory.recorder.tables()["agents"].to_pylist()
    last = {row["account"]: (row["wallet"] + row["staked"]) / 10**9 for row in rows if row["time"] == 86_400}
    assert watched.owned == last
    assert last["cheats.0"] < last["trainers.0"]

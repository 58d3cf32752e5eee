"""The shelf keeps results for other processes, stays within its bytes, and is never believed when it is damaged."""

from __future__ import annotations

import logging
import sqlite3
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from sim.jobs import Broken, Diverged, Result, Score
from sim.training.shelf import Shelf

VECTOR = np.array([1.5, -0.0, np.inf], dtype=np.float32)
RESULTS: dict[str, Result] = {"vector": VECTOR, "scores": (Score(1, 2, 3), Score(4, 5, 6)), "diverged": Diverged(7)}


def test_another_shelf_on_the_same_file_gives_back_what_was_put(tmp_path: Path) -> None:
    Shelf(tmp_path / "shelf", 10_000).put(RESULTS)
    found = Shelf(tmp_path / "shelf", 10_000).get([*RESULTS, "unknown"])
    assert set(found) == set(RESULTS)
    vector = found.pop("vector")
    assert isinstance(vector, np.ndarray)
    assert vector.tobytes() == VECTOR.tobytes()
    assert not vector.flags.writeable
    assert found == {"scores": (Score(1, 2, 3), Score(4, 5, 6)), "diverged": Diverged(7)}


def test_what_could_not_be_computed_is_not_kept(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "shelf", 10_000)
    shelf.put({"broken": Broken("out of memory")})
    assert shelf.get(["broken"]) == {}


def test_a_damaged_entry_is_a_miss(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "shelf", 10_000)
    shelf.put(RESULTS)
    with sqlite3.connect(tmp_path / "shelf") as database:
        database.execute(
            "UPDATE results SET body = CAST(substr(body, 1, 9) || x'00000000' AS BLOB) WHERE key = 'vector'"
        )
        database.execute(
            "UPDATE results SET body = (SELECT body FROM results WHERE key = 'diverged') WHERE key = 'scores'"
        )
    assert shelf.get(list(RESULTS)) == {"diverged": Diverged(7)}


def test_a_file_that_is_no_shelf_costs_time_and_nothing_else(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "shelf"
    path.write_bytes(b"something else " * 1000)
    with caplog.at_level(logging.WARNING):
        shelf = Shelf(path, 10_000)
        shelf.put(RESULTS)
        assert shelf.get(list(RESULTS)) == {}
    assert [record.getMessage() for record in caplog.records] == [
        f"results are not shared between runs: {path}: file is not a database"
    ]
    assert path.read_bytes() == b"something else " * 1000


def test_the_least_recently_used_leave_first(tmp_path: Path) -> None:
    """400 bytes each, so ten fill the shelf; it makes room for a twentieth more than it must."""
    shelf = Shelf(tmp_path / "shelf", 4_010)
    body = np.zeros(100, np.float32)
    for key in "abcdefghij":
        shelf.put({key: body})
        if key > "a":
            assert shelf.get(["a"])
    shelf.put({"k": body})
    assert set(shelf.get(list("abcdefghijk"))) == set("adefghijk")


def test_processes_write_to_one_shelf_at_the_same_time(tmp_path: Path) -> None:
    path = tmp_path / "shelf"
    program = (
        "import sys; from pathlib import Path; from sim.jobs import Diverged; from sim.training.shelf import Shelf\n"
        "shelf = Shelf(Path(sys.argv[1]), 10**6)\n"
        "for n in range(100): shelf.put({f'{sys.argv[2]}{n}': Diverged(n)}); assert shelf.get([f'{sys.argv[2]}{n}'])"
    )
    writers = [subprocess.Popen([sys.executable, "-c", program, str(path), name]) for name in "ab"]
    assert [writer.wait() for writer in writers] == [0, 0]
    keys = [f"{name}{n}" for name in "ab" for n in range(100)]
    assert len(Shelf(path, 10**6).get(keys)) == 200

"""Whoever dies, nothing that was finished is lost, and the same words again end with the hashes of an undisturbed sweep."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from experiments import sweep
from experiments.verifying import verify
from tests.experiments.sweeping.small import PLUGINS, QUICK, ROOT, hashes, waiting


def words(gate: Path, *more: str) -> list[str]:
    """A sweep whose runs wait at a gate."""
    gate.mkdir(exist_ok=True)
    return [*QUICK, "plugins=[toys]", "reward=gate", f"reward.folder={gate}", *more]


def process(*words: str, limit: int | None = None) -> subprocess.Popen[str]:
    """A sweep in a process of its own; `limit` is the most bytes that a file of it may have."""

    def restrict() -> None:
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return subprocess.Popen(
        [sys.executable, "-m", "experiments", "sweep", *words],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(PLUGINS)]), "PYTHONDONTWRITEBYTECODE": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=restrict,  # noqa: PLW1509 - no thread is running yet
    )


def undisturbed(out: Path, words: list[str]) -> dict[str, dict[str, str]]:
    """What the same words come to when nobody dies; the gate must be open."""
    sweep([*words, "engine=serial", f"out={out}"])
    return hashes(out)


def meanwhile(act: Callable[[], None]) -> threading.Thread:
    thread = threading.Thread(target=act, daemon=True)
    thread.start()
    return thread


def test_a_killed_worker_costs_what_it_had_under_way(tmp_path: Path) -> None:
    gate = tmp_path / "gate"
    asked = words(gate, "seeds=3")

    def kill_one() -> None:
        victim, _ = waiting(gate, 2)
        (gate / "go").touch()
        os.kill(victim, signal.SIGKILL)

    killer = meanwhile(kill_one)
    found = sweep([*asked, "jobs=2", f"out={tmp_path / 's'}"])
    killer.join()
    assert found.tally.words == "asked 3  done 3  failed 0  missing 0"
    assert hashes(tmp_path / "s") == undisturbed(tmp_path / "t", asked)


def test_what_a_worker_had_half_written_when_it_was_killed_is_never_read(tmp_path: Path) -> None:
    gate, out, half = tmp_path / "gate", tmp_path / "s", list[Path]()
    asked = words(gate, "reward.writing=true", "seeds=2")

    def kill_both() -> None:
        victims = waiting(gate, 2)
        half.extend((out / "unfinished").glob("*/*.parquet"))
        assert not list((out / "runs").iterdir())
        (gate / "go").touch()
        for victim in victims:
            os.kill(victim, signal.SIGKILL)

    killer = meanwhile(kill_both)
    found = sweep([*asked, "jobs=2", f"out={out}"])
    killer.join()
    assert len(half) == 2
    assert found.tally.words == "asked 2  done 2  failed 0  missing 0"
    assert not (out / "unfinished").exists()
    assert hashes(out) == undisturbed(tmp_path / "t", asked)
    assert all(verify(run) is None for run in (out / "runs").iterdir())


def test_a_run_that_kills_its_worker_each_time_fails_and_the_others_do_not(tmp_path: Path) -> None:
    found = sweep([*QUICK, "plugins=[toys]", "reward=deadly,equal_split", "seeds=2", "jobs=2", f"out={tmp_path}"])
    assert found.tally.words == "asked 4  done 2  failed 2  missing 0"
    told = [json.loads(path.read_text("utf-8")) for path in (tmp_path / "failed").iterdir()]
    assert sorted((about["seed"], about["error"]) for about in told) == [
        (seed, "its worker died each time, even alone: killed, or out of memory") for seed in (0, 1)
    ]


def test_a_killed_sweep_goes_on_where_it_was(tmp_path: Path) -> None:
    gate, out = tmp_path / "gate", tmp_path / "s"
    asked = words(gate, "seeds=3")
    with process(*asked, "jobs=2", f"out={out}") as driver:
        workers = waiting(gate, 2)
        driver.kill()
        driver.wait()
        for worker in workers:
            os.kill(worker, signal.SIGKILL)
    assert list((out / "unfinished").iterdir())
    (gate / "go").touch()
    found = sweep([*asked, "engine=serial", f"out={out}"])
    assert found.tally.words == "asked 3  done 3  failed 0  missing 0"
    assert not (out / "unfinished").exists()
    assert hashes(out) == undisturbed(tmp_path / "t", asked)


def test_a_full_disk_stops_a_sweep_and_room_lets_it_go_on(tmp_path: Path) -> None:
    out = tmp_path / "s"
    sweep([*QUICK, "seeds=1", "engine=serial", f"out={out}"])
    with process(*QUICK, "seeds=2", "engine=serial", f"out={out}", limit=6000) as driver:
        told, said = driver.communicate()
    assert driver.returncode == 1, said
    assert "asked 2  done 1  failed 0  missing 1" in told
    assert "STOPPED  OSError: [Errno 27]" in told
    assert "File too large" in told
    assert [len(list(folder.glob("*"))) for folder in (out / "runs", out / "failed")] == [1, 0]
    assert (
        sweep([*QUICK, "seeds=2", "engine=serial", f"out={out}"]).tally.words == "asked 2  done 2  failed 0  missing 0"
    )
    assert hashes(out) == undisturbed(tmp_path / "t", [*QUICK, "seeds=2"])
